"""The resources of two Terraform texts compared, attribute by attribute.

Only files that differ are read, and of those only the blocks that differ. Text that infera wrote is
read by the reader for canonical text; a file that someone edited by python-hcl2. Addresses belong
to a folder (a module), so a block that moves from one file to another is no change, and a `moved`
block makes one that is renamed an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from infera.output import replacements
from infera.output.listed import by_name, with_new_names
from infera.output.values import plain
from infera.records import dataclass, field, replace
from infera.render.blocks import Block, flatten, read_blocks

Attributes = Mapping[str, tuple[Any, Any]]  # path -> (before, after); None where it is absent


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
class Found:
    """A block: where it stands, its type, its lines, and whether someone may have edited them."""

    path: PurePosixPath
    type: str
    text: str
    edited: bool = False

    @property
    def block(self) -> Block:
        """The block, read now."""
        return read_blocks(self.text)[0]


Blocks = dict[str, Found]


def diff(before: str, after: str, *, attributes_of_new: bool = True) -> list[ResourceChange]:
    """The resources that differ between two versions of one text, by address."""
    path = PurePosixPath("main.tf")
    changes = compare(dict(blocks(path, before)), dict(blocks(path, after)), moves_in(after), attributes_of_new)
    return [change for _, change in changes]


# A block at the top of a text as infera and `terraform fmt` lay it out: it ends with the first bracket in column 1.
_TOP = re.compile(
    r'^(?P<type>resource|data|module) "(?P<kind>[^"\n]+)"(?: "(?P<name>[^"\n]+)")? \{(?:\}$|.*?^\}$)',
    re.MULTILINE | re.DOTALL,
)


def blocks(path: PurePosixPath, text: str, edited: bool = False) -> Iterator[tuple[str, Found]]:
    """The blocks that matter by their addresses: resources, data sources, module calls."""
    if not edited and "<<" not in text:  # no heredoc, which may hold anything in column 1
        for match in _TOP.finditer(text):
            label = f".{match['name']}" if match["name"] else ""
            prefix = "" if match["type"] == "resource" else f"{match['type']}."
            yield f"{prefix}{match['kind']}{label}", Found(path, match["type"], match[0])
        return
    lines = text.split("\n")
    for block in read_blocks(text):
        if block.type in ("resource", "data", "module") and block.address:
            body = "\n".join(lines[block.line : block.end])
            yield block.address, Found(path, block.type, body, edited)


_MOVED = re.compile(r"^moved\s*\{\s*from\s*=\s*(\S+)\s+to\s*=\s*(\S+)\s*\}", re.MULTILINE)
_REMOVED = re.compile(r"^removed\s*\{\s*from\s*=\s*(\S+).*?destroy\s*=\s*false", re.MULTILINE | re.DOTALL)


def moves_in(text: str) -> dict[str, str]:
    """Old address -> new one, for every `moved` block; an address that is let go without destroying
    maps to itself.
    """
    found = {match[1]: match[2] for match in _MOVED.finditer(text)} if "moved" in text else {}
    if "removed" in text:
        found.update({match[1]: match[1] for match in _REMOVED.finditer(text)})
    return found


def compare(
    before: Blocks, after: Blocks, moves: Mapping[str, str], attributes_of_new: bool
) -> Iterator[tuple[PurePosixPath, ResourceChange]]:
    """The differences of two modules, each with the file it shows in."""
    came_from = {new: old for old, new in moves.items() if old in before and new in after}
    moved = {old: new for new, old in came_from.items()}
    gone = [address for address in before if address not in after and address not in moves]
    for address, new in after.items():
        old = before.get(came_from.get(address, address))
        if old is not None and old.text != new.text and (attributes := _changed(old, new, moved)):
            yield new.path, judged(ResourceChange(address, "update", attributes))
        elif old is None and new.type == "resource":
            yield new.path, ResourceChange(address, "create", _created(new) if attributes_of_new else {})
    for address in gone:
        if before[address].type == "resource":
            yield before[address].path, _deleted(address)


def _created(new: Found) -> Attributes:
    return {path: (None, value) for path, value in attributes_of(new, exact=False).items()}


def _deleted(address: str) -> ResourceChange:
    what, jobs = replacements.lost(address.split(".", maxsplit=1)[0])
    note = f"will be deleted: {what} is lost" if what else ""
    return ResourceChange(address, "delete", {}, jobs, note)


def judged(change: ResourceChange) -> ResourceChange:
    """The change with its real action: an attribute that cannot change in place replaces the
    resource.
    """
    forced = replacements.replacing(change.kind, change.attributes)
    if not forced:
        return change
    what, jobs = replacements.lost(change.kind)
    note = f"will be replaced ({', '.join(forced)} changed)" + (f": {what} is lost" if what else "")
    return replace(change, action="replace", loses_jobs=jobs, note=note)


def _changed(old: Found, new: Found, moved: Mapping[str, str]) -> Attributes:
    exact = old.edited
    was, comes = attributes_of(old, exact=exact), attributes_of(new, exact=exact)
    for gone, now in moved.items():  # what followed a rename says the same as before
        pattern = re.compile(rf"(?<![\w.-]){re.escape(gone)}(?![\w-])")
        was = {path: _rename(value, pattern, now) for path, value in was.items()}
    if moved:
        was = with_new_names(was, comes)
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


def attributes_of(found: Found, *, exact: bool) -> dict[str, Any]:
    """Every attribute below a block by its path. `exact`: someone may have written it, so a parser
    reads it.
    """
    listed: dict[str, Any] = {}
    if exact:
        from infera.output.addresses import attributes

        if (parsed := attributes(found.text)) is not None:
            for path, value in parsed.items():
                listed.update(_entries(path, value))
            return by_name(listed)
    for path, text in flatten(found.block).items():
        if not path.startswith(_ORDER):
            listed.update(_entries(path, plain(text)))
    return by_name(listed)


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
