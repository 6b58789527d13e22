"""Compiling the configs of one call, and showing what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from infera import codes
from infera.commands.options import Common
from infera.commands.progress import Progress
from infera.diagnostics import Diagnostic, Severity
from infera.pipeline import Result, compile_document, finish
from infera.records import dataclass, replace

if TYPE_CHECKING:
    from infera.views.report import Report


@dataclass(frozen=True, slots=True)
class Compiled:
    """One config of a call, compiled."""

    config: Path
    output: Path
    result: Result


def compile_all(common: Common) -> list[Compiled]:
    """Compile every config once, in the order given."""
    once: dict[Path, Path] = {}
    for config in common.configs:
        once.setdefault(_real(config), config)
    return [_compile_slowly(config, common) for config in once.values()]


def _compile_slowly(config: Path, common: Common) -> Compiled:
    from infera.views.safe import safe

    with Progress(f"compiling {safe(config.as_posix())}", quiet=common.quiet):
        return compile_one(config, common)


def _real(path: Path) -> Path:
    """Where a path leads; the path itself when it is a loop of symbolic links."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def apart(compiled: Sequence[Compiled]) -> list[Compiled]:
    """The same, with an error on each that has its output folder in common with another: two projects in one folder
    would overwrite each other's files.
    """
    sharing: dict[Path, list[Compiled]] = {}
    for each in compiled:
        sharing.setdefault(_real(each.output), []).append(each)
    return [_apart(each, sharing[_real(each.output)]) for each in compiled]


def _apart(one: Compiled, sharing: Sequence[Compiled]) -> Compiled:
    others = [each.config.as_posix() for each in sharing if each is not one]
    document = one.result.document
    if not others or document is None:
        return one
    error = Diagnostic(
        codes.OTHER_PROJECT,
        f"this and {', '.join(f'`{other}`' for other in others)} would write to one output folder",
        path=("project_name",),
        hint="give each config a folder of its own, or run them one by one with `-o`",
    )
    return replace(one, result=replace(one.result, found=finish(document, [*one.result.found, error])))


def compile_one(config: Path, common: Common) -> Compiled:
    """Read and compile one config; payload schemas and templates are looked for beside it."""
    from infera.load import load_file

    document, found = load_file(config, config.as_posix())
    result = compile_document(document, found, config.parent)
    unknown = _unknown_environment(result, common)
    if unknown:
        raise unknown
    return Compiled(config, common.folder(config), result)


def _unknown_environment(result: Result, common: Common) -> click.UsageError | None:
    if common.env is None or result.project is None:
        return None
    names = [environment.name for environment in result.project.environments]
    if common.env in names:
        return None
    from infera.suggest import hint

    return click.UsageError(f"there is no environment {common.env!r}: {hint(common.env, names, 'environment')}")


def report(compiled: Compiled, common: Common, found: Sequence[Diagnostic] | None = None) -> Report:
    """The report of one config with its findings, or others."""
    from infera.views.report import Report

    document = compiled.result.document
    if document is None:
        from infera.load import quoted

        sources = {compiled.config.as_posix(): quoted(compiled.config)}
    else:
        sources = {document.name: document.text} if document.shown else {}
    folder = compiled.output.as_posix()
    return Report(
        found=tuple(compiled.result.found if found is None else found),
        name=compiled.config.as_posix(),
        sources=sources,
        folder="" if folder == "." else folder,
        environment=common.env,
    )


def show(reports: Sequence[Report], common: Common, *, stream: TextIO | None = None) -> None:
    """Print reports in the format of the call: data to stdout, or all of it to `stream`."""
    wanted = [_quiet(each) if common.quiet else each for each in reports]
    if not wanted:
        return
    if common.format == "json":
        from infera.views.json import render as as_json

        text = as_json(*wanted)
    elif common.format == "sarif":
        from infera.views.sarif import render as as_sarif

        text = as_sarif(*wanted)
    else:
        text = "".join(rendered(each, common) for each in wanted)
    click.echo(text, nl=False, file=stream)


def rendered(report: Report, common: Common) -> str:
    """One report in a format of lines, which several may follow one another in."""
    if common.format == "github":
        from infera.views.github import render as as_github

        return as_github(report)
    if common.format == "markdown":
        from infera.views.markdown import render as as_markdown

        return as_markdown(report)
    from infera.views.human import render

    return render(report, color=common.color, verbose=common.verbose)


def _quiet(report: Report) -> Report:
    from infera.records import replace

    return replace(report, found=tuple(f for f in report.found if f.severity is Severity.ERROR))
