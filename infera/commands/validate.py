"""`infera validate`: findings only."""

from __future__ import annotations

import click

from infera.commands.compile import compile_all, report, show
from infera.commands.options import Common, common
from infera.commands.status import DONE, ERRORS


@click.command(name="validate")
@common("text", "json", "markdown", "sarif", "github")
def command(common: Common) -> int:
    """Findings only: everything that is wrong with a file, at once."""
    compiled = compile_all(common)
    show([report(each, common) for each in compiled], common)
    return ERRORS if any(each.result.failed for each in compiled) else DONE
