"""What stands still on AWS and is paid all the same: Redis, its network, keys, alarms, the dashboard."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.model import MONTH_HOURS, Price, Usage
from infera.model import Environment

_READ = "2026-11-24"
_WATCH = "https://aws.amazon.com/cloudwatch/pricing/"
ALARMS = Price("alarms", "CloudWatch alarms", "alarms", 0.10, 1, 10, _WATCH, _READ)
METRICS = Price("custom-metrics", "CloudWatch metrics of workers", "metrics", 0.30, 1, 10, _WATCH, _READ)
DASHBOARDS = Price("dashboards", "CloudWatch dashboards", "dashboards", 3.00, 1, 3, _WATCH, _READ)
KEYS = Price("kms-keys", "KMS keys", "keys", 1.00, 1, 0, "https://aws.amazon.com/kms/pricing/", _READ)
NAT = Price("nat", "NAT gateway", "hours", 0.045, 1, 0, "https://aws.amazon.com/vpc/pricing/", _READ)
# The price depends on the node; none was found in a source that could be checked.
REDIS = Price(
    "elasticache",
    "ElastiCache nodes",
    "hours",
    None,
    1,
    0,
    "https://aws.amazon.com/elasticache/pricing/",
    _READ,
)
REDIS_TYPES = ("bullmq", "celery")


def idle(environment: Environment) -> Iterator[Usage]:
    """What the environment costs without a single job, but for what its back ends say themselves."""
    alarms = sum(_alarms(environment, index) for index in range(len(environment.queues)))
    alarms += 2 * sum(worker.runtime == "lambda" for worker in environment.workers)  # errors and throttles
    if alarms:
        yield Usage(ALARMS, alarms, f"{alarms} alarms", idle=True)
        yield Usage(DASHBOARDS, 1, "one for the project", idle=True)
    keys = sum(queue.encryption.kind == "customer" for queue in environment.queues)
    if keys:
        yield Usage(KEYS, keys, f"{keys} queue{'s' if keys != 1 else ''} with a key of its own", idle=True)
    if any(queue.type in REDIS_TYPES for queue in environment.queues):
        yield from _redis(environment)


def _alarms(environment: Environment, index: int) -> int:
    queue = environment.queues[index]
    if not queue.alarms.enabled or queue.existing is not None:
        return 0
    own = 1 + bool(queue.alarms.depth) + bool(queue.dead_letter.enabled and queue.alarms.dead_letters)
    in_redis = queue.type in REDIS_TYPES
    if in_redis and not environment.consumers(queue):
        return 0  # nobody measures
    levels = 1 if in_redis else max(1, len(queue.priority))
    copies = max(1, len(environment.consumers(queue))) if queue.fan_out else 1
    return own * levels * copies


def _metrics(environment: Environment) -> int:
    """What workers on ECS publish: the backlog of each, depth and age of each of its queues."""
    return sum(1 + 2 * len(worker.queues) for worker in environment.workers if worker.runtime == "ecs")


def _redis(environment: Environment) -> Iterator[Usage]:
    metrics = _metrics(environment)
    if metrics:
        yield Usage(METRICS, metrics, f"{metrics} metrics", idle=True)
    redis = environment.redis
    if redis.existing is not None:
        return
    nodes = 1 + redis.replicas
    yield Usage(REDIS, nodes * MONTH_HOURS, f"{nodes} nodes x {MONTH_HOURS} h", idle=True)
    if redis.network is None and not any(worker.network for worker in environment.workers):
        yield Usage(NAT, MONTH_HOURS, f"1 gateway x {MONTH_HOURS} h", idle=True)
