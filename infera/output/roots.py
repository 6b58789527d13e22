"""The module calls of the roots: what an environment passes to the module, followed to the resources that use it.

A value that differs between environments is a variable of the module, and each root passes its own. So a change of
it shows in the root alone, and an attribute that becomes such a variable changes in no environment whose value stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from infera.output.compare import Attributes, ResourceChange, attributes_of, blocks, judged
from infera.output.files import File
from infera.output.plan import Change
from infera.output.values import plain
from infera.records import dataclass, replace
from infera.render.blocks import read_blocks

_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_REFERENCE = re.compile(rf"(?<![\w.-])var\.({_NAME})")
_WRAPPED = re.compile(rf"\$\{{var\.({_NAME})\}}")
_MODULES = ("terraform", "modules")
_ENVIRONMENTS = ("terraform", "environments")

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Root:
    """One call of a module, before and after; None where the call is not there."""

    path: PurePosixPath
    address: str
    module: PurePosixPath
    before: Arguments | None
    after: Arguments | None
    given: tuple[str, ...] = ()  # arguments that change because the default of the root's own variable does


def calls(changes: Iterable[Change], files: Iterable[File]) -> list[Root]:
    """The module calls of every root that is wanted, changed or not."""
    changed = {change.path: change for change in changes}
    files = list(files)
    defaults = _defaults(changed, files)
    found = []
    for file in files:
        if file.path.parts[:2] != _ENVIRONMENTS or file.path.suffix != ".tf":
            continue
        change = changed.get(file.path)
        after = dict(_calls(file.path.parent, text_of(file)))
        before = after if change is None else dict(_calls(file.path.parent, decoded(change.before)))
        for (address, module), arguments in after.items():
            root = Root(file.path, address, module, before.get((address, module)), arguments)
            found.append(_with_defaults(root, *defaults.get(file.path.parent, ({}, {}))))
    return found


def _defaults(
    changed: Mapping[PurePosixPath, Change], files: Iterable[File]
) -> dict[PurePosixPath, tuple[Arguments, Arguments]]:
    """Root -> the defaults of its variables, before and after; those alone that there are both times."""
    found: dict[PurePosixPath, tuple[Arguments, Arguments]] = {}
    for file in files:
        if file.path.parts[:2] == _ENVIRONMENTS and file.path.name == "variables.tf":
            change = changed.get(file.path)
            if change is not None:
                was, comes = dict(_variables(decoded(change.before))), dict(_variables(text_of(file)))
                both = was.keys() & comes.keys()
                found[file.path.parent] = {n: was[n] for n in both}, {n: comes[n] for n in both}
    return found


def _variables(text: str) -> Iterator[tuple[str, Any]]:
    for block in read_blocks(text):
        if block.type == "variable" and "default" in block.attributes:
            yield block.labels[0], plain(block.attributes["default"].value)


def _with_defaults(root: Root, was: Arguments, comes: Arguments) -> Root:
    """The call with the defaults in the place of the root's variables, where one of them changes."""
    if root.before is None or root.after is None or was == comes:
        return root
    before = {name: filled(value, was) for name, value in root.before.items()}
    after = {name: filled(value, comes) for name, value in root.after.items()}
    same = [name for name, value in root.after.items() if root.before.get(name) == value]
    given = tuple(name for name in same if before[name] != after[name])
    return replace(root, before=before, after=after, given=given)


def _calls(folder: PurePosixPath, text: str) -> Iterator[tuple[tuple[str, PurePosixPath], Arguments]]:
    for block in read_blocks(text) if "module " in text else []:
        source = block.attributes.get("source")
        if block.type == "module" and source is not None:
            arguments = {name: plain(each.value) for name, each in block.attributes.items() if name != "source"}
            yield (block.address, _beside(folder, plain(source.value))), arguments


def _beside(folder: PurePosixPath, source: Any) -> PurePosixPath:
    """A relative module source, from the folder of its root."""
    parts = list(folder.parts)
    for part in str(source).split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", "", ".."):
            parts.append(part)
    return PurePosixPath(*parts)


def decoded(data: bytes | None) -> str:
    """The text of a file on disk; "" when there is none."""
    return data.decode("utf-8", "replace") if data else ""


def text_of(file: File) -> str:
    """The text of a generated file."""
    return file.content if isinstance(file.content, str) else file.data.decode()


def in_each(
    change: ResourceChange, path: PurePosixPath, roots: list[Root]
) -> Iterator[tuple[PurePosixPath, ResourceChange]]:
    """A change in the module as the environments see it: once where they agree, else one for each root."""
    there = [root for root in roots if root.before is not None and root.after is not None]
    if change.action not in ("update", "replace") or not there or not _refers(change.attributes):
        yield path, change
        return
    shared: dict[str, tuple[Any, Any]] = {}
    own: dict[int, dict[str, tuple[Any, Any]]] = {}
    for place, (before, after) in change.attributes.items():
        pairs = [(filled(before, root.before or {}), filled(after, root.after or {})) for root in there]
        if all(pair == pairs[0] for pair in pairs):
            if pairs[0][0] != pairs[0][1]:
                shared[place] = pairs[0]
            continue
        for number, pair in enumerate(pairs):
            if pair[0] != pair[1]:
                own.setdefault(number, {})[place] = pair
    if shared:
        yield path, judged(ResourceChange(change.address, "update", shared))
    for number, attributes in sorted(own.items()):
        told = judged(ResourceChange(change.address, "update", attributes))
        yield there[number].path, replace(told, address=f"{there[number].address}.{change.address}")


def _refers(attributes: Attributes) -> bool:
    return any(_REFERENCE.search(json.dumps(pair)) for pair in attributes.values())


def passed_on(
    change: ResourceChange, root: Root, uses: Mapping[str, list[tuple[str, str, Any]]], seen: set[tuple[str, str]]
) -> Iterator[ResourceChange]:
    """For changed arguments of a call, the resources in the module that they change.

    `uses` is where the module uses each variable; `seen` are the (address, attribute) that changed in
    the module itself and are told there. An argument that nothing uses stays with the call.
    """
    merged: dict[str, dict[str, tuple[Any, Any]]] = {}
    left = dict(change.attributes)
    for argument in change.attributes:
        name = re.split(r"[.\[]", argument, maxsplit=1)[0]
        if name not in (root.after or {}):  # its variable is gone, and the module tells what stands there now
            left.pop(argument)
        for address, place, value in uses.get(name, []):
            left.pop(argument, None)
            if (address, place) in seen or root.before is None or name not in root.before:
                continue
            pair = filled(value, root.before), filled(value, root.after or {})
            if pair[0] != pair[1]:
                merged.setdefault(address, {})[place] = pair
    for address, attributes in merged.items():
        told = judged(ResourceChange(address, "update", attributes))
        yield replace(told, address=f"{root.address}.{address}")
    if left:
        yield replace(change, attributes=left)


def uses(names: set[str], module: PurePosixPath, files: Iterable[File]) -> dict[str, list[tuple[str, str, Any]]]:
    """Where a module uses variables: name -> (address, attribute path, value with the reference in it).

    A region is used by everything on AWS that is not global: the provider has it for each resource.
    """
    found: dict[str, list[tuple[str, str, Any]]] = {}
    for file in files:
        if file.path.parent == module and "region" in names:
            for address, block in blocks(file.path, text_of(file)):
                if block.type == "resource" and address.startswith("aws_") and not address.startswith("aws_iam_"):
                    found.setdefault("region", []).append((address, "region", "${var.region}"))
        if file.path.parent != module or names.isdisjoint(_REFERENCE.findall(text := text_of(file))):
            continue
        for address, block in blocks(file.path, text):
            if block.type != "resource" or names.isdisjoint(_REFERENCE.findall(block.text)):
                continue
            for place, value in attributes_of(block, exact=False).items():
                for name in names & set(_REFERENCE.findall(json.dumps(value))):
                    found.setdefault(name, []).append((address, place, value))
    return found


def filled(value: Any, arguments: Arguments) -> Any:
    """A value with what a root passes in the place of the variables."""
    if isinstance(value, list):
        return [filled(item, arguments) for item in value]
    if not isinstance(value, str) or "var." not in value:
        return value
    whole = _WRAPPED.fullmatch(value)
    if whole and whole[1] in arguments:
        return arguments[whole[1]]
    value = _WRAPPED.sub(lambda match: _within(match, arguments), value)
    if "${" not in value:
        return value
    return _REFERENCE.sub(lambda match: _literal(match, arguments), value)


def _within(match: re.Match[str], arguments: Arguments) -> str:
    given = arguments.get(match[1])
    return str(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else match[0]


def _literal(match: re.Match[str], arguments: Arguments) -> str:
    return json.dumps(arguments[match[1]], ensure_ascii=False) if match[1] in arguments else match[0]
