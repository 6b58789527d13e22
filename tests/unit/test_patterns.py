"""Patterns: which may stand in a payload schema, and matching that nobody waits for."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera.patterns import matches, problem

HARMLESS = [
    "",
    "^[a-z0-9]+(?:-[a-z0-9]+)*$",
    r"^\d{4}-\d{2}-\d{2}$",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    r"^(?=.{1,253}$)[a-z]{1,63}(?:\.[a-z]{1,63})+$",
    r"^https?://[^\s]+$",
    "^.*foo.*$",
    "^(?!x)[a-z]+$",
    "[a-z]{1,2000}",
    r"^\+?[1-9]\d{1,14}$",
    "^(GET|POST|PUT)$",
    r"^(\w+\.)+\w+$",
    "^[A-Z]{2,3}(, ?[A-Z]{2,3})*$",
    r"^\s*(.*?)\s*$",
    "^(a|b|c)*d$",
    r"^(\d{3}){2,10}$",
    r"\\A",
    r"[\^$.|?*+()\[\]\-]",
    r"\/\{\}\x41\u00e9[\x00-\x1f]",
    "(?<=a)b(?<!c)",
    "[a-z@_ -]+?",
]
EXPONENTIAL = [
    "(a+)+",
    "^(a|a)*$",
    "(a*)*b",
    r"^(\w+\s?)*$",
    "^([a-zA-Z]+)*$",
    "(.*)*x",
    "^(a|aa)+$",
    "(x+x+)+y",
    "^((a?){10}){10,}$",
    r"(\d+|\d+\.)*$",
    "(?:a{1,1000}){1,1000}",
    "(?=(a+)+b)a",
    "^(?:(?:x*|y*)z)*$",
]


@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_harmless_pattern_passes(pattern: str) -> None:
    assert problem(pattern) is None


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_a_pattern_that_may_run_for_ever_does_not(pattern: str) -> None:
    found = problem(pattern)
    assert found is not None
    assert "for ever" in found[0]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a)\1",
        "(?P<x>a)",
        "(?i)a",
        r"\Aa",
        r"a\Z",
        r"\p{L}",
        "(?#c)a",
        "a++",
        "(?>a)",
        "(?<x>a)",
        "(",
        "[",
        "a" * 1001,
        "(" * 500 + ")" * 500,
        "([a-z]?){200}",
        "a{5,2}",
        "*",
        "\\",
        r"\_",
        r"\@",
        r"\-",
        r"[\@]",
        r"[\p{L}]",
        r"\a",
        r"\U0001F600",
        "a{",
        "a}",
        "a]",
        "[]",
        "[^]",
        "[]a]",
        "(?(1)a|b)",
        "(?-i:a)",
        "(?i:a)",
    ],
)
def test_a_pattern_that_two_languages_read_differently_does_not_pass(pattern: str) -> None:
    found = problem(pattern)
    assert found is not None
    assert all(found)


@given(st.lists(st.sampled_from("a b ( ) | * + ? [ab] [^a] . ^ $ {2} {1,3} {0,} x \\d".split()), max_size=9))
@settings(deadline=None, max_examples=500)
def test_matching_agrees_with_the_language(pieces: list[str]) -> None:
    pattern = "".join(pieces)
    try:
        re.compile(pattern)
    except re.error:
        assert problem(pattern) is not None
        return
    if problem(pattern) is not None:
        return
    strict = pattern.replace("$", r"\Z")
    for text in ["", "a", "b", "ab", "aab", "xx", "abab", "bbbb", "\n", "xa\n", "7a"]:
        assert matches(pattern, text) == (re.search(strict, text) is not None), (pattern, text)


def test_matching_a_long_text_takes_no_longer_than_reading_it() -> None:
    started = time.process_time()
    assert not matches("^(?:[a-z]+,)*[a-z]+$", "a" * 100_000 + "!")
    assert not matches("a.*a.*a.*a.*a.*b$", "a" * 20_000)
    assert time.process_time() - started < 5


def test_judging_takes_no_time() -> None:
    started = time.process_time()
    for pattern in (
        "".join(f"(?:{chr(97 + i % 26)}|.)*" for i in range(60)),
        "(?:[a-z]|[a-z0-9])" * 55,
        "(.?" * 30 + ")" * 30,
        "(?:" + "|".join("abcdefghij") + "){16}",
        "((((a{16}){16}){16}){16}){16}",
    ):
        problem(pattern)
    assert time.process_time() - started < 10
