"""Bull Board as it is generated, on a real Redis with TLS and a password."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infera.resources import data_dir
from tests.engines import node
from tests.engines.process import free_port, http_ok, running
from tests.engines.redis_tls import TlsRedis, running_tls_redis
from tests.runtime.asking import get, status

SOURCE = data_dir("templates") / "viewer/bullmq"
PASSWORD = "a:long-word"  # a colon, which the user name ends with
ADD = """
import { Queue } from "bullmq";
import { Redis } from "ioredis";
const connection = new Redis(process.env.INFERA_REDIS_URL, { tls: { ca: process.env.INFERA_REDIS_CA } });
const queue = new Queue("hooks-webhooks", { connection });
await queue.add("deliver", { n: 1 });
await queue.close();
connection.disconnect();
"""

pytestmark = pytest.mark.xdist_group("bull_board")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The viewer's folder with what it needs installed."""
    made = tmp_path_factory.mktemp("viewer")
    for name in ("package.json", "package-lock.json", "server.mjs"):
        shutil.copy(SOURCE / name, made)
    node.link_modules(made)
    return made


@pytest.fixture(scope="module")
def redis(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsRedis]:
    """A broker with one job in it."""
    with running_tls_redis(tmp_path_factory.mktemp("redis"), "secret") as engine:
        (folder / "add.mjs").write_text(ADD)
        done = node.run(["node", "add.mjs"], folder, _broker(engine))
        assert done.returncode == 0, done.stderr
        yield engine


def _broker(engine: TlsRedis) -> dict[str, str]:
    return {"INFERA_REDIS_URL": engine.url, "INFERA_REDIS_CA": engine.authority.read_text()}


@contextmanager
def _viewer(folder: Path, env: dict[str, str], ready: str) -> Iterator[str]:
    port = free_port()
    queues = "hooks-webhooks,hooks-webhooks-dead-letter"
    own = {"HOST": "127.0.0.1", "PORT": str(port), "INFERA_VIEWER_QUEUES": queues, **env}
    url, log = f"http://127.0.0.1:{port}", folder / f"viewer-{port}.log"
    with running(
        ["node", "server.mjs"], ready=lambda: http_ok(url + ready), log=log, env=node.environment(own), cwd=folder
    ) as process:
        yield url
        process.terminate()
        assert process.wait(10) == 0, log.read_text()


@pytest.fixture(scope="module")
def viewer(folder: Path, redis: TlsRedis) -> Iterator[str]:
    """The address of a running viewer of two queues."""
    env = {**_broker(redis), "INFERA_VIEWER_USER": "admin", "INFERA_VIEWER_PASSWORD": PASSWORD}
    with _viewer(folder, env, "/health") as url:
        yield url


@pytest.mark.engine("node", "redis")
@pytest.mark.parametrize("login", ["", "admin:", f"root:{PASSWORD}", f"admin:{PASSWORD}x"])
def test_nobody_looks_in_without_the_login(viewer: str, login: str) -> None:
    assert status(f"{viewer}/", login) == 401
    assert status(f"{viewer}/api/queues", login) == 401


@pytest.mark.engine("node", "redis")
def test_the_login_shows_the_queues(viewer: str) -> None:
    assert status(f"{viewer}/", f"admin:{PASSWORD}") == 200
    answer, body = get(f"{viewer}/api/queues", f"admin:{PASSWORD}")
    shown = {queue["name"]: queue["counts"]["waiting"] for queue in json.loads(body)["queues"]}

    assert answer == 200
    assert shown == {"hooks-webhooks": 1, "hooks-webhooks-dead-letter": 0}


@pytest.mark.engine("node", "redis")
def test_another_site_changes_nothing_with_the_login_of_a_browser(viewer: str) -> None:
    pause, login = f"{viewer}/api/queues/hooks-webhooks/pause", f"admin:{PASSWORD}"

    assert status(pause, login, "PUT", Origin="https://example.com") == 403
    assert status(pause, login, "PUT", **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert status(pause, login, "PUT", **{"Sec-Fetch-Site": "same-site"}) == 403, "another port of the same machine"


@pytest.mark.engine("node", "redis")
def test_cloud_run_asks_for_the_login_itself(folder: Path, redis: TlsRedis) -> None:
    env = {**_broker(redis), "INFERA_VIEWER_LOGIN": "iam", "K_SERVICE": "viewer", "INFERA_VIEWER_PASSWORD": ""}
    with _viewer(folder, env, "/health") as url:
        assert status(f"{url}/api/queues", Authorization="Bearer token") == 200
        resume = f"{url}/api/queues/hooks-webhooks/resume"
        proxied = {"Origin": "http://127.0.0.1:3000", "Host": "viewer-123.run.app"}
        assert status(resume, "", "PUT", **proxied, **{"Sec-Fetch-Site": "same-origin"}) == 200
        assert status(resume, "", "PUT", **proxied, **{"Sec-Fetch-Site": "cross-site"}) == 403


@pytest.mark.engine("node", "redis")
def test_a_broker_that_nobody_signed_for_is_not_looked_into(folder: Path, redis: TlsRedis) -> None:
    env = {"INFERA_REDIS_URL": redis.url, "INFERA_REDIS_CA": "", "INFERA_VIEWER_PASSWORD": PASSWORD}
    port = free_port()
    own = node.environment({**env, "HOST": "127.0.0.1", "PORT": str(port)})
    url, log = f"http://127.0.0.1:{port}", folder / "distrust.log"

    def answers() -> bool:
        return log.exists() and "the queues are shown" in log.read_text()

    with running(["node", "server.mjs"], ready=answers, log=log, env=own, cwd=folder):
        assert status(f"{url}/health") == 503
    assert "certificate" in log.read_text()


@pytest.mark.engine("node")
@pytest.mark.parametrize("more", [{}, {"INFERA_VIEWER_LOGIN": "iam"}], ids=["nothing", "iam_off_the_cloud"])
def test_the_viewer_does_not_start_without_a_password(folder: Path, more: dict[str, str]) -> None:
    env = {"INFERA_REDIS_URL": "redis://127.0.0.1:1/0", "INFERA_VIEWER_PASSWORD": "", "K_SERVICE": "", **more}
    done: subprocess.CompletedProcess[str] = node.run(["node", "server.mjs"], folder, env)

    assert done.returncode == 64
    assert "INFERA_VIEWER_PASSWORD" in done.stderr
