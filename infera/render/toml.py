"""TOML values: basic strings, arrays and inline tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from markupsafe import Markup

WIDTH = 80  # characters that an array may take on one line


class Raw(Markup):
    """TOML that is written as it stands."""

    __slots__ = ()


_SPECIAL = re.compile(r"[^ !#-\[\]-~]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def quote(text: str) -> str:
    """The text as a basic string."""
    return f'"{_SPECIAL.sub(_escape, str(text))}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if short := _SHORT.get(char):
        return short
    if char.isprintable():
        return char
    point = ord(char)
    if 0xD800 <= point <= 0xDFFF:
        point = 0xFFFD  # half a surrogate pair is no character
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def literal(value: Any) -> str:
    """A plain value as TOML, which has no null: TypeError for None."""
    if isinstance(value, str):
        return str(value) if isinstance(value, Raw) else quote(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"no TOML literal for {value}")
        return repr(value)
    if isinstance(value, Mapping):
        items = [f"{_key(name)} = {_flat(item)}" for name, item in value.items()]
        return "{ " + ", ".join(items) + " }" if items else "{}"
    if isinstance(value, list | tuple):
        return _array([literal(item) for item in value])
    raise TypeError(f"no TOML literal for a {type(value).__name__}")


def _key(name: str) -> str:
    return str(name) if _BARE.fullmatch(name) else quote(name)


def _flat(value: Any) -> str:
    """A value inside an inline table, which stays on one line."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flat(item) for item in value) + "]"
    return literal(value)


def _array(items: list[str]) -> str:
    flat = f"[{', '.join(items)}]"
    if len(flat) <= WIDTH and "\n" not in flat:
        return flat
    inner = ",\n".join(items).replace("\n", "\n  ")
    return f"[\n  {inner},\n]"
