"""What a plan means for resources: the Terraform of two trees compared, attribute by attribute.

Only files that differ are read, and of those only the blocks that differ. Text that infera wrote is
read by the reader for canonical text; a file that someone edited by python-hcl2. Addresses belong
to a folder (a module), so a block that moves from one file to another is no change, and a `moved`
block makes one that is renamed an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from infera.output import replacements
from infera.output.files import File
from infera.output.plan import Action, Change
from infera.output.values import plain
from infera.render.blocks import Block, flatten, read_blocks

Attributes = Mapping[str, tuple[Any, Any]]  # path -> (before, after); None where it is absent
ByFile = dict[PurePosixPath, tuple["ResourceChange", ...]]


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """One resource that changes. `action` is create, update, delete or replace."""

    address: str
    action: str
    attributes: Attributes = field(default_factory=dict)
    loses_jobs: bool = False
    note: str = ""  # `will be replaced (filter changed): its backlog is lost`

    @property
    def kind(self) -> str:
        """The resource type: `aws_sqs_queue`; `module` and `data` for what is none."""
        parts = self.address.split(".")
        inner = parts[2:] if parts[0] == "module" and len(parts) > 3 else parts
        return inner[0]

    @property
    def counted(self) -> bool:
        """Whether it is a resource that Terraform manages, and so part of a summary."""
        return self.kind not in ("data", "module")


@dataclass(frozen=True, slots=True)
class _Found:
    """A block: where it stands, its lines, and whether someone may have edited them."""

    path: PurePosixPath
    block: Block
    text: str
    edited: bool = False


Blocks = dict[str, _Found]


def diff(before: str, after: str, *, attributes_of_new: bool = True) -> list[ResourceChange]:
    """The resources that differ between two versions of one text, by address."""
    path = PurePosixPath("main.tf")
    changes = _compare(dict(_blocks(path, before)), dict(_blocks(path, after)), _moves(after), attributes_of_new)
    return [change for _, change in changes]


def by_file(changes: Iterable[Change], files: Iterable[File], *, attributes_of_new: bool = False) -> ByFile:
    """The resources that each changed `.tf` file changes; files without any are left out.

    `files` is what was compiled: a value that a root passes to its module is followed to the
    resources that use it. `attributes_of_new` fills in what a new resource is made with, which a
    summary does not need.
    """
    folders: dict[PurePosixPath, list[Change]] = {}
    for change in changes:
        if change.path.suffix == ".tf" and _changes_text(change):
            folders.setdefault(change.path.parent, []).append(change)
    found: dict[PurePosixPath, list[ResourceChange]] = {}
    by_path = {file.path: file for file in files if file.path.suffix == ".tf"} if folders else {}
    for folder in sorted(folders):
        for path, resource in _folder(folders[folder], attributes_of_new):
            for each in _through_module(resource, folder, by_path):
                found.setdefault(path, []).append(each)
    return {path: tuple(found[path]) for path in sorted(found)}


def _changes_text(change: Change) -> bool:
    return change.action is not Action.KEEP and not (change.before is None and change.after is None)


def _folder(changes: list[Change], attributes_of_new: bool) -> Iterator[tuple[PurePosixPath, ResourceChange]]:
    before: Blocks = {}
    after: Blocks = {}
    moves: dict[str, str] = {}
    for change in changes:
        old, new = _text(change.before), _text(change.after)
        edited = change.before is not None and not change.pristine
        before.update(_blocks(change.path, old, edited))
        after.update(_blocks(change.path, new))
        moves.update(_moves(new))
    yield from _compare(before, after, moves, attributes_of_new)


def _text(data: bytes | None) -> str:
    return data.decode("utf-8", "replace") if data else ""


def _blocks(path: PurePosixPath, text: str, edited: bool = False) -> Iterator[tuple[str, _Found]]:
    lines = text.split("\n")
    for block in read_blocks(text):
        if block.type in ("resource", "data", "module") and block.address:
            body = "\n".join(lines[block.line : block.end])
            yield block.address, _Found(path, block, body, edited)


_MOVED = re.compile(r"^moved\s*\{\s*from\s*=\s*(\S+)\s+to\s*=\s*(\S+)\s*\}", re.MULTILINE)
_REMOVED = re.compile(r"^removed\s*\{\s*from\s*=\s*(\S+).*?destroy\s*=\s*false", re.MULTILINE | re.DOTALL)


def _moves(text: str) -> dict[str, str]:
    """Old address -> new one, for every `moved` block; an address that is let go without destroying
    maps to itself.
    """
    found = {match[1]: match[2] for match in _MOVED.finditer(text)} if "moved" in text else {}
    if "removed" in text:
        found.update({match[1]: match[1] for match in _REMOVED.finditer(text)})
    return found


def _compare(
    before: Blocks, after: Blocks, moves: Mapping[str, str], attributes_of_new: bool
) -> Iterator[tuple[PurePosixPath, ResourceChange]]:
    came_from = {new: old for old, new in moves.items() if old in before and new in after}
    gone = [address for address in before if address not in after and address not in moves]
    for address, new in after.items():
        old = before.get(came_from.get(address, address))
        if old is None:
            if new.block.type == "resource":
                attributes = _created(new) if attributes_of_new else {}
                yield new.path, ResourceChange(address, "create", attributes)
        elif old.text != new.text:
            moved = {old_name: name for name, old_name in came_from.items()}
            if attributes := _changed(old, new, moved):
                yield new.path, _judged(ResourceChange(address, "update", attributes))
    for address in gone:
        if before[address].block.type == "resource":
            yield before[address].path, _deleted(address)


def _created(new: _Found) -> Attributes:
    return {path: (None, value) for path, value in _attributes(new, exact=False).items()}


def _deleted(address: str) -> ResourceChange:
    what, jobs = replacements.lost(address.split(".", maxsplit=1)[0])
    note = f"will be deleted: {what} is lost" if what else ""
    return ResourceChange(address, "delete", {}, jobs, note)


def _judged(change: ResourceChange) -> ResourceChange:
    """The change with its real action: an attribute that cannot change in place replaces the
    resource.
    """
    forced = replacements.replacing(change.kind, change.attributes)
    if not forced:
        return change
    what, jobs = replacements.lost(change.kind)
    note = f"will be replaced ({', '.join(forced)} changed)" + (f": {what} is lost" if what else "")
    return replace(change, action="replace", loses_jobs=jobs, note=note)


def _changed(old: _Found, new: _Found, moved: Mapping[str, str]) -> Attributes:
    exact = old.edited
    was, comes = _attributes(old, exact=exact), _attributes(new, exact=exact)
    for gone, now in moved.items():  # what followed a rename says the same as before
        pattern = re.compile(rf"(?<![\w.-]){re.escape(gone)}(?![\w-])")
        was = {path: _rename(value, pattern, now) for path, value in was.items()}
    return {
        path: (was.get(path), comes.get(path))
        for path in dict.fromkeys([*comes, *was])
        if was.get(path) != comes.get(path)
    }


def _rename(value: Any, pattern: re.Pattern[str], now: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(now, value) if "${" in value else value
    if isinstance(value, list):
        return [_rename(item, pattern, now) for item in value]
    return value


def _attributes(found: _Found, *, exact: bool) -> dict[str, Any]:
    """Every attribute below a block by its path. `exact`: someone may have written it, so a parser
    reads it.
    """
    listed: dict[str, Any] = {}
    if exact:
        from infera.output.addresses import attributes

        if (parsed := attributes(found.text)) is not None:
            for path, value in parsed.items():
                listed.update(_entries(path, value))
            return listed
    for path, text in flatten(found.block).items():
        if not path.startswith(_ORDER):
            listed.update(_entries(path, plain(text)))
    return listed


_ORDER = ("depends_on", "lifecycle.")  # how Terraform goes about it, not what it makes
_ENCODED = re.compile(r"\$\{jsonencode\((.*)\)\}", re.DOTALL)


def _entries(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A map one entry a path, in JSON text too, so that a change of one label shows as that."""
    if path.startswith(_ORDER):
        return
    if isinstance(value, str) and (match := _ENCODED.fullmatch(value)):
        inner = plain(match[1])
        value = inner if isinstance(inner, dict | list) else value
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _entries(f"{path}.{key}", item)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from _entries(f"{path}[{index}]", item)
    else:
        yield path, value


def _through_module(
    change: ResourceChange, folder: PurePosixPath, files: Mapping[PurePosixPath, File]
) -> Iterator[ResourceChange]:
    """For a changed argument of a root's module, the resources in the module that it changes."""
    if change.kind != "module" or change.action != "update":
        yield change
        return
    prefix = change.address
    left = dict(change.attributes)
    merged: dict[str, dict[str, tuple[Any, Any]]] = {}
    for argument, values in change.attributes.items():
        name = re.split(r"[.\[]", argument, maxsplit=1)[0]
        used = list(_uses(name, folder, files)) if None not in values and name == argument else []
        for address, path, value in used:
            before, after = (_filled(value, name, given) for given in values)
            merged.setdefault(address, {})[path] = (before, after)
            left.pop(argument, None)
    for address, attributes in merged.items():
        judged = _judged(ResourceChange(address, "update", attributes))
        yield replace(judged, address=f"{prefix}.{address}")
    if left:
        yield replace(change, attributes=left)


def _uses(name: str, folder: PurePosixPath, files: Mapping[PurePosixPath, File]) -> Iterator[tuple[str, str, Any]]:
    """Where the modules use a variable: (address, path, value with the reference)."""
    reference = f"var.{name}"
    whole = re.compile(rf"(?<![\w.-]){re.escape(reference)}(?![\w-])")
    for path, file in files.items():
        if path.parent == folder or path.parts[:2] != ("terraform", "modules"):
            continue
        text = file.content if isinstance(file.content, str) else file.content.decode()
        if reference not in text:
            continue
        for address, found in _blocks(path, text):
            if found.block.type == "resource" and whole.search(found.text):
                for place, value in _attributes(found, exact=False).items():
                    if isinstance(value, str) and whole.search(value):
                        yield address, place, value


def _filled(value: str, name: str, given: Any) -> Any:
    """An attribute's value with the variable's value in it."""
    if value == f"${{var.{name}}}":
        return given
    return value.replace(f"${{var.{name}}}", str(given))


def summary(found: Mapping[PurePosixPath, Iterable[ResourceChange]]) -> dict[str, int]:
    """How many resources are created, updated, deleted and replaced; each address once."""
    actions = {change.address: change.action for changes in found.values() for change in changes if change.counted}
    listed = list(actions.values())
    return {action: listed.count(action) for action in ("create", "update", "delete", "replace")}
