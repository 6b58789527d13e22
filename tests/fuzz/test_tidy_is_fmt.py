"""`tidy` lays out as `terraform fmt` does; it also squeezes blank lines and cuts spaces after a
comment.
"""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera.render.tidy import _line, analyse, tidy
from infera.render.tokens import tokenise
from tests.engines import terraform
from tests.fuzz.messy_hcl import Messy


def fmt(folder: Path, texts: list[str]) -> list[str]:
    """What `terraform fmt` makes of some texts, in one run."""
    paths = [folder / f"{at}.tf" for at in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    (folder / "none.rc").write_text("")
    command = [terraform.binary() or "terraform", "fmt", "-no-color", "-list=false", str(folder)]
    done = subprocess.run(
        command,
        env={"TF_CLI_CONFIG_FILE": str(folder / "none.rc")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [path.read_text() for path in paths]


def lines(text: str) -> list[str]:
    """Lines without what hangs on blank lines: indentation stays, alignment goes."""
    return [re.sub(r"(?<=\S) +", " ", line) for line in text.split("\n") if line.strip()]


@pytest.mark.engine("terraform")
def test_random_files_are_laid_out_as_fmt_does(tmp_path: Path) -> None:
    messy = Messy(7)
    texts = [messy.file() for _ in range(600)]
    for text, formatted in zip(texts, fmt(tmp_path, texts), strict=True):
        assert lines(tidy(text)) == lines(formatted), text
        assert tidy(formatted) == tidy(text)


@pytest.mark.engine("terraform")
def test_fmt_has_nothing_to_change_after_tidy(tmp_path: Path) -> None:
    messy = Messy(8)
    texts = [tidy(messy.file()) for _ in range(600)]
    assert fmt(tmp_path, texts) == texts


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 10**9))
def test_a_second_time_changes_nothing(seed: int) -> None:
    once = tidy(Messy(seed).file())
    assert tidy(once) == once


def test_a_short_cut_sees_what_the_tokens_say() -> None:
    messy = Messy(9)
    laid_out = {line.strip() for _ in range(1000) for line in tidy(messy.file()).split("\n")}
    pieces = [
        "a",
        "b.c",
        "f(",
        "(",
        "[",
        "]",
        ")",
        ", ",
        " == ",
        " ? ",
        " : ",
        "1",
        '"s"',
        '"[("',
        "[0]",
        " = ",
        "  = ",
        ".d",
        ",",
    ]
    source = random.Random(4)
    made = {"".join(source.choices(pieces, k=source.randrange(1, 9))) for _ in range(30_000)}
    for line in sorted((laid_out | made) - {""}):
        if analyse(line) != _line(line):
            assert tokenise(line) is None or line.strip() != line, line


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet='ab =#"{}[]()$%<-E\n\t/*\\,:.!', max_size=80))
def test_text_that_is_no_hcl_is_no_error(text: str) -> None:
    laid_out = tidy(text)
    assert "".join(laid_out.split()) == "".join(text.split())
