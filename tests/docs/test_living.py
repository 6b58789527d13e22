"""The pages about living with it: what they show is what comes out, and the tests that they name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import living

INDEX = living.ROOT / "docs/living/index.md"
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", INDEX.read_text("utf-8"))


@pytest.mark.parametrize("page", living.PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_a_shell_shows(page: Path, tmp_path: Path) -> None:
    for step, printed in living.run(page, tmp_path):
        assert living.fits(step.shown, printed), f"{step.command}\n" + "\n".join(printed)


def test_every_page_is_in_the_index() -> None:
    linked = set(re.findall(r"\(([a-z-]+\.md)\)", INDEX.read_text("utf-8")))

    assert linked == {page.name for page in INDEX.parent.glob("*.md")} - {"index.md"}


def test_every_promise_names_tests_that_are_there() -> None:
    rows = [
        line for line in INDEX.read_text("utf-8").split("## What holds it")[1].splitlines() if line.startswith("| ")
    ]
    promises = [row for row in rows if not row.startswith("| promise")]
    assert len(promises) > 30
    assert all("::test_" in row.split(" | ")[-1] for row in promises)
    for file, name in NAMED:
        assert f"def {name}(" in (living.ROOT / file).read_text("utf-8"), f"{file}::{name}"


def test_what_differs_is_seen() -> None:
    assert living.fits(["a", "...", "d", "e ..."], ["a", "b", "c", "d", "e f"])
    assert not living.fits(["a", "..."], ["b"])
    assert not living.fits(["a"], ["a", "b"])
