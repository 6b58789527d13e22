"""What a back end does natively, what infera emulates, and what neither can do."""

from __future__ import annotations

from enum import StrEnum

from infera.records import dataclass


class Support(StrEnum):
    """How a back end comes by a capability."""

    NATIVE = "native"
    EMULATED = "emulated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capability:
    """One cell of the comparison table: `how` says by what means or within which limits, in a few words."""

    support: Support
    how: str = ""
    source: str = ""


# The rows of the table, in its order; every back end fills in all of them (a test holds it).
ROWS: tuple[tuple[str, str], ...] = (
    ("ordering", "jobs of one key in the order sent"),
    ("delay", "a job that starts later"),
    ("schedules", "cron"),
    ("dead_letter", "a queue for what failed for good"),
    ("redrive", "from the dead letter queue back"),
    ("fan_out", "a copy for each worker"),
    ("rate_limit", "jobs per second over all workers"),
    ("concurrency", "jobs at once over all workers"),
    ("priority", "levels"),
    ("deduplication", "of sends"),
    ("backoff", "growing pauses between attempts"),
    ("max_attempts", "counts runs of the handler"),
    ("retention", "how long a job is kept"),
    ("max_message_size", "of one job"),
    ("timeout", "of one job"),
    ("pause", "kept and not handed out"),
    ("scale_to_zero", "no cost without jobs"),
    ("exactly_once", "delivery"),
    ("filter", "by attribute"),
    ("encryption", "with a key of one's own"),
    ("deletion_protection", "against an accident"),
)
