"""Calls a handler, `async` or not, and gives it up at its deadline."""

from __future__ import annotations

import asyncio
import inspect
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError as FutureCancelled
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from types import FrameType
from typing import Any

from infera.context import Context
from infera.keeper import Running

Handle = Callable[[Any, Context], object]


class Overrun(BaseException):
    """The handler did not end before its deadline. No `except Exception` of a handler can swallow it."""


class Interrupted(Exception):
    """The worker stopped before the handler ended."""


class Caller:
    """Runs handlers: an `async` one on one event loop of its own, any other in the calling thread.

    In the main thread a handler that is not `async` is interrupted at its deadline by an alarm. In any other thread
    nothing can interrupt it: `ctx.signal` tells it, and its job is given to another worker once its claim lapses.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._pending: dict[str, Future[object]] = {}
        self._is_async: dict[Handle, bool] = {}
        self._main = threading.main_thread().ident

    def call(
        self, handle: Handle, payload: Any, ctx: Context, job: Running, timeout_s: float
    ) -> None:
        """Run the handler. Overrun past the deadline, Interrupted when `interrupt` ended it; else its own errors."""
        is_async = self._is_async.get(handle)
        if is_async is None:
            is_async = self._is_async[handle] = inspect.iscoroutinefunction(handle)
        if is_async:
            coroutine: Any = handle(payload, ctx)
            self._await(coroutine, job, timeout_s)
        elif threading.get_ident() == self._main:
            _alarm.call(handle, payload, ctx, job)
        else:
            handle(payload, ctx)

    def interrupt(self, job: Running) -> None:
        """End the handler of a job as far as that can be done: set its signal, cancel it when it is `async`."""
        job.signal.set()
        future = self._pending.get(job.owner)
        if future is not None:
            future.cancel()

    def _await(
        self, coroutine: Coroutine[Any, Any, object], job: Running, timeout_s: float
    ) -> None:
        future = asyncio.run_coroutine_threadsafe(coroutine, self._event_loop())
        self._pending[job.owner] = future
        try:
            future.result(timeout_s)
        except FutureTimeout:
            if future.done():
                raise  # the handler's own TimeoutError
            job.signal.set()
            future.cancel()
            raise Overrun from None
        except FutureCancelled:
            raise Interrupted from None
        finally:
            self._pending.pop(job.owner, None)

    def _event_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._loop.run_forever, name="infera-handlers", daemon=True
                ).start()
            return self._loop

    def rest(self) -> None:
        """No handler is called for a while: in the main thread no alarm goes off meanwhile."""
        if threading.get_ident() == self._main:
            _alarm.disarm()


class _Alarm:
    """Interrupts a handler in the main thread at its deadline.

    It stays armed from one job to the next, which costs nothing while each deadline lies behind the one before.
    """

    def __init__(self) -> None:
        self._job: Running | None = None
        self._rings_at = 0.0  # of time.monotonic; 0: it is not armed
        self._installed = False

    def call(self, handle: Handle, payload: Any, ctx: Context, job: Running) -> None:
        """Run the handler; Overrun at the deadline of its job."""
        self._job = job
        try:
            if not self._rings_at or job.deadline < self._rings_at:
                self._arm(job)
            handle(payload, ctx)
        finally:
            self._job = None

    def disarm(self) -> None:
        """Let it not go off any more."""
        if self._rings_at:
            self._rings_at = 0.0
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _arm(self, job: Running) -> None:
        if not self._installed:
            self._installed = True
            signal.signal(signal.SIGALRM, self._ring)
        self._rings_at = job.deadline
        signal.setitimer(signal.ITIMER_REAL, max(0.001, job.deadline - time.monotonic()))

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        self._rings_at = 0.0
        job = self._job
        if job is None:
            return
        if time.monotonic() < job.deadline:
            self._arm(job)
            return
        job.signal.set()
        raise Overrun


_alarm = _Alarm()
