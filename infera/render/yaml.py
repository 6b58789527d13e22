"""YAML values: double-quoted scalars and flow collections, read alike by YAML 1.1 and 1.2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from markupsafe import Markup

WIDTH = 80  # characters that a collection may take on one line
_LONG_KEY = 1000  # YAML 1.1 takes a key without `?` up to 1024 characters


class Raw(Markup):
    """YAML that is written as it stands."""

    __slots__ = ()


_SPECIAL = re.compile(r"[^ !#-\[\]-~]")
_WORDS = {None: "null", True: "true", False: "false"}
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_EXPRESSION = re.compile(r"\$\{\{")


def quote(text: str) -> str:
    """The text as a double-quoted scalar."""
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
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def literal(value: Any) -> str:
    """A plain value as YAML that needs no indentation of its own."""
    return _literal(value, quote)


def compose_literal(value: Any) -> str:
    """The same for a Compose file, where `$` opens a variable unless it is doubled."""
    return _literal(value, lambda text: quote(str(text).replace("$", "$$")))


def workflow_literal(value: Any) -> str:
    """The same for a GitHub workflow, where `${{` opens an expression: it is written as an
    expression that yields it.
    """
    return _literal(value, lambda text: quote(_EXPRESSION.sub("${{ '${{' }}", str(text))))


def _literal(value: Any, string: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return str(value) if isinstance(value, Raw) else string(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"no YAML literal for {value}")
        text = repr(value)
        return text if "." in text else text.replace("e", ".0e")  # YAML 1.1 wants the point
    if isinstance(value, Mapping):
        return _wrap(
            "{",
            [f"{_key(name, string)}: {_literal(item, string)}" for name, item in value.items()],
            "}",
        )
    if isinstance(value, list | tuple):
        return _wrap("[", [_literal(item, string) for item in value], "]")
    raise TypeError(f"no YAML literal for a {type(value).__name__}")


def _key(name: str, string: Callable[[str], str]) -> str:
    quoted = string(name)
    return f"? {quoted}" if len(quoted) > _LONG_KEY else quoted


def _wrap(opening: str, items: list[str], closing: str) -> str:
    flat = f"{opening}{', '.join(items)}{closing}"
    if len(flat) <= WIDTH and "\n" not in flat:
        return flat
    inner = ",\n".join(items).replace("\n", "\n  ")
    return f"{opening}\n  {inner}\n{closing}"
