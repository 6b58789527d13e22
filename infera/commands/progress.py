"""A word on a terminal about what takes longer than a second; nothing at all anywhere else."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from threading import Event, Thread

WAIT_S = 1.0
_TURN_S = 0.25
_LEAVE = "\r\x1b[K"  # to the start of the line, which is cleared


class Progress:
    """`with Progress("compiling infera.yaml"):` shows `compiling infera.yaml … 3 s` on stderr, and takes it away again.

    Only where stderr is a terminal and `quiet` is off. A dumb terminal gets one line that stays.
    """

    def __init__(self, what: str, *, quiet: bool = False) -> None:
        """`what` is what goes on; control characters in it are the caller's to keep out."""
        self.what, self.note = what, ""
        self._on = not quiet and sys.stderr.isatty()
        self._dumb = os.environ.get("TERM") == "dumb"
        self._color = not os.environ.get("NO_COLOR") and not self._dumb
        self._done: Event | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> Progress:
        """Start to wait."""
        if self._on:
            from threading import Event, Thread

            self._done = Event()
            self._thread = Thread(target=self._show, args=(self._done,), daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._done is not None and self._thread is not None:
            self._done.set()
            self._thread.join()

    def say(self, note: str) -> None:
        """How far it is: `120 sent`."""
        self.note = note

    def _show(self, done: Event) -> None:
        if done.wait(WAIT_S):
            return
        if self._dumb:
            click.echo(f"{self.what} …", err=True)
            return
        waited = WAIT_S
        while True:
            note = f", {self.note}" if self.note else ""
            line = f"{self.what} … {int(waited)} s{note}"
            shown = click.style(line, dim=True) if self._color else line
            click.echo(f"{_LEAVE}{shown}", nl=False, err=True, color=True)
            if done.wait(_TURN_S):
                click.echo(_LEAVE, nl=False, err=True, color=True)
                return
            waited += _TURN_S
