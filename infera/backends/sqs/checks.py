"""What SQS and Lambda refuse or lack, each finding at the value that must change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infera.backends.sqs import queue_checks, worker_checks
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Worker

QUEUE_RULES: tuple[Callable[[Project, Environment, Queue], Iterator[Diagnostic]], ...] = (
    queue_checks.unsupported,
    queue_checks.emulated,
    queue_checks.numbers,
    queue_checks.message_size,
    queue_checks.dead_letters,
    queue_checks.visibility,
    queue_checks.attempts,
    queue_checks.fan_out,
    queue_checks.schedules,
    queue_checks.names,
    queue_checks.references,
    queue_checks.same_structure,
)
WORKER_RULES: tuple[Callable[[Environment, Worker], Iterator[Diagnostic]], ...] = (
    worker_checks.unsupported,
    worker_checks.run_time,
    worker_checks.batch,
    worker_checks.concurrency,
    worker_checks.memory,
    worker_checks.log_retention,
    worker_checks.environment_size,
    worker_checks.references,
)


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Every queue of this type and every worker on Lambda."""
    for queue in environment.queues:
        if queue.type == "sqs":
            for rule in QUEUE_RULES:
                yield from rule(project, environment, queue)
    for worker in environment.workers:
        if worker.runtime == "lambda":
            for worker_rule in WORKER_RULES:
                yield from worker_rule(environment, worker)
