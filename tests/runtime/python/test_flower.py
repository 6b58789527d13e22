"""Flower as it is generated, beside a generated worker, on a real Redis with TLS and a password."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from infera.languages.python import variant
from infera.resources import data_dir
from tests.engines import tools
from tests.engines.process import CACHE, free_port, http_ok, running
from tests.engines.redis_tls import TlsRedis, running_tls_redis
from tests.runtime.asking import get, status
from tests.runtime.python.house import Effects, environment, folder_of, started, wait_for
from tests.runtime.python.projects import Case
from tests.runtime.python.redis_queue import CeleryQueue

pytestmark = [pytest.mark.engine("redis"), pytest.mark.xdist_group("flower")]
SOURCE = data_dir("templates") / "viewer/celery"
PASSWORD = "a:long,word"  # what would end a user name or an item of a list
LOGIN = f"admin:{PASSWORD}"
CASE = Case("celery")


@cache
def python() -> Path:
    """Python with what the generated lock file names, hashes checked."""
    lock = Path(str(SOURCE / "requirements.lock"))
    digest = hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()[:8]

    def make(folder: Path) -> None:
        tools.install([sys.executable, "-m", "venv", folder])
        tools.install([folder / "bin/python", "-m", "pip", "install", "-q", "--require-hashes", "-r", lock])

    return tools.once(CACHE / "venvs" / f"flower-{digest}", make) / "bin/python"


@dataclass(frozen=True)
class Shown:
    """A running viewer, and the queue that it shows."""

    url: str
    queue: CeleryQueue


def _broker(engine: TlsRedis) -> dict[str, str]:
    return {"INFERA_REDIS_URL": engine.url, "INFERA_REDIS_CA": engine.authority.read_text()}


@contextmanager
def _viewer(folder: Path, env: dict[str, str]) -> Iterator[str]:
    port = free_port()
    own = {"PATH": os.environ["PATH"], "HOST": "127.0.0.1", "PORT": str(port), **env}
    url, log = f"http://127.0.0.1:{port}", folder / f"flower-{port}.log"
    with running(
        [python(), SOURCE / "viewer.py"], ready=lambda: http_ok(f"{url}/healthcheck"), log=log, env=own
    ) as process:
        yield url
        process.terminate()
        assert process.wait(10) == 0, log.read_text()


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsRedis]:
    with running_tls_redis(tmp_path_factory.mktemp("redis"), "secret") as engine:
        yield engine


@pytest.fixture(scope="module")
def shown(redis: TlsRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    queue = CeleryQueue(f"{redis.url}?ssl_ca_certs={redis.authority}", levels=("high", "low"))
    env = {
        **_broker(redis),
        "INFERA_VIEWER_QUEUES": f"{queue.name},{queue.dead_name}",
        "INFERA_VIEWER_LEVELS": "2",
        "INFERA_VIEWER_PASSWORD": PASSWORD,
    }
    with _viewer(tmp_path_factory.mktemp("flower"), env) as url:
        yield Shown(url, queue)


@pytest.mark.parametrize("login", ["", "admin:", f"root:{PASSWORD}", f"{LOGIN}x"])
@pytest.mark.parametrize("path", ["/", "/tasks", "/broker", "/api/queues/length", "/metrics"])
def test_nobody_looks_in_without_the_login(shown: Shown, path: str, login: str) -> None:
    assert status(shown.url + path, login) == 401


def test_the_login_shows_the_tasks_of_every_level_and_the_dead_letters(shown: Shown) -> None:
    shown.queue.send("work", {"n": 1})
    shown.queue.send("work", {"n": 2}, level=1)
    shown.queue.client.lpush(shown.queue.dead_name, "{}")

    assert status(f"{shown.url}/broker", LOGIN) == 200
    answer, body = get(f"{shown.url}/api/queues/length", LOGIN)
    lengths = {each["name"]: each["messages"] for each in json.loads(body)["active_queues"]}
    assert answer == 200
    assert lengths == {shown.queue.name: 2, shown.queue.dead_name: 1}
    shown.queue.client.delete(shown.queue.name, f"{shown.queue.name}\x06\x161", shown.queue.dead_name)


def test_what_a_worker_does_is_seen(shown: Shown, redis: TlsRedis, tmp_path: Path) -> None:
    own = environment(CASE, [shown.queue.source], **_broker(redis), INFERA_IDEMPOTENCY_TTL_S="3600")
    effects = Effects(tmp_path / "effects")

    def states() -> dict[str, str]:
        return {key: task["state"] for key, task in json.loads(get(f"{shown.url}/api/tasks", LOGIN)[1]).items()}

    def seen() -> bool:
        return "work_er@" in get(f"{shown.url}/api/workers?refresh=1", LOGIN)[1]

    with started(folder_of(CASE), "celery", own, effects, ready=lambda _port, log: '"working"' in log.read_text()):
        wait_for(seen, 60, "the worker in Flower")
        sent = [shown.queue.work(7)]

        def done() -> bool:  # a task that ran before Flower had asked the worker to tell is not told
            if not set(sent) & {key for key, state in states().items() if state == "SUCCESS"}:
                sent.append(shown.queue.work(7))
                return False
            return True

        wait_for(done, 60, "a finished task in Flower")


def test_another_site_changes_nothing_with_the_login_of_a_browser(shown: Shown) -> None:
    send, before = f"{shown.url}/api/task/send-task/work", shown.queue.waiting()
    assert status(send, LOGIN, "POST", **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert status(send, LOGIN, "POST", Origin="https://example.com") == 403
    assert shown.queue.waiting() == before


def test_cloud_run_asks_for_the_login_itself(redis: TlsRedis, tmp_path: Path) -> None:
    env = {**_broker(redis), "INFERA_VIEWER_QUEUES": "q", "INFERA_VIEWER_LOGIN": "iam", "K_SERVICE": "viewer"}
    with _viewer(tmp_path, env) as url:
        assert status(f"{url}/broker", Authorization="Bearer token") == 200
        assert status(f"{url}/api/task/send-task/work", "", "POST") == 401, "to look is all that it is for there"


def test_a_broker_that_nobody_signed_for_is_not_looked_into(redis: TlsRedis, tmp_path: Path) -> None:
    env = {"INFERA_REDIS_URL": redis.url, "INFERA_VIEWER_QUEUES": "q", "INFERA_VIEWER_PASSWORD": PASSWORD}
    with _viewer(tmp_path, env) as url:
        assert status(f"{url}/api/queues/length", LOGIN) == 500
    assert "certificate verify failed" in "".join(log.read_text() for log in tmp_path.glob("*.log"))


@pytest.mark.parametrize("more", [{}, {"INFERA_VIEWER_LOGIN": "iam"}], ids=["nothing", "iam_off_the_cloud"])
def test_the_viewer_does_not_start_without_a_password(more: dict[str, str]) -> None:
    env = {"PATH": os.environ["PATH"], "INFERA_REDIS_URL": "redis://127.0.0.1:1/0", **more}
    done = subprocess.run([python(), SOURCE / "viewer.py"], env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 64
    assert "INFERA_VIEWER_PASSWORD" in done.stderr


def test_the_image_is_made_of_what_the_workers_are_made_of() -> None:
    dockerfile = (SOURCE / "Dockerfile").read_text()
    assert dockerfile.count(f"FROM python:{variant.PYTHON_IMAGE}") == 2
    pins = (SOURCE / "requirements.lock").read_text()
    for package in ("celery", "kombu", "redis"):
        line = next(
            line for line in variant.verbatim("locks/celery.lock").splitlines() if line.startswith(f"{package}==")
        )
        assert line in pins
    assert "http" not in pins
