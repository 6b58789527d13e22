"""What stands still on Google Cloud and is paid all the same: Redis, keys."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.model import MONTH_HOURS, Price, Usage
from infera.model import Environment

_READ = "2026-11-24"
KEYS = Price(
    "kms-versions",
    "KMS key versions",
    "versions",
    0.06,
    1,
    0,
    "https://cloud.google.com/kms/pricing",
    _READ,
)
REDIS = Price(
    "memorystore",
    "Memorystore for Redis, Standard M1",
    "GB-hours",
    0.064,
    1,
    0,
    "https://cloud.google.com/memorystore/docs/redis/pricing",
    _READ,
)
REDIS_GB = 1
REDIS_TYPES = ("bullmq", "celery")


def idle(environment: Environment) -> Iterator[Usage]:
    """What the environment costs without a single job, but for what its back ends say themselves."""
    keys = sum(queue.encryption.kind == "customer" for queue in environment.queues)
    if keys:
        yield Usage(KEYS, keys, f"{keys} queue{'s' if keys != 1 else ''} with a key of its own", idle=True)
    if any(queue.type in REDIS_TYPES for queue in environment.queues) and environment.redis.existing is None:
        yield Usage(REDIS, REDIS_GB * MONTH_HOURS, f"{REDIS_GB} GB x {MONTH_HOURS} h", idle=True)
