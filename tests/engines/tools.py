"""Installing what engines need, once, below `.cache/`, safe with several test processes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.engines.process import CACHE

INSTALL_TIMEOUT_S = 900


class Missing(RuntimeError):
    """A tool that this machine does not have and cannot get; the text says why in one line."""


@contextmanager
def _locked(name: str) -> Iterator[None]:
    (CACHE / "locks").mkdir(parents=True, exist_ok=True)
    with (CACHE / "locks" / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """`folder`, made by `make` when it isn't there yet; a make that fails leaves nothing behind."""
    done = folder / ".complete"
    if done.exists():
        return folder
    with _locked(hashlib.sha256(str(folder).encode()).hexdigest()[:16]):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            try:
                make(folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            done.touch()
    return folder


def install(command: Sequence[object], cwd: Path | None = None) -> None:
    """Run an installer; Missing with its last line when it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=INSTALL_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{words[0]}: {error}") from error
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise Missing(f"`{' '.join(words[:6])}` failed: {lines[-1] if lines else done.returncode}")


@cache
def venv(name: str, *requirements: str) -> Path:
    """A virtual environment of its own with pinned requirements; returns its `bin` folder."""
    digest = hashlib.sha256(repr((sys.version, requirements)).encode()).hexdigest()[:8]

    def make(folder: Path) -> None:
        install([sys.executable, "-m", "venv", folder])
        install([folder / "bin" / "python", "-m", "pip", "install", "-q", *requirements])

    return once(CACHE / "venvs" / f"{name}-{digest}", make) / "bin"


def reason(get: Callable[[], object]) -> str | None:
    """None when `get` succeeds, else why it does not: the shape of every `available()`."""
    try:
        get()
    except Missing as missing:
        return str(missing)
    return None


def is_root() -> bool:
    """Whether Debian packages may be installed."""
    return os.geteuid() == 0
