"""`infera dev`: engines, workers, a way to send a job and watch it, on this machine."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from infera.commands.compile import Compiled, compile_one, report, show
from infera.commands.options import Common, common
from infera.commands.status import DONE, ERRORS

if TYPE_CHECKING:
    from infera.dev.run import Request
    from infera.model import Environment


@click.command(name="dev")
@click.option("--send", metavar="QUEUE[:JOB]", help="Send a job when the workers are ready.")
@click.option("--payload", metavar="JSON", default="{}", show_default=True, help="Its payload.")
@click.option("--once", is_flag=True, help="With --send: show this job alone, and end with it.")
@common()
def command(common: Common, send: str | None, payload: str, once: bool) -> int:
    """Run the whole system on this machine. A line QUEUE JOB {json} on stdin sends a job; Ctrl-C stops everything."""
    from infera.dev.processes import Failed

    if once and send is None:
        raise click.UsageError("--once ends with the job of --send.")
    if len(common.configs) > 1:
        raise click.UsageError("one config at a time.")
    compiled = compile_one(common.configs[0], common)
    if compiled.result.failed or compiled.result.project is None:
        show([report(compiled, common)], common, stream=sys.stderr)
        return ERRORS
    environment = _environment(compiled, common)
    try:
        first = _request(environment, send, payload)
        _current(compiled)
        return DONE if _run(compiled, environment, common, first, once) else ERRORS
    except Failed as error:
        _tell(f"error: {error}")
        return ERRORS


def _environment(compiled: Compiled, common: Common) -> Environment:
    project = compiled.result.project
    assert project is not None
    wanted = common.env or project.environments[0].name
    return next(each for each in project.environments if each.name == wanted)


def _request(environment: Environment, send: str | None, payload: str) -> Request | None:
    from infera.dev.run import request

    if send is None:
        return None
    queue, _, job = send.partition(":")
    return request(environment, queue, job, payload)


def _current(compiled: Compiled) -> None:
    """The workers that run are those of the file. Failed when they are not."""
    from infera.commands.changes import Options, changes
    from infera.dev.processes import Failed

    planned = changes(compiled, Options())
    if planned.failed or planned.conflict or planned.pending:
        name = compiled.config.as_posix()
        raise Failed(f"the output is not what {name} says: run `infera generate` first (`infera plan` shows the rest)")


def _run(compiled: Compiled, environment: Environment, common: Common, first: Request | None, once: bool) -> bool:
    from infera.dev.run import Run
    from infera.dev.watch import Watch

    project = compiled.result.project
    assert project is not None
    width = max((len(worker.name) for worker in environment.workers), default=0)
    watch = Watch(click.echo, width, verbose=common.verbose, only=once)
    run = Run(
        project,
        environment,
        compiled.output.resolve(),
        (lambda _text: None) if common.quiet else _tell,
        watch,
        first,
        once,
        interactive=not once,
    )
    with tempfile.TemporaryDirectory(prefix="infera-dev-") as name:
        return run(Path(name))


def _tell(text: str) -> None:
    click.echo(text, err=True)
