"""ministack: SQS, SNS, DynamoDB, IAM, Lambda and more of AWS in one process on loopback.

It runs Lambda functions itself, from their queue's mapping. Known to differ from AWS: a batch
response with a null or unknown identifier deletes the message (AWS redelivers the whole batch); no
StartMessageMoveTask; a dead letter queue of the wrong kind is accepted; Lambda runs the `node` of
PATH and the Python of ministack's environment, whatever the function's runtime says.
"""

from __future__ import annotations

import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines import node, tools
from tests.engines.process import free_port, http_ok, running

VERSION = "1.5.33"
REGION = "us-east-1"
ACCOUNT = "000000000000"


def binary() -> Path:
    """The server, in an environment of its own."""
    return tools.venv("ministack", f"ministack=={VERSION}") / "ministack"


def available() -> str | None:
    """None, or why ministack cannot run."""
    return tools.reason(binary)


@dataclass(frozen=True, slots=True)
class Ministack:
    """A running ministack."""

    url: str
    log: Path

    @property
    def env(self) -> dict[str, str]:
        """What any AWS client needs to talk to it and to nothing else."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def reset(self) -> None:
        """Forget everything."""
        request = urllib.request.Request(f"{self.url}/_ministack/reset", method="POST", data=b"")
        urllib.request.urlopen(request, timeout=10).close()


@contextmanager
def running_ministack() -> Iterator[Ministack]:
    """A fresh ministack on a free port; functions run as local processes, with Node 24 first."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "LAMBDA_EXECUTOR": "local"}
    own["PATH"] = node.environment()["PATH"] if node.available() is None else ""
    with tempfile.TemporaryDirectory(prefix="ministack-") as name:
        folder = Path(name)
        engine = Ministack(url, folder / "ministack.log")
        env = {**node.environment(own), **engine.env} if own["PATH"] else {**own, **engine.env}
        with running(
            [binary()],
            ready=lambda: http_ok(f"{url}/_ministack/health"),
            log=engine.log,
            env=env,
            cwd=folder,
        ):
            yield engine
