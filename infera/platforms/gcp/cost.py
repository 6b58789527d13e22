"""What stands still on Google Cloud and is paid all the same: Redis, keys."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.model import MONTH_HOURS, Price, Usage
from infera.model import Environment
from infera.platforms.gcp.redis import memory_gb

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
_REDIS = "https://cloud.google.com/memorystore/docs/redis/pricing"
# Standard tier, by capacity: up to so many GB; of the larger ones no price was found that could be checked.
REDIS = (
    (4, Price("memorystore", "Memorystore for Redis, Standard M1", "GB-hours", 0.064, 1, 0, _REDIS, _READ)),
    (10, Price("memorystore-m2", "Memorystore for Redis, Standard M2", "GB-hours", 0.054, 1, 0, _REDIS, _READ)),
    (300, Price("memorystore-large", "Memorystore for Redis over 10 GB", "GB-hours", None, 1, 0, _REDIS, _READ)),
)
REDIS_TYPES = ("bullmq", "celery")


def idle(environment: Environment) -> Iterator[Usage]:
    """What the environment costs without a single job, but for what its back ends say themselves."""
    keys = sum(queue.encryption.kind == "customer" for queue in environment.queues)
    if keys:
        yield Usage(KEYS, keys, f"{keys} queue{'s' if keys != 1 else ''} with a key of its own", idle=True)
    if any(queue.type in REDIS_TYPES for queue in environment.queues) and environment.redis.existing is None:
        size = memory_gb(environment.redis) or 1  # another size is an error elsewhere
        price = next(price for most, price in REDIS if size <= most)
        yield Usage(price, size * MONTH_HOURS, f"{size} GB x {MONTH_HOURS} h", idle=True)
