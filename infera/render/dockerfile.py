"""Values in a Dockerfile: a word (of ENV, LABEL, ARG, FROM), or the exec form of a list."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from infera.render import javascript


class Raw(Markup):
    """Dockerfile that is written as it stands."""

    __slots__ = ()


_BARE = re.compile(r"[A-Za-z0-9/][A-Za-z0-9_./:@+-]*")
_LINE_END = re.compile(r"[\0\n\r]")


def quote(text: str) -> str:
    r"""The text as one word, in double quotes unless it is plain.

    ValueError for a line end or a NUL: an instruction ends with its line, and no escape stands
    for one.
    """
    text = str(text)
    if _BARE.fullmatch(text):
        return text
    if _LINE_END.search(text):
        raise ValueError("a word of a Dockerfile cannot hold a line end or a NUL")
    return '"' + re.sub(r'([\\"$])', r"\\\1", text) + '"'


def literal(value: Any) -> str:
    """A string, a number or a boolean as one word; a list as a JSON array (CMD, ENTRYPOINT,
    SHELL, COPY).
    """
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return quote(str(value))
    if isinstance(value, list | tuple):
        return "[" + ", ".join(javascript.quote(str(item)) for item in value) + "]"
    raise TypeError(f"no word for a {type(value).__name__}")
