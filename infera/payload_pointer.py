"""Where a local reference of a JSON Schema leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def pointer(root: Any, reference: str) -> Iterator[Any]:
    """The value that `#` or `#/a/b` leads to; nothing when it leads nowhere."""
    from urllib.parse import unquote

    value = root
    for part in unquote(reference.removeprefix("#")).split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return
    yield value
