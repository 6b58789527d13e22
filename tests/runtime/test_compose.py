"""The services of a generated compose file, started as processes from the values that stand in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import run_infera
from tests.engines import compose, node
from tests.engines.process import REPOSITORY, free_port, running
from tests.engines.redis import Redis, running_redis
from tests.runtime import prepared
from tests.runtime.python.house import bin_folder, wait_for

PASSWORD = "0123456789abcdef"
GIVEN = {"INFERA_REDIS_PASSWORD": PASSWORD, "INFERA_VIEWER_PASSWORD": "other"}
VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::([?-])([^}]*))?\})")
SEND_TYPESCRIPT = (
    'import * as client from "./dist/index.js";\n'
    "const [name, job, payload] = process.argv.slice(2);\n"
    "const queue = client[name];\n"
    "console.log((await queue.enqueue(job, JSON.parse(payload))).id);\n"
    "await queue.close();\n"
)
SEND_PYTHON = (
    "import json, sys, books_client\n"
    "print(getattr(books_client, sys.argv[1]).enqueue(sys.argv[2], json.loads(sys.argv[3])))\n"
)


def interpolate(value: Any) -> Any:
    """A value as Compose reads it, with the variables of `.env`."""
    if isinstance(value, list):
        return [interpolate(each) for each in value]
    if isinstance(value, dict):
        return {name: interpolate(each) for name, each in value.items()}
    if not isinstance(value, str):
        return value

    def found(match: re.Match[str]) -> str:
        if match[1] is None:
            return "$"
        return GIVEN.get(match[1]) or (match[3] if match[2] == "-" else pytest.fail(f"{match[1]} is not set"))

    return VARIABLE.sub(found, value)


@dataclass
class System:
    """A generated project and its compose file."""

    example: str
    folder: Path
    services: Mapping[str, Any]

    @contextmanager
    def redis(self) -> Iterator[Redis]:
        """Redis with the flags of the compose file's command; `redis-server` for `valkey-server`."""
        server, *flags = self.services["redis"]["command"]
        assert server == "valkey-server"
        assert PASSWORD in flags
        with running_redis("redis", *flags, auth=PASSWORD) as engine:
            yield engine

    def environment(self, service: str, redis: Redis) -> dict[str, str]:
        """What the compose file sets, with Redis where it is here."""
        found = {name: str(value) for name, value in self.services[service]["environment"].items()}
        assert found["INFERA_REDIS_URL"] == f"redis://:{PASSWORD}@redis:6379/0"
        return {**found, "INFERA_REDIS_URL": redis.url, "PORT": str(free_port())}

    @contextmanager
    def start(self, service: str, redis: Redis, ready: str, command: list[str]) -> Iterator[Process]:
        """The service in the folder that its image is built from."""
        folder = self.folder / self.services[service]["build"]
        log = self.folder / f"{service}.log"
        env = {**node.environment(), **self.environment(service, redis)}
        with running(
            command, ready=lambda: ready in log.read_text(), log=log, env=env, cwd=folder, timeout_s=120
        ) as process:
            yield Process(process, log)


@dataclass
class Process:
    """A service."""

    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, grace_s: float) -> None:
        """SIGTERM as systemd and a terminal send it; nothing of the process group is left."""
        begun = time.monotonic()
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(grace_s)
        while time.monotonic() - begun < grace_s:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)
        pytest.fail(f"something still runs after {grace_s} s:\n{self.log.read_text()[-2000:]}")


def generated(example: str, folder: Path) -> System:
    source = REPOSITORY / "examples" / example / "infera.yaml"
    shutil.copy(source, folder)
    done = run_infera("generate", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    read = interpolate(yaml.safe_load((folder / "compose.yaml").read_text()))
    return System(example, folder, read["services"])


def told(system: System) -> list[str]:
    """The words of a command that runs the next one with `producers.env`, as its first lines say."""
    line = next(part for part in (system.folder / "producers.env").read_text().split(": ") if part.startswith("set -a"))
    return ["sh", "-c", f'cd "$0" && {line.splitlines()[0]} && exec "$@"', str(system.folder)]


def grace_s(system: System, service: str) -> float:
    return float(system.services[service]["stop_grace_period"].removesuffix("s"))


@pytest.mark.engine("node", "redis")
def test_a_job_goes_through_the_services_of_bullmq(tmp_path: Path) -> None:
    system = generated("05-bullmq", tmp_path)
    client = tmp_path / "clients/typescript"
    prepared.typescript(tmp_path / "workers/webhook_worker")
    prepared.typescript(client)
    assert node.run(["tsc"], client).returncode == 0
    (client / "send.mjs").write_text(SEND_TYPESCRIPT)
    payload = json.dumps({"url": "https://example.com/", "body": {}})
    with system.redis() as redis, system.start("webhook-worker", redis, '"ready"', ["make", "start"]) as worker:
        env = {"INFERA_REDIS_URL": redis.url}
        words = [str(client / "send.mjs"), "webhooksQueue", "deliver", payload]
        for command in ([*told(system), "node"], ["node", f"--env-file={tmp_path / 'producers.env'}"]):
            sent = node.run([*command, *words], client, env)
            assert sent.returncode == 0, sent.stderr
            _handled(worker, sent.stdout.strip())
        worker.stop(grace_s(system, "webhook-worker"))


@pytest.mark.engine("redis")
def test_a_job_goes_through_the_services_of_celery(tmp_path: Path) -> None:
    system = generated("06-celery", tmp_path)
    prepared.python(tmp_path / "workers/invoice_worker", "celery")
    beat = [".venv/bin/python", *system.services["beat"]["command"][1:]]
    with (
        system.redis() as redis,
        system.start("invoice-worker", redis, '"working"', ["make", "start"]) as worker,
        system.start("beat", redis, '"ticking"', beat) as clock,
    ):
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(tmp_path / "clients/python"),
            "INFERA_REDIS_URL": redis.url,
        }
        command = [*told(system), str(bin_folder("client-celery") / "python"), "-c", SEND_PYTHON]
        words = ["invoices_queue", "render-invoice", json.dumps({"invoice_id": "1"})]
        sent = subprocess.run([*command, *words], env=env, capture_output=True, text=True, timeout=60, check=False)
        assert sent.returncode == 0, sent.stderr
        _handled(worker, sent.stdout.strip())
        clock.stop(10)
        worker.stop(grace_s(system, "invoice-worker"))


def _handled(worker: Process, job_id: str) -> None:
    def seen() -> bool:
        return any('"handled"' in line and job_id in line for line in worker.log.read_text().splitlines())

    assert job_id
    wait_for(seen, 30, f"job {job_id} in {worker.log}")


@pytest.mark.engine("compose")
@pytest.mark.parametrize("case", ["examples/05-bullmq", "examples/06-celery", "tests/golden/mixed_self_hosted"])
def test_compose_reads_the_file(case: str) -> None:
    file = REPOSITORY / case / "expected/compose.yaml"
    words = [*compose.command(), "-f", str(file), "--profile", "viewer", "config", "--format", "json"]
    done = subprocess.run(words, env={**os.environ, **GIVEN}, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    ours = interpolate(yaml.safe_load(file.read_text()))["services"]
    read = json.loads(done.stdout)["services"]
    assert set(read) == set(ours)
    for name, service in ours.items():
        assert read[name]["command"] == service["command"] if "command" in service else True
        assert read[name].get("environment", {}) == {k: str(v) for k, v in service.get("environment", {}).items()}


@pytest.mark.engine("compose")
@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_compose_refuses_to_start_without_a_password(missing: str) -> None:
    file = REPOSITORY / "examples/05-bullmq/expected/compose.yaml"
    words = [*compose.command(), "-f", str(file), "config", "-q"]
    without = {name: value for name, value in {**os.environ, **GIVEN}.items() if name != missing}
    done = subprocess.run(words, env=without, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert missing in done.stderr
