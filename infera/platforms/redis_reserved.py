"""Names that a platform itself gives to things beside the workers: a worker of the same name would be two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infera import codes, names
from infera.diagnostics import Diagnostic
from infera.model import Environment
from infera.platforms import redis_viewer

CLOCK = "the clock of Celery"


def of_terraform(environment: Environment) -> Iterator[Diagnostic]:
    """Workers that share a label, or the cloud name under it, with what stands beside them in a module."""
    taken = {each.label: each.title for each in redis_viewer.VIEWERS if redis_viewer.workers(environment, each)}
    if _clocked(environment):
        taken["celery_beat"] = CLOCK
    yield from _check(environment, taken)


def of_compose(environment: Environment) -> Iterator[Diagnostic]:
    """Workers that would be a second service of one name."""
    titles = {redis_viewer.BULL_BOARD: "bull_board", redis_viewer.FLOWER: "flower"}
    taken = {name: each.title for each, name in titles.items() if redis_viewer.workers(environment, each)}
    if environment.redis.existing is None:
        taken["redis"] = "Redis"
    if _clocked(environment):
        taken["beat"] = CLOCK
    yield from _check(environment, taken)


def _clocked(environment: Environment) -> bool:
    workers = redis_viewer.workers(environment, redis_viewer.FLOWER)
    return any(environment.queue(name).schedules for worker in workers for name in worker.queues)


def _check(environment: Environment, taken: Mapping[str, str]) -> Iterator[Diagnostic]:
    for worker in environment.workers:
        for name in (worker.label, names.label(worker.cloud_base)):
            if name in taken:
                text = f"`{name}` is what {taken[name]} is called"
                yield Diagnostic(codes.NAME_COLLISION, text, worker.at, "rename the worker", on_key=True)
                break
