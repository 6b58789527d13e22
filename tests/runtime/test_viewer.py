"""The queue viewer that the compose file builds, on a real Redis."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from infera.pipeline import compile_text
from infera.resources import data_dir
from tests.engines import node
from tests.engines.process import REPOSITORY, free_port, http_ok, running
from tests.engines.redis import running_redis

SOURCE = data_dir("templates") / "self_hosted/viewer"
PASSWORD = "a:long-word"  # a colon, which the user name ends with


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running viewer of two queues."""
    folder = tmp_path_factory.mktemp("viewer")
    for name in ("package.json", "package-lock.json", "server.mjs"):
        shutil.copy(SOURCE / name, folder)
    node.link_modules(folder)
    with running_redis("redis", "--requirepass", "secret", auth="secret") as redis:
        port = free_port()
        env = {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "INFERA_REDIS_URL": redis.url,
            "INFERA_VIEWER_QUEUES": "hooks-webhooks,hooks-webhooks-dead-letter",
            "INFERA_VIEWER_USER": "admin",
            "INFERA_VIEWER_PASSWORD": PASSWORD,
        }
        _add_job(folder, env)
        url = f"http://127.0.0.1:{port}"
        log = folder / "viewer.log"
        command = ["node", "server.mjs"]
        with running(
            command, ready=lambda: http_ok(f"{url}/health"), log=log, env=node.environment(env), cwd=folder
        ) as process:
            yield url
            process.terminate()
            assert process.wait(10) == 0, log.read_text()


def _add_job(folder: Path, env: dict[str, str]) -> None:
    script = folder / "add.mjs"
    script.write_text(
        'import { Queue } from "bullmq"; import { Redis } from "ioredis";\n'
        "const connection = new Redis(process.env.INFERA_REDIS_URL);\n"
        'const queue = new Queue("hooks-webhooks", { connection });\n'
        'await queue.add("deliver", { n: 1 }); await queue.close(); connection.disconnect();\n'
    )
    done = node.run(["node", script], folder, env)
    assert done.returncode == 0, done.stderr


def _status(url: str, login: str = "", method: str = "GET", **headers: str) -> int:
    return _get(url, login, method, **headers)[0]


def _get(url: str, login: str = "", method: str = "GET", **headers: str) -> tuple[int, str]:
    own = {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"} if login else {}
    try:
        with urlopen(Request(url, method=method, headers={**own, **headers}), timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.engine("node", "redis")
@pytest.mark.parametrize("login", ["", "admin:", f"root:{PASSWORD}", f"admin:{PASSWORD}x"])
def test_nobody_looks_in_without_the_login(viewer: str, login: str) -> None:
    assert _status(f"{viewer}/", login) == 401
    assert _status(f"{viewer}/api/queues", login) == 401


@pytest.mark.engine("node", "redis")
def test_the_login_shows_the_queues(viewer: str) -> None:
    assert _status(f"{viewer}/", f"admin:{PASSWORD}") == 200
    status, body = _get(f"{viewer}/api/queues", f"admin:{PASSWORD}")
    shown = {queue["name"]: queue["counts"]["waiting"] for queue in json.loads(body)["queues"]}

    assert status == 200
    assert shown == {"hooks-webhooks": 1, "hooks-webhooks-dead-letter": 0}


@pytest.mark.engine("node", "redis")
def test_another_site_changes_nothing_with_the_login_of_a_browser(viewer: str) -> None:
    pause, login = f"{viewer}/api/queues/hooks-webhooks/pause", f"admin:{PASSWORD}"

    assert _status(pause, login, "PUT", Origin="https://example.com") == 403
    assert _status(pause, login, "PUT", **{"Sec-Fetch-Site": "cross-site"}) == 403


@pytest.mark.engine("node")
def test_the_viewer_does_not_start_without_a_password(tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json", "server.mjs"):
        shutil.copy(SOURCE / name, tmp_path)
    node.link_modules(tmp_path)
    env = {"INFERA_REDIS_URL": "redis://127.0.0.1:1/0", "INFERA_VIEWER_PASSWORD": ""}
    done: subprocess.CompletedProcess[str] = node.run(["node", "server.mjs"], tmp_path, env)

    assert done.returncode == 64
    assert "INFERA_VIEWER_PASSWORD" in done.stderr


@pytest.mark.parametrize(("example", "there"), [("05-bullmq", True), ("06-celery", False)])
def test_the_folder_is_written_for_bullmq_alone(example: str, there: bool) -> None:
    text = (REPOSITORY / "examples" / example / "infera.yaml").read_text()
    made = {str(file.path): str(file.content) for file in compile_text(text, "infera.yaml").files}

    assert ("build: ./viewer" in made["compose.yaml"]) is there
    assert ("viewer/Dockerfile" in made) is there
    assert "resolved" not in made.get("viewer/package-lock.json", "")
