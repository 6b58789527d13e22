"""What a queue in Redis costs: Redis and workers, both always on. A job itself costs nothing more."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.google import always_on
from infera.cost.model import MONTH_HOURS, Load, Price, Usage, count
from infera.model import Environment, Queue, Worker
from infera.platforms.aws import fargate

_READ = "2026-11-24"
_FARGATE = "https://aws.amazon.com/fargate/pricing/"
FARGATE_CPU = Price("fargate-cpu", "Fargate CPU (arm64)", "vCPU-hours", 0.03238, 1, 0, _FARGATE, _READ)
FARGATE_MEMORY = Price("fargate-memory", "Fargate memory (arm64)", "GB-hours", 0.00356, 1, 0, _FARGATE, _READ)


def usage(environment: Environment, queue: Queue, _load: Load) -> Iterator[Usage]:
    """The workers of a queue on a cloud; a machine of one's own is not priced."""
    for worker in environment.consumers(queue):
        if worker.queues[0] != queue.name:
            continue  # a worker of several queues is paid once
        if worker.runtime == "ecs":
            yield from _fargate(worker, queue.name)
        elif worker.runtime == "cloud_run":
            yield from always_on(worker, queue.name)


def _fargate(worker: Worker, queue: str) -> Iterator[Usage]:
    tasks = max(1, worker.min_instances)
    hours = tasks * MONTH_HOURS
    why = f"{tasks} task{'s' if tasks != 1 else ''} x {MONTH_HOURS} h"
    units, memory_mb = fargate.size(worker)
    cpu, gigabytes = units / 1024, memory_mb / 1024
    yield Usage(FARGATE_CPU, hours * cpu, f"{why} x {cpu:g} vCPU", queue, idle=True)
    yield Usage(FARGATE_MEMORY, hours * gigabytes, f"{why} x {count(gigabytes)} GB", queue, idle=True)
