"""The retry settings of a Cloud Tasks queue."""

from __future__ import annotations

import math

from infera.backends.cloud_tasks.limits import LEAST_BACKOFF_S, LIFETIME_S, MOST_DOUBLINGS
from infera.model import Retry

_LARGEST = 2_147_483_647


def attempts(retry: Retry) -> int:
    """The queue's own limit: out of reach within a task's 31 days, so that only the worker ends a job.

    Cloud Tasks deletes a task that has had its attempts; the worker counts to `max_attempts` and dead-letters.
    """
    pause = max(retry.max_backoff_s, 1)
    return min(_LARGEST, retry.max_attempts + math.ceil(LIFETIME_S / pause))


def doublings(retry: Retry) -> int:
    """How often the pause doubles on its way from `min_backoff` to `max_backoff`."""
    if retry.max_backoff_s <= retry.min_backoff_s:
        return 0
    ratio = retry.max_backoff_s / max(retry.min_backoff_s, LEAST_BACKOFF_S)
    return min(MOST_DOUBLINGS, math.ceil(math.log2(ratio)))


def pause(seconds: int) -> str:
    """A pause as the API writes it; it knows no zero."""
    return f"{seconds}s" if seconds else f"{LEAST_BACKOFF_S:.3f}s"
