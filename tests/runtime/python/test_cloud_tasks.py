"""Python on Cloud Tasks: the generated server behind the emulator of firebase-tools.

It has back-off, rate and names, ignores the schedule time and sends no token (test_push.py does).
The dead letters go to the Pub/Sub emulator, the claims to Firestore's.
"""

from __future__ import annotations

import base64
import json
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.engines.cloud_tasks import CloudTasks, running_cloud_tasks
from tests.engines.firestore_emulator import running_firestore
from tests.engines.process import free_port
from tests.engines.pubsub_emulator import running_pubsub
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
from tests.runtime.python.projects import Case

pytestmark = [
    pytest.mark.engine("cloud_tasks_rest", "pubsub_emulator", "firestore_emulator"),
    pytest.mark.xdist_group("python_cloud_tasks"),
]
CASE = Case("cloud_tasks")
QUEUE = "projects/p1/locations/us-central1/queues"


@pytest.fixture(scope="module")
def tasks() -> Iterator[CloudTasks]:
    with running_cloud_tasks("rest") as engine:
        yield engine


@pytest.fixture(scope="module")
def google() -> Iterator[Google]:
    with running_pubsub() as pubsub, running_firestore() as firestore:
        yield Google(pubsub, firestore)


@pytest.fixture(scope="module")
def folder() -> Path:
    return folder_of(CASE)


@pytest.fixture
def effects(tmp_path: Path) -> Effects:
    return Effects(tmp_path / "effects")


def worker(
    folder: Path, google: Google, effects: Effects, queue: str, port: int, **env: str
) -> AbstractContextManager[Running]:
    source = {"id": queue, "dead_letter_topic": google.dead_topic}
    own = environment(CASE, [source], **{**google.env, "FIXED_PORT": str(port), **env})
    return started(folder, "gcp", own, effects)


def create(tasks: CloudTasks, queue: str, body: object, port: int) -> None:
    text = body if isinstance(body, str) else json.dumps(body)
    request: dict[str, Any] = {
        "url": f"http://127.0.0.1:{port}/jobs",
        "httpMethod": "POST",
        "headers": {"Content-Type": "application/json"},
        "body": base64.b64encode(text.encode()).decode(),
    }
    data = json.dumps({"task": {"httpRequest": request}}).encode()
    url = f"http://{tasks.host}/{queue}/tasks"
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=10).close()


def settings(attempts: int) -> dict[str, Any]:
    return {
        "rateLimits": {"maxConcurrentDispatches": 4, "maxDispatchesPerSecond": 500},
        "retryConfig": {
            "maxAttempts": attempts,
            "minBackoffSeconds": 0.2,
            "maxBackoffSeconds": 1,
            "maxDoublings": 2,
        },
    }


@pytest.mark.parametrize(
    "killed", [pytest.param(False, marks=pytest.mark.slow, id="calm"), pytest.param(True, id="killed")]
)
def test_two_hundred_tasks_are_all_accounted_for(
    tasks: CloudTasks, google: Google, folder: Path, effects: Effects, killed: bool
) -> None:
    queue, port = f"{QUEUE}/jobs-{'killed' if killed else 'calm'}", free_port()
    tasks.create_queue(queue, settings(100))
    env = {"INFERA_IDEMPOTENCY_COLLECTION": queue.rsplit("/", 1)[-1]}
    # the emulator takes JSON bodies alone
    found = mix.messages(slow_s=0.5 if killed else 0.1)
    bodies = ['"no object"' if body == "no json" else body for body in found]
    if killed:
        for body in bodies:
            create(tasks, queue, body, port)
        for kill in (True, False, True):
            with worker(folder, google, effects, queue, port, **env) as running:
                before = len(effects.all())
                wait_for(lambda: len(effects.all()) > before + 20, 60, "some work")  # noqa: B023
                if kill:
                    running.kill()
                else:
                    assert running.terminate(10) == 0
    with worker(folder, google, effects, queue, port, **env):
        for body in [] if killed else bodies:
            create(tasks, queue, body, port)
        wait_for(lambda: len(effects.count("done")) == mix.DONE, 120, "175 jobs done")
        letters = google.letters(mix.DEAD, 60)
    mix.check(effects, killed=killed)
    reasons = Counter(each["died"]["reason"] for each in letters)
    assert reasons["poison"] >= 10
    ids = {each["attributes"]["infera_id"] for each in letters}
    assert {f"job-{n}" for n in (*mix.ALWAYS, *mix.POISON)} <= ids


def test_a_kill_on_the_last_attempt_dead_letters_the_job_instead_of_losing_it(
    tasks: CloudTasks, google: Google, folder: Path, effects: Effects
) -> None:
    queue, port = f"{QUEUE}/jobs-last", free_port()
    tasks.create_queue(queue, settings(100))
    env = {"INFERA_IDEMPOTENCY_COLLECTION": "last"}
    create(tasks, queue, mix.job(1, "slow", 5, id="last"), port)
    source = {"id": queue, "dead_letter_topic": google.dead_topic, "max_attempts": 1}
    own = environment(CASE, [source], **{**google.env, "FIXED_PORT": str(port), **env})
    with started(folder, "gcp", own, effects) as running:
        wait_for(lambda: effects.count("begin")[1], 20, "the only run")
        running.kill()
    with started(folder, "gcp", own, effects):
        (letter,) = google.letters(1)
    assert letter["died"]["error"] == "the worker died"
    assert effects.count("begin") == {1: 1}
