"""HTML: text and attribute values in quotes."""

from __future__ import annotations

from html import escape
from typing import Any

from markupsafe import Markup


class Raw(Markup):
    """HTML that is written as it stands."""

    __slots__ = ()


_CONTROL = {ord("\r"): "&#13;", 0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def literal(value: Any) -> str:
    """A string, a number or a boolean as text that is safe between tags and in a quoted
    attribute.
    """
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return escape(str(value), quote=True).translate(_CONTROL)
    raise TypeError(f"no HTML text for a {type(value).__name__}")
