"""What `plan --against` compares with: committed output, or what the infera.yaml of the base compiles to."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from infera.commands.compile import Compiled
from infera.output import manifest as manifests


@contextmanager
def base(against: str, compiled: Compiled) -> Iterator[Path]:
    """A folder with the output as of `against`, a git revision or a folder.

    Where the output is not kept in version control (no manifest there), the config as it was is compiled: a base
    that looks empty would make every queue new, and hide the one that goes. Raises a usage error.
    """
    from infera.history.revision import NoSuchRevision, root

    with ExitStack() as stack:
        try:
            output = stack.enter_context(root(against, compiled.output))
            if _recorded(output):
                yield output
                return
            folder = stack.enter_context(root(against, compiled.config.parent))
        except (NoSuchRevision, ValueError) as error:
            raise click.UsageError(f"--against {against}: {error}") from error
        config = folder / compiled.config.name
        if not config.is_file():  # the project is new, or DIR is a folder of output with nothing in it yet
            yield output
            return
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="infera-")))
        yield _compiled(config, output, temporary / "output", against)


def _recorded(output: Path) -> bool:
    return output.joinpath(manifests.PATH).is_file()


def _compiled(config: Path, output: Path, target: Path, against: str) -> Path:
    """Write what the base's config compiles to over the files that the base does hold, the handlers among them."""
    from infera.commands.changes import Options, changes, state
    from infera.load import load_file
    from infera.output.write import apply
    from infera.pipeline import compile_document

    target.mkdir()
    for name in ("terraform", "workers", "clients"):
        if output.joinpath(name).is_dir():
            shutil.copytree(output / name, target / name, symlinks=True)
    result = compile_document(*load_file(config, config.name), config.parent)
    if result.failed or result.project is None:
        raise click.UsageError(f"--against {against}: {config.name} has errors there, and no output is committed")
    planned = changes(Compiled(config, target, result), Options(force=True))
    if apply(planned.changes, target, planned.manifest, state=state(result.project), generated=result.files):
        raise click.UsageError(f"--against {against}: the output of {config.name} there could not be written")
    return target
