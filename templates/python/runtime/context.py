"""What a handler sees of the job beside its payload."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from infera.logs import Log


class Poison(Exception):
    """Raised by a handler: this job can never succeed. It goes to the dead letter queue at once, without a retry."""


@dataclass(frozen=True, slots=True)
class Context:
    """One attempt at one job.

    `id` is the same on every attempt and after a redrive. `attempt` counts runs of the handler, the first is 1.
    `deadline` is the moment (UTC) at which the attempt is given up; `signal` is set then, and when the worker must
    stop before the job is done. `log` writes JSON lines that carry the job's id.
    """

    id: str
    attempt: int
    deadline: datetime
    signal: threading.Event
    log: Log

    def progress(self, value: float | Mapping[str, object]) -> None:
        """Say how far the job is: a number from 0 to 1, or a few named values. It is written to the log."""
        self.log.info("progress", progress=value if isinstance(value, int | float) else dict(value))
