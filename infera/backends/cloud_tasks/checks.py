"""What Cloud Tasks refuses or lacks, each finding at the value that must change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infera.backends.cloud_tasks import queue_checks, worker_checks
from infera.backends.pubsub import worker_checks as pubsub
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Worker

QUEUE_RULES: tuple[Callable[[Environment, Queue], Iterator[Diagnostic]], ...] = (
    queue_checks.unsupported,
    queue_checks.emulated,
    queue_checks.numbers,
    queue_checks.names,
    queue_checks.existing,
    queue_checks.consumer,
)
WORKER_RULES: tuple[Callable[[Environment, Worker], Iterator[Diagnostic]], ...] = (
    worker_checks.unsupported,
    worker_checks.run_time,
    worker_checks.concurrency,
)


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Every queue of this type and every worker that it calls; their dead letters lie in Pub/Sub."""
    for queue in environment.queues:
        if queue.type == "cloud_tasks":
            for rule in QUEUE_RULES:
                yield from rule(environment, queue)
    for worker in environment.workers:
        if any(environment.queue(name).type == "cloud_tasks" for name in worker.queues):
            for worker_rule in WORKER_RULES:
                yield from worker_rule(environment, worker)
        elif any(environment.queue(name).type == "cloud_tasks" for name in worker.dead_letter_of):
            yield from pubsub.delivery_of(environment, worker)
            yield from pubsub.always_on(environment, worker)
            yield from pubsub.same_mode(project, environment, worker)
