"""What Pub/Sub refuses or lacks, each finding at the value that must change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infera.backends.pubsub import queue_checks, worker_checks
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Worker

QUEUE_RULES: tuple[Callable[[Environment, Queue], Iterator[Diagnostic]], ...] = (
    queue_checks.unsupported,
    queue_checks.deduplication,
    queue_checks.emulated,
    queue_checks.numbers,
    queue_checks.attempts,
    queue_checks.ack_deadline,
    queue_checks.names,
    queue_checks.existing,
    queue_checks.schedules,
    queue_checks.keys,
)
WORKER_RULES: tuple[Callable[[Environment, Worker], Iterator[Diagnostic]], ...] = (
    worker_checks.delivery_of,
    worker_checks.filters_of,
    worker_checks.always_on,
)


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Every queue of this type and every worker that it delivers to."""
    for queue in environment.queues:
        if queue.type == "pubsub":
            for rule in QUEUE_RULES:
                yield from rule(environment, queue)
    yield from queue_checks.collisions(environment)
    for worker in environment.workers:
        if is_delivered(environment, worker):
            for worker_rule in WORKER_RULES:
                yield from worker_rule(environment, worker)
            yield from worker_checks.same_mode(project, environment, worker)


def is_delivered(environment: Environment, worker: Worker) -> bool:
    """Whether Pub/Sub delivers to the worker: from queues of its own, or dead letters of Pub/Sub."""
    names = worker.queues or worker.dead_letter_of
    return any(environment.queue(name).type == "pubsub" for name in names)
