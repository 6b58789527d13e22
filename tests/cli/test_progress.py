"""A terminal hears what takes long and is left clean; a pipe, `-q` and a short run hear nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.terminal import printed

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "examples/forty-queues/infera.yaml")
SOON = "import infera.commands.progress as p; p.WAIT_S = {wait}; from infera.__main__ import main; main()"
CLEARED = "\r\x1b[K"


def on_a_terminal(*arguments: str, wait: float, **environment: str) -> tuple[str, str]:
    """Stdout, and what a terminal on stderr gets, when what takes `wait` seconds is called long."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SOON.format(wait=wait), *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        env={"TERM": "xterm", **{k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}, **environment},
    )
    seen = printed(ours, theirs)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, seen
    return out.decode(), seen.decode()


def test_a_long_run_says_what_it_does_and_clears_it() -> None:
    out, seen = on_a_terminal("validate", "-c", EXAMPLE, wait=0)

    assert "\x1b[2mcompiling " in seen
    assert "… 0 s" in seen
    assert seen.endswith(CLEARED)
    assert "compiling" not in out


def test_without_colour_there_is_none() -> None:
    _, seen = on_a_terminal("validate", "-c", EXAMPLE, wait=0, NO_COLOR="1")

    assert "compiling" in seen
    assert "\x1b" not in seen.replace(CLEARED, "")


def test_a_dumb_terminal_gets_a_plain_line() -> None:
    _, seen = on_a_terminal("validate", "-c", EXAMPLE, wait=0, TERM="dumb")

    assert "compiling" in seen
    assert "\x1b" not in seen


def test_quiet_is_quiet() -> None:
    assert on_a_terminal("validate", "-q", "-c", EXAMPLE, wait=0)[1] == ""


def test_a_short_run_says_nothing() -> None:
    assert on_a_terminal("validate", "-c", EXAMPLE, wait=600)[1] == ""


@pytest.mark.parametrize("arguments", [("generate", "-o"), ("plan", "-o")])
def test_every_step_of_a_run_is_named(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    _, seen = on_a_terminal(*arguments, str(tmp_path), "-c", EXAMPLE, wait=0)

    assert "comparing with what is there" in seen
    assert ("writing" in seen) == ("generate" in arguments)


def test_a_pipe_hears_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SOON.format(wait=0), "validate", "-c", EXAMPLE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
