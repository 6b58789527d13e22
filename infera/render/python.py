"""Python literals, quoted as `ruff format` quotes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from markupsafe import Markup

WIDTH = 60  # characters that a collection may take on one line


class Raw(Markup):
    """Python that is written as it stands."""

    __slots__ = ()


_SPECIAL = re.compile(r"[^ !#-&(-\[\]-~]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def quote(text: str) -> str:
    """The text as a string literal: double quotes, unless single ones need fewer escapes."""
    text = str(text)
    mark = "'" if text.count('"') > text.count("'") else '"'

    def escape(match: re.Match[str]) -> str:
        char = match[0]
        if char in "\"'":
            return f"\\{char}" if char == mark else char
        return _SHORT.get(char) or (char if char.isprintable() else _escape(ord(char)))

    return f"{mark}{_SPECIAL.sub(escape, text)}{mark}"


def _escape(point: int) -> str:
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def literal(value: Any) -> str:
    """A plain value as a Python expression, on one line while short, else one item a line with
    trailing commas.
    """
    if isinstance(value, str):
        return str(value) if isinstance(value, Raw) else quote(value)
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"no Python literal for {value}")
        return repr(value)
    if isinstance(value, Mapping):
        return _wrap("{", [f"{literal(name)}: {literal(item)}" for name, item in value.items()], "}")
    if isinstance(value, list | tuple):
        return _sequence(value)
    raise TypeError(f"no Python literal for a {type(value).__name__}")


def _sequence(value: list[Any] | tuple[Any, ...]) -> str:
    items = [literal(item) for item in value]
    if isinstance(value, list):
        return _wrap("[", items, "]")
    return f"({items[0]},)" if len(items) == 1 else _wrap("(", items, ")")


def _wrap(opening: str, items: list[str], closing: str) -> str:
    flat = f"{opening}{', '.join(items)}{closing}"
    if len(flat) <= WIDTH and "\n" not in flat:
        return flat
    inner = ",\n".join(items).replace("\n", "\n    ")
    return f"{opening}\n    {inner},\n{closing}"
