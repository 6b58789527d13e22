"""JSON lines on standard output, one for each event. A payload is never among them."""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from pydantic_core import to_json

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_SEVERITIES = {level: level.upper() for level in LEVELS}


class _Output:
    """Standard output, for all logs of the process. Lines come out in the order in which they were written."""

    def __init__(self) -> None:
        self._held: deque[str] = deque()
        self._lock = threading.RLock()  # a signal's handler may write while its own thread does

    def hold(self, text: str) -> None:
        self._held.append(text)

    def flush(self) -> None:
        with self._lock:
            count = len(self._held)
            if not count:
                return
            with suppress(OSError, ValueError):  # nobody reads any more: no reason to fail a job
                sys.stdout.write("".join(islice(self._held, count)))
                sys.stdout.flush()
            for _ in range(min(count, len(self._held))):
                self._held.popleft()


_output = _Output()


class Log:
    """Writes lines that all carry the same fields: `log.info("sent", recipients=3)`.

    A field never replaces one of the line's own (time, level, message and what the log was made with).
    """

    __slots__ = ("_bound", "_threshold")

    def __init__(self, level: str = "info", bound: Mapping[str, object] | None = None) -> None:
        self._threshold = LEVELS.get(level.lower(), 20)
        self._bound = dict(bound or {})

    def bind(self, **fields: object) -> Log:
        """A log whose lines carry these fields too."""
        log = Log.__new__(Log)
        log._threshold = self._threshold
        log._bound = {**self._bound, **fields}
        return log

    def add(self, **fields: object) -> None:
        """Let this log's lines carry these fields too."""
        self._bound.update(fields)

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

    def hold(self, message: str, **fields: object) -> None:
        """A line like those of `info` that waits for the next one of another kind, or for `flush`.

        For how a job ended: whoever tells its queue flushes first, once for all the jobs that ended meanwhile.
        """
        if self._threshold <= LEVELS["info"]:
            _output.hold(self._line("info", message, fields))

    def flush(self) -> None:
        """Write what is held."""
        _output.flush()

    def _write(self, level: str, message: str, fields: Mapping[str, object]) -> None:
        if LEVELS[level] >= self._threshold:
            _output.hold(self._line(level, message, fields))
            _output.flush()

    def _line(self, level: str, message: str, fields: Mapping[str, object]) -> str:
        line: dict[str, Any] = {
            "time": _now(),
            "level": level,
            "severity": _SEVERITIES[level],
            "message": message,
            **self._bound,
        }
        for name in fields:
            if name not in line:
                line[name] = fields[name]
        try:
            return to_json(line, fallback=str).decode() + "\n"
        except ValueError:  # a text with half a character, or bytes that are no text
            return json.dumps(line, default=str, skipkeys=True) + "\n"


_last = (0, "")


def _now() -> str:
    """The time in UTC, to the millisecond; the many lines of one millisecond share its text."""
    global _last
    now_ms = int(time.time() * 1000)
    last_ms, text = _last
    if last_ms != now_ms:
        seconds, ms = divmod(now_ms, 1000)
        text = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{ms:03d}Z"
        _last = (now_ms, text)
    return text


def describe(error: BaseException) -> dict[str, object]:
    """An error as fields of a line: its type, its message, where it was raised (no values of variables)."""
    return {
        "error": type(error).__name__,
        "error_message": str(error)[:1000],
        "stack": "".join(traceback.format_exception(error))[-8000:],
    }
