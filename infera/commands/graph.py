"""`infera graph`: the system as a picture."""

from __future__ import annotations

import sys

import click

from infera.commands.compile import compile_all, report, show
from infera.commands.options import Common, common
from infera.commands.status import DONE, ERRORS


@click.command(name="graph")
@common("mermaid", "dot", "svg", "html")
def command(common: Common) -> int:
    """The system as a picture: queues, workers, retries, dead letters, schedules, alarms, cost.

    Every environment is shown, in one picture; `--env` shows one.
    """
    from infera.graph.model import graph
    from infera.graph.page import page
    from infera.graph.svg import svg
    from infera.graph.text import dot, mermaid
    from infera.records import replace

    graphs = []
    for compiled in compile_all(common):
        project = compiled.result.project
        if compiled.result.failed or project is None:
            show([report(compiled, common)], replace(common, format="text"), stream=sys.stderr)
            return ERRORS
        graphs += [graph(project, e) for e in project.environments if common.env in (None, e.name)]
    if common.format == "html":
        click.echo(page(graphs), nl=False)
        return DONE
    draw = {"mermaid": mermaid, "dot": dot, "svg": svg}[common.format]
    click.echo(draw(*graphs), nl=False)
    return DONE
