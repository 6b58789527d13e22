"""Markdown: text that no reader takes for markup, also in a table."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup


class Raw(Markup):
    """Markdown that is written as it stands."""

    __slots__ = ()


_SPECIAL = re.compile(
    r"""
    (?P<entity>[<>&\r\n\t\0\x0b\x0c]|(?<=\ )\ |\A\ |\ \Z)
    | (?P<escape>
        [\\`*\[\]|~$!#{}] | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])
        | \A(?:[-+=:] | (?<!\d)\d{1,9}(?=[.)]))
      )
    | (?P<scheme>(?<=[A-Za-z]):(?=//) | (?<=www)\.)
    | (?P<emoji>:(?=[A-Za-z0-9_+-]+:))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def quote(text: str) -> str:
    """The text as text: what would be markup is escaped, a line end is an entity."""
    return _SPECIAL.sub(_escape, str(text))


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if match["escape"] and not char[0].isdigit():
        return f"\\{char}"
    if char[0].isdigit():
        return char + "\\"  # `1.` at the start of a line is a list
    return "\ufffd" if char == "\0" else f"&#{ord(char)};"


_PLAIN_CODE = re.compile(r"[A-Za-z0-9_./:=@%+*,() -]*[A-Za-z0-9_./:=@%+*,()-]")


def code(text: str) -> Raw:
    """The text as code, in a table too: a code span where it is plain, else escaped text in
    `<code>`.
    """
    text = str(text)
    if _PLAIN_CODE.fullmatch(text) and text[0] != " ":
        return Raw(f"`{text}`")
    return Raw(f"<code>{quote(text)}</code>")


def literal(value: Any) -> str:
    """A string, a number or a boolean as text."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return quote(str(value))
    raise TypeError(f"no Markdown text for a {type(value).__name__}")
