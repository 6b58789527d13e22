"""Names that two things of a module would share, beyond those of queues and workers themselves.

A label and its cloud name come from the same words, so that a label of its own is a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends.sqs import schedules, sources
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment
from infera.platforms.aws import redis


def check(environment: Environment) -> Iterator[Diagnostic]:
    """Each name that is taken a second time, at what could be renamed."""
    taken: dict[tuple[str, str], Path] = {}
    for kind, label, at in (*_of_queues(environment), *_of_workers(environment)):
        first = taken.setdefault((kind, label), at)
        if first != at:
            text = f"a {kind} `{label}` is already there, for {_where(first)}"
            yield Diagnostic(codes.NAME_COLLISION, text, at, "rename one of them", on_key=at[0] == "workers")


def _where(path: Path) -> str:
    return ".".join(str(part) for part in path if part != "name")


def _of_queues(environment: Environment) -> Iterator[tuple[str, str, Path]]:
    for queue in environment.queues:
        at: Path = (*queue.at, "name")
        if queue.type == "sqs":
            yield "role", f"{queue.label}_scheduler", at
            for schedule in queue.schedules:
                yield "schedule", f"{queue.label}_{schedule.label}", (*schedule.at, "name")
            own = schedules.own_dead_letter(queue)
            labels = [source.label for source in sources.sources(environment, queue)]
            dead = [f"{label}_dead_letter" for label in labels] if queue.dead_letter.enabled else []
            for label in (*labels, *dead, *([own] if own else [])):
                yield "queue", label, at
            for label in labels:
                yield "alarm", f"{label}_oldest_age", at
                yield "alarm", f"{label}_depth", at
            for label in dead:
                yield "alarm", label, at
        elif queue.type in redis.TYPES:
            yield "alarm", f"{queue.label}_dead_letter", at


def _of_workers(environment: Environment) -> Iterator[tuple[str, str, Path]]:
    for worker in environment.workers:
        yield "role", worker.label, worker.at
        if worker.runtime == "lambda":
            yield "alarm", f"{worker.label}_errors", worker.at
            yield "alarm", f"{worker.label}_throttles", worker.at
            reads = sources.readings(environment, worker)
            for reading in reads:
                label = worker.label if len(reads) == 1 else f"{worker.label}_{reading.label}"
                yield "mapping", label, worker.at
        else:
            yield "role", f"{worker.label}_execution", worker.at
