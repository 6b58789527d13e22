"""`infera dev` on the engines of this machine: a job goes through, and nothing stays behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import run_infera
from tests.engines import ministack, node
from tests.engines.process import REPOSITORY
from tests.runtime import prepared
from tests.runtime.python.house import wait_for

LIMIT_S = 120


def project(folder: Path, text: str, kind: str) -> None:
    """A generated project whose workers can start at once."""
    (folder / "infera.yaml").write_text(text)
    done = run_infera("generate", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    for worker in sorted((folder / "workers").iterdir()):
        prepared.worker(worker, kind)


def example(name: str) -> str:
    return (REPOSITORY / "examples" / name / "infera.yaml").read_text()


def environment(**more: str) -> dict[str, str]:
    """This machine with Node and ministack on PATH; a mark that every process started below has."""
    found = node.environment()
    path = found["PATH"] if ministack.available() else f"{ministack.binary().parent}{os.pathsep}{found['PATH']}"
    return {**found, "PATH": path, "DEV_TEST": str(time.time_ns()), **more}


def left(env: dict[str, str]) -> list[str]:
    """The command lines of processes that carry the mark."""
    mark = f"DEV_TEST={env['DEV_TEST']}".encode()
    found = []
    for home in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (home / "environ").read_bytes().split(b"\0"):
                found.append((home / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def once(folder: Path, send: str, payload: object, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = ["dev", "--once", "--send", send, "--payload", json.dumps(payload)]
    done = subprocess.run(
        [sys.executable, "-m", "infera", *words],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert left(env) == []
    return done


@dataclass
class Dev:
    """A running `infera dev`."""

    process: subprocess.Popen[str]
    log: Path

    def said(self, *texts: str) -> bool:
        return any(all(text in line for text in texts) for line in self.log.read_text().splitlines())

    def ask(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


@contextmanager
def running_dev(folder: Path, env: dict[str, str]) -> Iterator[Dev]:
    log = folder / "dev.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "infera", "dev"],
            cwd=folder,
            env=env,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    dev = Dev(process, log)
    try:
        wait_for(lambda: dev.said("ready: ") or process.poll() is not None, LIMIT_S, log.name)
        yield dev
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


@pytest.mark.engine("node", "redis")
def test_bullmq_handles_a_job_and_ends(tmp_path: Path) -> None:
    project(tmp_path, example("05-bullmq"), "bullmq")
    payload = {"url": "https://example.com/", "body": {}}
    done = once(tmp_path, "webhooks:deliver", payload, environment())

    assert done.returncode == 0, done.stderr
    assert '"handled"' in done.stdout
    assert done.stdout.startswith("webhook_worker | {")


@pytest.mark.engine("redis")
def test_celery_handles_a_job_and_ends(tmp_path: Path) -> None:
    project(tmp_path, example("06-celery"), "celery")
    env = environment()
    done = once(tmp_path, "invoices", {"invoice_id": "1"}, env)

    assert done.returncode == 0, done.stderr
    assert '"handled"' in done.stdout

    poison = once(tmp_path, "invoices", {"invoice": 1}, env)

    assert poison.returncode == 1
    assert "was not done" in poison.stderr


SQS = """
project_name: orders
provider: aws
region: eu-central-1

queues:
  - name: orders
    jobs:
      place-order:
        payload:
          type: object
          properties: {sku: {type: string}}
          required: [sku]

workers:
  order_worker:
    queue: orders
    language: LANGUAGE
"""


@pytest.mark.engine("ministack", "node")
@pytest.mark.parametrize("language", ["typescript", "python"])
def test_sqs_handles_a_job_and_ends(tmp_path: Path, language: str) -> None:
    project(tmp_path, SQS.replace("LANGUAGE", language), "sqs")
    done = once(tmp_path, "orders:place-order", {"sku": "a"}, environment())

    assert done.returncode == 0, done.stderr
    assert '"handled"' in done.stdout


GOOGLE = """
project_name: orders
provider: gcp
region: europe-west1

queues:
  - name: pushed
  - name: pulled
  - name: called
    type: cloud_tasks

workers:
  push_worker:
    queue: pushed
    language: python
  pull_worker:
    queue: pulled
    delivery: pull
  call_worker:
    queue: called
"""


@pytest.mark.engine("pubsub_emulator", "firestore_emulator", "node")
def test_google_queues_handle_jobs_pushed_pulled_and_called(tmp_path: Path) -> None:
    project(tmp_path, GOOGLE, "pubsub")
    env = environment()
    with running_dev(tmp_path, env) as dev:
        for queue, worker in (("pushed", "push_worker"), ("pulled", "pull_worker"), ("called", "call_worker")):
            dev.ask(f'{queue} {{"n": 1}}')
            wait_for(partial(dev.said, worker, '"handled"'), 60, worker)
        dev.process.send_signal(signal.SIGINT)
        assert dev.process.wait(60) == 0
    assert left(env) == []


@pytest.mark.engine("redis")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_lines_on_stdin_are_jobs_until_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    project(tmp_path, example("06-celery"), "celery")
    env = environment()
    with running_dev(tmp_path, env) as dev:
        dev.ask('invoices render-invoice {"invoice_id": "7"}')
        wait_for(lambda: dev.said("invoice_worker", '"handled"'), 30, "the job")
        dev.ask("nothing {}")
        wait_for(lambda: dev.said("error: there is no queue `nothing`"), 10, "the error")
        dev.process.send_signal(number)
        assert dev.process.wait(60) == 0
    assert left(env) == []


def test_a_stale_output_is_refused(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "examples/05-bullmq/infera.yaml", tmp_path)
    done = run_infera("dev", "--once", "--send", "webhooks", cwd=tmp_path)

    assert done.returncode == 1
    assert "infera generate" in done.stderr


def test_an_unknown_queue_and_job_are_named(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "examples/05-bullmq/infera.yaml", tmp_path)

    assert "no queue `webhook`" in run_infera("dev", "--send", "webhook", cwd=tmp_path).stderr
    assert "no job `delive`" in run_infera("dev", "--send", "webhooks:delive", cwd=tmp_path).stderr
    assert "no JSON" in run_infera("dev", "--send", "webhooks", "--payload", "{", cwd=tmp_path).stderr


@pytest.mark.engine("redis")
def test_a_missing_engine_is_named(tmp_path: Path) -> None:
    project(tmp_path, example("06-celery"), "celery")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("make", "python3"):
        (programs / name).symlink_to(str(shutil.which(name)))
    done = run_infera("dev", "--once", "--send", "invoices", cwd=tmp_path, env={"PATH": str(programs)})

    assert done.returncode == 1
    assert "install Redis" in done.stderr
