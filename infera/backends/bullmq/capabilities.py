"""What BullMQ does natively, what infera emulates, and what neither can do."""

from __future__ import annotations

from infera.capabilities import Capability, Support

_N, _E, _X = Support.NATIVE, Support.EMULATED, Support.NONE
_BULL = "https://docs.bullmq.io/"

TABLE = {
    "ordering": Capability(_X, "first in, first out only without retries, delays and a second job at once", _BULL),
    "delay": Capability(_N, "milliseconds, no limit", _BULL + "guide/jobs/delayed"),
    "schedules": Capability(_N, "job schedulers, upserted at start", _BULL + "guide/job-schedulers"),
    "dead_letter": Capability(_E, "a queue of its own, filled by the worker", _BULL),
    "redrive": Capability(_E, "infera dead-letter redrive", _BULL),
    "fan_out": Capability(_E, "the producer adds to one queue for each worker", _BULL),
    "rate_limit": Capability(_N, "over all workers of the queue", _BULL + "guide/rate-limiting"),
    "concurrency": Capability(_N, "for each instance, and over all", _BULL + "guide/workers/concurrency"),
    "priority": Capability(_N, "up to 2,097,151 levels", _BULL + "guide/jobs/prioritized"),
    "deduplication": Capability(_N, "by id, for a time", _BULL + "guide/jobs/deduplication"),
    "backoff": Capability(_N, "with a cap and jitter", _BULL + "guide/retrying-failing-jobs"),
    "max_attempts": Capability(_N, "crashes are counted apart (stalled jobs)", _BULL + "guide/jobs/stalled"),
    "retention": Capability(_X, "a job stays until it is done", _BULL),
    "max_message_size": Capability(_E, "the producer refuses a larger job", _BULL),
    "timeout": Capability(_E, "the job's signal, then a failed attempt; no upper limit", _BULL),
    "pause": Capability(_N, "the queue's workers take nothing", _BULL + "guide/workers/pausing-queues"),
    "scale_to_zero": Capability(_X, "workers and Redis are always on"),
    "exactly_once": Capability(_X, "at least once; stalled jobs run again", _BULL + "guide/jobs/stalled"),
    "filter": Capability(_X, "give each kind of job a queue of its own"),
    "encryption": Capability(_X, "all queues share one Redis"),
    "deletion_protection": Capability(_X, "jobs are as safe as their Redis"),
}
