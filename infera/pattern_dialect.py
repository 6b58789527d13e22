"""What a regular expression may hold to mean the same in Python and in JavaScript.

JavaScript is read as validators of JSON Schema read it, with the `u` flag: an escape of a sign that
needs none, or a brace that counts nothing, is an error there and a character in Python.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
    (?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.|$))
    | (?P<empty>\[\^?\])
    | (?P<set>\[(?:\\.|[^\]\\])*\])
    | (?P<count>\{[0-9]+(?:,[0-9]*)?\})
    | (?P<group>\(\?(?:[:=!]|<[=!]|.?.?))
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SET_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SIGNS = set("^$\\.*+?()[]{}|/")
_LETTERS = set("dDwWsSbBfnrtv0")
_GROUPS = {"(?:", "(?=", "(?!", "(?<=", "(?<!"}

Problem = tuple[str, str]  # what is wrong, and what to do


def foreign(pattern: str) -> Problem | None:
    """What only one of the two languages understands, None when both do."""
    before = ""
    for match in _TOKEN.finditer(pattern):
        kind, text = match.lastgroup or "", match[0]
        found = _token(kind, text, before)
        if found is not None:
            return found
        before = kind if kind != "other" else text
    return None


def _token(kind: str, text: str, before: str) -> Problem | None:
    found = None
    if kind == "escape":
        found = _escape(text, _SIGNS)
    elif kind == "set":
        escapes = _SET_ESCAPE.findall(text)
        found = next((each for e in escapes if (each := _escape(e, _SIGNS | {"-"}))), None)
    elif kind == "empty":
        found = "holds an empty class, which Python reads otherwise", "write `\\]` for the sign"
    elif kind == "group" and text not in _GROUPS:
        found = f"holds `{text}`, which not both languages know", "write `(?:…)`"
    elif kind == "other" and text in "{}]":
        found = f"holds a `{text}` that stands alone", f"write `\\{text}` for the sign"
    elif text == "+" and before in ("+", "*", "?", "count"):
        found = "repeats in Python's possessive way", "remove the second `+`"
    return found


def _escape(text: str, signs: set[str]) -> Problem | None:
    what = text[1:]
    if len(what) > 1 or what in signs or what in _LETTERS:
        return None
    if what in "AZ" and what:
        return f"holds `{text}`, which is Python's alone", "write `^` or `$`"
    if what.isdigit():
        return "refers back to a group", "repeat what the group stands for"
    if what.isalpha() or not what:
        return f"holds `{text}`, which not both languages know", "name the characters: `[A-Za-z]`"
    return f"escapes `{what}`, which needs no escape", "remove the backslash"
