"""What is replaced because something else is: `replace_triggered_by` in the blocks of a module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from infera.output.compare import ResourceChange, blocks
from infera.output.files import File
from infera.output.roots import decoded

Told = tuple[PurePosixPath, ResourceChange]
_LIST = re.compile(r"^\s*replace_triggered_by\s*=\s*\[([^\]]*)\]", re.MULTILINE)
_MODULE = re.compile(r"^module\.[^.]+\.")


def with_triggered(told: Sequence[Told], files: Iterable[File]) -> Iterator[Told]:
    """The changes, and beside each that replaces a resource those that Terraform replaces with it."""
    if not any(change.action == "replace" for _, change in told):
        yield from told
        return
    triggers = dict(_triggers(files))
    also = [each for path, change in told for each in _dragged(path, change, triggers)]
    replaced = {change.address: change for _, change in also}
    for path, change in told:
        yield path, replaced.pop(change.address, change) if change.action == "update" else change
    known = {change.address for _, change in told}
    for path, change in also:
        if replaced.pop(change.address, None) is not None and change.address not in known:
            yield path, change


def _triggers(files: Iterable[File]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Address of a block -> what its `replace_triggered_by` names."""
    for file in files:
        text = decoded(file.data)
        if "replace_triggered_by" not in text:
            continue
        for address, found in blocks(file.path, text):
            if match := _LIST.search(found.text):
                yield address, tuple(word.strip() for word in match[1].split(",") if word.strip())


def _dragged(path: PurePosixPath, change: ResourceChange, triggers: Mapping[str, tuple[str, ...]]) -> Iterator[Told]:
    """A reference to a resource or to its `id` fires when it is replaced; to another attribute, when that changes."""
    if change.action != "replace":
        return
    match = _MODULE.match(change.address)
    prefix = match[0] if match else ""
    bare = change.address.removeprefix(prefix)
    for address, names in triggers.items():
        if any(
            _fires(name.removeprefix(bare), change) for name in names if name == bare or name.startswith(f"{bare}.")
        ):
            note = f"will be replaced together with {bare}"
            yield path, ResourceChange(prefix + address, "replace", note=note)


def _fires(attribute: str, change: ResourceChange) -> bool:
    place = attribute.removeprefix(".")
    return place in ("", "id") or any(path == place or path.startswith(f"{place}.") for path in change.attributes)
