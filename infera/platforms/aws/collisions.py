"""Names that two things of a module would share, beyond those of queues and workers themselves.

A label and its cloud name come from the same words, so that a label of its own is a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends.sqs import schedules, sources
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Queue


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
    """Of two queues with one label, which the rules of every cloud report, only the first counts."""
    queues: dict[str, Queue] = {}
    for each in environment.queues:
        if each.type == "sqs":
            queues.setdefault(each.label, each)
    made = {source.label for queue in queues.values() for source in sources.sources(environment, queue)}
    dead = {f"{label}_dead_letter": label for label in made}
    for queue in queues.values():
        yield "role", f"{queue.label}_scheduler", (*queue.at, "name")
        for schedule in queue.schedules:
            yield "schedule", f"{queue.label}_{schedule.label}", (*schedule.at, "name")
        own = schedules.own_dead_letter(queue)
        if own is not None and own in dead:
            yield "queue", own, (*queue.at, "name")
            other = next(q for q in queues.values() if dead[own].startswith(q.label) and q is not queue)
            yield "queue", own, (*other.at, "name")


def _of_workers(environment: Environment) -> Iterator[tuple[str, str, Path]]:
    for worker in environment.workers:
        yield "role", worker.label, worker.at
        if worker.runtime != "lambda":
            yield "role", f"{worker.label}_execution", worker.at
            continue
        reads = sources.readings(environment, worker)
        for reading in reads:
            yield "mapping", worker.label if len(reads) == 1 else f"{worker.label}_{reading.label}", worker.at
