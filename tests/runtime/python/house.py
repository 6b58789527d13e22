"""A generated Python worker: installed from its lock file, started as often as a test likes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from infera.languages.python.variant import verbatim
from tests.engines import tools
from tests.engines.process import CACHE, free_port, http_ok, running
from tests.runtime.python.projects import Case, worker_files, write

HERE = Path(__file__).parent
LOCKS = {"sqs": "aws", "pubsub": "gcp", "cloud_tasks": "gcp", "celery": "celery"}


@cache
def bin_folder(lock: str) -> Path:
    """The `bin` of an environment that was installed from a generated lock file, hashes checked."""
    text = verbatim(f"locks/{lock if lock.startswith('client-') else lock + '-dev'}.lock")
    digest = hashlib.sha256((sys.version + text).encode()).hexdigest()[:8]

    def make(folder: Path) -> None:
        (folder / "requirements-dev.lock").write_text(text)
        tools.install([sys.executable, "-m", "venv", folder])
        pip = [folder / "bin/python", "-m", "pip", "install", "-q", "--require-hashes"]
        tools.install([*pip, "--requirement", folder / "requirements-dev.lock"])

    return tools.once(CACHE / "venvs" / f"python-{lock}-{digest}", make) / "bin"


def folder_of(case: Case) -> Path:
    """The worker's folder with the scenario handlers in it."""
    root = Path(mkdtemp(prefix="infera-py-"))
    write(worker_files(case), root)
    shutil.copy(HERE / "scenario.py.in", root / "handlers/work.py")
    later = 'from handlers.work import handle_later as handle\n\n__all__ = ["handle"]\n'
    (root / "handlers/later.py").write_text(later)
    return root


@dataclass
class Effects:
    """What the handlers did, as they wrote it down themselves."""

    path: Path

    def all(self) -> list[dict[str, Any]]:
        """Every line."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text().splitlines() if line]

    def count(self, step: str) -> Counter[int]:
        """Job number -> how often it came to that step."""
        return Counter(entry["n"] for entry in self.all() if entry["step"] == step)

    def times(self, n: int) -> list[float]:
        """When the runs of a job began."""
        return [e["at"] for e in self.all() if e["n"] == n and e["step"] == "begin"]


@dataclass
class Running:
    """A worker's process."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        """Its log, line by line; what is not JSON under `raw`."""
        found: list[dict[str, Any]] = []
        for line in self.log.read_text(errors="replace").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                found.append({"message": line, "raw": True})
        return found

    def said(self, message: str) -> list[dict[str, Any]]:
        """The lines with that text in their message."""
        return [line for line in self.lines() if message in line.get("message", "")]

    def tells(self, message: str, times: int = 1, within_s: float = 15) -> list[dict[str, Any]]:
        """The same as `said`, once there are that many: a line may come after the answer that it is about."""
        wait_for(lambda: len(self.said(message)) >= times, within_s, f"{times} lines with {message!r} in {self.log}")
        return self.said(message)

    def kill(self) -> None:
        """SIGKILL to the whole group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def terminate(self, within_s: float) -> int:
        """SIGTERM to the process alone, as a platform does; its exit status."""
        self.process.terminate()
        return self.process.wait(within_s)


def environment(case: Case, sources: list[dict[str, Any]], **more: str) -> dict[str, str]:
    """What Terraform would set, and nothing of this machine but the path."""
    defaults = {"queue": "jobs", "type": case.type, "max_attempts": 5, "min_backoff_s": 1}
    queues = [{**defaults, "max_backoff_s": 4, "backoff": "exponential", **each} for each in sources]
    return {
        "PATH": os.environ["PATH"],
        "INFERA_PROJECT": "app",
        "INFERA_ENVIRONMENT": "default",
        "INFERA_WORKER": "work_er",
        "INFERA_QUEUES": json.dumps(queues),
        "INFERA_CONCURRENCY": "4",
        "INFERA_TIMEOUT_S": "10",
        "INFERA_SHUTDOWN_S": "10",
        "INFERA_LOCK_S": "2",
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


@contextmanager
def started(
    folder: Path,
    lock: str,
    env: Mapping[str, str],
    effects: Effects,
    *,
    module: str = "infera.main",
    ready: Callable[[int, Path], bool] | None = None,
    **options: Any,
) -> Iterator[Running]:
    """The worker as its container starts it."""
    port = int(env.get("FIXED_PORT") or free_port())
    log = effects.path.with_name(f"worker-{time.time_ns()}.log")
    own = {**env, "PORT": str(port), "HOST": "127.0.0.1", "EFFECTS": str(effects.path)}
    check = ready or (lambda at, _log: http_ok(f"http://127.0.0.1:{at}/health"))
    with running(
        [bin_folder(lock) / "python", "-m", module],
        ready=lambda: check(port, log),
        log=log,
        env=own,
        cwd=folder,
        **options,
    ) as process:
        yield Running(process, port, log)


def wait_for(condition: Callable[[], object], within_s: float, what: str) -> None:
    """Wait until something holds; AssertionError with its name when it does not."""
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, f"not within {within_s} s: {what}"
        time.sleep(0.05)
