"""Engines on this machine: where they are, and how they are started. Nothing is downloaded."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from infera.dev import resp
from infera.dev.processes import Child, Children, Failed, free_port

START_S = 60
FIRESTORE_MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"


class Engines:
    """What was started for one call, in a folder that goes with it."""

    def __init__(self, children: Children, folder: Path, stopped: Callable[[], bool]) -> None:
        """`stopped` tells whether someone asked to stop while an engine is awaited."""
        self._children, self._folder, self._stopped = children, folder, stopped

    def redis(self) -> int:
        """The port of a Redis or Valkey that keeps nothing and drops nothing."""
        program = shutil.which("valkey-server") or shutil.which("redis-server")
        if program is None:
            raise Failed(
                "no redis-server and no valkey-server on PATH: install Redis (Debian: apt install redis-server)"
            )
        port = free_port()
        flags = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(self._folder), "--save", ""]
        flags += ["--appendonly", "no", "--maxmemory-policy", "noeviction", "--loglevel", "warning"]
        self._start("redis", [program, *flags], lambda: resp.alive(port))
        return port

    def ministack(self) -> str:
        """The address of a ministack: SQS and DynamoDB."""
        program = shutil.which("ministack")
        if program is None:
            raise Failed("no ministack on PATH: SQS runs here on it; pip install ministack")
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        own = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port)}
        self._start("ministack", [program], lambda: http_ok(f"{url}/_ministack/health"), own)
        return url

    def pubsub(self) -> str:
        """`host:port` of Google's Pub/Sub emulator."""
        jar = find_jar("PUBSUB_EMULATOR_JAR", "pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar")
        return self._java("pubsub-emulator", jar, ["-jar"])

    def firestore(self) -> str:
        """`host:port` of Google's Firestore emulator, which holds who has which job."""
        jar = find_jar("FIRESTORE_EMULATOR_JAR", "cloud-firestore-emulator/cloud-firestore-emulator.jar")
        return self._java("firestore-emulator", jar, ["-cp"], FIRESTORE_MAIN, "start")

    def _java(self, name: str, jar: Path, how: Sequence[str], *more: str) -> str:
        """The jar itself: the `gcloud` wrapper leaves its Java child behind."""
        java = shutil.which("java")
        if java is None:
            raise Failed(f"no java on PATH: the {name} needs a Java runtime")
        port = free_port()
        command = [java, "-Xmx512m", *how, str(jar), *more, "--host=127.0.0.1", f"--port={port}"]
        self._start(name, command, lambda: http_ok(f"http://127.0.0.1:{port}/"))
        return f"127.0.0.1:{port}"

    def _start(
        self, name: str, command: Sequence[str], ready: Callable[[], bool], own: Mapping[str, str] | None = None
    ) -> None:
        said: list[str] = []
        child = self._children.start(
            name, command, cwd=self._folder, env={**os.environ, **(own or {})}, on_line=said.append, engine=True
        )
        self._await(child, ready, said)

    def _await(self, child: Child, ready: Callable[[], bool], said: list[str]) -> None:
        until = time.monotonic() + START_S
        while not ready():
            if self._stopped():
                raise Failed("stopped")
            if child.process.poll() is not None or time.monotonic() > until:
                tail = "\n".join(said[-10:])
                raise Failed(f"{child.name} did not start:\n{tail}")
            time.sleep(0.05)


def find_jar(variable: str, pattern: str) -> Path:
    """The jar that the variable names, else the one of a Google Cloud CLI. Failed without either."""
    if named := os.environ.get(variable):
        return Path(named)
    for home in _homes():
        for found in sorted((home / "platform").glob(pattern)):
            return found
    component = pattern.partition("/")[0]
    raise Failed(f"no {component}: gcloud components install {component}, or name its jar in {variable}")


def _homes() -> Iterator[Path]:
    if gcloud := shutil.which("gcloud"):
        yield Path(gcloud).resolve().parents[1]
    yield from (Path("/usr/lib/google-cloud-sdk"), Path("/usr/share/google-cloud-sdk"))


def http_ok(url: str) -> bool:
    """Whether a GET of this address is answered with success."""
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status < 400)
    except (HTTPError, URLError, OSError):
        return False
