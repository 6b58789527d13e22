"""The HTTP server of a Python push worker: who may call, what it answers, how it stops."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.python.house import (
    Effects,
    Running,
    bin_folder,
    environment,
    folder_of,
    started,
    wait_for,
)
from tests.runtime.python.http import QUEUE, SUBSCRIPTION, post, pushed, task
from tests.runtime.python.projects import Case
from tests.runtime.python.tokens import Issuer, issuing

pytestmark = pytest.mark.xdist_group("python_push")
PUBSUB, TASKS = Case("pubsub"), Case("cloud_tasks")
OFF = {"INFERA_VERIFY_TOKEN": "off"}


@pytest.fixture(scope="module")
def folder() -> Path:
    return folder_of(PUBSUB)


@pytest.fixture
def effects(tmp_path: Path) -> Effects:
    return Effects(tmp_path / "effects")


def job(n: int, do: str = "ok", s: float = 0, **more: Any) -> dict[str, Any]:
    return {"type": "work", "data": {"n": n, "do": do, "s": s}, **more}


def worker(folder: Path, effects: Effects, env: dict[str, str], case: Case = PUBSUB) -> AbstractContextManager[Running]:
    source = {"subscription": SUBSCRIPTION, "mode": "push", "id": QUEUE, "dead_letter_topic": None}
    return started(folder, "gcp", environment(case, [source], **env), effects)


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as made:
        yield made


def test_only_a_good_token_may_call(folder: Path, effects: Effects, issuer: Issuer) -> None:
    forged = Issuer()
    now = int(time.time())
    bad = {
        "no token": None,
        "another audience": issuer.token(aud="https://elsewhere"),
        "another account": issuer.token(email="thief@example.com"),
        "an unverified account": issuer.token(email_verified=False),
        "another issuer": issuer.token(iss="https://evil.example"),
        "expired": issuer.token(iat=now - 7200, exp=now - 3600),
        "signed by another key": forged.token(),
        "an unknown key": issuer.token(kid="k2"),
        "no signature": issuer.token(alg="none"),
        "garbage": "abc.def.ghi",
    }
    with worker(folder, effects, issuer.env) as running:
        for n, (why, token) in enumerate(bad.items()):
            headers = {} if token is None else {"Authorization": f"Bearer {token}"}
            assert post(running.port, pushed(job(n)), headers) == 401, why
        assert not effects.all()
        fetched = issuer.fetches
        good = {"Authorization": f"bearer {issuer.token()}"}
        for n in range(20):
            assert post(running.port, pushed(job(n), str(n)), good) == 204
        assert post(running.port, pushed(job(99), "99"), {"Authorization": f"Bearer {issuer.token(sub='2')}"}) == 204
        assert issuer.fetches - fetched <= 1, "certificates are kept"
    assert len(effects.count("done")) == 21


def test_verification_cannot_be_turned_off_on_cloud_run(folder: Path) -> None:
    import subprocess

    env = environment(PUBSUB, [{"subscription": SUBSCRIPTION}], **OFF, K_SERVICE="worker")
    command = [str(bin_folder("gcp") / "python"), "-m", "infera.main"]
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "INFERA_VERIFY_TOKEN" in done.stderr


def test_a_test_key_is_not_believed_on_cloud_run(folder: Path, effects: Effects, issuer: Issuer) -> None:
    with worker(folder, effects, {**issuer.env, "K_SERVICE": "worker"}) as running:
        before = issuer.fetches
        headers = {"Authorization": f"Bearer {issuer.token()}"}
        assert post(running.port, pushed(job(1)), headers) in (401, 503)
        assert issuer.fetches == before
    assert not effects.all()


def test_answers_say_what_becomes_of_the_job(folder: Path, effects: Effects) -> None:
    with worker(folder, effects, OFF) as running:
        port = running.port
        assert post(port, pushed(job(1))) == 204
        assert post(port, pushed(job(2, "always"))) == 500
        assert post(port, pushed(job(3, "poison"))) == 204, "poison is settled at once"
        assert post(port, pushed({"type": "work", "data": {"n": "x"}})) == 204
        assert post(port, pushed({"type": "nothing", "data": 1})) == 204
        assert post(port, b"not a push") == 400
        assert post(port, pushed({"type": "later", "data": {"n": 4, "do": "ok"}})) == 204
        dropped = running.tells("dropped", 3)
        assert len(dropped) == 3
        assert {line["level"] for line in dropped} == {"error"}
    assert effects.count("done") == {1: 1, 4: 1}


def test_calls_over_the_concurrency_get_429(folder: Path, effects: Effects) -> None:
    statuses: list[int] = []
    with worker(folder, effects, {**OFF, "INFERA_CONCURRENCY": "2"}) as running:

        def call(n: int) -> None:
            statuses.append(post(running.port, pushed(job(n, "slow", 1.5), str(n))))

        threads = [threading.Thread(target=call, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert post(running.port, pushed(job(9), "9")) == 204
    assert sorted(statuses) == [204, 204, 429, 429]


def test_a_job_past_its_deadline_is_answered_with_500(folder: Path, effects: Effects) -> None:
    with worker(folder, effects, {**OFF, "INFERA_TIMEOUT_S": "1"}) as running:
        began = time.monotonic()
        later = {"type": "later", "data": {"n": 1, "do": "ok", "s": 30}}
        assert post(running.port, pushed(later, "1")) == 500
        assert time.monotonic() - began < 4
        assert post(running.port, pushed(job(2, "signal"), "2")) == 500
    assert effects.count("cancelled") == {1: 1}
    assert effects.count("signal") == {2: 1}


def test_sigterm_finishes_what_is_under_way(folder: Path, effects: Effects) -> None:
    statuses: list[int] = []
    with worker(folder, effects, OFF) as running:
        calls = [
            threading.Thread(target=lambda n=n: statuses.append(post(running.port, pushed(job(n, "slow", 2), str(n)))))
            for n in range(4)
        ]
        for call in calls:
            call.start()
        wait_for(lambda: len(effects.count("begin")) == 4, 10, "four runs")
        assert running.terminate(8) == 0
        for call in calls:
            call.join(5)
    assert statuses == [204] * 4
    assert len(effects.count("done")) == 4


def test_sigterm_gives_back_what_outlives_the_grace(folder: Path, effects: Effects) -> None:
    statuses: list[int] = []
    with worker(folder, effects, {**OFF, "INFERA_SHUTDOWN_S": "4"}) as running:

        def call(data: bytes) -> None:
            statuses.append(post(running.port, data))

        slow = pushed(job(1, "slow", 30), "1")
        later = pushed({"type": "later", "data": {"n": 2, "do": "ok", "s": 30}}, "2")
        calls = [threading.Thread(target=call, args=(data,)) for data in (slow, later)]
        for each in calls:
            each.start()
        wait_for(lambda: len(effects.count("begin")) == 2, 10, "two runs")
        began = time.monotonic()
        assert running.terminate(6) == 0
        assert time.monotonic() - began < 5
        for each in calls:
            each.join(5)
    assert statuses == [503, 503]
    assert not effects.count("done")


def test_a_task_is_counted_by_cloud_tasks_and_given_up_after_its_last_attempt(folder: Path, effects: Effects) -> None:
    with worker(folder, effects, OFF, TASKS) as running:
        for retries in range(4):
            headers = {"X_CloudTasks_TaskRetryCount": str(retries)}
            assert task(running.port, job(1, "always"), **headers) == 500
        assert task(running.port, job(1, "always"), X_CloudTasks_TaskRetryCount="4") == 204
        assert running.tells("dropped")
    assert [e["attempt"] for e in effects.all()] == [1, 2, 3, 4, 5]


def test_a_job_redriven_for_another_worker_is_left_to_it(folder: Path, effects: Effects) -> None:
    with worker(folder, effects, OFF) as running:
        other = pushed(job(1), "1", attributes={"infera_worker": "another"})
        mine = pushed(job(2), "2", attributes={"infera_worker": "work_er", "infera_id": "first"})
        assert post(running.port, other) == 204
        assert post(running.port, mine) == 204
    assert effects.count("done") == {2: 1}
    assert [e["id"] for e in effects.all() if e["step"] == "done"] == ["first"]


def test_the_line_about_a_job_is_out_before_its_sender_hears_of_it(folder: Path, effects: Effects) -> None:
    with worker(folder, effects, OFF) as running:
        for n in range(20):
            assert post(running.port, pushed(job(n), str(n))) == 204
            assert [line["message_id"] for line in running.said("done")] == [str(one) for one in range(n + 1)]


def test_an_id_that_is_no_text_is_logged_and_fails_no_job(folder: Path, effects: Effects) -> None:
    with worker(folder, effects, OFF) as running:
        assert post(running.port, pushed(job(1, id="half \ud800"))) == 204
        (line,) = running.said("done")
    assert line["job_id"] == "half \ud800"
    assert effects.count("done") == {1: 1}


PARALLEL = """
import subprocess
import threading
from infera.logs import Log
from infera.threads import Threads

threads, together, begun = Threads(4, Log("info")), threading.Barrier(5), []
for _ in range(4):
    threads.submit(lambda: together.wait(10))
together.wait(10)  # all four are under way at once

def leave():
    raise SystemExit(1)

for _ in range(8):
    threads.submit(leave)
left = threading.Semaphore(0)

def send(first):
    for n in range(first, first + 500):
        def work(n=n):
            begun.append(n)
            left.release()
        threads.submit(work)

senders = [threading.Thread(target=send, args=(first,)) for first in (0, 500, 1000, 1500)]
for sender in senders:
    sender.start()
for _ in range(2000):
    assert left.acquire(timeout=10), "work was forgotten"
assert sorted(begun) == list(range(2000))
for _ in range(4):
    threads.submit(lambda: together.wait(10))
together.wait(10)  # no thread is busy with what came before
assert len([each for each in threading.enumerate() if each.name.startswith("job-")]) == 4
"""


def test_threads_are_as_many_as_there_are_places_and_forget_no_work(folder: Path) -> None:
    python = bin_folder("gcp") / "python"
    done = subprocess.run([python, "-c", PARALLEL], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("a job ended its thread") == 8
