"""`infera dead-letter` on real engines: listed, shown, filtered, sent back under its id, exported and gone."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines.ministack import Ministack, running_ministack
from tests.engines.pubsub_emulator import PubSub, running_pubsub
from tests.engines.redis import Redis, running_redis

pytestmark = [pytest.mark.engine("ministack", "pubsub_emulator", "redis"), pytest.mark.xdist_group("deadletter")]


def run(folder: Path, env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infera", "dead-letter", *arguments],
        cwd=folder, env={**os.environ, **env, "INFERA_TRACEBACK": "1"}, capture_output=True, text=True,
        timeout=180, check=False,
    )  # fmt: skip


def died(worker: str, error: str, at: str = "2026-11-24T08:00:00.000Z") -> str:
    return json.dumps({"reason": "attempts", "error": error, "attempts": 5, "worker": worker, "level": "", "at": at})


@pytest.fixture(scope="module")
def aws() -> Iterator[Ministack]:
    with running_ministack() as running:
        yield running


@pytest.fixture
def shop(tmp_path: Path, aws: Ministack) -> tuple[Path, Any, str, str]:
    import boto3

    aws.reset()
    (tmp_path / "infera.yaml").write_text(
        "project_name: shop\nprovider: aws\nregion: us-east-1\nenvironments: {a: {}, b: {provider_config: "
        "{allowed_account_ids: ['999999999999']}}}\nqueues: [{name: emails}]\nworkers: {w: {queue: emails}}\n"
    )
    client: Any = boto3.client(
        "sqs", endpoint_url=aws.url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    source = client.create_queue(QueueName="shop-a-emails")["QueueUrl"]
    dead = client.create_queue(QueueName="shop-a-emails-dead-letter")["QueueUrl"]
    for number in range(6):
        client.send_message(
            QueueUrl=dead,
            MessageBody=json.dumps({"type": "emails", "data": {"n": number, "secret": "do-not-log"}}),
            MessageAttributes={
                "infera_id": {"DataType": "String", "StringValue": f"id-{number}"},
                "infera_dead": {"DataType": "String", "StringValue": died("w", "smtp" if number % 2 else "dns")},
                "kind": {"DataType": "String", "StringValue": "welcome"},
            },
        )
    return tmp_path, client, source, dead


def depth(client: Any, url: str) -> int:
    got = client.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(got["Attributes"]["ApproximateNumberOfMessages"])


def test_several_environments_need_to_be_told_apart(shop: tuple[Path, Any, str, str], aws: Ministack) -> None:
    folder, client, _, dead = shop
    without, wrong = (
        run(folder, aws.env, "list", "emails"),
        run(folder, aws.env, "purge", "emails", "--env", "b", "--yes"),
    )

    assert without.returncode == 64
    assert wrong.returncode == 1
    assert "999999999999" in wrong.stderr
    assert depth(client, dead) == 6


def test_letters_are_listed_without_their_payloads(shop: tuple[Path, Any, str, str], aws: Ministack) -> None:
    folder, client, _, dead = shop
    listed = run(folder, aws.env, "list", "emails", "--env", "a")
    smtp = run(folder, aws.env, "list", "emails", "--env", "a", "--error", "smtp", "--format", "json")
    shown = run(folder, aws.env, "show", "emails", "--env", "a", "--id", "id-3")

    assert listed.returncode == 0, listed.stderr
    assert "shop-a-emails-dead-letter" in listed.stderr
    assert all(f"id-{n}" in listed.stdout for n in range(6))
    assert "do-not-log" not in listed.stdout + listed.stderr
    assert {e["id"] for e in json.loads(smtp.stdout)["letters"]} == {"id-1", "id-3", "id-5"}
    assert [json.loads(e["body"])["data"]["n"] for e in json.loads(shown.stdout)["letters"]] == [3]
    assert depth(client, dead) == 6


def test_a_dry_run_changes_nothing(shop: tuple[Path, Any, str, str], aws: Ministack) -> None:
    folder, client, source, dead = shop
    again, gone = (
        run(folder, aws.env, "redrive", "emails", "--env", "a"),
        run(folder, aws.env, "purge", "emails", "--env", "a"),
    )

    assert "would send 6" in again.stdout
    assert "would write 6" in gone.stdout
    assert (depth(client, source), depth(client, dead)) == (0, 6)
    assert [p.name for p in folder.iterdir()] == ["infera.yaml"]


def test_a_program_is_told_in_json_what_became_of_the_jobs(shop: tuple[Path, Any, str, str], aws: Ministack) -> None:
    folder, *_ = shop
    words = ("emails", "--env", "a", "--format", "json")
    calls = (("redrive",), ("redrive", "--limit", "2", "--yes"), ("purge", "--yes", "--export", "gone.jsonl"))
    told = [json.loads(run(folder, aws.env, *call, *words).stdout) for call in calls]

    assert told == [
        {"format_version": 1, "dry_run": True, "jobs": 6},
        {"format_version": 1, "dry_run": False, "jobs": 2},
        {"format_version": 1, "dry_run": False, "jobs": 4, "export": "gone.jsonl"},
    ]


def test_a_job_goes_back_under_its_id(shop: tuple[Path, Any, str, str], aws: Ministack) -> None:
    folder, client, source, dead = shop
    done = run(folder, aws.env, "redrive", "emails", "--env", "a", "--error", "smtp", "--rate", "20", "--yes")
    got = client.receive_message(QueueUrl=source, MaxNumberOfMessages=10, MessageAttributeNames=["All"])["Messages"]
    names = [{k: v["StringValue"] for k, v in m["MessageAttributes"].items()} for m in got]

    assert done.stdout == "sent 3 jobs back\n", done.stderr
    assert {each["infera_id"] for each in names} == {"id-1", "id-3", "id-5"}
    assert all(each["kind"] == "welcome" and each["infera_redriven"] and "infera_dead" not in each for each in names)
    assert depth(client, dead) == 3


def test_a_job_that_died_in_two_workers_of_a_fan_out_goes_back_to_both(tmp_path: Path, aws: Ministack) -> None:
    import boto3

    (tmp_path / "infera.yaml").write_text(
        "project_name: fan\nprovider: aws\nregion: us-east-1\nqueues: [{name: events, fan_out: true}]\n"
        "workers: {a: {queue: events}, b: {queue: events}}\n"
    )
    client: Any = boto3.client(
        "sqs", endpoint_url=aws.url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    urls = [client.create_queue(QueueName=f"fan-events-{worker}")["QueueUrl"] for worker in "ab"]
    for worker in "ab":  # moved by the service, which notes nothing
        dead = client.create_queue(QueueName=f"fan-events-{worker}-dead-letter")["QueueUrl"]
        client.send_message(QueueUrl=dead, MessageBody=json.dumps({"type": "events", "data": {}, "id": "x1"}))
    listed = run(tmp_path, aws.env, "list", "events", "--format", "json")
    done = run(tmp_path, aws.env, "redrive", "events", "--yes")

    assert [(e["id"], e["worker"]) for e in json.loads(listed.stdout)["letters"]] == [("x1", "a"), ("x1", "b")]
    assert done.stdout == "sent 2 jobs back\n", done.stderr
    assert [depth(client, url) for url in urls] == [1, 1]


def test_a_purge_exports_first(shop: tuple[Path, Any, str, str], aws: Ministack) -> None:
    folder, client, _, dead = shop
    (folder / "taken").write_text("mine")
    refused = run(folder, aws.env, "purge", "emails", "--env", "a", "--yes", "--export", "taken")
    assert (refused.returncode, (folder / "taken").read_text()) == (1, "mine")
    done = run(folder, aws.env, "purge", "emails", "--env", "a", "--yes")
    lines = (folder / "emails-dead-letters-1.jsonl").read_text().splitlines()

    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["id"] for line in lines} == {f"id-{n}" for n in range(6)}
    assert depth(client, dead) == 0


@pytest.fixture(scope="module")
def pubsub() -> Iterator[PubSub]:
    with running_pubsub() as running:
        yield running


def test_after_a_fan_out_only_the_worker_that_failed_gets_it(tmp_path: Path, pubsub: PubSub) -> None:
    code = (
        "import json,sys\nfrom google.cloud import pubsub_v1 as p\np1,s=p.PublisherClient(),p.SubscriberClient()\n"
        "t=lambda n:p1.topic_path('proj',n)\nu=lambda n:s.subscription_path('proj',n)\n"
        "for n in ('shop-events','shop-events-dead-letter'): p1.create_topic(name=t(n))\n"
        "s.create_subscription(name=u('shop-events-dead-letter'),topic=t('shop-events-dead-letter'))\n"
        "s.create_subscription(name=u('shop-events-a'),topic=t('shop-events'))\n"
        "for n,died in (('x1',1),('x2',2),('x1',3)): p1.publish(t('shop-events-dead-letter'),"
        'b\'{"type":"events","data":{}}\',infera_id=n,infera_dead=sys.argv[died]).result()\n'
    )
    (tmp_path / "infera.yaml").write_text(
        "project_name: shop\nprovider: gcp\nregion: us-central1\nproject_id: proj\n"
        "queues: [{name: events, fan_out: true}]\n"
        "workers: {a: {queue: events}, b: {queue: events}}\n"
    )
    (tmp_path / "infera.yaml").write_text((tmp_path / "infera.yaml").read_text().replace("id: proj", "id: proj-1"))
    code = code.replace("'proj'", "'proj-1'")
    env = {**os.environ, **pubsub.env}
    deaths = (died("b", "boom"), died("gone", "boom"), died("a", "boom"))
    subprocess.run([sys.executable, "-c", code, *deaths], env=env, check=True, timeout=60)
    told = run(tmp_path, pubsub.env, "redrive", "events")
    done = run(tmp_path, pubsub.env, "redrive", "events", "--yes")
    read = (
        "import json\nfrom google.cloud import pubsub_v1 as p\ns=p.SubscriberClient()\n"
        "m=s.pull(request={'subscription':s.subscription_path('proj-1','shop-events-a'),'max_messages':5},"
        "timeout=20).received_messages\n"
        "print(json.dumps([[x.message.attributes['infera_id'],x.message.attributes['infera_worker']] for x in m]))\n"
    )
    got = subprocess.run([sys.executable, "-c", read], env=env, capture_output=True, text=True, timeout=60, check=True)
    left = run(tmp_path, pubsub.env, "list", "events", "--format", "json")

    assert (told.returncode, told.stdout) == (1, "would send 2 jobs back; `--yes` does it\n"), told.stderr
    assert (done.returncode, done.stdout) == (1, "sent 2 jobs back\n"), done.stderr
    assert told.stderr.splitlines()[-1] == done.stderr.splitlines()[-1]
    assert "`x2` failed in `gone`, which takes no jobs of `events` any more" in done.stderr
    assert sorted(json.loads(got.stdout)) == [["x1", "a"], ["x1", "b"]], "both workers in which one job failed"
    assert [letter["id"] for letter in json.loads(left.stdout)["letters"]] == ["x2"]


def test_a_letter_of_a_level_that_is_gone_goes_back_as_one_without_a_priority(tmp_path: Path, pubsub: PubSub) -> None:
    (tmp_path / "infera.yaml").write_text(
        "project_name: shop\nprovider: gcp\nregion: us-central1\nproject_id: proj-2\n"
        "queues: [{name: tasks, type: pubsub, priority: [high, low]}]\nworkers: {w: {queue: tasks}}\n"
    )
    bury = (
        "import sys\nfrom google.cloud import pubsub_v1 as p\np1,s=p.PublisherClient(),p.SubscriberClient()\n"
        "t=lambda n:p1.topic_path('proj-2',n)\nu=lambda n:s.subscription_path('proj-2',n)\n"
        "for n in ('shop-tasks-high','shop-tasks-low','shop-tasks-dead-letter'):\n"
        " p1.create_topic(name=t(n))\n s.create_subscription(name=u(n),topic=t(n))\n"
        "p1.publish(t('shop-tasks-dead-letter'),b'{}',infera_id='x1',infera_dead=sys.argv[1]).result()\n"
    )
    env = {**os.environ, **pubsub.env}
    death = json.dumps({**json.loads(died("w", "boom")), "level": "middle"})
    subprocess.run([sys.executable, "-c", bury, death], env=env, check=True, timeout=60)
    done = run(tmp_path, pubsub.env, "redrive", "tasks", "--yes")
    read = (
        "from google.cloud import pubsub_v1 as p\ns=p.SubscriberClient()\n"
        "m=s.pull(request={'subscription':s.subscription_path('proj-2','shop-tasks-low'),'max_messages':5},"
        "timeout=20).received_messages\nprint([x.message.attributes['infera_id'] for x in m])\n"
    )
    got = subprocess.run([sys.executable, "-c", read], env=env, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout == "sent 1 jobs back\n", done.stderr
    assert got.stdout.strip() == "['x1']"


@pytest.fixture(scope="module")
def redis_server() -> Iterator[Redis]:
    with running_redis() as running:
        yield running


def test_celery_letters_go_back_as_messages_of_celery(tmp_path: Path, redis_server: Redis) -> None:
    import redis

    client: Any = redis.Redis.from_url(redis_server.url)
    (tmp_path / "infera.yaml").write_text(
        "project_name: shop\nprovider: self_hosted\nqueues: [{name: emails, type: celery}]\n"
        "workers: {w: {queue: emails}}\n"
    )
    body = base64.b64encode(json.dumps([[{"n": 1}], {}, {}]).encode()).decode()
    message = {
        "body": body,
        "headers": {"task": "emails", "id": "j1", "infera_id": "j1", "infera_dead": died("w", "boom"), "retries": 4},
        "properties": {"priority": 0, "delivery_info": {}, "delivery_tag": "t"},
    }
    client.lpush("shop-emails-dead-letter", json.dumps(message))
    env = {"INFERA_REDIS_URL": redis_server.url}
    listed, done = run(tmp_path, env, "list", "emails"), run(tmp_path, env, "redrive", "emails", "--yes")
    (back,) = [json.loads(raw) for raw in client.lrange("shop-emails", 0, -1)]

    assert "j1" in listed.stdout, listed.stderr
    assert done.stdout == "sent 1 jobs back\n", done.stderr
    assert (back["headers"]["id"], back["headers"]["retries"], back["body"]) == ("j1", 0, body)
    assert "infera_dead" not in back["headers"]
    assert client.llen("shop-emails-dead-letter") == 0


@pytest.mark.parametrize(("levels", "key"), [("[high, normal, low]", "\x06\x162"), ("[normal, low]", ""), ("[]", "")])
def test_a_celery_letter_of_a_level_that_is_gone_goes_where_a_worker_reads(
    tmp_path: Path, redis_server: Redis, levels: str, key: str
) -> None:
    import redis

    client: Any = redis.Redis.from_url(redis_server.url)
    client.flushall()
    priority = f", priority: {levels}" if levels != "[]" else ""
    (tmp_path / "infera.yaml").write_text(
        f"project_name: shop\nprovider: self_hosted\nqueues: [{{name: emails, type: celery{priority}}}]\n"
        "workers: {w: {queue: emails}}\n"
    )
    message = {
        "body": base64.b64encode(json.dumps([[{"n": 1}], {}, {}]).encode()).decode(),
        "headers": {"task": "emails", "id": "j1", "infera_id": "j1", "infera_dead": died("w", "boom")},
        "properties": {"priority": 2, "delivery_info": {}, "delivery_tag": "t"},
    }
    client.lpush("shop-emails-dead-letter", json.dumps(message))
    done = run(tmp_path, {"INFERA_REDIS_URL": redis_server.url}, "redrive", "emails", "--yes")

    assert done.stdout == "sent 1 jobs back\n", done.stderr
    assert client.llen(f"shop-emails{key}") == 1


def test_bullmq_letters_go_back_as_jobs_of_bullmq(tmp_path: Path, redis_server: Redis) -> None:
    import asyncio

    from bullmq import Queue

    (tmp_path / "infera.yaml").write_text(
        "project_name: hooks\nprovider: self_hosted\nqueues: [{name: calls, type: bullmq}]\n"
        "workers: {w: {queue: calls}}\n"
    )

    async def bury() -> None:
        queue = Queue("hooks-calls-dead-letter", {"connection": redis_server.url, "prefix": "bull"})
        await queue.add(
            "calls", {"n": 1}, {"jobId": "j1", "tm": json.dumps({"infera_id": "j1", "infera_dead": died("w", "boom")})}
        )
        await queue.close()

    asyncio.run(bury())
    env = {"INFERA_REDIS_URL": redis_server.url}
    listed, done = run(tmp_path, env, "list", "calls"), run(tmp_path, env, "redrive", "calls", "--yes")
    import redis

    client: Any = redis.Redis.from_url(redis_server.url, decode_responses=True)
    job = client.hgetall("bull:hooks-calls:j1")

    assert "boom" in listed.stdout, listed.stderr
    assert done.stdout == "sent 1 jobs back\n", done.stderr
    assert (job["name"], json.loads(job["data"])) == ("calls", {"n": 1})
    assert json.loads(job["opts"])["attempts"] == 5
    assert json.loads(json.loads(job["opts"])["tm"])["infera_redriven"]
    assert client.exists("bull:hooks-calls-dead-letter:j1") == 0
