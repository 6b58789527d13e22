"""What the documentation shows is run: every file compiles, every command ends as it should."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infera.pipeline import compile_text
from tests.docs import living, reference

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("README.md"))]
PAGES = [p for p in PAGES if "codes" not in p.parts and "decisions" not in p.parts and "expected" not in p.parts]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    for match in FENCE.finditer(page.read_text("utf-8")):
        yield match[1], match[2]


FILES = [(p, i) for p in PAGES for i, (kind, text) in enumerate(blocks(p)) if kind == "yaml"]


@pytest.mark.parametrize(("page", "index"), FILES, ids=lambda v: getattr(v, "name", str(v)))
def test_every_file_compiles(page: Path, index: int) -> None:
    _, text = list(blocks(page))[index]
    result = compile_text(text, "infera.yaml")

    assert [f"{f.code.id} {f.message}" for f in result.found if f.severity == "error"] == []
    assert result.files


# The pages of `living` are typed into a shell, output and all: see test_living.py.
COMMANDS = [p for p in PAGES if p not in living.PAGES and any(kind == "console" for kind, _ in blocks(p))]


@pytest.mark.parametrize("page", COMMANDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_ends_well(page: Path, tmp_path: Path) -> None:
    config = page.parent / "infera.yaml"
    if config.exists():  # an example stands beside its file
        (tmp_path / "infera.yaml").write_text(config.read_text("utf-8"))
    first = next((text for kind, text in blocks(page) if kind == "yaml"), None)
    if first is not None:
        (tmp_path / "infera.yaml").write_text(first)
    for kind, text in blocks(page):
        if kind == "yaml":
            (tmp_path / "infera.yaml").write_text(text)
        elif kind == "console":
            for command in commands(text):
                done = subprocess.run(
                    [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False,
                    env={**os.environ, "INFERA_TRACEBACK": "1"}, timeout=120,
                )  # fmt: skip
                assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


def commands(text: str) -> Iterator[list[str]]:
    """The infera commands of a console block; what belongs to other tools is shown by their own tests."""
    for line in text.splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True) if line.startswith("$ ") else []
        if words[:1] == ["infera"]:
            yield words


SHELL = [
    (page, line)
    for page in PAGES
    for kind, text in blocks(page)
    if kind == "sh"
    for line in text.splitlines()
    if line.startswith("infera ")
]


@pytest.mark.parametrize(("page", "line"), SHELL, ids=lambda v: getattr(v, "name", str(v).split("  ", 1)[0]))
def test_a_command_that_needs_a_running_system_is_right_usage(page: Path, line: str, tmp_path: Path) -> None:
    """The tests of the command itself run it against engines; here no config is there, and nothing else is wrong."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(line, comments=True)],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1, f"{page.name}: {done.stderr}"
    assert "infera.yaml" in done.stdout + done.stderr


def test_every_command_of_the_readme_exists() -> None:
    from infera.commands import COMMANDS as known

    named = set(re.findall(r"\| `infera ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")))

    assert named == set(known)


@pytest.mark.parametrize("path", reference.pages(), ids=lambda p: p.name)
def test_the_reference_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == reference.pages()[path], "run `make reference`"
