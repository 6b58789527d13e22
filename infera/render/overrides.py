"""Merges what a user overrides into the Terraform that was generated (`overrides:` in
infera.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from infera.output.files import File
from infera.records import dataclass, replace
from infera.render.blocks import Block, read_blocks
from infera.render.edits import CannotMergeError, Edits
from infera.render.expressions import NotAnExpressionError, expression
from infera.render.tidy import tidy
from infera.render.tokens import tokenise

_MODULE = ("terraform", "modules")
_SEGMENT = re.compile(r'"(?P<quoted>[^"]*)"|(?P<plain>[^."]+)')


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of an override. `key` is the attribute path as written, None: the
    address.
    """

    address: str
    key: str | None
    message: str
    hint: str = ""


def apply(files: list[File], overrides: Mapping[str, Mapping[str, Any]]) -> tuple[list[File], list[Problem]]:
    """The files with the overrides merged in, and what could not be; a problem changes nothing.

    `overrides` maps an address of the module (`aws_sqs_queue.emails`, `data.…`, `output.…`) to
    attribute paths and values. Maps merge into the block or the map, lists replace, None
    removes, strings are literals, `{expr: text}` is one HCL expression.
    """
    places = _places(files)
    edits: dict[int, Edits] = {}
    problems: list[Problem] = []
    for address in sorted(overrides):
        place = places.get(address)
        if place is None:
            message = f"no generated block has the address `{address}`"
            problems.append(Problem(address, None, message, _hint(address, places)))
            continue
        at, block = place
        edit = edits.setdefault(at, Edits(str(files[at].content)))
        problems += _merge(edit, block, address, overrides[address])
    if problems:
        return files, problems
    return [replace(file, content=tidy(edits[at].text())) if at in edits else file for at, file in enumerate(files)], []


def variables(overrides: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the variables that the overrides' expressions refer to, sorted."""
    names: set[str] = set()
    for text in _expressions(overrides):
        try:
            tokens = tokenise(expression(text)) or []
        except NotAnExpressionError:
            continue
        texts = ["", *(token.text for token in tokens)]
        for before, word, dot, name in zip(texts, texts[1:], texts[2:], texts[3:], strict=False):
            if before != "." and word == "var" and dot == ".":
                names.add(name)
    return sorted(names)


def _expressions(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if set(value) == {"expr"} and isinstance(value["expr"], str):
            yield value["expr"]
        for item in value.values():
            yield from _expressions(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _expressions(item)


def _places(files: list[File]) -> dict[str, tuple[int, Block]]:
    """Every address of the module, with the file and the block it stands in."""
    places: dict[str, tuple[int, Block]] = {}
    for at, file in enumerate(files):
        inside = file.path.parts[: len(_MODULE)] == _MODULE
        if inside and file.path.suffix == ".tf" and isinstance(file.content, str):
            for block in read_blocks(file.content):
                if block.address:
                    places[block.address] = (at, block)
    return places


def _hint(address: str, places: Mapping[str, object]) -> str:
    from infera.suggest import hint

    bare = re.sub(r"\[[^\]]*\]", "", address)
    if bare in places:
        return f"an override is for the whole block: `{bare}`"
    return hint(address, places, "address")


def _merge(edits: Edits, block: Block, address: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    tree: dict[str, Any] = {}
    for key in sorted(values):
        try:
            _graft(tree, _segments(key), values[key])
        except CannotMergeError as problem:
            yield Problem(address, key, str(problem))
            return
    for name in sorted(tree):
        try:
            edits.merge(block, {name: tree[name]})
        except (CannotMergeError, ValueError, TypeError) as problem:
            path = getattr(problem, "path", name)
            yield Problem(address, _written(values, path, name), str(problem))


def _segments(key: str) -> list[str]:
    """The parts of an attribute path: `a.b`, `a."b.c"`, `a[0].b`, `a.0.b`."""
    parts: list[str] = []
    at = 0
    while at <= len(key):
        match = _SEGMENT.match(key, at)
        if match is None or (match.end() < len(key) and key[match.end()] != "."):
            raise CannotMergeError(key, f"`{key}` is not an attribute path")
        part = match["plain"] if match["quoted"] is None else match["quoted"]
        if parts and match["plain"] and part.isascii() and part.isdigit():
            parts[-1] += f"[{part}]"
        else:
            parts.append(part)
        at = match.end() + 1
        if at > len(key):
            break
    return parts


def _graft(tree: dict[str, Any], path: list[str], value: Any) -> None:
    """Put a value into the tree of all values of an address, where another path may lead
    already.
    """
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
        if not isinstance(tree, dict):
            raise CannotMergeError(name, f"`{name}` is given twice, whole and in part")
    last = path[-1]
    if isinstance(value, Mapping) and not _is_marker(value):
        if last in tree and not isinstance(tree[last], dict):
            raise CannotMergeError(last, f"`{last}` is given twice, whole and in part")
        inner = tree.setdefault(last, {})
        for name, item in value.items():
            _graft(inner, [str(name)], item)
    elif last in tree:
        raise CannotMergeError(last, f"`{last}` is given twice, whole and in part")
    else:
        tree[last] = value


def _is_marker(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value)) in ("expr", "map", "list")


def _written(values: Mapping[str, Any], path: str, name: str) -> str:
    """The key of the declaration that leads to a path below the block."""
    for key in sorted(values, key=len, reverse=True):
        if path == key or path.startswith((key + ".", key + "[")):
            return key
    return next((key for key in sorted(values) if _segments(key)[0] == name), name)
