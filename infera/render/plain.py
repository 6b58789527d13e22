"""Files without a way to escape (.dockerignore, .gitignore, .env examples): plain words only."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup


class Raw(Markup):
    """Text that is written as it stands."""

    __slots__ = ()


_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./:@+-]*")


def literal(value: Any) -> str:
    """A plain word; ValueError for anything else, since the format has no escape for it."""
    if isinstance(value, Raw):
        return str(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not isinstance(value, str | int | float) or not _SAFE.fullmatch(text):
        raise ValueError(f"not a plain word: {text!r}")
    return text
