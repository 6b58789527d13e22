"""Runs a page of `docs/living/`: each file is written, each command typed into one shell, and what comes out is kept.

python -m tests.docs.living PAGE...    prints each command of a page with what it says today

In a page a line `...` stands for any number of lines, one that ends in ` ...` for one that begins so.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page for page in (ROOT / "docs/living").glob("*.md") if page.name not in ("index.md", "incident.md"))
FENCE = re.compile(r"^```(yaml|console)\n(.*?)^```", re.M | re.S)
MARK = "\x1e"


@dataclass(frozen=True, slots=True)
class Step:
    """A file to write, or a command with the lines that the page shows below it."""

    file: str = ""
    command: str = ""
    shown: list[str] = field(default_factory=list)


def steps(page: Path) -> list[Step]:
    """What a page does, in its order."""
    found: list[Step] = []
    for kind, text in FENCE.findall(page.read_text("utf-8")):
        if kind == "yaml":
            found.append(Step(file=text))
            continue
        for line in text.splitlines():
            if line.startswith("$ "):
                found.append(Step(command=line[2:]))
            elif found[-1].command.endswith("\\"):
                found[-1] = Step(command=f"{found[-1].command}\n{line}")
            else:
                found[-1].shown.append(line)
    return found


def run(page: Path, folder: Path) -> list[tuple[Step, list[str]]]:
    """Each step with what it printed, in a folder of its own."""
    all_steps = steps(page)
    (folder / "bin").mkdir()
    (folder / "files").mkdir()
    (folder / "project").mkdir()
    infera = folder / "bin/infera"
    infera.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m infera "$@"\n')
    infera.chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", "\n".join(_script(all_steps, folder))],
        cwd=folder / "project",
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    texts = done.stdout.split(MARK)[1:]
    return list(zip(all_steps, (each.split("\n", 1)[1].splitlines() for each in texts), strict=True))


def _script(all_steps: list[Step], folder: Path) -> Iterator[str]:
    """The shell's words; a mark before each step keeps the status of the step before."""
    yield "mark() { local status=$?; printf '\\036\\n'; return $status; }"
    for number, step in enumerate(all_steps):
        yield "mark"
        if step.command:
            yield step.command
        else:
            file = folder / "files" / f"{number}.yaml"
            file.write_text(step.file)
            yield f"cp {shlex.quote(str(file))} infera.yaml"


def _environment(folder: Path) -> dict[str, str]:
    who = {"NAME": "a", "EMAIL": "a@example.com"}
    git = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "INFERA_TRACEBACK": "1",
    }
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    python = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, **git, **settings, "PATH": path, "PYTHONPATH": python}


def fits(shown: list[str], printed: list[str]) -> bool:
    """Whether what a page shows is what came out; `...` stands for the rest of a line or for lines."""
    if not shown:
        return not printed
    first, rest = shown[0], shown[1:]
    if first == "...":
        return any(fits(rest, printed[at:]) for at in range(len(printed) + 1))
    if not printed:
        return False
    same = printed[0].startswith(first[:-4]) if first.endswith(" ...") else printed[0].rstrip() == first.rstrip()
    return same and fits(rest, printed[1:])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as temporary:
            for step, printed in run(Path(name), Path(temporary)):
                if step.command:
                    print(f"$ {step.command}", *printed, sep="\n")
                    print(f"    ^ {'as shown' if fits(step.shown, printed) else 'NOT AS SHOWN'}")
