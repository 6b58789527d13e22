"""Two hundred jobs with failures, poison, duplicates and kills: every one is accounted for."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.cloud_tasks import running_cloud_tasks
from tests.engines.firestore_emulator import running_firestore
from tests.engines.ministack import running_ministack
from tests.engines.process import free_port
from tests.engines.pubsub_emulator import running_pubsub
from tests.engines.redis import running_redis
from tests.runtime.typescript import (
    aws,
    google,
    test_bullmq,
    test_clients,
    test_pull,
    test_push,
    test_sqs,
)
from tests.runtime.typescript.house import House, job, wait_for

pytestmark = pytest.mark.slow

GOOD = range(145)  # done once
ONCE = range(145, 165)  # fail once, then are done
SLOW = range(165, 175)
ALWAYS = range(175, 190)  # dead after three attempts
POISON = range(190, 200)
DONE = {*GOOD, *ONCE, *SLOW}
DEAD = {*ALWAYS, *POISON}


def kinds() -> list[tuple[int, str]]:
    """Every job with its kind, mixed in a fixed way, ten good ones twice."""
    by_kind = [(GOOD, "ok"), (ONCE, "once"), (SLOW, "slow"), (ALWAYS, "always"), (POISON, "poison")]
    found = [(n, kind) for numbers, kind in by_kind for n in numbers]
    found += [(n, "ok") for n in range(10)]
    return sorted(found, key=lambda one: (one[0] * 7919) % 211)


def survives(house: House, dead: Callable[[], int], port: int | None = None, kills: int = 2) -> None:
    """Run the worker, kill it and stop it in the middle, until every job has ended one way or the other."""
    killed: list[float] = []
    for number in range(kills):
        with house.start(port) as running:
            before = len(house.steps.all())
            wait_for(lambda at=before: len(house.steps.all()) >= at + 50, 60, "some work")  # type: ignore[misc]
            if number % 2 == 0:
                running.kill()
                killed.append(time.time() * 1000)
            else:
                assert running.terminate(within_s=12) == 0
    with house.start(port):
        wait_for(
            lambda: set(house.steps.count("done")) == DONE and dead() >= len(DEAD),
            150,
            "every job done or dead",
        )
        time.sleep(1)
    done = house.steps.count("done")
    assert set(done) == DONE
    twice = [n for n, times in done.items() if times > 1]
    # a kill between an effect and its note repeats the effect, and nothing else does
    steps = [step for step in house.steps.all() if step["step"] == "done"]
    first = {step["n"]: step["at"] for step in reversed(steps)}
    late = {n for n, at in first.items() if any(0 <= kill - at < 500 for kill in killed)}
    assert set(twice) <= late, "an effect happened twice"


def check_dead(numbers: list[int]) -> None:
    assert Counter(numbers) == Counter(DEAD)


@pytest.mark.engine("node", "ministack")
def test_jobs_on_sqs(tmp_path: Path) -> None:
    with running_ministack() as engine:
        queues = test_sqs.Queues(engine, "soak", max_receive_count=10)
        queues.send(*[job(n, kind, ms=400) for n, kind in kinds()])
        house = test_sqs.house(engine, queues, tmp_path, INFERA_TIMEOUT_S="2")
        found: list[int] = []

        def dead() -> int:
            seen = aws.drain(engine, queues.dead_url)
            found.extend(json.loads(one["Body"])["data"]["n"] for one in seen)
            return len(found)

        survives(house, dead)
        check_dead(found)


@pytest.mark.engine("node", "pubsub_emulator", "firestore_emulator")
def test_jobs_that_are_pulled(tmp_path: Path) -> None:
    with running_pubsub() as pubsub, running_firestore() as firestore:
        queue = test_pull.Queue(pubsub, "soak")
        google.publish(queue.host, queue.topic, [job(n, kind, ms=400) for n, kind in kinds()])
        house = queue.house(pubsub, firestore, tmp_path)
        found: list[int] = []

        def dead() -> int:
            seen = google.drain(queue.host, queue.dead)
            found.extend(json.loads(one["body"])["data"]["n"] for one in seen)
            return len(found)

        survives(house, dead)
        check_dead(found)


@pytest.mark.engine("node", "pubsub_emulator", "firestore_emulator")
def test_jobs_that_are_pushed(tmp_path: Path) -> None:
    with running_pubsub() as pubsub, running_firestore() as firestore:
        queue = test_push.Queue(pubsub, "soak")
        port = free_port()
        # no dead letter policy: this emulator counts refused connections too
        queue.push_to(port)
        google.publish(queue.host, queue.topic, [job(n, kind, ms=400) for n, kind in kinds()])
        house = test_push.house(pubsub, firestore, queue, tmp_path)
        found: list[int] = []

        def dead() -> int:
            seen = google.drain(queue.host, queue.dead)
            found.extend(json.loads(one["body"])["data"]["n"] for one in seen)
            return len(found)

        survives(house, dead, port)
        check_dead(found)


@pytest.mark.engine("node", "pubsub_emulator", "firestore_emulator", "cloud_tasks_grpc")
def test_jobs_on_cloud_tasks(tmp_path: Path) -> None:
    """The emulator hands tasks out one at a time and retries at once, without a limit."""
    with (
        running_pubsub() as pubsub,
        running_firestore() as firestore,
        running_cloud_tasks("grpc") as tasks,
    ):
        queue = test_push.Queue(pubsub, "soak")
        port = free_port()
        env = {"CLOUD_TASKS_EMULATOR_HOST": tasks.host, **pubsub.env}
        parent = test_clients.make_task_queue(env)
        config = test_clients.tasks_config(parent, port)
        jobs = [["emails", {"n": n, "kind": k, "ms": 400}, {"id": f"job-{n}"}] for n, k in kinds()]
        folder = test_clients.built(test_push.TASKS)
        test_clients.send(folder, "cloud_tasks", config, env, *jobs)
        house = test_push.tasks_house(pubsub, firestore, queue, parent, tmp_path)
        found: list[int] = []

        def dead() -> int:
            seen = google.drain(queue.host, queue.dead)
            found.extend(json.loads(one["body"])["data"]["n"] for one in seen)
            return len(found)

        survives(house, dead, port)
        check_dead(found)


@pytest.mark.engine("node", "redis")
def test_a_killed_redis_comes_back_with_its_jobs(tmp_path: Path) -> None:
    """With an append-only file the last second may be lost: what was done in it is done again, nothing is missing."""
    port, data = free_port(), tmp_path / "redis"
    data.mkdir()
    count = 1000
    with running_redis(port=port, folder=data) as redis:
        queue = test_bullmq.Queue(redis, "killed")
        for first in range(0, count, 250):
            queue.do(*[queue.add(n) for n in range(first, first + 250)])
        time.sleep(1.5)
        house = queue.house(tmp_path)
        with house.start() as running:
            wait_for(lambda: len(house.steps.count("done")) > 200, 60, "some work")
            killed_ms = time.time() * 1000
            redis.process.kill()
            redis.process.wait(10)
            with running_redis(port=port, folder=data):
                wait_for(lambda: len(house.steps.count("done")) == count, 120, "all done")
            assert running.process.poll() is None
    steps = [step for step in house.steps.all() if step["step"] == "done"]
    first_at = {step["n"]: step["at"] for step in reversed(steps)}
    twice = [n for n, times in house.steps.count("done").items() if times > 1]
    assert not [n for n in twice if first_at[n] < killed_ms - 2500]


@pytest.mark.engine("node", "redis")
def test_a_cron_fires_once_over_two_workers(tmp_path: Path) -> None:
    schedule = {
        "name": "minutely",
        "cron": "* * * * *",
        "timezone": "Etc/UTC",
        "job": "emails",
        "payload": {"n": 1},
    }
    with running_redis() as redis:
        queue = test_bullmq.Queue(redis, "cron")
        house = queue.house(tmp_path, source={"schedules": [schedule]})
        with house.start(), house.start():
            wait_for(lambda: house.steps.count("done")[1] == 2, 135, "two minutes")
            time.sleep(2)
    times = [step["at"] // 60_000 for step in house.steps.all() if step["step"] == "done"]
    assert len(times) == len(set(times)) == 2


@pytest.mark.engine("node", "redis")
def test_jobs_on_bullmq(tmp_path: Path) -> None:
    with running_redis() as redis:
        queue = test_bullmq.Queue(redis, "soak")
        queue.do(*[queue.add(n, kind, ms=400) for n, kind in kinds()])
        house = queue.house(tmp_path)
        survives(house, lambda: len(queue.do(["dead"])))
        check_dead([one["data"]["n"] for one in queue.do(["dead"])])
