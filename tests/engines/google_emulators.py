"""Where Google's emulators lie: jars of the gcloud packages, which no package registry has."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.engines import tools
from tests.engines.process import free_port, http_ok, running


def _homes() -> Iterator[Path]:
    yield from (Path("/usr/lib/google-cloud-sdk"), Path("/usr/share/google-cloud-sdk"))
    if gcloud := shutil.which("gcloud"):
        yield Path(gcloud).resolve().parents[1]


def jar(variable: str, pattern: str) -> Path:
    """The jar named by an environment variable, or the first match below a gcloud installation."""
    if named := os.environ.get(variable):
        return Path(named)
    for home in _homes():
        for found in sorted((home / "platform").glob(pattern)):
            return found
    raise tools.Missing(f"no {Path(pattern).name} in a gcloud installation; {variable} names one")


def java() -> Path:
    """The java binary."""
    found = shutil.which("java")
    if found is None:
        raise tools.Missing("java is not installed")
    return Path(found)


@contextmanager
def running_jar(path: Path, main: str | None = None) -> Iterator[str]:
    """A running emulator; yields `127.0.0.1:port`.

    `main` is the class to start where the jar names none. The jar is started directly: the gcloud
    wrapper leaves its Java child running when it is told to stop.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="emulator-") as name:
        what = ["-jar", path] if main is None else ["-cp", path, main, "start"]
        command = [java(), "-Xmx512m", *what, "--host=127.0.0.1", f"--port={port}"]
        with running(
            command,
            ready=lambda: http_ok(f"http://127.0.0.1:{port}/"),
            log=Path(name) / "emulator.log",
        ):
            yield f"127.0.0.1:{port}"
