"""The bundle of the Lambda package under AWS's Runtime Interface Emulator, with its queues on ministack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.engines import node
from tests.engines.ministack import Ministack, running_ministack
from tests.engines.rie import Function, running_function
from tests.runtime.typescript import aws
from tests.runtime.typescript.house import HERE, Steps, built, job, wait_for
from tests.runtime.typescript.test_sqs import CASE, Queues, house

pytestmark = pytest.mark.engine("node", "rie", "ministack")


@pytest.fixture(scope="module")
def engine() -> Iterator[Ministack]:
    with running_ministack() as started:
        yield started


class Deployed:
    """The function, and what it is fed with."""

    def __init__(self, engine: Ministack, queues: Queues, folder: Path, function: Function) -> None:
        self.engine, self.queues, self.function = engine, queues, function
        self.steps = Steps(folder / "steps.jsonl")

    def receive(self, count: int) -> list[dict[str, Any]]:
        """Messages as records of an event; they are in flight now."""
        found: list[dict[str, Any]] = []

        def enough() -> bool:
            ask = {"QueueUrl": self.queues.url, "MaxNumberOfMessages": 10}
            more = {"MessageSystemAttributeNames": ["All"], "MessageAttributeNames": ["All"]}
            got = aws.call(self.engine, "sqs", "ReceiveMessage", **ask, **more)
            found.extend(got.get("Messages", []))
            return len(found) >= count

        wait_for(enough, 20, f"{count} messages")
        return [
            {
                "messageId": one["MessageId"],
                "receiptHandle": one["ReceiptHandle"],
                "body": one["Body"],
                "attributes": one["Attributes"],
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": self.queues.arn,
            }
            for one in found
        ]

    def invoke(self, records: list[dict[str, Any]]) -> list[int]:
        """The places of the records that come back as failures."""
        status, answer = self.function.invoke({"Records": records})
        assert status == 200
        ids = [one["itemIdentifier"] for one in answer["batchItemFailures"]]
        places = [record["messageId"] for record in records]
        return [places.index(one) for one in ids]


@contextmanager
def deployed(
    engine: Ministack, name: str, folder: Path, timeout_s: int, *, fifo: bool = False, **more: Any
) -> Iterator[Deployed]:
    queues = Queues(engine, name, fifo=fifo)
    own = house(engine, queues, folder, **more)
    env = node.environment({**own.env, "TEST_STEPS": str(own.steps.path)})
    bundle = built(CASE) / "dist/function/index.mjs"
    command = [node.bin_folder() / "node", HERE / "bootstrap.mjs", bundle]
    with running_function(command, built(CASE), env, timeout_s) as function:
        yield Deployed(engine, queues, folder, function)


def test_only_what_failed_comes_back(engine: Ministack, tmp_path: Path) -> None:
    with deployed(engine, "batch", tmp_path, timeout_s=10) as it:
        it.queues.send(job(1), job(2, "once"), job(3, "poison"), "no job", job(4))
        records = it.receive(5)
        bodies = [record["body"] for record in records]
        assert it.invoke(records) == [bodies.index(job(2, "once"))]
        assert it.steps.count("done") == {1: 1, 4: 1}
        assert len(aws.drain(engine, it.queues.dead_url)) == 2
        again = it.receive(1)
        assert [record["body"] for record in again] == [job(2, "once")]
        assert it.invoke(again) == []


def test_a_job_ends_at_its_own_timeout_and_the_rest_goes_on(engine: Ministack, tmp_path: Path) -> None:
    with deployed(engine, "hangs", tmp_path, timeout_s=10, INFERA_TIMEOUT_S="1") as it:
        it.queues.send(job(1, "hang"))
        it.queues.send(job(2))
        records = sorted(it.receive(2), key=lambda record: record["body"])
        assert it.invoke(records) == [0]
        assert it.steps.count("done") == {2: 1}


def test_what_the_function_has_no_time_for_comes_back_unrun(engine: Ministack, tmp_path: Path) -> None:
    with deployed(engine, "short", tmp_path, timeout_s=5, INFERA_TIMEOUT_S="3") as it:
        it.queues.send(*[job(n, "slow", ms=1300) for n in range(4)])
        failed = it.invoke(it.receive(4))
        assert 1 <= len(failed) <= 3
        assert len(it.steps.count("done")) == 4 - len(failed)
        assert it.steps.count("begin") == it.steps.count("done"), "none was begun and cut off"


def test_fifo_returns_everything_behind_a_failure(engine: Ministack, tmp_path: Path) -> None:
    with deployed(engine, "line", tmp_path, timeout_s=10, fifo=True) as it:
        it.queues.send(job(1), job(2, "always"), job(3), job(4), group="g")
        assert it.invoke(it.receive(4)) == [1, 2, 3]
        assert it.steps.count("begin") == {1: 1, 2: 1}
