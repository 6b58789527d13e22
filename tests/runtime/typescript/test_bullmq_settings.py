"""Settings of the generated BullMQ worker that only show over time: caps, bounds, and a broker that comes late."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.engines import node
from tests.engines.process import answers, free_port, http_ok, running
from tests.engines.redis import Redis, running_redis
from tests.runtime.typescript.house import built, wait_for
from tests.runtime.typescript.test_bullmq import CASE, Queue

pytestmark = [pytest.mark.engine("node", "redis"), pytest.mark.xdist_group("bullmq_settings")]
KEPT = 1000  # finished jobs, as the worker's README says


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with running_redis() as engine:
        yield engine


def test_a_pause_never_grows_over_the_declared_cap(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "capped")
    queue.do(queue.add(1, "always"))
    worker = queue.house(tmp_path, source={"max_attempts": 5, "min_backoff_s": 1, "max_backoff_s": 2})
    with worker.start() as running:
        running.tells("went to the dead letter", within_s=30)
    pauses = [later - earlier for earlier, later in pairwise(worker.steps.times(1))]
    assert len(pauses) == 4
    assert all(1 <= pause < 4 for pause in pauses), pauses


def test_finished_jobs_are_kept_for_a_while_and_not_for_ever(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "history")
    queue.do(["bulk", "emails", KEPT + 300, {"n": 1, "kind": "ok"}])  # by someone who asks for no removal
    worker = queue.house(tmp_path, INFERA_CONCURRENCY="50")
    with worker.start():
        wait_for(lambda: sum(worker.steps.count("done").values()) == KEPT + 300, 60, "all done")
        wait_for(lambda: queue.do(["counts"])["active"] == 0, 10, "all settled")
        counts = queue.do(["counts"])
    assert counts["wait"] == counts["failed"] == 0
    assert counts["completed"] <= KEPT, counts


def test_two_workers_run_no_more_at_once_than_both_may(redis: Redis, tmp_path: Path) -> None:
    queue = Queue(redis, "concurrent")
    worker = queue.house(tmp_path, INFERA_CONCURRENCY="2")
    with worker.start(), worker.start():
        queue.do(*[queue.add(n, "slow", ms=300) for n in range(20)])
        wait_for(lambda: len(worker.steps.count("done")) == 20, 30, "all done")
    moments = sorted((step["at"], 1 if step["step"] == "begin" else -1) for step in worker.steps.all())
    most = running = 0
    for _, change in moments:
        running += change
        most = max(most, running)
    assert 2 < most <= 4


def test_a_worker_waits_for_a_redis_that_comes_late_and_is_healthy_then(tmp_path: Path) -> None:
    port, own_port = free_port(), free_port()
    queue = Queue.at(port, "late")
    house = queue.house(tmp_path)
    log, health = tmp_path / "late.log", f"http://127.0.0.1:{own_port}/health"
    own = node.environment({**house.env, "PORT": str(own_port), "TEST_STEPS": str(house.steps.path)})
    command = ["node", built(CASE) / house.entry]
    with running(
        command, ready=lambda: log.exists() and "ECONNREFUSED" in log.read_text(), log=log, env=own, cwd=built(CASE)
    ) as process:
        wait_for(lambda: answers(own_port), 20, "the health endpoint")
        assert not http_ok(health)
        with running_redis(port=port):
            queue.do(queue.add(1))
            wait_for(lambda: house.steps.count("done") == {1: 1}, 30, "the job done")
            assert http_ok(health)
            process.terminate()
            assert process.wait(12) == 0
