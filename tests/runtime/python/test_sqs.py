"""Python on SQS: the generated function, called as Lambda calls it, on ministack."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.engines.ministack import Ministack, running_ministack
from tests.runtime.python.aws import Aws
from tests.runtime.python.house import (
    Effects,
    Running,
    environment,
    folder_of,
    started,
    wait_for,
)
from tests.runtime.python.projects import Case

pytestmark = [pytest.mark.engine("ministack"), pytest.mark.xdist_group("python_sqs")]
CASE = Case("sqs")


@pytest.fixture(scope="module")
def ministack() -> Iterator[Ministack]:
    with running_ministack() as engine:
        yield engine


@pytest.fixture(scope="module")
def folder() -> Path:
    return folder_of(CASE)


def body(n: int, do: str = "ok", s: float = 0, **more: object) -> dict[str, object]:
    return {"type": "work", "data": {"n": n, "do": do, "s": s}, **more}


def worker(folder: Path, aws: Aws, effects: Effects, **env: str) -> AbstractContextManager[Running]:
    own = environment(CASE, [aws.source], **{**aws.env, **env})
    ready = lambda _port, log: "polling" in log.read_text()  # noqa: E731
    return started(folder, "aws", own, effects, module="infera.poll", ready=ready)


def test_two_hundred_jobs_are_all_accounted_for(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack), Effects(tmp_path / "effects")
    good = dict.fromkeys(range(155), "ok") | dict.fromkeys(range(155, 175), "once")
    for n, do in good.items():
        aws.send(body(n, do, id=f"job-{n}"))
    for n in range(10):  # duplicates
        aws.send(body(n, id=f"job-{n}"))
    for n in range(175, 190):
        aws.send(body(n, "always", id=f"job-{n}"))
    poison = [
        '{"type": "nothing", "data": {}}',
        "no json",
        "[]",
        '{"type": "work", "data": {"n": -1}}',
    ]
    for text in (*poison, *(json.dumps(body(n, "poison")) for n in range(190, 196))):
        aws.send(text)
    with worker(folder, aws, effects, INFERA_BATCH_SIZE="10"):
        wait_for(lambda: len(effects.count("done")) == 175, 90, "175 jobs done")
        wait_for(lambda: aws.depth(aws.dead_url) == 25, 90, "25 dead letters")
        wait_for(lambda: aws.depth(aws.url) == 0, 10, "an empty queue")
    assert effects.count("done") == Counter(dict.fromkeys(good, 1))
    begun = effects.count("begin")
    assert all(begun[n] == 5 for n in range(175, 190))
    assert all(begun[n] == 1 for n in range(190, 196)), "poison is not tried again"
    letters = [json.loads(each["MessageAttributes"]["infera_dead"]["StringValue"]) for each in aws.dead()]
    assert Counter(each["reason"] for each in letters) == {"attempts": 15, "poison": 10}
    pauses = [b - a for a, b in zip(effects.times(175), effects.times(175)[1:], strict=False)]
    assert pauses[0] < pauses[2], "the pauses grow"


def test_a_duplicate_waits_for_the_claim_of_a_live_worker_and_has_one_effect(
    ministack: Ministack, folder: Path, tmp_path: Path
) -> None:
    aws, effects = Aws(ministack), Effects(tmp_path / "effects")
    aws.send(body(1, "slow", 4, id="same"))
    with worker(folder, aws, effects), worker(folder, aws, effects):
        wait_for(lambda: effects.count("begin")[1], 10, "the first run")
        aws.send(body(1, "slow", 4, id="same"))
        wait_for(lambda: aws.depth(aws.url) == 0, 20, "both settled")
    assert effects.count("begin")[1] == effects.count("done")[1] == 1
    assert aws.depth(aws.dead_url) == 0


def test_a_killed_worker_loses_nothing(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack, visibility_s=3), Effects(tmp_path / "effects")
    aws.send(body(1, "slow", 1.5, id="killed"))
    with worker(folder, aws, effects, INFERA_TIMEOUT_S="2") as first:
        wait_for(lambda: effects.count("begin")[1], 10, "the first run")
        first.kill()
    with worker(folder, aws, effects, INFERA_TIMEOUT_S="2"):
        wait_for(lambda: effects.count("done")[1], 20, "the second run")
        wait_for(lambda: aws.depth(aws.url) == 0, 10, "an empty queue")
    assert effects.count("begin")[1] == 2
    assert [e["attempt"] for e in effects.all() if e["step"] == "done"] == [2]


def test_a_job_that_cannot_be_buried_stays_in_its_queue(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack, max_receives=50), Effects(tmp_path / "effects")
    aws.dead_url += "-later"
    aws.send(body(1, "poison", id="unburied"))
    with worker(folder, aws, effects) as running:
        running.tells("did not take it", 2)
        made = aws.sqs.create_queue(QueueName=aws.dead_url.rpartition("/")[2])["QueueUrl"]
        assert made == aws.dead_url
        wait_for(aws.dead, 30, "a dead letter")
        wait_for(lambda: aws.depth(aws.url) == 0, 10, "an empty queue")


def test_fifo_stops_at_the_first_failure_and_keeps_the_order(
    ministack: Ministack, folder: Path, tmp_path: Path
) -> None:
    aws, effects = Aws(ministack, fifo=True), Effects(tmp_path / "effects")
    for n, do in enumerate(("ok", "once", "ok", "ok")):
        aws.send(body(n, do), MessageGroupId="a")
    with worker(folder, aws, effects, INFERA_BATCH_SIZE="10"):
        wait_for(lambda: len(effects.count("done")) == 4, 30, "all done")
    assert [e["n"] for e in effects.all() if e["step"] == "done"] == [0, 1, 2, 3]
    assert effects.count("begin") == {0: 1, 1: 2, 2: 1, 3: 1}


def test_a_job_past_its_deadline_is_ended_and_tried_again(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack, max_receives=2), Effects(tmp_path / "effects")
    aws.send(body(1, "slow", 30))
    aws.send({"type": "later", "data": {"n": 2, "do": "ok", "s": 30}})
    with worker(folder, aws, effects, INFERA_TIMEOUT_S="1") as running:
        wait_for(lambda: aws.depth(aws.dead_url) == 2, 30, "two dead letters")
        assert running.tells("failed for the last time")
    assert effects.count("begin") == {1: 2, 2: 2}
    assert effects.count("cancelled") == {2: 2}


def test_a_message_keeps_its_trace_and_no_payload_is_logged(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack), Effects(tmp_path / "effects")
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    carried = {"traceparent": {"DataType": "String", "StringValue": trace}}
    secret = {"n": 1, "do": "once", "tenant": "s3cr3t-tenant"}
    aws.send({"type": "work", "data": secret, "id": "traced"}, MessageAttributes=carried)
    aws.send({"type": "work", "data": {**secret, "do": "s3cr3t-tenant"}})
    with worker(folder, aws, effects) as running:
        wait_for(lambda: effects.count("done"), 20, "the job done")
        wait_for(lambda: running.said("dead"), 20, "the bad payload dead")
        lines = running.lines()
    mine = [line for line in lines if line.get("job_id") == "traced"]
    assert {line["traceparent"] for line in mine} == {trace}
    assert "s3cr3t-tenant" not in json.dumps(lines)


def test_an_old_name_of_a_job_still_works(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack), Effects(tmp_path / "effects")
    aws.send({"type": "old-work", "data": {"n": 7, "do": "ok"}})
    with worker(folder, aws, effects):
        wait_for(lambda: effects.count("done")[7], 20, "the job done")


def test_without_idempotency_attempts_are_the_receives(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack, max_receives=3), Effects(tmp_path / "effects")
    aws.send(body(1, "always"))
    with worker(folder, aws, effects, INFERA_IDEMPOTENCY_TTL_S="0"):
        wait_for(lambda: aws.depth(aws.dead_url) == 1, 30, "the dead letter")
    assert [e["attempt"] for e in effects.all()] == [1, 2, 3]


def test_sigterm_finishes_the_batch_at_hand(ministack: Ministack, folder: Path, tmp_path: Path) -> None:
    aws, effects = Aws(ministack), Effects(tmp_path / "effects")
    aws.send(body(1, "slow", 2))
    with worker(folder, aws, effects) as running:
        wait_for(lambda: effects.count("begin")[1], 10, "the run")
        started_at = time.monotonic()
        assert running.terminate(10) == 0
        assert time.monotonic() - started_at < 6
    assert effects.count("done")[1] == 1
    assert aws.depth(aws.url) == 0
