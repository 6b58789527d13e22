"""JSON lines on standard output, one for each event. A payload is never among them."""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Mapping
from itertools import islice

from pydantic_core import to_json

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


class _Output:
    """Standard output, for all logs of the process. Lines come out in the order in which they were written."""

    def __init__(self) -> None:
        self._held: deque[str] = deque()
        self._lock = threading.RLock()  # a signal's handler may write while its own thread does
        self.hold = self._held.append

    def flush(self) -> None:
        with self._lock:
            count = len(self._held)
            if not count:
                return
            try:
                sys.stdout.write("".join(islice(self._held, count)))
                sys.stdout.flush()
            except (OSError, ValueError):
                pass  # nobody reads any more: no reason to fail a job
            for _ in range(min(count, len(self._held))):
                self._held.popleft()


_output = _Output()


class Log:
    """Writes lines that all carry the same fields: `log.info("sent", recipients=3)`.

    A field never replaces one of the line's own (time, level, message and what the log was made with).
    """

    # what the lines share with those of the log that this one was made from is text already, made once
    __slots__ = ("_above", "_own", "_shared", "_taken", "_threshold")

    _above: str
    _own: dict[str, object]
    _shared: tuple[str, frozenset[str]] | None
    _taken: frozenset[str]
    _threshold: int

    def __init__(self, level: str = "info", bound: Mapping[str, object] | None = None) -> None:
        self._threshold = LEVELS.get(level.lower(), LEVELS["info"])
        self._above, self._taken, self._shared = "", _HEAD, None
        self._own = _without(dict(bound or {}), _HEAD)

    def bind(self, **fields: object) -> Log:
        """A log whose lines carry these fields too."""
        return self.with_fields(fields)

    def with_fields(self, fields: dict[str, object]) -> Log:
        """What `bind` does, with fields that are in a dictionary already; it becomes the log's."""
        shared = self._shared
        if shared is None:
            shared = self._shared = (self._above + _text(self._own), self._taken.union(self._own))
        log = Log.__new__(Log)
        log._threshold, log._shared = self._threshold, None
        log._above, log._taken = shared
        log._own = _without(fields, log._taken)
        return log

    def add(self, **fields: object) -> None:
        """Let this log's lines carry these fields too."""
        self._own.update(_without(fields, self._taken))
        self._shared = None

    def debug(self, message: str, **fields: object) -> None:
        """A line for whoever looks for a fault."""
        self._write("debug", message, fields)

    def info(self, message: str, **fields: object) -> None:
        """A line about what was done."""
        self._write("info", message, fields)

    def warning(self, message: str, **fields: object) -> None:
        """A line about what went wrong and will be tried again."""
        self._write("warning", message, fields)

    def error(self, message: str, *, error: BaseException | None = None, **fields: object) -> None:
        """A line about what went wrong for good; `error` adds its kind and where it was raised."""
        if error is not None:
            fields = {**fields, **describe(error)}
        self._write("error", message, fields)

    def done(self, duration_ms: int) -> None:
        """The line about a job that is done. It waits for the next line of another kind, or for `flush`.

        Whoever tells the queue flushes first, once for all the jobs that ended meanwhile.
        """
        if self._threshold <= LEVELS["info"]:
            rest = _text({**self._own, "duration_ms": duration_ms})
            _output.hold(f'{{"time":"{_now()}"{_DONE}{self._above}{rest}}}\n')

    def flush(self) -> None:
        """Write what is held."""
        _output.flush()

    def _write(self, level: str, message: str, fields: dict[str, object]) -> None:
        if LEVELS[level] >= self._threshold:
            _output.hold(self._line(level, message, fields))
            _output.flush()

    def _line(self, level: str, message: str, fields: dict[str, object]) -> str:
        rest = _text({**self._own, **_without(fields, self._taken.union(self._own))})
        return f'{{"time":"{_now()}"{_head(level, message)}{self._above}{rest}}}\n'


_HEAD = frozenset(("time", "level", "severity", "message"))


def _without(fields: dict[str, object], taken: frozenset[str]) -> dict[str, object]:
    """The fields whose names are not taken."""
    if taken.isdisjoint(fields):
        return fields
    return {name: value for name, value in fields.items() if name not in taken}


def _text(fields: dict[str, object]) -> str:
    """`,"name":value` of each field: what follows others in an object's text."""
    if not fields:
        return ""
    try:
        return "," + to_json(fields, fallback=str, inf_nan_mode="strings")[1:-1].decode()
    except ValueError:
        pass  # a text with half a character, bytes that are no text, a circle
    try:
        return "," + json.dumps(fields, default=str, skipkeys=True, allow_nan=False)[1:-1]
    except (ValueError, RecursionError):
        return ',"unserializable":true'


def _head(level: str, message: str) -> str:
    return _text({"level": level, "severity": level.upper(), "message": message})


_DONE = _head("info", "done")


_seconds = (0, "")
_last = (0, "")


def _now() -> str:
    """The time in UTC, to the millisecond; the many lines of one millisecond share its text."""
    global _last, _seconds
    now_ms = int(time.time() * 1000)
    last_ms, text = _last
    if last_ms != now_ms:
        second, ms = divmod(now_ms, 1000)
        last_second, whole = _seconds
        if last_second != second:
            whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
            _seconds = (second, whole)
        text = f"{whole}.{ms:03d}Z"
        _last = (now_ms, text)
    return text


def describe(error: BaseException) -> dict[str, object]:
    """An error as fields of a line: its type, its message, where it was raised (no values of variables)."""
    return {
        "error": type(error).__name__,
        "error_message": str(error)[:1000],
        "stack": "".join(traceback.format_exception(error))[-8000:],
    }
