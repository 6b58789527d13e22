"""Blocks of a list by their names: `env[API_KEY].value`, so that one more in the middle moves no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLACE = re.compile(r"\[(\d+)\]")
_NAME_IN_PATH = re.compile(r"\[(?!\d+\])([^\[\]]+)\]")
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


def with_new_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`before`, with a block that has nothing new but its name under the name that it has in `after`."""
    old, new = _blocks(before), _blocks(after)
    names: dict[str, str] = {}
    for listed, blocks in old.items():
        others = new.get(listed, {})
        came = {name: block for name, block in others.items() if name not in blocks}
        for name, block in blocks.items():
            if name in others:
                continue
            now = next((each for each, other in came.items() if _but_for_names(other) == _but_for_names(block)), None)
            if now is not None:
                names[f"{listed}[{name}]"] = f"{listed}[{now}]"
                del came[now]
    if not names:
        return dict(before)
    return {_at_new_place(path, names): value for path, value in before.items()}


def _blocks(attributes: Mapping[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """Path of a list -> name of a block -> what is in it, by the rest of its path."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for path, value in attributes.items():
        for match in _NAME_IN_PATH.finditer(path):
            block = found.setdefault(path[: match.start()], {}).setdefault(match[1], {})
            block[path[match.end() :]] = value
    return found


def _but_for_names(block: Mapping[str, Any]) -> dict[str, Any]:
    return {rest: value for rest, value in block.items() if rest not in _NAMED_BY}


def _at_new_place(path: str, names: Mapping[str, str]) -> str:
    for match in _NAME_IN_PATH.finditer(path):
        now = names.get(path[: match.end()])
        if now is not None:
            return now + path[match.end() :]
    return path
