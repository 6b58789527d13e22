"""`infera generate`: plan, then write."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from infera.commands.compile import Compiled, apart, compile_all, show
from infera.commands.options import Common, common
from infera.commands.plan import status, with_changes
from infera.commands.progress import Progress
from infera.records import replace

if TYPE_CHECKING:
    from infera.commands.changes import Changes, Options


@click.command(name="generate")
@click.option("--check", is_flag=True, help="Write nothing; exit 2 when the output is stale.")
@click.option("--force", is_flag=True, help="Overwrite files that someone edited, keeping a backup of each.")
@click.option("--merge", is_flag=True, help="Merge edits of infera's files with what changes (three-way).")
@click.option("--fail-on", multiple=True, type=click.Choice(["loses-jobs"]), help="Make this an error.")
@click.option("--allow-loss", multiple=True, metavar="ADDRESS", help="Let this resource lose its jobs.")
@click.option("--rename-project", metavar="OLD", help="The project was called OLD.")
@common("text", "json", "markdown", "sarif", "github")
def command(
    common: Common,
    check: bool,
    force: bool,
    merge: bool,
    fail_on: tuple[str, ...],
    allow_loss: tuple[str, ...],
    rename_project: str | None,
) -> int:
    """Plan, then write: Terraform, workers and clients. Findings go to stderr."""
    from infera.commands.changes import Options

    if force and merge:
        raise click.UsageError("--force and --merge exclude each other.")
    options = Options(force, merge, rename_project, fail_on, allow_loss, common.format == "json")
    planned = [(each, _changes(each, options, common)) for each in apart(compile_all(common))]
    stopped = any(changes.blocked or changes.resources is None for _, changes in planned)
    if check or stopped:  # nothing is written of any config where one cannot be
        for each, changes in planned:
            _tell(each, changes, common)
        done = planned
    else:
        done = [(each, _write(each, changes, common)) for each, changes in planned]
    if common.format != "text":
        show([with_changes(each, changes, common) for each, changes in done], common)
    return status([changes for _, changes in done], detailed=check)


def _changes(compiled: Compiled, options: Options, common: Common) -> Changes:
    from infera.commands.changes import changes

    with Progress("comparing with what is there", quiet=common.quiet):
        return changes(compiled, options)


def _write(compiled: Compiled, planned: Changes, common: Common) -> Changes:
    """Write one config and tell of it; the changes as they came out, with what could not be written."""
    from infera.commands.changes import state
    from infera.output.write import apply

    project = compiled.result.project
    assert project is not None
    with Progress("writing", quiet=common.quiet):
        failures = apply(
            planned.changes,
            compiled.output,
            planned.manifest,
            state=state(project),
            generated=compiled.result.files,
        )
    if failures:
        planned = replace(planned, found=(*planned.found, *failures), resources=None)
    _tell(compiled, planned, common)
    return planned


def _tell(compiled: Compiled, planned: Changes, common: Common) -> None:
    """Findings to stderr; what was written, or would be, to stdout. Other formats are one document for all configs."""
    if common.format != "text":
        return
    report = with_changes(compiled, planned, common)
    from infera.views.human import findings, without_findings

    shown = replace(report, found=tuple(report.found))
    if common.quiet:
        from infera.diagnostics import Severity

        shown = replace(shown, found=tuple(f for f in shown.found if f.severity is Severity.ERROR))
    click.echo(findings(shown, color=common.color and sys.stderr.isatty()), nl=False, err=True)
    if not common.quiet and planned.resources is not None:
        show([without_findings(report)], replace(common, quiet=False))
