"""The roots' `images.auto.tfvars.json`, the user's: tags that can move, and variables that no worker has any more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from infera import codes, names
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project
from infera.output.files import File

NAME = "images.auto.tfvars.json"
MAX_BYTES = 1 << 20

_ENVIRONMENTS = PurePosixPath("terraform/environments")
_SUFFIX = "_image"
_VARIABLE = re.compile(r'^variable "([^"]+)"', re.MULTILINE)


def check(project: Project, root: Path, files: Iterable[File]) -> Iterator[Diagnostic]:
    """A warning for each image without a digest, in the file and in the roots' `images.auto.tfvars.json`, and for
    each image there that no variable of the root takes any more. `files` are those that are generated now.
    """
    declared = _declared(files)
    for environment in project.environments:
        for worker in environment.workers:
            if isinstance(worker.image, str) and "@sha256:" not in worker.image:
                text = f"the image of `{worker.name}` is named by a tag, which can move"
                hint = "add its digest: `image@sha256:…`"
                yield Diagnostic(codes.TAG_WITHOUT_DIGEST, text, (*worker.at, "image"), hint)
        yield from _given(environment, root, declared.get(environment.name, frozenset()))


def _declared(files: Iterable[File]) -> dict[str, frozenset[str]]:
    """Environment -> the variables of its root."""
    return {
        file.path.parent.name: frozenset(_VARIABLE.findall(file.data.decode()))
        for file in files
        if file.path.name == "variables.tf" and file.path.parent.parent == _ENVIRONMENTS
    }


def _given(environment: Environment, root: Path, declared: frozenset[str]) -> Iterator[Diagnostic]:
    path = _ENVIRONMENTS / environment.name / NAME
    given = _images(root / path)
    for name, image in sorted(given.items()):
        if name.endswith(_SUFFIX) and name not in declared:
            yield _unused(name, environment, path, given)
        elif isinstance(image, str) and "@sha256:" not in image:
            text = f"`{name}` is named by a tag, which can move"
            hint = f"`make push ENV={environment.name}` in the worker's folder writes the digest"
            yield Diagnostic(codes.TAG_WITHOUT_DIGEST, text, hint=hint, file=path.as_posix())


def _unused(name: str, environment: Environment, path: PurePosixPath, given: dict[str, object]) -> Diagnostic:
    """Terraform would say little about it, and put the placeholder in the place of the worker's image."""
    for worker in environment.workers:
        now = f"{worker.label}{_SUFFIX}"
        if worker.renamed_from is None or f"{names.label(worker.renamed_from)}{_SUFFIX}" != name:
            continue
        text = f"`{name}` is `{now}` since `{worker.renamed_from}` is `{worker.name}`"
        if now in given:
            return Diagnostic(codes.IMAGE_UNUSED, text, hint=f"remove `{name}`", file=path.as_posix())
        hint = f"rename it to `{now}`: until then an apply puts the placeholder in the place of the image that runs"
        return Diagnostic(codes.IMAGE_UNUSED, text, hint=hint, file=path.as_posix())
    text = f"no worker takes the image `{name}`"
    return Diagnostic(codes.IMAGE_UNUSED, text, hint=f"remove `{name}`", file=path.as_posix())


def _images(file: Path) -> dict[str, object]:
    """The variables of the file; nothing when it is not there or not readable, which is Terraform's to say."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
            return {}
        loaded = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
