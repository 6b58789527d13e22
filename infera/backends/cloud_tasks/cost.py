"""What Cloud Tasks and its Cloud Run cost: an operation is a call of the API or an attempt, per 32 KB."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.google import SCHEDULER_JOBS, claims, requests
from infera.cost.model import Load, Price, Usage, chunks, count
from infera.model import Environment, Queue

OPERATIONS = Price(
    "cloud-tasks",
    "Cloud Tasks operations",
    "operations",
    0.40,
    1e6,
    1e6,
    "https://cloud.google.com/tasks/docs/pricing",
    "2026-11-24",
)
CHUNK_BYTES = 32_768


def usage(environment: Environment, queue: Queue, load: Load) -> Iterator[Usage]:
    """A queue, its dispatches and its worker."""
    each = chunks(load.size_bytes, CHUNK_BYTES)
    yield Usage(OPERATIONS, load.messages * each, f"{count(load.messages)} creates", queue.name)
    yield Usage(OPERATIONS, load.attempts * each, f"{count(load.attempts)} dispatches", queue.name)
    for schedule in queue.schedules:
        yield Usage(SCHEDULER_JOBS, 1, f"`{schedule.name}`", queue.name, idle=True)
    for worker in environment.consumers(queue):
        yield from requests(worker, load, queue.name)
        yield from claims(worker, load, queue.name)
