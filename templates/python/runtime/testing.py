"""For the tests of handlers: a job as the worker would hand it over."""

from __future__ import annotations

import asyncio
import inspect
import threading
from datetime import UTC, datetime, timedelta

from infera.context import Context
from infera.jobs import JOBS
from infera.logs import Log


def context(*, id: str = "test", attempt: int = 1, timeout_s: float = 60) -> Context:
    """What a handler is called with."""
    deadline = datetime.now(UTC) + timedelta(seconds=timeout_s)
    return Context(id, attempt, deadline, threading.Event(), Log())


def run(job: str, data: object, ctx: Context | None = None) -> None:
    """Check a payload, as it stands in JSON, and run the job's handler with it; it raises what the handler raises."""
    found = next(each for each in JOBS if each.name == job)
    result = found.handle(found.parse(data), ctx or context())
    if inspect.iscoroutine(result):
        asyncio.run(result)
