from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infera.views.safe import safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, ünïcödé, 日本 😀", "plain text, ünïcödé, 日本 😀"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\u2028", "\\u2028"),
        ("::set-output name=x::y", ":\\x3aset-output name=x::y"),
        ("x ::error::y", "x :\\x3aerror::y"),
        ("##[group]x", "#\\x23[group]x"),
        ("##vso[task.setvariable]", "#\\x23vso[task.setvariable]"),
        ("arn:aws:iam::123:role/x", "arn:aws:iam::123:role/x"),
        ("a::b", "a::b"),
    ],
)
def test_what_a_terminal_or_a_runner_obeys_is_made_visible(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_safe_text_is_one_printable_line_without_commands(text: str) -> None:
    shown = safe(text)
    assert not any(char in shown for char in "\n\r\x1b\x07\x9b\u202e")
    assert not shown.lstrip().startswith("::") or not shown.lstrip()[2:3].isalpha()
    assert "##[" not in shown
    assert safe(shown) == shown
