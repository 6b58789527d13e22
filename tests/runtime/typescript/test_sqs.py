"""The generated function against ministack: SQS, DynamoDB, and Lambda's rules for a batch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.ministack import Ministack, running_ministack
from tests.runtime.typescript import aws
from tests.runtime.typescript.house import House, environment, job, wait_for
from tests.runtime.typescript.projects import CASES

pytestmark = pytest.mark.engine("node", "ministack")
CASE = CASES[0]


@pytest.fixture(scope="module")
def engine() -> Iterator[Ministack]:
    with running_ministack() as started:
        yield started


class Queues:
    """A queue with its dead letter queue."""

    def __init__(self, engine: Ministack, name: str, *, fifo: bool = False, max_receive_count: int = 3) -> None:
        self.engine = engine
        suffix = ".fifo" if fifo else ""
        kind = {"FifoQueue": "true"} if fifo else {}
        self.dead_url, dead_arn = aws.make_queue(engine, f"{name}-dead-letter{suffix}", **kind)
        redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": max_receive_count})
        self.url, self.arn = aws.make_queue(
            engine, f"{name}{suffix}", RedrivePolicy=redrive, VisibilityTimeout="12", **kind
        )

    def source(self) -> dict[str, object]:
        return {
            "type": "sqs",
            "arn": self.arn,
            "url": self.url,
            "dead_letter_url": self.dead_url,
            "visibility_timeout_s": 12,
        }

    def send(self, *bodies: str, group: str = "") -> None:
        for number, body in enumerate(bodies):
            more = {"MessageGroupId": group, "MessageDeduplicationId": f"{group}-{number}"} if group else {}
            aws.call(self.engine, "sqs", "SendMessage", QueueUrl=self.url, MessageBody=body, **more)


def house(engine: Ministack, queues: Queues, folder: Path, *, ids: bool = True, **more: str) -> House:
    table = queues.url.rpartition("/")[2].partition(".")[0]
    aws.make_table(engine, table)
    own = {"INFERA_IDEMPOTENCY_TABLE": table, "INFERA_IDEMPOTENCY_TTL_S": "3600"} if ids else {}
    env = environment(queues.source(), **engine.env, **own, **more)
    return House(CASE, env, folder, entry="dist/start.mjs")


def test_jobs_are_done_retried_and_dead_lettered(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "mixed")
    queues.send(
        job(1),
        job(2, "once"),
        job(3, "always"),
        job(4, "poison"),
        "not json",
        json.dumps({"type": "unknown", "id": "u", "data": {}}),
        json.dumps({"type": "emails", "id": "wrong", "data": {"n": "five"}}),
    )
    worker = house(engine, queues, tmp_path)
    dead: list[dict[str, object]] = []
    with worker.start() as running:

        def settled() -> bool:
            dead.extend(aws.drain(engine, queues.dead_url))
            return len(dead) >= 5 and worker.steps.count("done") == {1: 1, 2: 1}

        wait_for(settled, 30, "two done, five dead")
        assert worker.steps.count("begin") == {1: 1, 2: 2, 3: 3, 4: 1}
        assert not [line for line in running.lines() if line.get("raw")]
    letters = {one["MessageAttributes"]["infera_id"]["StringValue"]: one for one in dead}  # type: ignore[index]
    assert set(letters) >= {"job-3", "job-4", "u", "wrong"}
    died = json.loads(letters["job-3"]["MessageAttributes"]["infera_dead"]["StringValue"])  # type: ignore[index]
    assert (died["reason"], died["attempts"]) == ("attempts", 3)
    assert json.loads(str(letters["job-3"]["Body"]))["data"]["n"] == 3


def test_an_old_name_of_a_job_still_works(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "renamed")
    queues.send(json.dumps({"type": "mails", "id": "old", "data": {"n": 7}}), job(8))
    worker = house(engine, queues, tmp_path)
    with worker.start():
        wait_for(lambda: worker.steps.count("done") == {7: 1, 8: 1}, 30, "the job of the old name and one of the new")


def test_the_pause_grows_and_is_never_under_the_declared_one(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "pauses")
    queues.send(job(1, "always"))
    worker = house(engine, queues, tmp_path)
    with worker.start():
        wait_for(lambda: worker.steps.count("begin")[1] == 3, 20, "three runs")
    first, second, third = worker.steps.times(1)
    assert second - first >= 1
    assert 2 <= third - second < 4


def test_a_duplicate_has_one_effect(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "twice")
    queues.send(*[job(n, "slow", ms=300) for n in (1, 2, 1, 2, 1)])
    worker = house(engine, queues, tmp_path)
    with worker.start() as running:
        wait_for(lambda: len(running.said("is skipped")) == 3, 20, "three skipped")
    assert worker.steps.count("begin") == {1: 1, 2: 1}


def test_a_kill_in_the_middle_of_a_job_loses_nothing(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "killed")
    queues.send(job(1, "slow", ms=3000))
    worker = house(engine, queues, tmp_path)
    with worker.start() as running:
        wait_for(lambda: worker.steps.count("begin")[1] == 1, 10, "begun")
        running.kill()
    with worker.start():
        wait_for(lambda: worker.steps.count("done")[1] == 1, 30, "done after the kill")
    assert worker.steps.all()[-1]["attempt"] == 2


def test_a_job_that_cannot_be_buried_stays_in_its_queue(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "unburied", max_receive_count=50)
    queues.dead_url += "-later"
    queues.send(job(1, "poison"))
    worker = house(engine, queues, tmp_path)
    with worker.start() as running:
        running.tells("could not be settled", times=2, within_s=30)
        made, _ = aws.make_queue(engine, "unburied-dead-letter-later")
        assert made == queues.dead_url
        running.tells("went to the dead letter queue", within_s=30)
    assert [json.loads(one["Body"])["id"] for one in aws.drain(engine, made)] == ["job-1"]
    assert not aws.drain(engine, queues.url)


def test_a_stop_gives_back_what_does_not_end(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "stopped")
    queues.send(job(1, "hang"))
    worker = house(engine, queues, tmp_path, INFERA_TIMEOUT_S="60", INFERA_SHUTDOWN_S="4")
    with worker.start() as running:
        wait_for(lambda: worker.steps.count("begin")[1] == 1, 10, "begun")
        assert running.terminate(within_s=5) == 0
    seen = aws.drain(engine, queues.url)
    assert [json.loads(one["Body"])["id"] for one in seen] == ["job-1"]


def test_fifo_stops_at_the_first_failure(engine: Ministack, tmp_path: Path) -> None:
    queues = Queues(engine, "order", fifo=True)
    queues.send(job(1), job(2, "once"), job(3), job(4), group="g")
    worker = house(engine, queues, tmp_path, INFERA_BATCH_SIZE="10", INFERA_CONCURRENCY="2")
    with worker.start():
        wait_for(lambda: len(worker.steps.count("done")) == 4, 30, "all done")
    order = [entry["n"] for entry in worker.steps.all() if entry["step"] == "done"]
    assert order == [1, 2, 3, 4]


def test_secrets_are_in_the_environment_before_handlers_load(engine: Ministack, tmp_path: Path) -> None:
    aws.call(engine, "secretsmanager", "CreateSecret", Name="steps", SecretString="x")
    queues = Queues(engine, "secrets")
    worker = house(engine, queues, tmp_path, INFERA_SECRETS=json.dumps({"A_SECRET": "steps"}))
    with worker.start():
        pass
    worker.env["INFERA_SECRETS"] = json.dumps({"A_SECRET": "no such secret"})
    with pytest.raises(RuntimeError, match="exited"), worker.start():
        pass
