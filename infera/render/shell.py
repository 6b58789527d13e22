"""Words of a POSIX shell."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup


class Raw(Markup):
    """Shell that is written as it stands."""

    __slots__ = ()


_BARE = re.compile(r"[A-Za-z0-9/][A-Za-z0-9_./:@%+-]*")
_RESERVED = frozenset(
    {
        *("if", "then", "else", "elif", "fi", "case", "esac", "for", "in", "while", "until", "do"),
        *("done", "function", "select", "time", "coproc"),
    }
)


def quote(text: str) -> str:
    """The text as one word: bare when nothing in it is special, else in single quotes.
    ValueError for a NUL.
    """
    text = str(text)
    if _BARE.fullmatch(text) and text not in _RESERVED:
        return text
    if "\0" in text:
        raise ValueError("a shell word cannot hold a NUL")
    return "'" + text.replace("'", "'\\''") + "'"


def literal(value: Any) -> str:
    """A string, a number or a boolean as one word, a list as its words."""
    return words(value, quote, Raw)


def words(value: Any, word: Any, raw: type[Markup]) -> str:
    """The same with another way to write a word."""
    if isinstance(value, raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(word(str(value)))
    if isinstance(value, list | tuple):
        return " ".join(words(item, word, raw) for item in value)
    raise TypeError(f"no word for a {type(value).__name__}")
