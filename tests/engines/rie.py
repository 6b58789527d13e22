"""AWS's own Lambda Runtime Interface Emulator, the binary inside the wheel of aws-sam-cli.

It is what shows real timeouts, crashes and exits of a handler. Traps: a thrown error is HTTP 200
with `errorType` in the body, a timeout is HTTP 200 with plain text, only an exit is 502; SIGTERM
kills the runtime at once, so no graceful path can be tested; it serves one invocation at a time;
`--help` starts a server.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines import tools
from tests.engines.process import CACHE, answers, free_port, running

SAM_CLI = "aws-sam-cli==1.170.0"
_NAMES = {"x86_64": "aws-lambda-rie-x86_64", "aarch64": "aws-lambda-rie-arm64"}


@cache
def binary() -> Path:
    """The emulator's binary."""

    def make(folder: Path) -> None:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, SAM_CLI]
        tools.install(pip)
        wheel = next(folder.glob("*.whl"))
        name = _NAMES.get(platform.machine(), "")
        with zipfile.ZipFile(wheel) as archive:
            inside = f"samcli/local/rapid/{name}"
            if inside not in archive.namelist():
                raise tools.Missing(f"no Runtime Interface Emulator for {platform.machine()}")
            (folder / "rie").write_bytes(archive.read(inside))
        (folder / "rie").chmod(0o755)
        wheel.unlink()

    return tools.once(CACHE / "rie" / SAM_CLI.rpartition("=")[2], make) / "rie"


def available() -> str | None:
    """None, or why the emulator cannot run."""
    return tools.reason(binary)


@dataclass(frozen=True, slots=True)
class Function:
    """A running function."""

    url: str
    log: Path

    def invoke(self, event: object, timeout_s: float = 900) -> tuple[int, Any]:
        """HTTP status and answer: parsed JSON, or text when it is none (a timeout)."""
        request = urllib.request.Request(self.url, data=json.dumps(event).encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=timeout_s) as response:
                status, body = response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read().decode()
        try:
            return status, json.loads(body)
        except ValueError:
            return status, body


@contextmanager
def running_function(
    command: Sequence[str | Path], folder: Path, env: Mapping[str, str], timeout_s: int
) -> Iterator[Function]:
    """A runtime (`python -m awslambdaric …`, `node bootstrap.mjs`) under the emulator.

    `env` is the whole environment of the function; `timeout_s` is the function's own limit.
    """
    port, runtime_port = free_port(), free_port()
    own = {
        "AWS_LAMBDA_FUNCTION_NAME": folder.name,
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout_s),
        "LAMBDA_TASK_ROOT": str(folder),
    }
    addresses = (
        "--runtime-interface-emulator-address",
        f"127.0.0.1:{port}",
        "--runtime-api-address",
        f"127.0.0.1:{runtime_port}",
    )
    with tempfile.TemporaryDirectory(prefix="rie-") as name:
        log = Path(name) / "function.log"
        words = [binary(), *addresses, *command]
        with running(words, ready=lambda: answers(port), log=log, env={**env, **own}, cwd=folder):
            url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
            yield Function(url, log)
