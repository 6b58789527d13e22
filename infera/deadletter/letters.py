"""A dead letter, which of them are meant, and what a back end's store of them can do."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Generator, Mapping
from typing import Any, Protocol

from infera.records import dataclass, field

MOST = 10_000  # letters looked at in one call


class Refused(Exception):
    """Something that the tool will not or cannot do; the text is for the user."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One job that failed for good. `body` is the text of the message; `handle` is the store's own."""

    id: str
    job: str
    error: str
    reason: str  # poison, attempts, or "" when the service itself moved it
    attempts: int | None
    worker: str
    level: str
    at_s: float | None  # epoch seconds of its death, None when nothing says so
    body: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    handle: Any = None

    def redriven(self, *, addressed: bool) -> dict[str, str]:
        """The attributes of its way back: its own, its id, and whom it is for after a fan-out."""
        own = {k: v for k, v in self.attributes.items() if not k.startswith(("infera_", "CloudPubSubDeadLetter"))}
        to = {"infera_worker": self.worker} if addressed and self.worker else {}
        return {**own, "infera_id": self.id, "infera_redriven": uuid.uuid4().hex, **to}

    def as_json(self) -> dict[str, Any]:
        """The letter as `show` and an export write it."""
        return {
            "id": self.id,
            "job": self.job,
            "reason": self.reason,
            "error": self.error,
            "attempts": self.attempts,
            "worker": self.worker,
            "level": self.level,
            "at": self.at_s,
            "attributes": dict(sorted(self.attributes.items())),
            "body": self.body,
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters a call is about; empty: all."""

    job: str = ""
    error: str = ""  # a part of the error's text
    since_s: float | None = None  # epoch seconds; a letter without a time of death counts as new
    ids: tuple[str, ...] = ()
    limit: int = MOST

    def takes(self, letter: Letter) -> bool:
        """Whether the letter is one of them."""
        return (
            (not self.job or letter.job == self.job)
            and (not self.error or self.error.lower() in letter.error.lower())
            and (self.since_s is None or letter.at_s is None or letter.at_s >= self.since_s)
            and (not self.ids or letter.id in self.ids)
        )


class Store(Protocol):
    """The dead letters of one queue in one environment."""

    def place(self) -> str:
        """Account or project, and queue, for the user to see before anything happens; Refused for a wrong account."""
        ...

    def letters(self, batch: int = 100) -> Generator[Letter, None, None]:
        """Every letter once, at most `MOST`, fetched so many at a time; each is held until `release` or `remove`."""
        ...

    def stays(self, letter: Letter) -> str:
        """Why this letter cannot go back though others can; "" when it can."""
        ...

    def redrive(self, letter: Letter) -> None:
        """Send the job back under its id; the letter itself stays until `remove`."""
        ...

    def remove(self, letter: Letter) -> None:
        """Take the letter away for good."""
        ...

    def release(self, letters: list[Letter]) -> None:
        """Give back letters that were only looked at."""
        ...


def handed_out(letters: list[Letter], release: Callable[[list[Letter]], None]) -> Generator[Letter, None, None]:
    """Each of some letters that are held; when reading ends before the last, the rest is given back."""
    for index, letter in enumerate(letters):
        try:
            yield letter
        except GeneratorExit:
            release(letters[index + 1 :])
            raise


def parse(
    body: str, attributes: Mapping[str, str], message_id: str, handle: Any = None, job: str = "", worker: str = ""
) -> Letter:
    """A letter from a message: what the worker noted about its death, else what the message itself tells.

    `worker` is whose dead letters they are, where each has a queue of its own.
    """
    died = _object(attributes.get("infera_dead", ""))
    envelope = _object(body)
    kind = job or envelope.get("type") or ""
    identity = attributes.get("infera_id") or envelope.get("id") or message_id
    attempts = died.get("attempts", attributes.get("CloudPubSubDeadLetterSourceDeliveryCount"))
    return Letter(
        id=str(identity),
        job=str(kind),
        error=str(died.get("error", "")),
        reason=str(died.get("reason", "")),
        attempts=int(str(attempts)) if str(attempts or "").isdigit() else None,
        worker=str(died.get("worker", "")) or worker,
        level=str(died.get("level", "")),
        at_s=_epoch(died.get("at")),
        body=body,
        attributes=dict(attributes),
        handle=handle,
    )


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _epoch(text: Any) -> float | None:
    from datetime import datetime

    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).timestamp()
    except ValueError:
        return None


class Pace:
    """At most so many a second: `wait` before each."""

    def __init__(self, per_second: float | None) -> None:
        """No limit when `per_second` is None."""
        self._every = 1 / per_second if per_second else 0.0
        self._next = 0.0

    def wait(self) -> None:
        """Wait until the next may go."""
        now = time.monotonic()
        if self._next > now:
            time.sleep(self._next - now)
        self._next = max(now, self._next) + self._every
