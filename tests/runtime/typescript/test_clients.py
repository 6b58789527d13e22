"""What the generated producers send, as real engines have it, and as the generated workers take it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.engines import node
from tests.engines.cloud_tasks import running_cloud_tasks
from tests.engines.ministack import Ministack, running_ministack
from tests.engines.pubsub_emulator import PubSub, running_pubsub
from tests.engines.redis import running_redis
from tests.runtime.typescript import aws, google
from tests.runtime.typescript.house import HERE, House, environment, wait_for
from tests.runtime.typescript.projects import CASES, Case, client_files, write

SQS, PUSH, _, TASKS, BULLMQ = CASES
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@cache
def built(*cases: Case, **changes: Any) -> Path:
    root = Path(mkdtemp(prefix="infera-client-"))
    write(client_files(*cases, **changes), root)
    folder = root / "clients/typescript"
    node.link_modules(folder)
    done = node.run(["tsc"], folder)
    assert done.returncode == 0, done.stdout
    shutil.copy(HERE / "send.mjs", folder)
    return folder


def send(folder: Path, queue: str, config: Any, env: dict[str, str], *jobs: Any) -> list[Any]:
    """Each job is [job, payload, options]; what `enqueue` came to for each."""
    name = queue.replace("_", " ").title().replace(" ", "")
    own = {f"INFERA_PRODUCER_{queue.upper()}": json.dumps(config), **env}
    done = node.run(["node", "send.mjs", f"{name}Queue", json.dumps(jobs)], folder, own)
    assert done.returncode == 0, done.stderr
    results: list[Any] = json.loads(done.stdout)
    return results


@pytest.fixture(scope="module")
def ministack() -> Iterator[Ministack]:
    with running_ministack() as engine:
        yield engine


@pytest.fixture(scope="module")
def pubsub() -> Iterator[PubSub]:
    with running_pubsub() as engine:
        yield engine


def sqs_config(**more: Any) -> dict[str, Any]:
    return {
        "type": "sqs",
        "region": "us-east-1",
        "fifo": False,
        "default_level": "",
        "topic_arn": None,
        "scheduler": None,
        "delay_s": 0,
        **more,
    }


@pytest.mark.engine("node", "ministack")
def test_a_job_lies_in_sqs_as_declared(ministack: Ministack) -> None:
    high, _ = aws.make_queue(ministack, "high")
    low, _ = aws.make_queue(ministack, "low")
    config = sqs_config(levels={"high": high, "low": low}, default_level="low")
    folder = built(SQS, priority=("high", "low"))
    order = {"id": "x", "lines": [{"sku": "a", "count": 1}], "total": 1, "kind": "order"}
    results = send(
        folder,
        "sqs",
        config,
        ministack.env,
        ["emails", {"n": 1}, {"priority": "high", "id": "mine", "traceparent": TRACE}],
        ["emails", {"n": 2, "kind": "slow"}],
        ["emails", {"n": "two"}],
        ["place-order", {**order, "id": "no uuid"}],
        ["emails", {"n": 3}, {"priority": "middle"}],
        ["emails", {"n": 3}, {"orderingKey": "k"}],
        ["emails", {"n": 3}, {"dedupeKey": "k"}],
        ["emails", {"n": 4}, {"delay": 3}],
        ["emails", {"n": 5}, {"delay": 2000}],
        ["note", {"any": ["value", None]}],
    )
    assert results[0] == {"id": "mine"}
    errors = [one.get("error") for one in results]
    assert errors == [
        None,
        None,
        "InvalidPayload",
        "InvalidPayload",
        "Unsupported",
        "Unsupported",
        "Unsupported",
        None,
        "Unsupported",  # there is no scheduler in this configuration
        None,
    ]
    (first,) = aws.drain(ministack, high)
    assert json.loads(first["Body"]) == {"type": "emails", "data": {"n": 1}, "id": "mine"}
    assert first["MessageAttributes"]["traceparent"]["StringValue"] == TRACE
    rest = aws.drain(ministack, low)
    assert [json.loads(one["Body"])["data"].get("n") for one in rest] == [2, None]
    assert rest[0]["MessageAttributes"]["kind"]["StringValue"] == "slow"
    assert rest[0]["MessageAttributes"]["traceparent"]["StringValue"].startswith("00-")
    time.sleep(3.5)
    (late,) = aws.drain(ministack, low)
    assert json.loads(late["Body"])["data"] == {"n": 4}


@pytest.mark.engine("node", "ministack")
@pytest.mark.parametrize("deduplication", [False, True])
def test_fifo_keeps_order_and_deduplicates_when_declared(ministack: Ministack, deduplication: bool) -> None:
    name = f"fifo-{str(deduplication).lower()}.fifo"
    more = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    url, _ = aws.make_queue(ministack, name, **more)
    folder = built(SQS, ordering=True, deduplication=deduplication)
    config = sqs_config(fifo=True, levels={"": url})
    jobs = [["emails", {"n": n}, {"orderingKey": "k"}] for n in (1, 2, 1)]
    send(folder, "sqs", config, ministack.env, *jobs)
    seen = aws.drain(ministack, url)
    numbers = [json.loads(one["Body"])["data"]["n"] for one in seen]
    assert numbers == ([1, 2] if deduplication else [1, 2, 1])
    assert {one["Attributes"]["MessageGroupId"] for one in seen} == {"k"}


@pytest.mark.engine("node", "ministack")
def test_a_late_job_becomes_a_schedule_that_goes_after_it_ran(ministack: Ministack) -> None:
    url, arn = aws.make_queue(ministack, "late")
    aws.rest(ministack, "POST", "scheduler", "/schedule-groups/jobs", {})
    scheduler = {
        "group": "jobs",
        "role_arn": "arn:aws:iam::000000000000:role/scheduler",
        "target_arns": {"": arn},
        "dead_letter_arn": None,
    }
    config = sqs_config(levels={"": url}, scheduler=scheduler)
    job = ["emails", {"n": 1}, {"at": "2031-01-02T03:04:05.500Z", "traceparent": TRACE, "id": "a"}]
    assert send(built(SQS), "sqs", config, ministack.env, job) == [{"id": "a"}]
    listed = aws.rest(ministack, "GET", "scheduler", "/schedules?ScheduleGroup=jobs")
    (found,) = listed["Schedules"]
    path = f"/schedules/{found['Name']}?groupName=jobs"
    made = aws.rest(ministack, "GET", "scheduler", path)
    assert made["ScheduleExpression"] == "at(2031-01-02T03:04:06)"
    assert made["ActionAfterCompletion"] == "DELETE"
    assert made["Target"]["Arn"] == arn
    body = json.loads(made["Target"]["Input"])
    assert body == {"type": "emails", "data": {"n": 1}, "id": "a", "traceparent": TRACE}


@pytest.mark.engine("node", "ministack")
def test_a_fan_out_is_published_with_its_attributes(ministack: Ministack) -> None:
    url, arn = aws.make_queue(ministack, "copy")
    topic = aws.query(ministack, "sns", "CreateTopic", Name="fan")["TopicArn"]
    aws.query(
        ministack,
        "sns",
        "Subscribe",
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=arn,
        **{"Attributes.entry.1.key": "RawMessageDelivery", "Attributes.entry.1.value": "true"},
    )
    config = sqs_config(levels={}, topic_arn=topic)
    send(built(SQS, fan_out=True), "sqs", config, ministack.env, ["emails", {"n": 1, "kind": "ok"}])
    (seen,) = aws.drain(ministack, url)
    assert json.loads(seen["Body"])["data"] == {"n": 1, "kind": "ok"}
    assert seen["MessageAttributes"]["kind"]["StringValue"] == "ok"


@pytest.mark.engine("node", "pubsub_emulator")
def test_a_job_lies_in_pubsub_as_declared(pubsub: PubSub) -> None:
    topic = google.topic(pubsub.host, "sent")
    held = google.subscription(pubsub.host, "sent", topic, enableMessageOrdering=True)
    config = {
        "type": "pubsub",
        "project": google.PROJECT,
        "levels": {"": topic},
        "default_level": "",
        "max_message_size_bytes": 300,
    }
    results = send(
        built(PUSH, ordering=True, deduplication=True),
        "pubsub",
        config,
        pubsub.env,
        ["emails", {"n": 1, "kind": "ok"}, {"orderingKey": "k", "dedupeKey": "once"}],
        ["emails", {"n": 2}, {"delay": 5}],
        ["note", "x" * 300],
    )
    assert results[0] == {"id": "once"}, "the worker deduplicates: an id runs once"
    assert [one.get("error") for one in results[1:]] == ["Unsupported", "InvalidPayload"]
    (seen,) = google.drain(pubsub.host, held)
    assert json.loads(seen["body"]) == {
        "type": "emails",
        "data": {"n": 1, "kind": "ok"},
        "id": "once",
    }
    assert seen["orderingKey"] == "k"
    assert set(seen["attributes"]) == {"kind", "traceparent"}


def make_task_queue(
    env: dict[str, str],
    parent: str = "projects/p1/locations/us-central1/queues/emails",
    folder: Path | None = None,
) -> str:
    """A queue on the emulator; its full name."""
    script = (HERE / "make_queue.mjs").read_text()
    command = ["node", "--input-type=module", "-e", script]
    made = node.run(command, folder or built(TASKS), {**env, "GRPC_QUEUE": parent})
    assert made.returncode == 0, made.stderr
    return parent


def tasks_config(parent: str, port: int) -> dict[str, Any]:
    return {
        "type": "cloud_tasks",
        "levels": {"": parent},
        "default_level": "",
        "url": f"http://127.0.0.1:{port}/jobs",
        "invoker": "invoker@p1.iam.gserviceaccount.com",
        "audience": "https://worker.example",
        "dispatch_deadline_s": 60,
        "delay_s": 0,
    }


@pytest.mark.engine("node", "cloud_tasks_grpc", "pubsub_emulator")
def test_a_task_reaches_the_generated_worker(pubsub: PubSub, tmp_path: Path) -> None:
    with running_cloud_tasks("grpc") as tasks:
        env = {"CLOUD_TASKS_EMULATOR_HOST": tasks.host, **pubsub.env}
        parent = make_task_queue(env)
        source = {"type": "cloud_tasks", "id": parent, "dead_letter_topic": None}
        own = {"INFERA_VERIFY_TOKEN": "off", "GOOGLE_CLOUD_PROJECT": "p1", **pubsub.env}
        worker = House(TASKS, environment(source, **own), tmp_path)
        with worker.start() as running:
            config = tasks_config(parent, running.port)
            folder = built(TASKS)
            begun = time.time()
            jobs = [
                ["emails", {"n": 1}, {"traceparent": TRACE, "id": "t"}],
                ["emails", {"n": 2}, {"delay": 3}],
            ]
            send(folder, "cloud_tasks", config, env, *jobs)
            wait_for(lambda: worker.steps.count("done") == {1: 1, 2: 1}, 20, "both done")
            assert worker.steps.times(2)[0] - begun >= 3
            (done,) = [line for line in running.finishes(2) if line["job_id"] == "t"]
            assert done["traceparent"] == TRACE


@pytest.mark.engine("node", "redis")
def test_a_bullmq_job_reaches_the_generated_worker(tmp_path: Path) -> None:
    with running_redis() as redis:
        env = {"INFERA_REDIS_URL": f"redis://127.0.0.1:{redis.port}"}
        source = {
            "type": "bullmq",
            "name": "q",
            "dead_letter": "q-dead",
            "priorities": ["high", "low"],
        }
        more = {"INFERA_IDEMPOTENCY_TTL_S": "60", "INFERA_CONCURRENCY": "1", **env}
        worker = House(BULLMQ, environment(source, **more), tmp_path)
        config = {
            "type": "bullmq",
            "name": "q",
            "names": ["q"],
            "prefix": "bull",
            "redis_url_env": "INFERA_REDIS_URL",
            "priorities": ["high", "low"],
            "default_level": "low",
            "attempts": 3,
            "min_backoff_s": 1,
            "max_backoff_s": 4,
        }
        results = send(
            built(BULLMQ, priority=("high", "low"), deduplication=True),
            "bullmq",
            config,
            env,
            ["emails", {"n": 1}],
            ["emails", {"n": 1}],
            ["emails", {"n": 2, "kind": "once"}, {"priority": "high", "traceparent": TRACE}],
            ["emails", {"n": 3}, {"delay": 2}],
            ["emails", {"n": 4}, {"id": "12345"}],
        )
        assert not [one for one in results if "error" in one]
        begun = time.time()
        with worker.start() as running:
            wait_for(lambda: len(worker.steps.count("done")) == 4, 20, "four done")
            assert worker.steps.count("done") == {1: 1, 2: 1, 3: 1, 4: 1}
            assert worker.steps.all()[0]["n"] == 2, "the higher priority first"
            assert worker.steps.times(3)[0] > begun
            lines = running.finishes(4)
            assert [one for one in lines if one.get("traceparent") == TRACE]
            assert [one for one in lines if one["job_id"] == "12345"]
