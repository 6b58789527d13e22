"""`infera providers`: what each back end does natively, emulated or not."""

from __future__ import annotations

import json
from typing import Any

import click

from infera.commands.options import Common, common
from infera.commands.status import DONE, ERRORS

_MARKS = {"native": "yes", "emulated": "infera", "none": "-"}


@click.command(name="providers")
@click.option("--why", metavar="QUEUE", help="Which back ends can do what this queue asks for, and why not.")
@click.option("--limits", is_flag=True, help="How each is done, and within which limits.")
@common("text", "json", "markdown")
def command(common: Common, why: str | None, limits: bool) -> int:
    """The comparison table: what each back end does natively, what infera emulates, and what neither can do."""
    if why is not None:
        return _why(common, why)
    from infera.views.comparison import as_json, as_text

    if common.format == "json":
        click.echo(json.dumps(as_json(), indent=2))
    else:
        click.echo(as_text(markdown=common.format == "markdown", limits=limits))
    return DONE


def _why(common: Common, queue_name: str) -> int:
    from infera.checks.needs import fits
    from infera.commands.compile import compile_all, report, show
    from infera.suggest import hint
    from infera.views.comparison import fits_json, fits_text

    for compiled in compile_all(common):
        project = compiled.result.project
        if project is None:
            show([report(compiled, common)], common)
            return ERRORS
        names = [queue.name for queue in project.queues]
        if queue_name not in names:
            raise click.UsageError(f"there is no queue {queue_name!r}: {hint(queue_name, names, 'queue')}")
        found = fits(project, queue_name)
        text: Any = fits_json(found) if common.format == "json" else fits_text(found)
        click.echo(json.dumps(text, indent=2) if common.format == "json" else text)
    return DONE
