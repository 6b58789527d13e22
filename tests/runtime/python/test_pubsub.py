"""Python on Pub/Sub: push and pull against Google's emulators of Pub/Sub and Firestore.

The emulator sends no token, no delivery attempt with a push, and ignores filters; its retry policy
loses pushes, so the subscriptions here have none: pauses between attempts are not looked at.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.engines.firestore_emulator import Firestore, running_firestore
from tests.engines.process import free_port
from tests.engines.pubsub_emulator import PubSub, running_pubsub
from tests.runtime.python import mix
from tests.runtime.python.google import Google
from tests.runtime.python.house import (
    Effects,
    Running,
    environment,
    folder_of,
    started,
    wait_for,
)
from tests.runtime.python.http import post, pushed
from tests.runtime.python.projects import Case
from tests.runtime.typescript import google as rest

pytestmark = [
    pytest.mark.engine("pubsub_emulator", "firestore_emulator"),
    pytest.mark.xdist_group("python_pubsub"),
]
CASE = Case("pubsub")
ATTEMPTS = 5  # of `environment`


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[PubSub, Firestore]]:
    with running_pubsub() as pubsub, running_firestore() as firestore:
        yield pubsub, firestore


@pytest.fixture
def google(engines: tuple[PubSub, Firestore]) -> Google:
    return Google(*engines)


@pytest.fixture(scope="module")
def folder() -> Path:
    return folder_of(CASE)


@pytest.fixture
def effects(tmp_path: Path) -> Effects:
    return Effects(tmp_path / "effects")


def worker(
    folder: Path, google: Google, effects: Effects, mode: str = "pull", **env: str
) -> AbstractContextManager[Running]:
    source = {
        "subscription": google.subscription,
        "mode": mode,
        "dead_letter_topic": google.dead_topic,
    }
    own = environment(CASE, [source], **{**google.env, **env})
    return started(folder, "gcp", own, effects)


def test_two_hundred_pushed_jobs_are_all_accounted_for(folder: Path, google: Google, effects: Effects) -> None:
    with worker(folder, google, effects, "push") as running:
        google.subscribe(running.port)
        google.send(*mix.messages())
        wait_for(lambda: len(effects.count("done")) == mix.DONE, 90, "175 jobs done")
        letters = google.letters(mix.DEAD, 60)
    mix.check(effects, killed=False)
    assert Counter(each["died"]["reason"] for each in letters) == {"attempts": 15, "poison": 10}
    ids = {each["attributes"]["infera_id"] for each in letters}
    assert {f"job-{n}" for n in (*mix.ALWAYS, *mix.POISON)} <= ids


def test_pushed_jobs_survive_kills_and_stops_under_load(folder: Path, google: Google, effects: Effects) -> None:
    port = free_port()
    google.subscribe(port)
    google.send(*mix.messages(slow_s=0.5))
    for kill in (True, False, True):
        with worker(folder, google, effects, "push", FIXED_PORT=str(port)) as running:
            before = len(effects.all())
            wait_for(lambda: len(effects.all()) > before + 20, 60, "some work")  # noqa: B023
            if kill:
                running.kill()
            else:
                assert running.terminate(10) == 0
    with worker(folder, google, effects, "push", FIXED_PORT=str(port)):
        wait_for(lambda: len(effects.count("done")) == mix.DONE, 120, "175 jobs done")
        letters = google.letters(mix.DEAD, 60)
    mix.check(effects, killed=True)
    ids = {each["attributes"]["infera_id"] for each in letters}
    assert {f"job-{n}" for n in (*mix.ALWAYS, *mix.POISON)} <= ids


def test_two_hundred_pulled_jobs_are_all_accounted_for_by_two_workers(
    folder: Path, google: Google, effects: Effects
) -> None:
    google.subscribe()
    google.send(*mix.messages())
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(worker(folder, google, effects))
        wait_for(lambda: len(effects.count("done")) == mix.DONE, 90, "175 jobs done")
        letters = google.letters(mix.DEAD, 60)
    mix.check(effects, killed=False)
    assert len(letters) == mix.DEAD


def test_a_lease_is_extended_and_no_more_is_taken_than_can_be_done(
    folder: Path, google: Google, effects: Effects
) -> None:
    google.subscribe()
    google.send(*(mix.job(n, "slow", 13) for n in range(2)), *(mix.job(n) for n in range(2, 6)))
    with worker(folder, google, effects, INFERA_CONCURRENCY="2", INFERA_TIMEOUT_S="30"):
        wait_for(lambda: len(effects.count("done")) == 6, 60, "six jobs done")
    assert effects.count("begin") == Counter(dict.fromkeys(range(6), 1))


def test_a_pulling_worker_that_is_killed_loses_nothing(folder: Path, google: Google, effects: Effects) -> None:
    google.subscribe()
    google.send(*(mix.job(n, "slow", 2) for n in range(4)))
    with worker(folder, google, effects) as running:
        wait_for(lambda: len(effects.count("begin")) == 4, 20, "four runs")
        running.kill()
    with worker(folder, google, effects):
        wait_for(lambda: len(effects.count("done")) == 4, 60, "four jobs done")
    assert effects.count("done") == Counter(dict.fromkeys(range(4), 1))


def test_sigterm_under_load_ends_a_pulling_worker_within_its_grace(
    folder: Path, google: Google, effects: Effects
) -> None:
    google.subscribe()
    google.send(*(mix.job(n, "slow", 1) for n in range(12)))
    with worker(folder, google, effects) as running:
        wait_for(lambda: len(effects.count("begin")) == 4, 20, "four runs")
        began = time.monotonic()
        assert running.terminate(10) == 0
        assert time.monotonic() - began < 8
    assert effects.count("begin") == effects.count("done"), "what was begun was finished"
    with worker(folder, google, effects):
        wait_for(lambda: len(effects.count("done")) == 12, 60, "all done")
    assert effects.count("done") == Counter(dict.fromkeys(range(12), 1))


def test_jobs_that_outlive_the_grace_are_given_back(folder: Path, google: Google, effects: Effects) -> None:
    google.subscribe()
    google.send(mix.job(1, "signal"), {"type": "later", "data": {"n": 2, "do": "ok", "s": 20}})
    env = {"INFERA_TIMEOUT_S": "60", "INFERA_SHUTDOWN_S": "4"}
    with worker(folder, google, effects, **env) as running:
        wait_for(lambda: len(effects.count("begin")) == 2, 20, "two runs")
        assert running.terminate(6) == 0
    assert effects.count("signal") == {1: 1}
    assert effects.count("cancelled") == {2: 1}
    again = {"INFERA_TIMEOUT_S": "1"}
    with worker(folder, google, effects, **again):
        wait_for(lambda: len(effects.times(1)) >= 2 and len(effects.times(2)) >= 2, 30, "again")
    second = [e["attempt"] for e in effects.all() if e["step"] == "begin"][2:4]
    assert second == [1, 1], "a run that was given back does not count"


def test_a_dead_letter_says_how_it_died_and_keeps_what_it_carried(
    folder: Path, google: Google, effects: Effects
) -> None:
    google.subscribe()
    body = json.dumps(mix.job(1, "poison"))
    rest.publish(google.host, google.topic, [body], {"tenant": "a", "traceparent": "00-1-2-01"})
    with worker(folder, google, effects):
        (letter,) = google.letters(1)
    assert letter["body"] == body
    assert letter["attributes"]["tenant"] == "a"
    assert letter["attributes"]["traceparent"] == "00-1-2-01"
    died = letter["died"]
    assert (died["reason"], died["error"], died["attempts"]) == ("poison", "Poison: as told", 1)
    assert (died["queue"], died["worker"]) == ("jobs", "work_er")


def test_deliveries_that_reached_no_handler_are_no_attempts(folder: Path, google: Google, effects: Effects) -> None:
    """Pub/Sub also counts pushes that nobody answered; a job is given up for its own failures alone."""
    with worker(folder, google, effects, "push") as running:
        bodies = [json.loads(pushed(mix.job(1, "always"))) for _ in range(ATTEMPTS)]
        calls = [json.dumps({**body, "deliveryAttempt": 40 + n}).encode() for n, body in enumerate(bodies)]
        assert [post(running.port, call) for call in calls] == [*[500] * (ATTEMPTS - 1), 204]
        assert len(google.letters(1)) == 1
    assert [each["attempt"] for each in effects.all()] == list(range(1, ATTEMPTS + 1))


def test_a_job_that_cannot_be_buried_stays_in_its_queue(folder: Path, google: Google, effects: Effects) -> None:
    google.dead_topic += "-later"
    with worker(folder, google, effects, "push") as running:
        call = pushed(mix.job(1, "poison"))
        assert post(running.port, call) == 500, "its dead letter topic is not there"
        rest.topic(google.host, google.dead_topic.rpartition("/")[2])
        google.dead = rest.subscription(google.host, f"later-{google.mark}", google.dead_topic)
        assert post(running.port, call) == 204
        (letter,) = google.letters(1)
    assert letter["died"]["reason"] == "poison"
