"""Blocks of a list by their names: `env[API_KEY].value`, so that one more in the middle moves no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLACE = re.compile(r"\[(\d+)\]")
_NAMED_BY = frozenset({".name", ".id", ".Sid", ".queue"})  # what tells the blocks of one list apart
_PLAIN = re.compile(r"[\w./:-]{1,80}")


def by_name(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The same attributes in the same order; blocks that all have a name of their own are told by these."""
    names = _names(attributes)

    def renamed(path: str) -> str:
        return _PLACE.sub(lambda m: f"[{names.get(path[: m.start()], {}).get(m[1], m[1])}]", path)

    return {renamed(path): value for path, value in attributes.items()}


def _names(attributes: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Path of a list -> position -> name, for the lists in which every block has a name and no two have the same."""
    places: dict[str, set[str]] = {}
    found: dict[str, dict[str, str]] = {}
    for path, value in attributes.items():
        for match in _PLACE.finditer(path):
            listed = path[: match.start()]
            places.setdefault(listed, set()).add(match[1])
            if path[match.end() :] in _NAMED_BY and isinstance(value, str) and _PLAIN.fullmatch(value):
                found.setdefault(listed, {}).setdefault(match[1], value)
    return {listed: names for listed, names in found.items() if len(set(names.values())) == len(places[listed])}
