"""A generated worker, built once for each kind and started as often as a test likes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.engines import node
from tests.engines.process import free_port, http_ok, running
from tests.runtime.typescript.projects import Case, worker_files, write

HERE = Path(__file__).parent


@cache
def built(case: Case) -> Path:
    """The worker's folder, with the scenario handler in it, built."""
    root = Path(mkdtemp(prefix="infera-ts-"))
    write(worker_files(case), root)
    folder = root / "workers/email_worker"
    shutil.copy(HERE / "handler_scenario.ts", folder / "handlers/emails.ts")
    node.link_modules(folder)
    done = node.run(["node", "infera/build.mjs"], folder)
    assert done.returncode == 0, done.stderr
    return folder


@dataclass
class Steps:
    """What the handlers did, as they wrote it down themselves."""

    path: Path

    def all(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    def count(self, step: str) -> Counter[int]:
        return Counter(entry["n"] for entry in self.all() if entry["step"] == step)

    def times(self, n: int) -> list[float]:
        return [e["at"] / 1000 for e in self.all() if e["n"] == n and e["step"] == "begin"]


@dataclass
class Running:
    """A worker's process."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        found = []
        for line in self.log.read_text(errors="replace").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                found.append({"message": line, "raw": True})
        return found

    def said(self, message: str) -> list[dict[str, Any]]:
        return [line for line in self.lines() if message in line.get("message", "")]

    def done(self) -> list[dict[str, Any]]:
        """The lines that say that a job is done."""
        return [line for line in self.lines() if line.get("message") == "done"]

    def tells(self, message: str, times: int = 1, within_s: float = 15) -> list[dict[str, Any]]:
        """The same as `said`, once there are that many: a line may come after the answer that it is about."""
        wait_for(lambda: len(self.said(message)) >= times, within_s, f"{times} lines with {message!r} in {self.log}")
        return self.said(message)

    def finishes(self, times: int = 1, within_s: float = 15) -> list[dict[str, Any]]:
        """The same as `done`, once there are that many."""
        wait_for(lambda: len(self.done()) >= times, within_s, f"{times} jobs done in {self.log}")
        return self.done()

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def terminate(self, within_s: float) -> int:
        """SIGTERM to the worker alone, as a platform does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within_s)


@dataclass
class House:
    """One kind of worker with an environment; each `start` is a new process of it."""

    case: Case
    env: dict[str, str]
    folder: Path
    entry: str = "dist/main.mjs"
    steps: Steps = field(init=False)
    _starts: int = 0

    def __post_init__(self) -> None:
        self.steps = Steps(self.folder / "steps.jsonl")

    @contextmanager
    def start(self, port: int | None = None, **more: str) -> Iterator[Running]:
        self._starts += 1
        port = port or free_port()
        log = self.folder / f"worker-{self._starts}.log"
        own = {"PORT": str(port), "TEST_STEPS": str(self.steps.path)}
        command = ["node", "--enable-source-maps", built(self.case) / self.entry]
        with running(
            command,
            ready=lambda: http_ok(f"http://127.0.0.1:{port}/health"),
            log=log,
            env=node.environment({**self.env, **own, **more}),
            cwd=built(self.case),
            timeout_s=30,
        ) as process:
            yield Running(process, port, log)


def environment(source: Mapping[str, Any], **more: str) -> dict[str, str]:
    """What Terraform would set, with short times."""
    entry = {
        "queue": "emails",
        "level": "",
        "dead_letters": False,
        "max_attempts": 3,
        "min_backoff_s": 1,
        "max_backoff_s": 4,
        "backoff": "exponential",
        "envelope": "infera",
        "ordered": False,
        **source,
    }
    return {
        "INFERA_PROJECT": "my-app",
        "INFERA_ENVIRONMENT": "default",
        "INFERA_WORKER": "email_worker",
        "INFERA_QUEUES": json.dumps([entry]),
        "INFERA_CONCURRENCY": "5",
        "INFERA_TIMEOUT_S": "5",
        "INFERA_SHUTDOWN_S": "10",
        "INFERA_LOCK_S": "2",
        **more,
    }


def job(n: int, kind: str = "ok", **data: Any) -> str:
    """A job as it stands on the wire."""
    return json.dumps({"type": "emails", "id": f"job-{n}", "data": {"n": n, "kind": kind, **data}})


def wait_for(condition: Callable[[], bool], timeout_s: float, what: str) -> None:
    """Poll until it holds."""
    until = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < until, f"not within {timeout_s} s: {what}"
        time.sleep(0.1)
