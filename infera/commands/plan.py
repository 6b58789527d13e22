"""`infera plan`: findings, what would be written, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from infera.commands.compile import Compiled, apart, compile_all, report, show
from infera.commands.options import Common, common
from infera.commands.progress import Progress
from infera.commands.status import DONE, ERRORS, IN_THE_WAY, PENDING
from infera.records import replace

if TYPE_CHECKING:
    from infera.commands.changes import Changes, Options
    from infera.views.report import Report


@click.command(name="plan")
@click.option("--detailed-exitcode", is_flag=True, help="Exit 2 when changes are pending.")
@click.option("--against", metavar="REF|DIR", help="Compare with a git revision or a folder, not with the disk.")
@click.option("--fail-on", multiple=True, type=click.Choice(["loses-jobs"]), help="Make this an error.")
@click.option("--allow-loss", multiple=True, metavar="ADDRESS", help="Let this resource lose its jobs.")
@click.option("--rename-project", metavar="OLD", help="The project was called OLD.")
@common("text", "json", "markdown", "sarif", "github")
def command(
    common: Common,
    detailed_exitcode: bool,
    against: str | None,
    fail_on: tuple[str, ...],
    allow_loss: tuple[str, ...],
    rename_project: str | None,
) -> int:
    """Show findings and what would be written, file by file and resource by resource; write nothing."""
    from infera.commands.changes import Options

    details = common.format == "json" or common.verbose
    options = Options(False, False, rename_project, fail_on, allow_loss, details, common.env)
    planned = []
    for each in apart(compile_all(common)):
        with Progress("comparing with what is there", quiet=common.quiet):
            planned.append((each, _changes(each, options, against)))
    show([with_changes(compiled, changes, common) for compiled, changes in planned], common)
    return status([changes for _, changes in planned], detailed=detailed_exitcode)


def _changes(compiled: Compiled, options: Options, against: str | None) -> Changes:
    from infera.commands.changes import changes

    if against is None:
        return changes(compiled, options)
    from infera.commands.against import base

    with base(against, compiled) as folder:
        return changes(compiled, options, folder)


def with_changes(compiled: Compiled, changes: Changes, common: Common) -> Report:
    """The report of a plan; without changes when an error stopped before there were any."""
    first = report(compiled, common, changes.found)
    if changes.resources is None:
        return replace(first, changes=() if common.format == "json" else None)
    return replace(first, changes=changes.changes, resources=changes.resources, cost=changes.cost)


def status(all_changes: list[Changes], *, detailed: bool) -> int:
    """The exit status of a plan over several configs."""
    if any(each.failed for each in all_changes):
        return ERRORS
    if any(each.conflict for each in all_changes):
        return IN_THE_WAY
    return PENDING if detailed and any(each.pending for each in all_changes) else DONE
