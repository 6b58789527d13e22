"""Python on Celery: the generated worker and clock on a real Redis."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.engines.redis import Redis, running_redis
from tests.runtime.python import mix
from tests.runtime.python.house import (
    Effects,
    Running,
    bin_folder,
    environment,
    folder_of,
    started,
    wait_for,
)
from tests.runtime.python.projects import Case
from tests.runtime.python.redis_queue import CeleryQueue

pytestmark = [pytest.mark.engine("redis"), pytest.mark.xdist_group("python_celery")]
CASE = Case("celery")
SHORT = {"INFERA_TIMEOUT_S": "5", "INFERA_MARGIN_S": "3"}


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    with running_redis() as engine:
        yield engine


@pytest.fixture
def queue(server: Redis) -> CeleryQueue:
    return CeleryQueue(server.url)


@pytest.fixture(scope="module")
def folder() -> Path:
    return folder_of(CASE)


@pytest.fixture
def effects(tmp_path: Path) -> Effects:
    return Effects(tmp_path / "effects")


def settings(queue: CeleryQueue, more: dict[str, Any], env: dict[str, str]) -> dict[str, str]:
    own = {"INFERA_REDIS_URL": queue.url, "INFERA_IDEMPOTENCY_TTL_S": "3600", **SHORT, **env}
    # one server for all tests: each has claims of its own
    found = environment(CASE, [{**queue.source, **more}], **own)
    return {**found, "INFERA_ENVIRONMENT": queue.name}


def worker(
    folder: Path,
    queue: CeleryQueue,
    effects: Effects,
    more: dict[str, Any] | None = None,
    env: dict[str, str] | None = None,
) -> AbstractContextManager[Running]:
    own = settings(queue, more or {}, env or {})
    return started(folder, "celery", own, effects, ready=lambda _port, log: '"working"' in log.read_text())


def clock(folder: Path, queue: CeleryQueue, effects: Effects, more: dict[str, Any]) -> AbstractContextManager[Running]:
    own = settings(queue, more, {})
    ready = lambda _port, log: '"ticking"' in log.read_text()  # noqa: E731
    return started(folder, "celery", own, effects, module="infera.beat", ready=ready)


def send_mix(queue: CeleryQueue, slow_s: float) -> None:
    """The two hundred jobs; what has no envelope here are tasks that no worker knows or that have a wrong shape."""
    for body in mix.messages(slow_s):
        if isinstance(body, dict):
            queue.send(body["type"], body["data"], body.get("id", ""))
    queue.send("nothing", {})
    queue.send("work", None, raw="no json")
    queue.send("work", None, raw="[]")
    queue.send("work", {"n": -1})


@pytest.mark.parametrize("killed", [False, True], ids=["calm", "killed"])
def test_two_hundred_tasks_are_all_accounted_for(
    folder: Path, queue: CeleryQueue, effects: Effects, killed: bool
) -> None:
    send_mix(queue, 0.5 if killed else 0.1)
    for kill in (True, False, True) if killed else ():
        with worker(folder, queue, effects) as running:
            before = len(effects.all())
            wait_for(lambda: len(effects.all()) > before + 20, 60, "some work")  # noqa: B023
            if kill:
                running.kill()
            else:
                assert running.terminate(10) == 0
    with ExitStack() as stack:
        for _ in range(1 if killed else 2):
            stack.enter_context(worker(folder, queue, effects))
        wait_for(lambda: len(effects.count("done")) == mix.DONE, 120, "175 jobs done")
        wait_for(lambda: len(queue.dead()) >= mix.DEAD, 60, "25 dead letters")
    mix.check(effects, killed=killed)
    letters = queue.dead()
    assert len(letters) == mix.DEAD, "no letter is there twice"
    assert Counter(each["died"]["reason"] for each in letters) == {"attempts": 15, "poison": 10}
    assert {f"job-{n}" for n in (*mix.ALWAYS, *mix.POISON)} <= {each["id"] for each in letters}


def test_a_task_that_is_not_done_is_in_redis_at_every_moment(
    folder: Path, queue: CeleryQueue, effects: Effects
) -> None:
    tasks = 40
    for n in range(tasks):
        queue.work(n, "slow", 0.1)
    seen: set[int] = set()
    with worker(folder, queue, effects, env={"INFERA_CONCURRENCY": "1"}):
        deadline = time.monotonic() + 60
        done = 0
        while done < tasks:
            held = queue.held()
            done = len(effects.count("done"))  # after it: a task is acknowledged only when it is done
            assert held >= tasks - done, f"{tasks - done} tasks are not done, {held} are in Redis"
            seen.add(held)
            assert time.monotonic() < deadline
        wait_for(lambda: queue.held() == 0, 10, "every task acknowledged")
    assert len(seen) > tasks / 2


def test_the_backlog_is_measured_and_logged(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    queue.work(1, "slow", 2)
    for n in range(2, 30):
        queue.work(n, "slow", 2, sent=int(time.time()) - 500)
    with worker(folder, queue, effects, env={"INFERA_CONCURRENCY": "1"}) as running:
        wait_for(lambda: running.said("backlog"), 20, "a line about the backlog")
    line = running.said("backlog")[0]
    assert line["queue"] == "jobs"
    assert 20 <= line["depth"] <= 29
    assert 500 <= line["oldest_age_s"] <= 530


def test_a_killed_process_of_the_pool_loses_nothing_and_crashes_are_bounded(
    folder: Path, queue: CeleryQueue, effects: Effects
) -> None:
    with worker(folder, queue, effects) as running:
        queue.work(1, "slow", 3, id="once-killed")
        wait_for(lambda: effects.count("begin")[1], 20, "the first run")
        subprocess.run(["pkill", "-KILL", "-P", str(running.process.pid)], check=False)
        wait_for(lambda: effects.count("done")[1], 40, "the second run")
    assert effects.count("begin")[1] == 2


def test_pauses_between_attempts_grow(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    with worker(folder, queue, effects, {"max_attempts": 4}):
        queue.work(1, "always")
        wait_for(lambda: len(queue.dead()) == 1, 40, "the dead letter")
    times = effects.times(1)
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert len(pauses) == 3
    assert pauses[0] < pauses[1] < pauses[2]
    assert 0.7 <= pauses[0] < 2.5


def test_sigterm_ends_what_is_under_way_and_gives_back_the_rest(
    folder: Path, queue: CeleryQueue, effects: Effects
) -> None:
    for n in range(12):
        queue.work(n, "slow", 1)
    with worker(folder, queue, effects) as running:
        wait_for(lambda: len(effects.count("begin")) >= 4, 20, "four runs")
        began = time.monotonic()
        assert running.terminate(10) == 0
        assert time.monotonic() - began < 6
    assert effects.count("begin") == effects.count("done")
    with worker(folder, queue, effects):
        wait_for(lambda: len(effects.count("done")) == 12, 30, "all done")
    assert effects.count("done") == Counter(dict.fromkeys(range(12), 1))


def test_a_task_that_outlives_the_grace_is_put_back_at_once_and_not_counted(
    folder: Path, queue: CeleryQueue, effects: Effects
) -> None:
    queue.work(1, "slow", 20)
    long = {"INFERA_TIMEOUT_S": "60", "INFERA_SHUTDOWN_S": "7"}
    with worker(folder, queue, effects, env=long) as running:
        wait_for(lambda: effects.count("begin")[1], 20, "the first run")
        running.terminate(9)
    with worker(folder, queue, effects, env={"INFERA_TIMEOUT_S": "2"}):
        wait_for(lambda: len(effects.times(1)) >= 2, 10, "the second run")
    attempts = [e["attempt"] for e in effects.all() if e["step"] == "begin"]
    assert attempts[:2] == [1, 1]


def test_a_handler_past_its_deadline_is_ended(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    with worker(folder, queue, effects, {"max_attempts": 1}, {"INFERA_TIMEOUT_S": "1"}):
        queue.work(1, "slow", 30)
        queue.work(2, "ok", 30, task="later")
        wait_for(lambda: len(queue.dead()) == 2, 30, "two dead letters")
    assert {each["died"]["error"] for each in queue.dead()} == {"TimeoutError: not done after 1 s"}


def test_higher_levels_go_first(folder: Path, effects: Effects, server: Redis) -> None:
    queue = CeleryQueue(server.url, levels=("high", "normal", "low"))
    for n in range(10):
        queue.send("work", {"n": n, "do": "ok", "s": 0.1}, level=2)
    for n in range(10, 20):
        queue.send("work", {"n": n, "do": "ok", "s": 0.1}, level=0)
    with worker(folder, queue, effects, env={"INFERA_CONCURRENCY": "1"}):
        wait_for(lambda: len(effects.count("done")) == 20, 40, "twenty jobs done")
    order = [e["n"] for e in effects.all() if e["step"] == "done"]
    assert set(order[:9]) <= set(range(10, 20))


def test_the_rate_holds_over_two_workers(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    for n in range(30):
        queue.work(n)
    limit = {"rate_limit": {"max": 5, "duration_ms": 1000}}
    with worker(folder, queue, effects, limit), worker(folder, queue, effects, limit):
        wait_for(lambda: len(effects.count("done")) == 30, 30, "thirty jobs done")
    times = sorted(e["at"] for e in effects.all() if e["step"] == "begin")
    assert times[-1] - times[0] >= 5.5
    for start in times:
        assert sum(start <= each < start + 0.95 for each in times) <= 6


def test_every_cron_fires_once_with_two_clocks(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    payload = {"n": 1, "do": "ok"}
    every = {"cron": "* * * * *", "timezone": "Europe/Berlin", "job": "work", "payload": payload}
    more = {"schedules": [{"name": "each-minute", **every}]}
    with (
        clock(folder, queue, effects, more),
        clock(folder, queue, effects, more),
        worker(folder, queue, effects, more),
    ):
        wait_for(lambda: effects.count("done")[1], 75, "the first tick")
        time.sleep(3)
    minutes = Counter(int(e["at"] // 60) for e in effects.all() if e["step"] == "done")
    assert set(minutes.values()) == {1}


def test_the_probe_says_whether_the_worker_answers(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    command = [str(bin_folder("celery") / "python"), "-m", "infera.health"]
    env = settings(queue, {}, {})

    def probe() -> int:
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=60, check=False).returncode

    with worker(folder, queue, effects):
        assert probe() == 0
    assert probe() == 1


def test_no_payload_is_logged(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    secret = {"n": 1, "do": "once", "tenant": "s3cr3t"}
    with worker(folder, queue, effects) as running:
        queue.send("work", secret)
        queue.send("work", {**secret, "n": -1})
        queue.send("nothing", secret)
        queue.send("work", None, raw='{"s3cr3t"')
        wait_for(lambda: effects.count("done")[1], 20, "the job done")
        wait_for(lambda: len(queue.dead()) == 3, 20, "three dead letters")
        assert "s3cr3t" not in running.log.read_text()
        assert all(line.get("raw") is None for line in running.lines() if "worker:" not in line["message"])


@pytest.mark.slow
def test_a_thousand_tasks_survive_kills_of_the_workers_and_of_redis(
    folder: Path, effects: Effects, tmp_path: Path
) -> None:
    home = tmp_path / "redis"
    home.mkdir()
    with running_redis(folder=home) as first:
        queue, port = CeleryQueue(first.url), first.port
        for n in range(1000):
            queue.work(n, "once" if n % 10 == 0 else "ok", 0.05, id=f"job-{n}")
        with worker(folder, queue, effects) as running:
            wait_for(lambda: len(effects.count("done")) > 100, 60, "a hundred jobs")
            running.kill()
        with worker(folder, queue, effects):
            wait_for(lambda: len(effects.count("done")) > 300, 60, "three hundred jobs")
            time.sleep(1.1)  # the append-only file is written once a second
            first.process.kill()
            first.process.wait()
            with running_redis(folder=home, port=port):
                wait_for(lambda: len(effects.count("done")) == 1000, 120, "all jobs")
    assert json.dumps(sorted(effects.count("done"))) == json.dumps(list(range(1000)))
