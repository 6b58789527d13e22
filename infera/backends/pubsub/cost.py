"""What Pub/Sub and its Cloud Run cost: bytes published and delivered, at least 1,000 a request."""

from __future__ import annotations

from collections.abc import Iterator

from infera.backends.pubsub import delivery
from infera.cost.google import SCHEDULER_JOBS, always_on, claims, requests
from infera.cost.model import Load, Price, Usage, count
from infera.model import Environment, Queue

_GIB = 2**30
THROUGHPUT = Price(
    "pubsub-throughput",
    "Pub/Sub throughput",
    "GiB",
    40.0,
    1024,
    10,
    "https://cloud.google.com/pubsub/pricing",
    "2026-11-24",
)
MIN_REQUEST_BYTES = 1000


def usage(environment: Environment, queue: Queue, load: Load) -> Iterator[Usage]:
    """A topic, its subscriptions and their workers."""
    consumers = environment.consumers(queue)
    size = max(load.size_bytes, MIN_REQUEST_BYTES)
    yield _bytes(queue, load.messages, size, "published")
    for _ in consumers or (None,):
        yield _bytes(queue, load.attempts, size, "delivered")
    for schedule in queue.schedules:
        yield Usage(SCHEDULER_JOBS, 1, f"`{schedule.name}`", queue.name, idle=True)
    for worker in consumers:
        if delivery.mode(environment, worker) == delivery.PUSH:
            yield from requests(worker, load, queue.name)
        else:
            yield from always_on(worker, queue.name)
        yield from claims(worker, load, queue.name)


def _bytes(queue: Queue, messages: float, size: int, what: str) -> Usage:
    why = f"{count(messages)} x {count(size)} bytes {what}"
    return Usage(THROUGHPUT, messages * size / _GIB, why, queue.name)
