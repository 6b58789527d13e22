"""JSON, and TypeScript or JavaScript literals.

A string is a JSON string that is also safe inside a `<script>`: `<`, U+2028 and U+2029 are
escapes, and so is every character that cannot be seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from markupsafe import Markup

WIDTH = 80  # characters that a list or an object may take on one line


class Raw(Markup):
    """JSON, TypeScript or JavaScript that is written as it stands."""

    __slots__ = ()


_SPECIAL = re.compile(r"[^ !#-;=-\[\]-~]")
_WORDS = {None: "null", True: "true", False: "false"}
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "<": "\\u003c"}


def quote(text: str) -> str:
    """The text as a JSON string, which is a TypeScript string too."""
    return f'"{_SPECIAL.sub(_escape, str(text))}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if short := _SHORT.get(char):
        return short
    if char.isprintable():
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def json_literal(value: Any) -> str:
    """A plain value as JSON, on one line while short. ValueError for NaN and the infinities,
    TypeError for other types.
    """
    return _literal(value, quote)


def literal(value: Any) -> str:
    """A plain value as a TypeScript expression: JSON, but for the key `__proto__`, which would
    set the prototype.
    """
    return _literal(value, _key)


def _key(name: str) -> str:
    return f"[{quote(name)}]" if name == "__proto__" else quote(name)


def _literal(value: Any, key: Any) -> str:
    if isinstance(value, str):
        return str(value) if isinstance(value, Raw) else quote(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"no JSON literal for {value}")
        return repr(value)
    if isinstance(value, Mapping):
        return _wrap("{", [f"{key(name)}: {_literal(item, key)}" for name, item in value.items()], "}")
    if isinstance(value, list | tuple):
        return _wrap("[", [_literal(item, key) for item in value], "]")
    raise TypeError(f"no JSON literal for a {type(value).__name__}")


def _wrap(opening: str, items: list[str], closing: str) -> str:
    if not items:
        return opening + closing
    space = " " if opening == "{" else ""
    flat = f"{opening}{space}{', '.join(items)}{space}{closing}"
    if len(flat) <= WIDTH and "\n" not in flat:
        return flat
    inner = ",\n".join(items).replace("\n", "\n  ")
    return f"{opening}\n  {inner}\n{closing}"
