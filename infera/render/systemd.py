"""Values in a systemd unit (systemd.syntax, systemd.service): a word, bare or in double quotes.

A unit's line ends at a line feed, at a carriage return and at a NUL; `%` opens a specifier.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup


class Raw(Markup):
    """A piece of a unit that is written as it stands."""

    __slots__ = ()


_BARE = re.compile(r"[A-Za-z0-9_/][A-Za-z0-9_./:@+=-]*")
_SPECIAL = re.compile(r"[^ !#$&-\[\]-~]")
_SHORT = {'"': '\\"', "\\": "\\\\", "%": "%%", "\n": "\\n", "\t": "\\t"}


def quote(text: str) -> str:
    """The text as one word. ValueError for a NUL, which no escape may stand for."""
    text = str(text)
    if _BARE.fullmatch(text):
        return text
    if "\0" in text:
        raise ValueError("a word of a unit cannot hold a NUL")
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if short := _SHORT.get(char):
        return short
    if char.isprintable():
        return char
    point = ord(char)
    if point < 0x80:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def literal(value: Any) -> str:
    """A string, a number or a boolean as one word."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return quote(str(value))
    raise TypeError(f"no word for a {type(value).__name__}")
