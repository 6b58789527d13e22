"""The threads that jobs run in.

Waking a thread costs more than a short job. So one sleeper is woken at a time, and it wakes the next before it begins to
work if more waits: short jobs are done by one thread that stays awake, and long ones have a thread each at once.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from infera.logs import Log


class Threads:
    """At most `size` threads; what is given first is begun first."""

    def __init__(self, size: int, log: Log) -> None:
        self._size, self._log = size, log
        self._work: deque[Callable[[], object]] = deque()
        self._asleep: list[threading.Lock] = []
        self._started = 0
        self._waking = False  # a thread was woken, or started, and has not looked for work yet
        self._lock = threading.Lock()

    def submit(self, work: Callable[[], object]) -> None:
        """Have it done by a thread, as soon as one is free."""
        with self._lock:
            self._work.append(work)
            self._wake()

    def _wake(self) -> None:
        """Wake the thread that fell asleep last, when nobody is waking up already."""
        if self._waking:
            return
        if self._asleep:
            self._waking = True
            self._asleep.pop().release()
        elif self._started < self._size:
            self._waking = True
            self._started += 1
            threading.Thread(target=self._loop, name=f"job-{self._started}", daemon=True).start()

    def _loop(self) -> None:
        sleep = threading.Lock()
        sleep.acquire()
        woken = True
        while True:
            work = self._next(sleep, woken=woken)
            woken = work is None
            if work is None:
                sleep.acquire()
                continue
            try:
                work()
            except BaseException as error:  # such as SystemExit: it ends the job, not the thread
                self._log.error("a job ended its thread", error=error)

    def _next(self, sleep: threading.Lock, *, woken: bool) -> Callable[[], object] | None:
        """What to do next; None when nothing waits, `sleep` is released when that has changed."""
        with self._lock:
            if woken:
                self._waking = False
            if not self._work:
                self._asleep.append(sleep)
                return None
            work = self._work.popleft()
            if self._work:
                self._wake()
            return work
