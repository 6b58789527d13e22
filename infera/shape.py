"""Has the data the shape of an infera.yaml? `schemas/infera.schema.json` says.

The way of a file without a fault is a validator generated from the schema. Only when that refuses
is the schema itself read, by jsonschema, to say what is wrong where.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Path

MOST_FOUND = 1000  # findings; then one more says that there are more

_GONE = object()


def check(data: Any, refused: Collection[Path] = ()) -> list[Diagnostic]:
    """Every fault of the shape, without places. `refused` are paths that reading refused."""
    from infera import bounds, shape_compiled

    validate: Any = shape_compiled.validate
    size = list(bounds.check(data))
    try:
        validate(data)
    except shape_compiled.Refused:
        return _explained(data, refused) + size
    return size


def _explained(data: Any, refused: Collection[Path]) -> list[Diagnostic]:
    from infera import shape_words

    found: dict[tuple[Path, str, bool], Diagnostic] = {}
    for each in shape_words.explain(data):
        if any(each.path[: len(path)] == path for path in refused):
            continue
        found.setdefault((each.path, each.code.id, each.on_key), each)
        if len(found) > MOST_FOUND:
            break
    kept = [each for each in found.values() if not _is_misspelt(each, found)]
    if len(kept) > MOST_FOUND:
        last = kept[MOST_FOUND - 1]
        message = f"there are more than {MOST_FOUND:,} findings"
        kept[MOST_FOUND:] = [Diagnostic(codes.TOO_MANY, message, last.path, "settle these first")]
    return kept


def _is_misspelt(lacking: Diagnostic, found: Mapping[tuple[Path, str, bool], Diagnostic]) -> bool:
    """Whether what lacks is only misspelt, which is said already."""
    if lacking.code is not codes.REQUIRED_KEY:
        return False
    *owner, key = lacking.path
    return any(
        each.code is codes.UNKNOWN_KEY and each.path[:-1] == tuple(owner) and each.hint == f"did you mean `{key}`?"
        for each in found.values()
    )


def prune(data: Any, found: Iterable[Diagnostic], refused: Collection[Path] = ()) -> dict[str, Any]:
    """The data without what the findings refuse, so that meaning can be checked on the rest.

    Nothing is left of a file with too many faults, or too large to be compiled.
    What the file lacks at its top stays missing. A queue or schedule that is refused as a whole
    stands as `{}`, so that the others keep their index and place; a refused queue whose name could
    be read stands as `{"refused": name}`, so that nobody calls it unknown.
    """
    if not isinstance(data, dict):
        return {}
    original = data
    pending = list(found)
    if any(each.code in (codes.TOO_MANY, codes.PROJECT_SIZE) for each in pending):
        return {}
    holes: set[Path] = set()
    gone = set(refused)
    for _ in range(200):  # each round takes something away; a level at a time in the worst case
        paths = ({_target(each) for each in pending} | gone) - {()}
        gone = set()
        paths = {path for path in paths if not _in_hole(path, holes)}
        if not paths:
            break
        data = _without(data, paths, holes)
        pending = check(data)
    return _name_holes(data, original, holes)


def _name_holes(data: dict[str, Any], original: dict[str, Any], holes: set[Path]) -> dict[str, Any]:
    """The names of refused queues, where they could be read."""
    for hole in holes:
        if hole[0] == "queues" and len(hole) == 2:
            item = original["queues"][hole[1]]
            name = item.get("name") if isinstance(item, dict) else None
            if isinstance(name, str):
                data["queues"][hole[1]]["refused"] = name
    return dict(data)


def _target(found: Diagnostic) -> Path:
    """What has to go: a map that lacks a key as a whole, else the value."""
    return found.path[:-1] if found.code is codes.REQUIRED_KEY else found.path


def _in_hole(path: Path, holes: set[Path]) -> bool:
    return any(path[: len(hole)] == hole for hole in holes)


def _without(data: Any, paths: set[Path], holes: set[Path]) -> Any:
    tree: dict[Any, Any] = {}
    for path in paths:
        node = tree
        for step in path[:-1]:
            node = node.setdefault(step, {})
            if node is _GONE:
                break
        else:
            node[path[-1]] = _GONE
    return _pruned(data, tree, (), holes)


def _pruned(value: Any, tree: Mapping[Any, Any], at: Path, holes: set[Path]) -> Any:
    """A copy of the value without the leaves of the tree; `_GONE` when nothing of use is left."""
    if isinstance(value, dict):
        result = dict(value)
        for key, branch in tree.items():
            if key not in result:
                continue
            kept = _GONE if branch is _GONE else _pruned(result[key], branch, (*at, key), holes)
            if kept is _GONE:
                del result[key]
            else:
                result[key] = kept
        return result
    if not isinstance(value, list):
        return _GONE
    return _pruned_list(value, tree, at, holes)


def _pruned_list(value: list[Any], tree: Mapping[Any, Any], at: Path, holes: set[Path]) -> Any:
    items = list(value)
    for index, branch in tree.items():
        if not isinstance(index, int) or index >= len(items):
            return _GONE
        here = (*at, index)
        kept = _GONE if branch is _GONE else _pruned(items[index], branch, here, holes)
        if kept is not _GONE:
            items[index] = kept
        elif at == ("queues",) or at[-1] == "schedules":
            items[index] = {}
            holes.add(here)
        else:
            return _GONE  # half a list means something else than the whole
    return items
