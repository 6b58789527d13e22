"""JSON lines on standard output, one for each event. A payload is never among them."""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_write_lock = threading.Lock()


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

    def _write(self, level: str, message: str, fields: Mapping[str, object]) -> None:
        if LEVELS[level] < self._threshold:
            return
        line: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": level,
            "severity": level.upper(),
            "message": message,
            **self._bound,
        }
        for name, value in fields.items():
            line.setdefault(name, value)
        text = json.dumps(line, default=str, ensure_ascii=False) + "\n"
        with _write_lock:
            sys.stdout.write(text)
            sys.stdout.flush()


def describe(error: BaseException) -> dict[str, object]:
    """An error as fields of a line: its type, its message, where it was raised (no values of variables)."""
    return {
        "error": type(error).__name__,
        "error_message": str(error)[:1000],
        "stack": "".join(traceback.format_exception(error))[-8000:],
    }
