"""What Celery on Redis does natively, what infera emulates, and what neither can do."""

from __future__ import annotations

from infera.capabilities import Capability, Support

_N, _E, _X = Support.NATIVE, Support.EMULATED, Support.NONE
_DOCS = "https://docs.celeryq.dev/en/stable/"
_REDIS = _DOCS + "getting-started/backends-and-brokers/redis.html"

TABLE = {
    "ordering": Capability(_X, "nearly first in, first out; not guaranteed", _DOCS),
    "delay": Capability(_N, "held in a worker's memory: keep it to minutes", _DOCS + "userguide/calling.html"),
    "schedules": Capability(_N, "one beat", _DOCS + "userguide/periodic-tasks.html"),
    "dead_letter": Capability(_E, "a list in Redis, filled by the worker", _REDIS),
    "redrive": Capability(_E, "infera dead-letter redrive", _REDIS),
    "fan_out": Capability(_E, "the producer sends to one queue for each worker", _DOCS),
    "rate_limit": Capability(_E, "a token bucket in Redis, over all workers", _DOCS + "userguide/tasks.html"),
    "concurrency": Capability(_N, "processes of each instance", _DOCS + "userguide/workers.html"),
    "priority": Capability(_N, "up to 10 levels; 0 is the highest on Redis", _REDIS),
    "deduplication": Capability(_X, "send with an id of your own: idempotency drops the second run", _DOCS),
    "backoff": Capability(_N, "with a cap and jitter", _DOCS + "userguide/tasks.html"),
    "max_attempts": Capability(_N, "a lost worker counts as a retry", _DOCS + "userguide/tasks.html"),
    "retention": Capability(_X, "a task stays until it is done", _REDIS),
    "max_message_size": Capability(_E, "the producer refuses a larger job", _DOCS),
    "timeout": Capability(_N, "soft and hard time limit; below the visibility timeout", _DOCS),
    "pause": Capability(_E, "the queue's workers do not consume it", _DOCS),
    "scale_to_zero": Capability(_X, "workers and Redis are always on"),
    "exactly_once": Capability(_X, "at least once", _REDIS),
    "filter": Capability(_X, "give each kind of job a queue of its own"),
    "encryption": Capability(_X, "all queues share one Redis"),
    "deletion_protection": Capability(_X, "tasks are as safe as their Redis"),
}
