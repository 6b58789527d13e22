"""What a plan means for resources: which change, how, and what is lost with them.

Only files that differ are read, and of those only the blocks that differ. Addresses belong to a folder (a module), so
a block that moves from one file to another is no change; what a root passes to its module is told at the resources
that use it, as `module.my_app.aws_sqs_queue.emails`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from infera.output import roots
from infera.output.compare import Blocks, ResourceChange, blocks, compare, diff, moves_in
from infera.output.files import File
from infera.output.plan import Action, Change
from infera.output.roots import Root, decoded
from infera.output.triggers import with_triggered

__all__ = ["ByFile", "ResourceChange", "by_file", "diff", "summary"]

ByFile = dict[PurePosixPath, tuple[ResourceChange, ...]]
_Told = tuple[PurePosixPath, ResourceChange]
_PARSED_BYTES = 300_000  # of edited files in all: what python-hcl2 reads in about three seconds
_LARGEST_BYTES = 4 << 20  # of a file on disk whose resources are compared at all


def by_file(changes: Iterable[Change], files: Iterable[File], *, attributes_of_new: bool = False) -> ByFile:
    """The resources that each changed `.tf` file changes; files without any are left out.

    `files` is what was compiled. `attributes_of_new` fills in what a new resource is made with, which a
    summary does not need.
    """
    folders: dict[PurePosixPath, list[tuple[Change, bool]]] = {}
    left = _PARSED_BYTES
    for change in changes:
        if change.path.suffix == ".tf" and _changes_text(change):
            edited = change.before is not None and not change.pristine
            left -= len(change.before or b"") if edited else 0
            folders.setdefault(change.path.parent, []).append((change, edited and left >= 0))
    if not folders:
        return {}
    wanted = [file for file in files if file.path.suffix == ".tf"]
    found: dict[PurePosixPath, list[ResourceChange]] = {}
    for path, resource in with_triggered(list(_told(folders, wanted, attributes_of_new)), wanted):
        found.setdefault(path, []).append(resource)
    return {path: tuple(found[path]) for path in sorted(found)}


def _changes_text(change: Change) -> bool:
    nothing = change.before is None and change.content is None
    return change.action is not Action.KEEP and not nothing and len(change.before or b"") <= _LARGEST_BYTES


def _told(
    folders: Mapping[PurePosixPath, list[tuple[Change, bool]]], wanted: Sequence[File], attributes_of_new: bool
) -> Iterator[_Told]:
    """Every change, the modules first: what changed there is not told again at the roots."""
    calls = roots.calls((change for each in folders.values() for change, _ in each), wanted)
    modules = {root.module for root in calls}
    seen: dict[PurePosixPath, set[tuple[str, str]]] = {}
    for folder in sorted(folders, key=lambda each: (each not in modules, each)):
        for path, change in _folder(folders[folder], attributes_of_new):
            if folder in modules:
                seen.setdefault(folder, set()).update((change.address, place) for place in change.attributes)
                yield from roots.in_each(change, path, [root for root in calls if root.module == folder])
            else:
                yield from _at_root(path, change, calls, wanted, seen)
    for root in calls:
        if root.given and root.before is not None and root.after is not None:
            pairs = {name: (root.before[name], root.after[name]) for name in root.given}
            told = ResourceChange(root.address, "update", pairs)
            used = roots.uses(set(root.given), root.module, wanted)
            for each in roots.passed_on(told, root, used, seen.get(root.module, set())):
                yield root.path, each


def _at_root(
    path: PurePosixPath,
    change: ResourceChange,
    calls: Iterable[Root],
    wanted: Sequence[File],
    seen: Mapping[PurePosixPath, set[tuple[str, str]]],
) -> Iterator[_Told]:
    root = next((each for each in calls if (each.path, each.address) == (path, change.address)), None)
    if root is None or change.action != "update":
        yield path, change
        return
    names = {place.split(".")[0].split("[")[0] for place in change.attributes}
    used = roots.uses(names, root.module, wanted)
    for each in roots.passed_on(change, root, used, seen.get(root.module, set())):
        yield path, each


def _folder(changes: list[tuple[Change, bool]], attributes_of_new: bool) -> Iterator[_Told]:
    """The differences of one folder; with each file whether a parser is to read it."""
    before: Blocks = {}
    after: Blocks = {}
    moves: dict[str, str] = {}
    for change, edited in changes:
        old, new = decoded(change.before), decoded(change.after)
        before.update(blocks(change.path, old, edited))
        after.update(blocks(change.path, new))
        moves.update(moves_in(new))
    yield from compare(before, after, moves, attributes_of_new)


def summary(found: Mapping[PurePosixPath, Iterable[ResourceChange]]) -> dict[str, int]:
    """How many resources are created, updated, deleted and replaced; each address of a module or root once."""
    actions = {
        (path.parent, change.address): change.action
        for path, changes in found.items()
        for change in changes
        if change.counted
    }
    listed = list(actions.values())
    return {action: listed.count(action) for action in ("create", "update", "delete", "replace")}
