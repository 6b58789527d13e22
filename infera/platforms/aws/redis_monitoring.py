"""What is seen of queues in Redis: jobs that wait or failed for good, by the workers, and the memory of Redis.

CloudWatch has no metric of a list in Redis. Each minute one task of a worker publishes how many jobs wait in its queues
and for how long the oldest has; without a worker nothing is published, and that is an alarm too. A worker logs an
error with the name of the queue for each job that it gives up on; a metric filter counts those lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infera.model import Queue, Worker
from infera.platforms.aws import redis, scope, thresholds
from infera.platforms.aws.alarms import description, ever, frame
from infera.platforms.aws.notify import PAGE, TICKET, Topics
from infera.render.hcl import Expr
from infera.terraform.module import Module


def alarms(module: Module, topics: Topics) -> list[dict[str, Any]]:
    """The alarms of all queues in Redis and of the Redis that infera makes."""
    queues = [q for q in module.project.queues if q.type in redis.TYPES]
    waiting = [alarm for queue in queues for alarm in _waiting(module, topics, queue)]
    return [*waiting, *_failures(module, topics, queues), *_memory(module, topics, queues)]


def filters(module: Module) -> Iterator[dict[str, Any]]:
    """What counts the errors in the log of each worker."""
    for queue in module.project.queues:
        if queue.type not in redis.TYPES or not _watched(module, queue):
            continue
        for worker in _workers(module, queue):
            yield {
                "label": module.pair("failures", worker.label, queue.label) if len(worker.queues) > 1 else worker.label,
                "name": f"failed-{queue.name}",
                "pattern": f'{{ ($.severity = "ERROR") && ($.queue = "{queue.name}") && ($.dead_error = "*") }}',
                "log_group": Expr(f"aws_cloudwatch_log_group.{worker.label}.name"),
                "namespace": _namespace(module),
                "metric": f"Failed-{queue.name}",
            }


def _waiting(module: Module, topics: Topics, queue: Queue) -> Iterator[dict[str, Any]]:
    """The age of the oldest job and how many wait; in a fan-out of each worker's copy."""
    for worker in _workers(module, queue):
        label = f"{queue.label}_{worker.label}" if queue.fan_out else queue.label
        if ever(module, queue, lambda _: True):
            yield _oldest_age(module, topics, queue, worker, label)
        if ever(module, queue, lambda q: q.alarms.depth is not None):
            yield _depth(module, topics, queue, worker, label)


def _oldest_age(module: Module, topics: Topics, queue: Queue, worker: Worker, label: str) -> dict[str, Any]:
    limit = thresholds.oldest_age(module, queue, label)
    found = {
        **frame(module, topics, queue, f"{label}_oldest_age", PAGE, lambda _: True),
        "description": description(module, queue, f"Jobs of {_title(queue, worker)} wait too long, or no worker runs"),
        **_measured(module, queue, worker, "OldestAge", limit),
    }
    if worker.image is None:  # whether someone else's image publishes at all is not known
        found["quiet_when_idle"] = False
        found["missing"] = Expr(f'local.{worker.label}_deployed ? "breaching" : "notBreaching"')
    return found


def _depth(module: Module, topics: Topics, queue: Queue, worker: Worker, label: str) -> dict[str, Any]:
    return {
        **frame(module, topics, queue, f"{label}_depth", PAGE, lambda q: q.alarms.depth is not None),
        "description": description(module, queue, f"Too many jobs of {_title(queue, worker)} wait"),
        **_measured(module, queue, worker, "Depth", thresholds.depth(module, queue, label)),
    }


def _title(queue: Queue, worker: Worker) -> str:
    return f"{queue.name} for {worker.name}" if queue.fan_out else queue.name


def _measured(module: Module, queue: Queue, worker: Worker, metric: str, threshold: Any) -> dict[str, Any]:
    return {
        "metric": {"namespace": _namespace(module), "name": metric, "statistic": "Maximum"},
        "dimensions": {"Queue": queue.name, "Worker": worker.name},
        "period": 60,
        "evaluation_periods": 3,
        "threshold": threshold,
    }


def _workers(module: Module, queue: Queue) -> list[Worker]:
    return [w for w in module.project.workers if queue.name in w.queues and w.runtime == "ecs"]


def _watched(module: Module, queue: Queue) -> bool:
    return ever(module, queue, lambda q: q.alarms.dead_letters)


def _namespace(module: Module) -> Any:
    return module.name("metric_namespace", lambda e: f"infera/{e.prefix}", what="the metrics")


def _failures(module: Module, topics: Topics, queues: list[Queue]) -> Iterator[dict[str, Any]]:
    for queue in queues:
        if _watched(module, queue) and _workers(module, queue):
            label = f"{queue.label}_dead_letter"
            yield {
                **frame(module, topics, queue, label, TICKET, lambda q: q.alarms.dead_letters),
                "description": description(module, queue, f"A job of {queue.name} failed for good"),
                "metric": {"namespace": _namespace(module), "name": f"Failed-{queue.name}", "statistic": "Sum"},
                "dimensions": None,
                "period": 60,
                "evaluation_periods": 1,
                "threshold": 0,
            }


def _memory(module: Module, topics: Topics, queues: list[Queue]) -> Iterator[dict[str, Any]]:
    """A full Redis refuses new jobs. Who hears of the first queue in it hears of this."""
    watched = [q for q in queues if ever(module, q, lambda _: True)]
    if not watched or redis.kind(module.project.environments[0].redis) != "made":
        return
    queue = watched[0]
    yield {
        **frame(module, topics, queue, "redis_memory", PAGE, lambda _: True),
        "description": description(module, queue, "Redis is almost full and will refuse jobs"),
        "metric": {
            "namespace": "AWS/ElastiCache",
            "name": "DatabaseMemoryUsagePercentage",
            "statistic": "Maximum",
        },
        "dimensions": {"CacheClusterId": Expr('"${aws_elasticache_replication_group.redis.replication_group_id}-001"')},
        "period": 60,
        "evaluation_periods": 5,
        "threshold": redis.MEMORY_PERCENT,
        "tags": Expr("local.tags") if scope.project_tags(module) else None,
    }
