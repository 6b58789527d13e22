"""Two emulators of Cloud Tasks, because neither is complete; together they cover all but the token.

| | `grpc` (gcloud-tasks-emulator) | `rest` (firebase-tools) |
|---|---|---|
| schedule time | yes | ignored |
| back-off | none: 0.1 s, always | as configured; delivers max_attempts + 1 |
| rate, concurrency | none, one at a time | yes |
| names deduplicate | no | yes |
| dispatch deadline | no | yes |
| pause | yes | no |
| token (OIDC) | none | none |
| X-CloudTasks-QueueName | the full path | a key of its own |

Headers of a task are passed on, so a test can send its own signed `Authorization`.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import node, tools
from tests.engines.process import CACHE, answers, free_port, http_ok, running

GRPC_VERSION = "0.6.2"
REST_VERSION = "15.34.2"
_HERE = Path(__file__).parent


def grpc_python() -> Path:
    """The interpreter with gcloud-tasks-emulator, in its own environment: it pins protobuf 4."""
    requirement = f"gcloud-tasks-emulator=={GRPC_VERSION}"
    return tools.venv("cloud-tasks", requirement) / "python"


def rest_modules() -> Path:
    """A `node_modules` with firebase-tools (266 MB)."""

    def make(folder: Path) -> None:
        dependencies = {"firebase-tools": REST_VERSION}
        (folder / "package.json").write_text(json.dumps({"dependencies": dependencies}))
        done = node.run(["npm", "install", *node.NPM_FLAGS], folder)
        if done.returncode:
            raise tools.Missing(f"npm install firebase-tools: {done.stderr.strip()[-300:]}")

    return tools.once(CACHE / "firebase-tools" / REST_VERSION, make) / "node_modules"


def available(kind: str = "grpc") -> str | None:
    """None, or why the `grpc` or `rest` emulator cannot run."""
    return tools.reason(grpc_python if kind == "grpc" else rest_modules)


@dataclass(frozen=True, slots=True)
class CloudTasks:
    """A running emulator; `host` is `127.0.0.1:port`, gRPC without TLS or plain HTTP by `kind`."""

    kind: str
    host: str

    def create_queue(self, name: str, settings: Mapping[str, Any]) -> None:
        """Create `projects/P/locations/L/queues/Q` on the `rest` emulator from the API's JSON."""
        url = f"http://{self.host}/{name}"
        headers = {"Content-Type": "application/json"}
        body = json.dumps(settings).encode()
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")
        urllib.request.urlopen(request, timeout=10).close()


@contextmanager
def running_cloud_tasks(kind: str = "grpc", max_retries: int = -1) -> Iterator[CloudTasks]:
    """A fresh emulator; `max_retries` holds for all queues of the `grpc` one."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="cloud-tasks-") as name:
        log = Path(name) / "emulator.log"
        if kind == "grpc":
            command = [grpc_python(), _HERE / "cloud_tasks_grpc.py", str(port), str(max_retries)]
            engine = running(command, ready=lambda: answers(port), log=log)
        else:
            env = node.environment({"NODE_PATH": str(rest_modules())})
            command = [node.bin_folder() / "node", _HERE / "cloud_tasks_rest.cjs", str(port)]
            url = f"http://127.0.0.1:{port}/"
            engine = running(command, ready=lambda: http_ok(url), log=log, env=env)
        with engine:
            yield CloudTasks(kind, f"127.0.0.1:{port}")
