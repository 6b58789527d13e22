"""What Google Cloud refuses, whatever the back end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Worker
from infera.platforms import redis_reserved
from infera.platforms.gcp import (
    checks_of_grants,
    checks_of_names,
    checks_of_queues,
    checks_of_redis,
    checks_of_workers,
)

QUEUE_RULES: tuple[Callable[[Environment, Queue], Iterator[Diagnostic]], ...] = (
    checks_of_queues.producers,
    checks_of_queues.dead_letters,
)
WORKER_RULES: tuple[Callable[[Environment, Worker], Iterator[Diagnostic]], ...] = (
    checks_of_workers.cpu_and_memory,
    checks_of_workers.instances,
    checks_of_workers.batch,
    checks_of_workers.variables,
    checks_of_workers.network,
    checks_of_workers.secrets,
    checks_of_workers.log_retention,
    checks_of_grants.permissions,
)
GOOGLE_TYPES = ("pubsub", "cloud_tasks")


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Labels and names, then every queue and worker."""
    yield from checks_of_names.labels(environment)
    yield from checks_of_names.collisions(environment)
    yield from redis_reserved.of_terraform(environment)
    yield from checks_of_names.protection(environment)
    yield from checks_of_redis.check(project, environment)
    for queue in environment.queues:
        yield from checks_of_queues.listeners(environment, queue)
        if queue.type in GOOGLE_TYPES:
            for rule in QUEUE_RULES:
                yield from rule(environment, queue)
            yield from checks_of_queues.same_structure(project, environment, queue)
    for worker in environment.workers:
        for worker_rule in WORKER_RULES:
            yield from worker_rule(environment, worker)
