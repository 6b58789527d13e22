"""HTML: text and attribute values in quotes."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup


class Raw(Markup):
    """HTML that is written as it stands."""

    __slots__ = ()


_ESCAPES = {
    **{ord(char): f"&#{ord(char)};" for char in "&<>\"'\r"},
    **dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd"),  # no characters of HTML
}


def literal(value: Any) -> str:
    """A string, a number or a boolean as text that is safe between tags and in a quoted
    attribute.
    """
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value).translate(_ESCAPES)
    raise TypeError(f"no HTML text for a {type(value).__name__}")
