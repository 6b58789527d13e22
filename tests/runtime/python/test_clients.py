"""The generated Python producers: what they send comes out of the generated workers."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.engines.cloud_tasks import running_cloud_tasks
from tests.engines.ministack import REGION, Ministack, running_ministack
from tests.engines.process import free_port
from tests.engines.pubsub_emulator import PubSub, running_pubsub
from tests.engines.redis import Redis, running_redis
from tests.runtime.python.aws import Aws
from tests.runtime.python.google import Google
from tests.runtime.python.house import (
    LOCKS,
    Effects,
    Running,
    bin_folder,
    environment,
    folder_of,
    started,
    wait_for,
)
from tests.runtime.python.projects import Case, client_files, write
from tests.runtime.python.redis_queue import CeleryQueue
from tests.runtime.typescript import google as rest

pytestmark = pytest.mark.xdist_group("python_clients")
HEAD = """
import json, sys
from datetime import UTC, datetime, timedelta
from app_client import InvalidPayload, Unsupported, jobs_queue
from app_client.types import WorkPayload
"""


@cache
def package(kind: str, *options: tuple[str, Any]) -> Path:
    root = Path(mkdtemp(prefix="infera-py-client-"))
    write(client_files(Case(kind, queue=dict(options))), root)
    return root


def run(kind: str, code: str, config: Mapping[str, Any], env: Mapping[str, str], *options: Any) -> str:
    """Run a program that uses the producers; what it printed."""
    own = {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "INFERA_PRODUCER_JOBS": json.dumps(config),
        **env,
    }
    done = subprocess.run(
        [str(bin_folder("client-" + LOCKS[kind]) / "python"), "-c", HEAD + code],
        cwd=package(kind, *options),
        env=own,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


SEND_MANY = """
for n in range(200):
    do = "once" if n % 10 == 0 else "ok"
    jobs_queue.enqueue("work", WorkPayload(n=n, do=do) if n % 2 else {"n": n, "do": do})
jobs_queue.close()
"""
REFUSED = """
no_number = {"n": float("nan"), "do": "ok"}
for job, payload in [("work", {"n": -1, "do": "ok"}), ("work", {}), ("nope", {}), ("work", no_number)]:
    try:
        jobs_queue.enqueue(job, payload)
    except InvalidPayload as error:
        print("refused", error)
no_zone = datetime(2030, 1, 1)
keys = [{"ordering_key": "a"}, {"dedupe_key": "a"}, {"priority": "high"}]
for options in [*keys, {"delay_s": -1}, {"at": no_zone}]:
    try:
        jobs_queue.enqueue("work", {"n": 1, "do": "ok"}, **options)
    except Unsupported as error:
        print("unsupported", error)
"""


def test_wrong_payloads_and_impossible_options_are_refused_before_anything_is_sent() -> None:
    said = run("sqs", REFUSED, {"type": "nothing", "levels": {}}, {}).splitlines()
    assert [line.split()[0] for line in said] == ["refused"] * 4 + ["unsupported"] * 5


@pytest.fixture
def effects(tmp_path: Path) -> Effects:
    return Effects(tmp_path / "effects")


@pytest.fixture(scope="module")
def ministack() -> Iterator[Ministack]:
    with running_ministack() as engine:
        yield engine


def sqs_worker(aws: Aws, effects: Effects) -> AbstractContextManager[Running]:
    own = environment(Case("sqs"), [aws.source], INFERA_BATCH_SIZE="10", **aws.env)
    ready = lambda _port, log: "polling" in log.read_text()  # noqa: E731
    return started(folder_of(Case("sqs")), "aws", own, effects, module="infera.poll", ready=ready)


def sqs_config(aws: Aws, **more: Any) -> dict[str, Any]:
    return {
        "type": "sqs",
        "region": REGION,
        "fifo": aws.fifo,
        "levels": {"": aws.url},
        "default_level": "",
        "topic_arn": None,
        "scheduler": None,
        "delay_s": 0,
        **more,
    }


@pytest.mark.engine("ministack")
def test_jobs_sent_to_sqs_come_out_of_the_worker(ministack: Ministack, effects: Effects) -> None:
    aws = Aws(ministack)
    run("sqs", SEND_MANY, sqs_config(aws), ministack.env)
    with sqs_worker(aws, effects):
        wait_for(lambda: len(effects.count("done")) == 200, 60, "200 jobs done")
        wait_for(lambda: aws.depth(aws.url) == 0, 10, "an empty queue")
    assert set(effects.count("done").values()) == {1}


@pytest.mark.engine("ministack")
def test_a_fifo_queue_gets_groups_and_deduplication_ids(ministack: Ministack, effects: Effects) -> None:
    aws = Aws(ministack, fifo=True)
    code = """
for n in range(6):
    jobs_queue.enqueue("work", {"n": n, "do": "ok"}, ordering_key="customer 1/ü")
for _ in range(3):
    jobs_queue.enqueue("work", {"n": 100, "do": "ok"}, dedupe_key="only once")
    jobs_queue.enqueue("work", {"n": 101, "do": "ok"})
"""
    options = (("deduplication", True), ("ordering", True))
    run("sqs", code, sqs_config(aws), ministack.env, *options)
    with sqs_worker(aws, effects):
        wait_for(lambda: len(effects.count("done")) == 8, 30, "eight jobs done")
        time.sleep(1)
    done = [e["n"] for e in effects.all() if e["step"] == "done" and e["n"] < 100]
    assert done == list(range(6))
    assert effects.count("done") == Counter(dict.fromkeys([*range(6), 100, 101], 1))


@pytest.mark.engine("ministack")
def test_a_long_delay_becomes_a_one_time_schedule(ministack: Ministack) -> None:
    import boto3

    aws = Aws(ministack)
    access = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    made: Any = {"region_name": REGION, "endpoint_url": ministack.url, **access}
    scheduler = boto3.client("scheduler", **made)
    group = f"g-{aws.table}"
    scheduler.create_schedule_group(Name=group)
    arn = aws.arn(aws.url)
    config = sqs_config(
        aws,
        scheduler={
            "group": group,
            "role_arn": "arn:aws:iam::000000000000:role/scheduler",
            "target_arns": {"": arn},
            "dead_letter_arn": None,
        },
    )
    code = """
jobs_queue.enqueue("work", {"n": 1, "do": "ok"}, delay_s=5)
jobs_queue.enqueue("work", {"n": 2, "do": "ok"}, delay_s=7200, id="later")
"""
    before = time.time()
    run("sqs", code, config, ministack.env)
    (summary,) = scheduler.list_schedules(GroupName=group)["Schedules"]
    found = scheduler.get_schedule(GroupName=group, Name=summary["Name"])
    at = time.mktime(time.strptime(found["ScheduleExpression"], "at(%Y-%m-%dT%H:%M:%S)"))
    assert 7195 <= at - time.timezone - before <= 7230
    assert found["ActionAfterCompletion"] == "DELETE"
    assert found["Target"]["Arn"] == arn
    sent = json.loads(found["Target"]["Input"])
    assert (sent["type"], sent["data"], sent["id"]) == ("work", {"n": 2, "do": "ok"}, "later")
    assert sent["traceparent"].startswith("00-")


@pytest.mark.engine("ministack")
def test_a_fan_out_goes_through_the_topic_with_the_attributes_of_its_filters(
    ministack: Ministack,
) -> None:
    import boto3

    aws = Aws(ministack)
    access = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    made: Any = {"region_name": REGION, "endpoint_url": ministack.url, **access}
    sns = boto3.client("sns", **made)
    topic = sns.create_topic(Name=f"topic-{aws.table}")["TopicArn"]
    sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=aws.arn(aws.url),
        Attributes={"RawMessageDelivery": "true", "FilterPolicy": '{"tenant": ["a"]}'},
    )
    code = """
for tenant in ("a", "b", "a"):
    jobs_queue.enqueue("work", {"n": 1, "do": "ok", "tenant": tenant})
"""
    run("sqs", code, sqs_config(aws, topic_arn=topic), ministack.env)
    wait_for(lambda: aws.depth(aws.url) == 2, 10, "the two that pass the filter")


@pytest.fixture(scope="module")
def pubsub() -> Iterator[PubSub]:
    with running_pubsub() as engine:
        yield engine


@pytest.mark.engine("pubsub_emulator")
def test_jobs_sent_to_pubsub_come_out_of_the_worker(pubsub: PubSub, effects: Effects) -> None:
    google = Google(pubsub, None)
    google.subscribe()
    config = {"type": "pubsub", "project": rest.PROJECT, "levels": {"": google.topic}}
    run("pubsub", SEND_MANY, config, pubsub.env)
    source = {
        "subscription": google.subscription,
        "mode": "pull",
        "dead_letter_topic": google.dead_topic,
    }
    own = environment(Case("pubsub"), [source], **google.env)
    with started(folder_of(Case("pubsub")), "gcp", own, effects):
        wait_for(lambda: len(effects.count("done")) == 200, 60, "200 jobs done")
    assert set(effects.count("done").values()) == {1}


@pytest.mark.engine("pubsub_emulator")
def test_pubsub_messages_carry_the_payloads_strings_and_a_trace(pubsub: PubSub) -> None:
    google = Google(pubsub, None)
    subscription = google.subscribe()
    config = {"type": "pubsub", "project": rest.PROJECT, "levels": {"": google.topic}}
    code = """
jobs_queue.enqueue("work", WorkPayload(n=1, do="ok", tenant="a"), id="mine", ordering_key="k")
try:
    jobs_queue.enqueue("work", {"n": 1, "do": "ok"}, delay_s=60)
except Unsupported:
    print("no delay")
"""
    assert "no delay" in run("pubsub", code, config, pubsub.env, ("ordering", True))
    (message,) = rest.drain_for(pubsub.host, subscription, 1, 10)
    attributes = message["attributes"]
    assert json.loads(message["body"]) == {
        "type": "work",
        "data": {"n": 1, "do": "ok", "tenant": "a"},
        "id": "mine",
    }
    assert (attributes["tenant"], attributes["do"]) == ("a", "ok")
    assert attributes["traceparent"].startswith("00-")
    assert message["orderingKey"] == "k"


@pytest.mark.engine("cloud_tasks_grpc")
def test_jobs_sent_to_cloud_tasks_come_out_of_the_worker(effects: Effects) -> None:
    queue, port = "projects/p1/locations/us-central1/queues/jobs", free_port()
    with running_cloud_tasks("grpc") as engine:
        config = {
            "type": "cloud_tasks",
            "levels": {"": queue},
            "url": f"http://127.0.0.1:{port}/jobs",
            "invoker": "invoker@p1.iam.gserviceaccount.com",
            "audience": "https://worker/jobs",
            "dispatch_deadline_s": 60,
        }
        env = {"CLOUD_TASKS_EMULATOR_HOST": engine.host}
        code = """
import grpc
from google.cloud import tasks_v2
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport
import os
channel = grpc.insecure_channel(os.environ["CLOUD_TASKS_EMULATOR_HOST"])
client = tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))
queue = "projects/p1/locations/us-central1/queues/jobs"
client.create_queue(parent=queue.rsplit("/queues", 1)[0], queue={"name": queue})
for n in range(50):
    jobs_queue.enqueue("work", WorkPayload(n=n, do="ok"))
jobs_queue.enqueue("work", {"n": 50, "do": "ok"}, delay_s=3)
"""
        own = environment(Case("cloud_tasks"), [{"id": queue}], INFERA_VERIFY_TOKEN="off", FIXED_PORT=str(port))
        with started(folder_of(Case("cloud_tasks")), "gcp", own, effects):
            run("cloud_tasks", code, config, env)
            sent_at = time.time()
            wait_for(lambda: len(effects.count("done")) == 51, 60, "51 jobs done")
    assert set(effects.count("done").values()) == {1}
    assert effects.times(50)[0] >= sent_at + 1


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    with running_redis() as engine:
        yield engine


@pytest.mark.engine("redis")
def test_jobs_sent_to_celery_come_out_of_the_worker_by_level_and_time(server: Redis, effects: Effects) -> None:
    levels = ("high", "normal", "low")
    queue = CeleryQueue(server.url, levels=levels)
    config = {"type": "celery", "name": queue.name, "names": [queue.name], "default_level": "normal"}
    code = """
for n in range(20):
    jobs_queue.enqueue("work", WorkPayload(n=n, do="ok", s=0.05), priority="low")
for n in range(20, 40):
    jobs_queue.enqueue("work", {"n": n, "do": "ok", "s": 0.05}, priority="high")
jobs_queue.enqueue("work", {"n": 40, "do": "ok"}, delay_s=6)
for _ in range(2):
    jobs_queue.enqueue("work", {"n": 41, "do": "ok"}, dedupe_key="twice")
"""
    env = {"INFERA_REDIS_URL": server.url}
    sent_at = time.time()
    run("celery", code, config, env, ("priority", levels))
    more = {"INFERA_CONCURRENCY": "1", "INFERA_IDEMPOTENCY_TTL_S": "3600", **env}
    own = environment(Case("celery"), [queue.source], **more)
    ready = lambda _port, log: '"working"' in log.read_text()  # noqa: E731
    with started(folder_of(Case("celery")), "celery", own, effects, ready=ready):
        wait_for(lambda: len(effects.count("done")) == 42, 60, "42 jobs done")
    assert effects.count("done") == Counter(dict.fromkeys(range(42), 1))
    order = [e["n"] for e in effects.all() if e["step"] == "done" and e["n"] < 40]
    assert set(order[:18]) <= set(range(20, 40))
    assert effects.times(40)[0] >= sent_at + 6
