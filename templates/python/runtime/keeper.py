"""Looks after the jobs under way: renews their claims, and sets their signal when the time is up."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import dataclass, field

from infera.claims import Claims
from infera.context import Signal
from infera.logs import Log

TICK_S = 0.2


@dataclass(slots=True, eq=False)
class Running:
    """A job under way. Times are of `time.monotonic`."""

    key: str
    owner: str
    log: Log
    deadline: float
    renew_at: float
    signal: Signal = field(default_factory=Signal)
    overdue: bool = False
    given_back: bool = False


class Keeper:
    """One thread for all jobs of the process that made it; it starts with the first job."""

    def __init__(self, claims: Claims | None, lock_s: float, kill_after_s: float | None) -> None:
        self._kill_after_s = kill_after_s
        self._claims = claims
        self._every_s = lock_s / 3
        self._running: dict[str, Running] = {}
        self._started = False
        self._start_lock = threading.Lock()

    @property
    def running(self) -> tuple[Running, ...]:
        """The jobs under way."""
        return tuple(self._running.values())

    def add(self, key: str, log: Log, owner: str, now: float, timeout_s: float) -> Running:
        """Look after a job from now on, which is a time of `time.monotonic`."""
        job = Running(key, owner, log, now + timeout_s, now + self._every_s)
        self._running[owner] = job
        if not self._started:
            self._start()
        return job

    def remove(self, job: Running) -> None:
        """The job has ended."""
        self._running.pop(job.owner, None)

    def _start(self) -> None:
        with self._start_lock:
            if not self._started:
                self._started = True
                threading.Thread(target=self._loop, name="infera-keeper", daemon=True).start()

    def _loop(self) -> None:
        while True:
            time.sleep(TICK_S)
            now = time.monotonic()
            for job in self.running:
                self._look(job, now)

    def _look(self, job: Running, now: float) -> None:
        if now >= job.deadline and not job.overdue:
            job.overdue = (
                True  # its claim lapses by itself: whoever gets the job next waits for that
            )
            job.signal.set()
        if self._kill_after_s is not None and now >= job.deadline + self._kill_after_s:
            job.log.error("the handler cannot be ended: its process is killed")
            os.kill(os.getpid(), signal.SIGKILL)
        if self._claims is None or job.overdue or job.given_back or now < job.renew_at:
            return
        job.renew_at = now + self._every_s
        try:
            if not self._claims.renew(job.key, job.owner):
                job.log.warning("the claim was lost; another worker may run this job")
        except (
            Exception
        ) as error:  # the store is down: try again at the next tick, the lock has two thirds left
            job.log.warning("the claim could not be renewed", error=type(error).__name__)
            job.renew_at = now
