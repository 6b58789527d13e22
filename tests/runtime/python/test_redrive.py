"""Dead letters of Python workers, sent back by `infera dead-letter redrive` under their id."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.engines.ministack import REGION, running_ministack
from tests.engines.redis import running_redis
from tests.runtime.python.aws import Aws
from tests.runtime.python.house import Effects, environment, folder_of, started, wait_for
from tests.runtime.python.projects import Case
from tests.runtime.python.redis_queue import CeleryQueue

pytestmark = pytest.mark.xdist_group("python_redrive")


def redrive(folder: Path, config: str, env: dict[str, str]) -> str:
    (folder / "infera.yaml").write_text(config)
    done = subprocess.run(
        [sys.executable, "-m", "infera", "dead-letter", "redrive", "jobs", "--yes"],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def job(n: int, do: str, id: str) -> dict[str, Any]:
    return {"type": "work", "data": {"n": n, "do": do, "s": 0}, "id": id}


@pytest.mark.engine("ministack")
def test_a_job_of_sqs_comes_back_with_fresh_attempts_and_a_finished_one_is_not_run_again(
    tmp_path: Path,
) -> None:
    effects = Effects(tmp_path / "effects")
    with running_ministack() as engine:
        aws = Aws(engine, max_receives=2)
        names = {"app-jobs": aws.url, "app-jobs-dead-letter": aws.dead_url}
        for name in names:
            names[name] = aws.sqs.create_queue(QueueName=name)["QueueUrl"]
        aws.url, aws.dead_url = names["app-jobs"], names["app-jobs-dead-letter"]
        aws.send(job(1, "always", "fails"))
        aws.send(job(2, "ok", "done"))
        ready = lambda _port, log: "polling" in log.read_text()  # noqa: E731
        own = environment(Case("sqs"), [aws.source], **aws.env)
        with started(folder_of(Case("sqs")), "aws", own, effects, module="infera.poll", ready=ready):
            wait_for(lambda: aws.depth(aws.dead_url) == 1, 30, "the dead letter")
            wait_for(lambda: effects.count("done")[2] == 1, 30, "the good job")
            finished = {name: {"DataType": "String", "StringValue": value} for name, value in {
                "infera_id": "done", "infera_dead": json.dumps({"reason": "attempts", "error": "x"})
            }.items()}  # fmt: skip
            aws.sqs.send_message(
                QueueUrl=aws.dead_url,
                MessageBody=json.dumps(job(2, "ok", "done")),
                MessageAttributes=finished,
            )
            config = f"project_name: app\nprovider: aws\nregion: {REGION}\nqueues: [{{name: jobs}}]\n"
            assert redrive(tmp_path, config, aws.env) == "sent 2 jobs back\n"
            wait_for(lambda: effects.count("begin")[1] == 4, 30, "two more attempts")
            wait_for(lambda: aws.depth(aws.dead_url) == 1, 30, "the dead letter again")
    assert [e["attempt"] for e in effects.all() if e["n"] == 1] == [1, 2, 1, 2]
    assert {e["id"] for e in effects.all() if e["n"] == 1} == {"fails"}
    assert effects.count("begin")[2] == 1


@pytest.mark.engine("redis")
def test_a_task_of_celery_comes_back_to_its_level_and_dies_a_second_time(tmp_path: Path) -> None:
    effects = Effects(tmp_path / "effects")
    levels = ("high", "low")
    with running_redis() as engine:
        queue = CeleryQueue(engine.url, "app-jobs", levels)
        env = {"INFERA_REDIS_URL": engine.url}
        queue.send("work", {"n": 1, "do": "always", "s": 0}, "fails", level=1)
        more = {"INFERA_IDEMPOTENCY_TTL_S": "3600", **env}
        own = environment(Case("celery"), [{**queue.source, "max_attempts": 2}], **more)
        ready = lambda _port, log: '"working"' in log.read_text()  # noqa: E731
        config = (
            "project_name: app\nprovider: self_hosted\nqueues: [{name: jobs, type: celery, priority: [high, low]}]\n"
        )
        with started(folder_of(Case("celery")), "celery", own, effects, ready=ready):
            wait_for(lambda: len(queue.dead()) == 1, 30, "the dead letter")
        assert redrive(tmp_path, config, env) == "sent 1 jobs back\n"
        assert queue.client.llen("app-jobs\x06\x161") == 1, "on its own level"
        with started(folder_of(Case("celery")), "celery", own, effects, ready=ready):
            wait_for(lambda: len(queue.dead()) == 1, 30, "the dead letter again")
    assert [e["attempt"] for e in effects.all()] == [1, 2, 1, 2]
