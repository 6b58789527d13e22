"""`infera cost`: a month's estimate, with the arithmetic and the date of the prices."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from infera.commands.options import Common, common
from infera.commands.status import DONE, ERRORS

if TYPE_CHECKING:
    from infera.model import Project

_COUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kKmMbBgG]?)")
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000, "g": 1_000_000_000}


class Count(click.ParamType[int]):
    """`1M`, `250k`, `1000000`."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage error for anything else."""
        match = _COUNT.fullmatch(str(value).replace(",", "").replace("_", ""))
        if match is None:
            self.fail(f"{value!r} is not a number such as 1M or 250k", param, ctx)
        return int(float(match[1]) * _FACTORS[match[2].lower()])


@click.command(name="cost")
@click.option("--messages", type=Count(), default="1M", show_default=True, help="Jobs a month and queue.")
@click.option("--size", "size_bytes", type=Count(), default="1k", show_default=True, help="Bytes of a job.")
@click.option(
    "--duration", "duration_ms", type=click.IntRange(1), default=200, show_default=True, help="Milliseconds of a job."
)
@click.option("--retries", type=click.FloatRange(0, 100), default=0.0, help="Extra attempts of a job on average.")
@click.option("--free-tier/--no-free-tier", default=True, show_default=True, help="Count the free tiers.")
@click.option("--compare", is_flag=True, help="The same load on every back end; needs no config.")
@common("text", "json", "markdown")
def command(
    common: Common,
    messages: int,
    size_bytes: int,
    duration_ms: int,
    retries: float,
    free_tier: bool,
    compare: bool,
) -> int:
    """Monthly estimate, with the arithmetic and the date of the prices."""
    from infera.cost.comparison import break_even, offers
    from infera.cost.environment import monthly, standing_still
    from infera.cost.model import Load
    from infera.views import cost as view

    load = Load(messages, size_bytes, duration_ms, retries)
    projects = [] if compare else _projects(common)
    if projects is None:
        return ERRORS
    shown = [
        (project, environment)
        for project in projects
        for environment in project.environments
        if common.env in (None, environment.name)
    ]
    parts = [
        view.Part(
            f"{project.name} {environment.name}",
            monthly(environment, project.provider, load, free_tier=free_tier),
            standing_still(environment, project.provider, load),
        )
        for project, environment in shown
    ]
    expected = {queue.name for _, environment in shown for queue in environment.queues if queue.expected}
    table = view.Report(
        load,
        free_tier,
        parts,
        offers(load, free_tier=free_tier),
        list(break_even(load, free_tier=free_tier)),
        tuple(sorted(expected)),
    )
    if common.format == "json":
        click.echo(json.dumps(view.as_json(table), indent=2))
    else:
        click.echo(view.as_text(table, markdown=common.format == "markdown"))
    return DONE


def _projects(common: Common) -> list[Project] | None:
    """The project of each config; None when one is wrong, which stderr hears."""
    from infera.commands.compile import compile_all, report, show

    found = []
    for compiled in compile_all(common):
        project = compiled.result.project
        if compiled.result.failed or project is None:
            show([report(compiled, common)], common, stream=sys.stderr)
            return None
        found.append(project)
    return found
