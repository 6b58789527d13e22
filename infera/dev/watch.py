"""What the workers say: who is ready, and what became of a job."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

READY = frozenset({"ready", "working", "polling", "pulling", "listening", "paused"})
DONE = frozenset({"done", "skipped: it is done", "the job is done already and is skipped"})
DEAD = ("dead", "the job failed for good", "a dead letter could not be handled", "a dead letter that cannot be handled")


@dataclass
class Watch:
    """Collects from the threads that read the workers; `show` prints one prefixed line."""

    show: Callable[[str], None]
    width: int
    verbose: bool = False
    only: bool = False  # lines of the jobs that were sent, and warnings, alone
    ready: set[str] = field(default_factory=set)
    _ends: dict[str, dict[str, bool]] = field(default_factory=dict)  # job id -> worker -> whether it was done
    _sent: set[str] = field(default_factory=set)
    _tail: dict[str, list[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def line(self, worker: str, text: str) -> None:
        """One line of a worker's output."""
        entry = _entry(text)
        message = str(entry.get("message", ""))
        job = str(entry.get("job_id") or entry.get("message_id") or "")  # poison may have no id of its own
        with self._lock:
            self._tail.setdefault(worker, []).append(text)
            del self._tail[worker][:-20]
            if message in READY:
                self.ready.add(worker)
            if job and message in DONE:
                self._ends.setdefault(job, {})[worker] = True
            elif job and message.startswith(DEAD):
                self._ends.setdefault(job, {})[worker] = False
            shown = self._shown(entry, job)
        if shown:
            self.show(f"{worker:<{self.width}} | {text}")

    def _shown(self, entry: dict[str, Any], job: str) -> bool:
        if self.verbose:
            return True
        level = str(entry.get("severity") or entry.get("level") or "").upper()
        if self.only:
            return job in self._sent or level in ("WARNING", "ERROR")
        return level != "DEBUG" or job in self._sent

    def sent(self, job: str) -> None:
        """A job of this id was, or is about to be, sent."""
        with self._lock:
            self._sent.add(job)

    def end(self, ids: set[str], workers: int) -> bool | None:
        """None while the job of these ids runs; else whether each of so many workers did it."""
        with self._lock:
            ends = {worker: done for each in ids for worker, done in self._ends.get(each, {}).items()}
            return all(ends.values()) if len(ends) >= workers else None

    def tail(self, worker: str) -> str:
        """The last lines of a worker."""
        with self._lock:
            return "\n".join(self._tail.get(worker, []))


def _entry(text: str) -> dict[str, Any]:
    if not text.startswith("{"):
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
