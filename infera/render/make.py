"""Words in a Makefile: in a recipe, or as the value of a variable that a recipe uses.

make reads `$` and, in a variable, `#` before the shell does, and a recipe ends with its line:
such characters are written in the shell's `$'…'`, which needs `SHELL := bash` when one occurs.
"""

from __future__ import annotations

import re
from typing import Any

from infera.render import shell
from infera.render.shell import Raw

__all__ = ["Raw", "literal", "quote"]

_UNSAFE = re.compile(r"[\x00-\x1f\x7f#]")


def quote(text: str) -> str:
    """The text as one word of the shell, past make. ValueError for a NUL."""
    text = str(text)
    if "\0" in text:
        raise ValueError("a shell word cannot hold a NUL")
    if not _UNSAFE.search(text):
        return shell.quote(text).replace("$", "$$")
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    escaped = _UNSAFE.sub(lambda match: f"\\{ord(match[0]):03o}", escaped)
    return "$$'" + escaped.replace("$", "$$") + "'"


def literal(value: Any) -> str:
    """A string, a number or a boolean as one word, a list as its words."""
    return shell.words(value, quote, Raw)
