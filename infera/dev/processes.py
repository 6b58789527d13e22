"""Processes of `infera dev`: each in a group of its own, read line by line, and ended with all its children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

KILL_S = 5  # how long a killed process may take to be gone


class Failed(Exception):
    """The system cannot run or go on; the text is for the user."""


def free_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Child:
    """A process that leads its group."""

    name: str
    process: subprocess.Popen[str]
    reader: threading.Thread
    engine: bool = False  # others need it to their end

    def alive(self) -> bool:
        """Whether it or one of its children is there."""
        if self.process.poll() is None:
            return True
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return False
        return True

    def signal(self, number: signal.Signals) -> None:
        """To the whole group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


class Children:
    """The processes that were started, to be stopped together."""

    def __init__(self) -> None:
        """None yet."""
        self._all: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        cwd: Path,
        env: Mapping[str, str],
        on_line: Callable[[str], None],
        engine: bool = False,
    ) -> Child:
        """Start one; `on_line` gets each line of its output on another thread. Failed when there is no program."""
        try:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            raise Failed(f"{name} cannot be started: {error}") from error
        reader = threading.Thread(target=_read, args=(process, on_line), name=name, daemon=True)
        reader.start()
        child = Child(name, process, reader, engine)
        self._all.append(child)
        return child

    def ended(self) -> Child | None:
        """One that ended by itself, None while all run."""
        return next((child for child in self._all if child.process.poll() is not None), None)

    def stop(self, grace_s: float) -> None:
        """SIGTERM to every group, SIGKILL after `grace_s` seconds; the engines last. Returns when all are gone."""
        for engine in (False, True):
            self._stop([child for child in self._all if child.engine is engine], grace_s)
        for child in self._all:
            child.reader.join(1)
        self._all.clear()

    def _stop(self, children: Sequence[Child], grace_s: float) -> None:
        for number, wait_s in ((signal.SIGTERM, grace_s), (signal.SIGKILL, KILL_S)):
            left = [child for child in children if child.alive()]
            for child in left:
                child.signal(number)
            until = time.monotonic() + wait_s
            while any(child.alive() for child in left) and time.monotonic() < until:
                time.sleep(0.05)


def _read(process: subprocess.Popen[str], on_line: Callable[[str], None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        on_line(line.rstrip("\n"))
