"""The generated BullMQ worker and producer on a real Redis."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines import node
from tests.engines.process import free_port, running
from tests.engines.redis import Redis, running_redis
from tests.runtime.typescript.house import HERE, House, Running, built, environment, wait_for
from tests.runtime.typescript.projects import CASES

pytestmark = pytest.mark.engine("node", "redis")
CASE = CASES[4]


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with running_redis() as engine:
        yield engine


class Queue:
    """A queue in Redis, spoken to with BullMQ itself."""

    def __init__(self, engine: Redis, name: str) -> None:
        self.url, self.name = f"redis://127.0.0.1:{engine.port}", name

    @classmethod
    def at(cls, port: int, name: str) -> Queue:
        """The same for a server that is not there yet."""
        queue = cls.__new__(cls)
        queue.url, queue.name = f"redis://127.0.0.1:{port}", name
        return queue

    def do(self, *operations: Any) -> Any:
        """Run operations of `bull.mjs` in one process; the last one's result."""
        env = {"INFERA_REDIS_URL": self.url}
        folder = built(CASE)
        script = folder / "bull.mjs"
        script.write_text((HERE / "bull.mjs").read_text())
        done = node.run(["node", script, self.name, json.dumps(operations)], folder, env)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def add(self, n: int, kind: str = "ok", options: Any = None, **data: Any) -> list[Any]:
        return ["add", "emails", {"n": n, "kind": kind, **data}, options or {"jobId": f"job-{n}"}]

    def house(self, folder: Path, *, source: Any = None, **more: str) -> House:
        entry = {
            "type": "bullmq",
            "name": self.name,
            "dead_letter": f"{self.name}-dead-letter",
            "prefix": "bull",
            "rate_limit": None,
            "priorities": [],
            "schedules": [],
            **(source or {}),
        }
        own = {"INFERA_REDIS_URL": self.url, "INFERA_IDEMPOTENCY_TTL_S": "3600"}
        env = environment(entry, **{**own, **more})
        return House(CASE, env, folder)


def test_jobs_are_done_retried_and_dead_lettered(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "mixed")
    queue.do(
        queue.add(1),
        queue.add(2, "once"),
        queue.add(3, "always"),
        queue.add(4, "poison"),
        ["add", "unknown", {}, {"jobId": "u"}],
        ["add", "emails", {"n": "five"}, {"jobId": "wrong"}],
    )
    worker = queue.house(tmp_path)
    with worker.start() as running:
        wait_for(lambda: len(running.said("went to the dead letter")) == 4, 30, "four dead")
        wait_for(lambda: worker.steps.count("done") == {1: 1, 2: 1}, 10, "two done")
        assert not [line for line in running.lines() if line.get("raw")]
    assert worker.steps.count("begin") == {1: 1, 2: 2, 3: 3, 4: 1}
    first, second, third = worker.steps.times(3)
    assert second - first >= 1
    assert 2 <= third - second < 4
    dead = queue.do(["dead"])
    assert {one["id"] for one in dead} == {"job-3", "job-4", "u", "wrong"}
    letter = next(one for one in dead if one["id"] == "job-3")
    assert letter["data"] == {"n": 3, "kind": "always"}
    attributes = json.loads(letter["telemetry"])
    assert attributes["infera_id"] == "job-3"
    assert json.loads(attributes["infera_dead"])["attempts"] == 3


def test_a_dead_letter_can_come_back_under_its_id(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "redriven")
    queue.do(queue.add(1, "poison"))
    worker = queue.house(tmp_path)
    with worker.start() as running:
        wait_for(lambda: len(running.said("went to the dead letter")) == 1, 15, "dead")
        queue.do(queue.add(1))
        wait_for(lambda: worker.steps.count("done") == {1: 1}, 15, "done after all")


def test_a_kill_in_the_middle_of_a_job_loses_nothing(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "killed")
    queue.do(queue.add(1, "slow", ms=1500), queue.add(2))
    worker = queue.house(tmp_path, INFERA_CONCURRENCY="1")
    with worker.start() as running:
        wait_for(lambda: worker.steps.count("begin")[1] == 1, 10, "begun")
        running.kill()
    with worker.start():
        wait_for(lambda: worker.steps.count("done") == {1: 1, 2: 1}, 30, "done after the kill")
    assert worker.steps.count("begin") == {1: 2, 2: 1}


def test_a_stop_gives_back_what_does_not_end(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "stopped")
    queue.do(queue.add(1, "slow", ms=1000), queue.add(2, "hang"), queue.add(3, "hang"))
    own = {"INFERA_TIMEOUT_S": "60", "INFERA_SHUTDOWN_S": "5", "INFERA_CONCURRENCY": "2"}
    worker = queue.house(tmp_path, **own)
    with worker.start() as running:
        wait_for(lambda: sum(worker.steps.count("begin").values()) == 2, 10, "two begun")
        assert running.terminate(within_s=6) == 0
    counts = queue.do(["counts"])
    assert worker.steps.count("done") == {1: 1}
    assert (counts["active"], counts["wait"]) == (0, 2), counts


def test_a_job_that_was_added_twice_has_one_effect(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "twice")
    own = {"jobId": "other", "telemetry": {"metadata": json.dumps({"infera_id": "job-1"})}}
    queue.do(queue.add(1, "slow", ms=500), queue.add(1, options=own))
    worker = queue.house(tmp_path)
    with worker.start() as running:
        wait_for(lambda: len(running.said("is skipped")) == 1, 15, "skipped")
    assert worker.steps.count("begin") == {1: 1}


def test_the_rate_limit_holds_over_two_workers(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "limited")
    queue.do(*[queue.add(n) for n in range(24)])
    source = {"rate_limit": {"max": 5, "duration_ms": 1000}}
    worker = queue.house(tmp_path, source=source)
    with worker.start(), worker.start():
        wait_for(lambda: len(worker.steps.count("done")) == 24, 30, "all done")
    at = sorted(step["at"] for step in worker.steps.all() if step["step"] == "begin")
    assert at[-1] - at[0] >= 3500, "24 jobs at 5 a second take at least four windows"
    assert sum(worker.steps.count("begin").values()) == 24


def test_higher_priorities_go_first(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "ordered")
    jobs = [queue.add(n, options={"jobId": f"job-{n}", "priority": 2 if n < 5 else 1}) for n in range(10)]
    queue.do(*jobs)
    worker = queue.house(tmp_path, source={"priorities": ["high", "low"]}, INFERA_CONCURRENCY="1")
    with worker.start():
        wait_for(lambda: len(worker.steps.count("done")) == 10, 20, "all done")
    order = [step["n"] for step in worker.steps.all() if step["step"] == "done"]
    assert {*order[:5]} == {5, 6, 7, 8, 9}


def test_schedules_are_written_and_old_ones_go(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "crons")
    schedule = {
        "name": "daily",
        "cron": "30 9 * * 1",
        "timezone": "Europe/Berlin",
        "job": "emails",
        "payload": {"n": 7},
    }
    queue.do(["schedule", "infera-gone", "0 0 * * * *"], ["schedule", "mine", "0 0 * * * *"])
    worker = queue.house(tmp_path, source={"schedules": [schedule]})
    with worker.start() as running, worker.start():
        wait_for(lambda: bool(running.said("ready")), 10, "ready")
        found = {one["key"]: one for one in queue.do(["schedules"])}
        assert set(found) == {"infera-daily", "mine"}
        assert found["infera-daily"]["pattern"] == "0 30 9 * * 1"
        assert found["infera-daily"]["tz"] == "Europe/Berlin"
        assert queue.do(["counts"])["delayed"] == 2, "one next job for each schedule"


def test_a_paused_queue_keeps_its_jobs(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "paused")
    queue.do(queue.add(1))
    with queue.house(tmp_path, source={"paused": True}).start() as running:
        wait_for(lambda: bool(running.said("ready")), 10, "ready")
        time.sleep(1)
    worker = queue.house(tmp_path)
    assert worker.steps.all() == []
    with worker.start():
        wait_for(lambda: worker.steps.count("done") == {1: 1}, 10, "done once resumed")


def test_health_follows_redis(tmp_path: Path) -> None:
    def healthy(running: Running) -> bool:
        from tests.engines.process import http_ok

        return http_ok(f"http://127.0.0.1:{running.port}/health")

    with running_redis() as own:
        queue = Queue(own, "health")
        worker = queue.house(tmp_path)
        with worker.start() as running:
            assert healthy(running)
            own.process.terminate()
            wait_for(lambda: not healthy(running), 10, "unhealthy without Redis")
            assert running.process.poll() is None


def test_the_backlog_is_measured_and_logged(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "watched")
    ago = int(time.time() * 1000) - 500_000
    queue.do(
        queue.add(1, "slow", {"jobId": "a", "priority": 1}, ms=1500),
        queue.add(2, "ok", {"jobId": "b", "priority": 1}),
        queue.add(3, "ok", {"jobId": "c", "priority": 2, "timestamp": ago}),
        queue.add(4, "ok", {"jobId": "d", "priority": 2}),
        queue.add(5, "ok", {"jobId": "e", "delay": 3_600_000, "timestamp": ago}),
    )
    # one of all instances of a project, environment and worker reports: no other test's
    own = {"INFERA_ENVIRONMENT": "watched", "INFERA_CONCURRENCY": "1"}
    worker = queue.house(tmp_path, source={"priorities": ["high", "low"]}, **own)
    with worker.start() as running:
        wait_for(lambda: bool(running.said("backlog")), 15, "a line about the backlog")
        line = running.said("backlog")[0]
    assert line["queue"] == "emails"
    assert 2 <= line["depth"] <= 4, "the delayed job is not due"
    assert 500 <= line["oldest_age_s"] <= 530, "of every level the first is looked at"


def test_a_copy_of_the_context_has_everything(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "copied")
    queue.do(queue.add(1, "copy"))
    worker = queue.house(tmp_path)
    with worker.start() as running:
        running.finishes()
    (copied,) = [step for step in worker.steps.all() if step["step"] == "copy"]
    assert copied["keys"] == ["attempt", "deadline", "id", "log", "progress", "signal"]
    assert copied["aborted"] is False


def test_a_worker_that_has_no_redis_yet_is_not_healthy(tmp_path: Path) -> None:
    port, away = free_port(), free_port()
    source = {"type": "bullmq", "name": "away", "dead_letter": None}
    env = node.environment(environment(source, INFERA_REDIS_URL=f"redis://127.0.0.1:{away}", PORT=str(port)))
    command = ["node", built(CASE) / "dist/main.mjs"]
    up = lambda: status_of(f"http://127.0.0.1:{port}/health") is not None  # noqa: E731
    with running(command, ready=up, log=tmp_path / "log", env=env, cwd=built(CASE)):
        assert status_of(f"http://127.0.0.1:{port}/health") == 503


def status_of(url: str) -> int | None:
    """The status of an answer; None when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
