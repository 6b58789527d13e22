"""What a handler sees of the job beside its payload."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime

from infera.logs import Log


class Poison(Exception):
    """Raised by a handler: this job can never succeed. It goes to the dead letter queue at once, without a retry."""


class Signal:
    """An event that is made when somebody asks for it, which most handlers never do."""

    __slots__ = ("_event", "_set")
    _lock = threading.RLock()  # an alarm may set it while its own thread asks for it

    def __init__(self) -> None:
        self._event: threading.Event | None = None
        self._set = False

    @property
    def event(self) -> threading.Event:
        """The event, always the same one."""
        with self._lock:
            if self._event is None:
                self._event = threading.Event()
                if self._set:
                    self._event.set()
            return self._event

    def is_set(self) -> bool:
        """Whether it was set."""
        return self._set

    def set(self) -> None:
        """Set it, for good."""
        with self._lock:
            self._set = True
            if self._event is not None:
                self._event.set()


class Context:
    """One attempt at one job.

    `id` is the same on every attempt and after a redrive. `attempt` counts runs of the handler, the first is 1.
    `deadline` is the moment (UTC) at which the attempt is given up; `signal` is set then, and when the worker must
    stop before the job is done. `log` writes JSON lines that carry the job's id.
    """

    __slots__ = ("_signal", "_until", "attempt", "id", "log")

    def __init__(self, id: str, attempt: int, until: float, signal: Signal, log: Log) -> None:
        """`until` is the deadline in seconds since 1970."""
        self.id, self.attempt, self.log = id, attempt, log
        self._until, self._signal = until, signal

    @property
    def deadline(self) -> datetime:
        """When the attempt is given up, in UTC."""
        return datetime.fromtimestamp(self._until, UTC)

    @property
    def signal(self) -> threading.Event:
        """Set when the handler must end."""
        return self._signal.event

    def progress(self, value: float | Mapping[str, object]) -> None:
        """Say how far the job is: a number from 0 to 1, or a few named values. It is written to the log."""
        self.log.info("progress", progress=value if isinstance(value, int | float) else dict(value))
