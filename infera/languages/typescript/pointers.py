"""JSON pointers inside one schema: `#/$defs/item`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def resolve(root: Any, pointer: str) -> Any:
    """The schema that a local pointer names, else None."""
    if pointer != "#" and not pointer.startswith("#/"):
        return None
    at = root
    for raw in pointer.split("/")[1:]:
        step = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(at, Mapping) and step in at:
            at = at[step]
        elif isinstance(at, list) and step.isdigit() and int(step) < len(at):
            at = at[int(step)]
        else:
            return None
    return at
