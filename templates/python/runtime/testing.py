"""For the tests of handlers: a job as the worker would hand it over."""

from __future__ import annotations

import asyncio
import inspect
import time

from infera.context import Context, Signal
from infera.jobs import JOBS
from infera.logs import Log


def context(*, id: str = "test", attempt: int = 1, timeout_s: float = 60) -> Context:
    """What a handler is called with."""
    return Context(id, attempt, time.time() + timeout_s, Signal(), Log())


def run(job: str, data: object, ctx: Context | None = None) -> None:
    """Check a payload, as it stands in JSON, and run the job's handler with it; it raises what the handler raises."""
    found = next(each for each in JOBS if each.name == job)
    result = found.handle(found.parse(data), ctx or context())
    if inspect.iscoroutine(result):
        asyncio.run(result)
