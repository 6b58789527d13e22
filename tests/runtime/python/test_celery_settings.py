"""Settings of the generated Celery worker that only show over time: caps, bounds, what it refuses to open."""

from __future__ import annotations

import base64
import json
import pickle
import uuid
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.engines.process import free_port
from tests.engines.redis import Redis, running_redis
from tests.runtime.python.house import Effects, folder_of, started, wait_for
from tests.runtime.python.redis_queue import CeleryQueue
from tests.runtime.python.test_celery import CASE, settings, worker

pytestmark = [pytest.mark.engine("redis"), pytest.mark.xdist_group("celery_settings")]


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


class Trap:
    """What runs a command when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_a_pickle_is_a_dead_letter_and_never_opened(
    folder: Path, queue: CeleryQueue, effects: Effects, tmp_path: Path
) -> None:
    opened, job_id = tmp_path / "opened", str(uuid.uuid4())
    message = {
        "body": base64.b64encode(pickle.dumps([[Trap(opened)], {}, {}])).decode(),
        "content-encoding": "binary",
        "content-type": "application/x-python-serialize",
        "headers": {"lang": "py", "task": "work", "id": job_id, "root_id": job_id},
        "properties": {
            "correlation_id": job_id,
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": queue.name},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": job_id,
        },
    }
    queue.client.lpush(queue.name, json.dumps(message))
    with worker(folder, queue, effects):
        queue.work(1)
        wait_for(lambda: effects.count("done")[1], 20, "the job behind it")
        wait_for(lambda: len(queue.dead()) == 1, 20, "the dead letter")
    assert queue.dead()[0]["died"]["reason"] == "poison"
    assert not opened.exists()
    pickle.loads(pickle.dumps(Trap(opened)))
    assert opened.exists(), "the trap works"


def test_a_pause_never_grows_over_the_declared_cap(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    with worker(folder, queue, effects, {"max_attempts": 5, "min_backoff_s": 1, "max_backoff_s": 2}):
        queue.work(1, "always")
        wait_for(lambda: len(queue.dead()) == 1, 40, "the dead letter")
    pauses = [later - earlier for earlier, later in pairwise(effects.times(1))]
    assert len(pauses) == 4
    assert all(0.7 <= pause < 4 for pause in pauses), pauses


def test_two_workers_run_no_more_at_once_than_both_may(folder: Path, queue: CeleryQueue, effects: Effects) -> None:
    two = {"INFERA_CONCURRENCY": "2"}
    with worker(folder, queue, effects, env=two), worker(folder, queue, effects, env=two):
        for n in range(20):
            queue.work(n, "slow", 0.3)
        wait_for(lambda: len(effects.count("done")) == 20, 40, "all done")
    moments = sorted((each["at"], 1 if each["step"] == "begin" else -1) for each in effects.all())
    most = running = 0
    for _, change in moments:
        running += change
        most = max(most, running)
    assert 2 < most <= 4


def test_a_worker_waits_for_a_redis_that_comes_late(folder: Path, effects: Effects, tmp_path: Path) -> None:
    port = free_port()
    queue = CeleryQueue(f"redis://127.0.0.1:{port}/0")
    refused = lambda _port, log: log.exists() and "onnect" in log.read_text()  # noqa: E731
    with (
        started(folder, "celery", settings(queue, {}, {}), effects, ready=refused) as running,
        running_redis(port=port),
    ):
        queue.work(1)
        wait_for(lambda: effects.count("done")[1], 40, "the job done")
        assert running.process.poll() is None
