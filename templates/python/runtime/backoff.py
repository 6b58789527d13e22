"""The pause before a job that failed comes again."""

from __future__ import annotations

import random

from infera.settings import Source


def backoff_s(source: Source, run: int) -> float:
    """The pause after a run: doubling from min to max with jitter, or always the same."""
    if source.backoff == "fixed":
        return source.min_backoff_s
    ceiling = min(source.max_backoff_s, source.min_backoff_s * 2.0 ** min(max(0, run - 1), 32))
    return max(min(source.min_backoff_s, ceiling), ceiling * random.uniform(0.75, 1.0))
