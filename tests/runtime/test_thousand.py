"""A thousand jobs through two workers on Valkey, the broker that the clouds and the compose file run.

Failures, poison, delays, priorities and a schedule; a worker and the broker are killed in mid-load, another worker is
told to stop: every job is done or a dead letter in the end, and no moment of the schedule comes twice.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.engines.redis import Redis, running_redis
from tests.runtime.python.house import Effects, folder_of
from tests.runtime.python.redis_queue import CeleryQueue
from tests.runtime.python.test_celery import CASE, clock, worker
from tests.runtime.typescript.house import wait_for
from tests.runtime.typescript.test_bullmq import Queue

pytestmark = pytest.mark.xdist_group("thousand")
each_number = pytest.mark.parametrize("jobs", [200, pytest.param(1000, marks=pytest.mark.slow)])
TICK = 100_000  # the number of the scheduled job
KINDS = {"poison": 50, "always": 100, "once": 20}  # kind -> every which job is one
WORK_S = 60  # of all jobs together: long enough that a kill comes in the middle on a slow machine too
SCHEDULE = {"name": "each-minute", "cron": "* * * * *", "timezone": "Etc/UTC", "job": ""}


class Worker(Protocol):
    """What both harnesses know of a running worker."""

    def kill(self) -> None: ...

    def terminate(self, within_s: float) -> int: ...


def _kind(n: int) -> str:
    return next((kind for kind, every in KINDS.items() if n % every == every - 1), "ok")


def _numbers(jobs: int) -> tuple[set[int], set[int]]:
    """Those that are done in the end, and those that are dead."""
    dead = {n for n in range(jobs) if _kind(n) in ("poison", "always")}
    return set(range(jobs)) - dead, dead


def _delayed(n: int) -> bool:
    return n % 10 == 5


class Load:
    """One back end with its jobs: how a worker starts, and what came of them."""

    def __init__(self, start: Callable[[], AbstractContextManager[Worker]], steps: Callable[[], list[dict[str, Any]]],
                 dead: Callable[[], set[int]]) -> None:  # fmt: skip
        self.start, self.steps, self.dead = start, steps, dead

    def done(self) -> Counter[int]:
        """Number -> how often its effect happened."""
        return Counter(int(step["n"]) for step in self.steps() if step["step"] == "done")


def _through(load: Load, broker: Redis, jobs: int, began: float) -> None:
    """Kill, stop and kill again, until every job has ended; `began` is before any schedule was."""
    done, dead = _numbers(jobs)
    with ExitStack() as both:
        first, second = (both.enter_context(load.start()) for _ in range(2))
        wait_for(lambda: len(load.done()) > jobs * 0.15, 120, "a part of the jobs")
        first.kill()
        assert second.terminate(15) == 0, "told to stop under load"
    assert not done <= set(load.done()), "there is still something to do"
    with load.start(), load.start():
        wait_for(lambda: len(load.done()) > jobs * 0.4, 120, "more of the jobs")
        broker.process.kill()
        broker.process.wait()
        with running_redis("valkey", folder=broker.folder, port=broker.port):
            wait_for(lambda: done <= set(load.done()), 240, "every good job")
            wait_for(lambda: load.dead() == dead, 120, "every dead letter")
            if jobs == 1000:
                wait_for(lambda: load.done()[TICK] > 0, 75, "the schedule")
    assert set(load.done()) - {TICK} == done
    ticks = {step["id"] for step in load.steps() if step["n"] == TICK}
    assert len(ticks) <= time.time() // 60 - began // 60, "one job for each minute that came"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Redis]:
    home = tmp_path / "broker"
    home.mkdir()
    with running_redis("valkey", folder=home) as engine:
        yield engine


@pytest.mark.engine("node", "valkey")
@each_number
def test_every_job_on_bullmq_is_accounted_for(broker: Redis, tmp_path: Path, jobs: int) -> None:
    queue, began = Queue(broker, "thousand"), time.time()
    operations = [
        queue.add(n, "slow" if _kind(n) == "ok" else _kind(n), ms=WORK_S * 1000 // jobs, options={
            "jobId": f"job-{n}", "priority": 1 + n % 2, **({"delay": 3000} if _delayed(n) else {}),
        })
        for n in range(jobs)
    ]  # fmt: skip
    for start in range(0, jobs, 200):  # an argument of a command has its limit
        queue.do(*operations[start : start + 200])
    schedule = {**SCHEDULE, "job": "emails", "payload": {"n": TICK}}
    source = {"priorities": ["high", "low"], "schedules": [schedule]}
    house = queue.house(tmp_path, source=source)

    def dead() -> set[int]:
        return {one["data"]["n"] for one in queue.do(["dead"])}

    _through(Load(house.start, house.steps.all, dead), broker, jobs, began)


@pytest.mark.engine("valkey")
@each_number
def test_every_job_on_celery_is_accounted_for(broker: Redis, tmp_path: Path, jobs: int) -> None:
    queue, began = CeleryQueue(broker.url, levels=("high", "low")), time.time()
    folder, effects = folder_of(CASE), Effects(tmp_path / "effects")
    for n in range(jobs):
        kind = _kind(n)
        payload = {"n": n, "do": "slow" if kind == "ok" else kind, "s": WORK_S / jobs}
        if _delayed(n):  # as the generated client does
            entry = {"task": "work", "payload": payload, "id": f"job-{n}", "priority": n % 2, "headers": {}}
            queue.client.zadd(f"{queue.name}.delayed", {json.dumps(entry): time.time() + 3})
        else:
            queue.send("work", payload, f"job-{n}", level=n % 2)
    more = {"schedules": [{**SCHEDULE, "job": "work", "payload": {"n": TICK, "do": "ok"}}], "max_attempts": 3}

    def start() -> AbstractContextManager[Worker]:
        return worker(folder, queue, effects, more)

    def dead() -> set[int]:
        return {int(each["id"].removeprefix("job-")) for each in queue.dead()}

    with clock(folder, queue, effects, more):
        _through(Load(start, effects.all, dead), broker, jobs, began)
