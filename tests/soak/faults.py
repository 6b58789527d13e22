"""Faults at a chosen system call: a kill before it, half way through it or after it, or an error
from it.

A child process runs with the calls of `os` that change the disk replaced by ones that count. The
parent looks at what the child left. Nothing of infera is replaced: it makes the very calls it makes
in use.
"""

from __future__ import annotations

import errno
import os
import pickle
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

CHANGING = ("open", "write", "mkdir", "rename", "link", "unlink", "rmdir", "fsync", "fchmod")
REMOVING = ("unlink", "rmdir")


@dataclass(frozen=True)
class Fault:
    """What happens at the call number `at` (from 1) of those in CHANGING that change the disk.

    `kind` is `kill`, or the name of an error; `when` of a kill is before, half or after. `lasting`
    errors come from every later call too, but for those that only remove: a full disk still
    deletes.
    """

    at: int
    kind: str = "kill"
    when: str = "before"
    lasting: bool = False


@dataclass
class Outcome:
    """How a child ended: `value` is what its action returned, `calls` the names of the calls it
    made.
    """

    killed: bool
    value: Any = None
    calls: tuple[str, ...] = ()
    error: str = ""
    hit: str = ""


class _Counter:
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.calls: list[str] = []
        self.hit = ""

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return real(*args, **keywords)
            self.calls.append(name)
            number = len(self.calls)
            if number < self.fault.at or (number > self.fault.at and not self.fault.lasting):
                return real(*args, **keywords)
            if self.fault.lasting and name in REMOVING:
                return real(*args, **keywords)
            self.hit = self.hit or name
            return self._strike(name, real, args, keywords)

        return call

    def _strike(self, name: str, real: Callable[..., Any], args: Any, keywords: Any) -> Any:
        half = name == "write" and len(args[1]) > 1
        if self.fault.kind == "kill":
            if self.fault.when == "half" and half:
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            elif self.fault.when == "after":
                with suppress(OSError):
                    real(*args, **keywords)
            os.kill(os.getpid(), signal.SIGKILL)
        if half and self.fault.kind == "ENOSPC":
            real(args[0], bytes(args[1])[: len(args[1]) // 2])
        number = getattr(errno, self.fault.kind)
        raise OSError(number, os.strerror(number))


def run(action: Callable[[], Any], fault: Fault) -> Outcome:
    """Run an action in a child with one fault. What it returns must be picklable."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _report(writing, _attempt(action, fault))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Outcome(killed=True)
    outcome = pickle.loads(data)
    assert isinstance(outcome, Outcome)
    return outcome


def _attempt(action: Callable[[], Any], fault: Fault) -> Outcome:
    outcome = Outcome(killed=False)
    real = {name: getattr(os, name) for name in CHANGING}
    counter = _Counter(fault)
    try:
        for name in CHANGING:
            setattr(os, name, counter.wrap(name, real[name]))
        outcome.value = action()
    except BaseException:
        outcome.error = traceback.format_exc()
    finally:
        for name in CHANGING:
            setattr(os, name, real[name])
    outcome.calls, outcome.hit = tuple(counter.calls), counter.hit
    return outcome


def _report(writing: int, outcome: Outcome) -> None:
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(pickle.dumps(outcome))


def count(action: Callable[[], Any]) -> Outcome:
    """Run an action in a child without a fault, to learn which calls it makes."""
    return run(action, Fault(at=1 << 60))
