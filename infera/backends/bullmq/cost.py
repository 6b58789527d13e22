"""What a queue in Redis costs: Redis and workers that are always on (`infera.cost.redis`)."""

from infera.cost.redis import usage

__all__ = ["usage"]
