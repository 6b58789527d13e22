"""The generated pull worker against the Pub/Sub emulator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.firestore_emulator import Firestore, running_firestore
from tests.engines.pubsub_emulator import PubSub, running_pubsub
from tests.runtime.typescript import google
from tests.runtime.typescript.house import House, environment, job, wait_for
from tests.runtime.typescript.projects import CASES

pytestmark = pytest.mark.engine("node", "pubsub_emulator", "firestore_emulator")
PULL = CASES[2]


@pytest.fixture(scope="module")
def pubsub() -> Iterator[PubSub]:
    with running_pubsub() as engine:
        yield engine


@pytest.fixture(scope="module")
def firestore() -> Iterator[Firestore]:
    with running_firestore() as engine:
        yield engine


class Queue:
    """A topic, its subscription and its dead letters.

    Trap of the emulator: with a retry policy it never again hands out what a killed client held.
    """

    def __init__(self, engine: PubSub, name: str, *, ordered: bool = False, retry: bool = False) -> None:
        self.host, self.name, self.ordered = engine.host, name, ordered
        self.topic = google.topic(self.host, name)
        self.dead_topic = google.topic(self.host, f"{name}-dead-letter")
        self.dead = google.subscription(self.host, f"{name}-dead-letter", self.dead_topic)
        policy = {"retryPolicy": {"minimumBackoff": "1s", "maximumBackoff": "4s"}}
        self.subscription = google.subscription(
            self.host,
            name,
            self.topic,
            enableMessageOrdering=ordered,
            deadLetterPolicy={"deadLetterTopic": self.dead_topic, "maxDeliveryAttempts": 20},
            **(policy if retry else {}),
        )

    def house(self, engine: PubSub, firestore: Firestore, folder: Path, **more: str) -> House:
        source = {
            "type": "pubsub",
            "mode": "pull",
            "subscription": self.subscription,
            "dead_letter_topic": self.dead_topic,
            "ordered": self.ordered,
        }
        own = {
            "GOOGLE_CLOUD_PROJECT": google.PROJECT,
            "INFERA_IDEMPOTENCY_DATABASE": "ids",
            "INFERA_IDEMPOTENCY_COLLECTION": self.name,
            "INFERA_IDEMPOTENCY_TTL_S": "3600",
            **engine.env,
            **firestore.env,
        }
        return House(PULL, environment(source, **{**own, **more}), folder)


def test_jobs_are_done_retried_and_dead_lettered(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "pull-mixed", retry=True)
    worker = queue.house(pubsub, firestore, tmp_path)
    bodies = [job(1), job(1), job(2, "once"), job(3, "always"), job(4, "poison"), "no job"]
    google.publish(queue.host, queue.topic, bodies)
    dead: list[dict[str, object]] = []
    with worker.start():

        def settled() -> bool:
            dead.extend(google.drain(queue.host, queue.dead))
            return len(dead) == 3 and worker.steps.count("done") == {1: 1, 2: 1}

        wait_for(settled, 40, "two done, three dead")
    assert worker.steps.count("begin") == {1: 1, 2: 2, 3: 3, 4: 1}


def test_a_lease_is_extended_and_no_more_is_held_than_fits(
    pubsub: PubSub, firestore: Firestore, tmp_path: Path
) -> None:
    queue = Queue(pubsub, "pull-lease")
    own = {"INFERA_CONCURRENCY": "2", "INFERA_TIMEOUT_S": "60"}
    worker = queue.house(pubsub, firestore, tmp_path, **own)
    google.publish(queue.host, queue.topic, [job(n, "slow", ms=11_000) for n in range(3)])
    with worker.start():
        wait_for(lambda: sum(worker.steps.count("begin").values()) == 2, 15, "two begun")
        assert sum(worker.steps.count("begin").values()) == 2
        wait_for(lambda: len(worker.steps.count("done")) == 3, 60, "all done")
    assert worker.steps.count("begin") == {0: 1, 1: 1, 2: 1}, "longer than the ack deadline"


def test_order_holds_through_a_failure(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "pull-order", ordered=True)
    worker = queue.house(pubsub, firestore, tmp_path)
    for key in ("a", "b"):
        for n in range(4):
            number = n + (0 if key == "a" else 10)
            body = job(number, "slow", ms=100)
            google.publish_ordered(queue.host, queue.topic, body, key)
    with worker.start():
        wait_for(lambda: len(worker.steps.count("done")) == 8, 40, "all done")
    order = [step["n"] for step in worker.steps.all() if step["step"] == "begin"]
    assert [n for n in order if n < 10] == [0, 1, 2, 3]
    assert [n for n in order if n >= 10] == [10, 11, 12, 13]


def test_a_stream_that_could_not_be_opened_is_opened_again(
    pubsub: PubSub, firestore: Firestore, tmp_path: Path
) -> None:
    queue = Queue(pubsub, "pull-late")
    google.call(queue.host, "DELETE", queue.subscription)
    worker = queue.house(pubsub, firestore, tmp_path)
    with worker.start() as running:
        wait_for(lambda: bool(running.said("the stream failed")), 15, "refused")
        google.subscription(queue.host, queue.name, queue.topic)
        google.publish(queue.host, queue.topic, [job(1)])
        wait_for(lambda: worker.steps.count("done") == {1: 1}, 30, "done after all")


def test_a_kill_in_the_middle_of_a_job_loses_nothing(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "pull-killed")
    worker = queue.house(pubsub, firestore, tmp_path)
    google.publish(queue.host, queue.topic, [job(1, "slow", ms=2000)])
    with worker.start() as running:
        wait_for(lambda: worker.steps.count("begin")[1] == 1, 15, "begun")
        running.kill()
    with worker.start():
        wait_for(lambda: worker.steps.count("done")[1] == 1, 60, "done after the kill")
    assert worker.steps.all()[-1]["attempt"] == 2


def test_a_stop_gives_back_at_once_what_does_not_end(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "pull-stop")
    own = {"INFERA_SHUTDOWN_S": "5", "INFERA_TIMEOUT_S": "600", "INFERA_CONCURRENCY": "3"}
    worker = queue.house(pubsub, firestore, tmp_path, **own)
    bodies = [job(1, "slow", ms=1000), job(2, "hang"), job(3, "hang"), job(4, "slow", ms=10)]
    google.publish(queue.host, queue.topic, bodies)
    with worker.start() as running:
        wait_for(lambda: sum(worker.steps.count("begin").values()) == 3, 15, "three begun")
        assert running.terminate(within_s=6) == 0
    done = worker.steps.count("done")
    left = {
        json.loads(one["body"])["data"]["n"]
        for one in google.drain_for(queue.host, queue.subscription, 4 - len(done), 8)
    }
    assert left | set(done) >= {2, 3}
    assert not left & set(done)
