"""Starting and stopping engines: free ports, process groups, waiting until one answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE = REPOSITORY / ".cache"
"""Everything that tests download or build once; never part of the repository."""


def free_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def stop_group(process: subprocess.Popen[bytes], grace_s: float = 5) -> None:
    """End a process and all its children: SIGTERM to the group, then SIGKILL."""
    for number, wait_s in ((signal.SIGTERM, grace_s), (signal.SIGKILL, 10)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(wait_s)


class EngineFailed(RuntimeError):
    """An engine did not start; the text ends with what it printed."""


@contextmanager
def running(
    command: Sequence[object],
    *,
    ready: Callable[[], bool],
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout_s: float = 60,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a process group of its own, from `ready` until the block ends."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(os.environ if env is None else env),
            cwd=cwd,
            start_new_session=True,
        )
    try:
        wait_until(ready, process, log, timeout_s)
        yield process
    finally:
        stop_group(process)


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, timeout_s: float) -> None:
    """Wait for `ready`; a process that ends before that, or takes too long, is an EngineFailed."""
    deadline = time.monotonic() + timeout_s
    while not ready():
        if process.poll() is not None:
            said = log.read_text(errors="replace")[-2000:]
            raise EngineFailed(f"{process.args!r} exited {process.returncode}:\n{said}")
        if time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:]
            raise EngineFailed(f"{process.args!r} was not ready in {timeout_s} s:\n{said}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def http_ok(url: str) -> bool:
    """Whether a GET of this URL answers with success."""
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status < 400)
    except (URLError, OSError):
        return False
