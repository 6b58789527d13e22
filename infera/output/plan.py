"""What would change on disk: the files that are wanted, the folder as it is, the manifest of the
last run.

| on disk                      | infera's | shared until edited | the user's          |
|------------------------------|----------|---------------------|---------------------|
| nothing                      | create   | create              | create              |
| as wanted                    | keep     | keep                | keep                |
| as infera last wrote it      | update   | update              | keep                |
| anything else                | conflict | keep, with an info  | keep                |
| no longer wanted, as written | delete   | delete              | delete              |
| no longer wanted, edited     | conflict | keep, and forget it | keep, and forget it |

A link, a folder or a special file in the way is an error whoever owns the path. With `force` a
conflict of infera's own becomes an update or a delete that leaves a backup; with `merge` the edit
and the change are merged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

from infera import codes
from infera.diagnostics import Code, Diagnostic
from infera.output.files import File, Owner, Spliced, digest
from infera.output.folder import Blocked, Folder, Held, refused
from infera.output.manifest import Manifest
from infera.records import dataclass, replace

# Written by other tools or by the user with values of their own: made when absent at most, never
# changed or removed.
_PROTECTED = re.compile(r"\.terraform\.lock\.hcl|.*\.tfvars(?:\.json)?|.*\.tfstate(?:\..*)?", re.DOTALL)


class Action(StrEnum):
    """What happens to one file."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    KEEP = "keep"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one file, and why.

    A thousand workers share the text of their runtime, so a change holds no copy of it: `content` is the file's own,
    `was` the digest of what is on disk, and `before` is filled in only where a difference is shown.
    """

    path: PurePosixPath
    action: Action
    owner: Owner = Owner.INFERA
    content: str | bytes | Spliced | None = None  # what comes; None when the file is kept or goes
    was: str | None = None  # the digest of what is on disk; None when nothing is, or it is kept
    before: bytes | None = None  # what is on disk, of a Terraform file that changes
    record: str | None = None  # the digest that the manifest lists from then on; None: not listed
    known: tuple[str, ...] = ()  # the digests that it lists now
    found: Diagnostic | None = None
    backup: bool = False  # keep what is there beside it first
    pristine: bool = False  # what is on disk is what infera wrote, or writes now

    @property
    def after(self) -> bytes | None:
        """The bytes that come; None when the file is kept or goes."""
        return self.content if self.content is None or isinstance(self.content, bytes) else self.content.encode()


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a three-way merge: the whole file, and whether it has no conflict markers."""

    data: bytes
    clean: bool


# (path, digests of the base, what is on disk, what is wanted) -> merged, or why it cannot be merged
Merge = Callable[[PurePosixPath, tuple[str, ...], bytes, bytes], Merged | Diagnostic]


def plan(
    files: Iterable[File],
    root: Path,
    manifest: Manifest,
    *,
    force: bool = False,
    merge: Merge | None = None,
) -> tuple[Change, ...]:
    """One change for each file that is wanted or was written before, sorted by path. Reads only."""
    wanted = sorted(files, key=lambda file: file.path.parts)
    if collisions := list(_collisions(wanted)):
        return tuple(collisions)
    planner = _Planner(manifest, force, merge, _environments(wanted))
    try:
        with Folder.open(root) as folder:
            changes = list(planner.all(wanted, folder))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not root.is_symlink():
            return tuple(planner.wanted(file, None) for file in wanted)
        found = refused(root, error)
        changes = [Change(file.path, Action.CONFLICT, file.owner, found=found) for file in wanted]
    return tuple(sorted(changes, key=lambda change: change.path.parts))


def findings(changes: Iterable[Change]) -> list[Diagnostic]:
    """What the plan has to say, each thing once, in the order of the paths."""
    return list(dict.fromkeys(change.found for change in changes if change.found is not None))


def stale(changes: Iterable[Change]) -> bool:
    """Whether anything would be written or removed (`generate --check`)."""
    return any(change.action is not Action.KEEP for change in changes)


def other_projects(manifest: Manifest, project: str, renamed_from: str | None = None) -> list[Diagnostic]:
    """Modules of other projects that the manifest lists: the folder is theirs, and nothing may
    change.
    """
    return [
        Diagnostic(
            codes.OTHER_PROJECT,
            f"the output folder belongs to the project `{other}`, not to `{project}`",
            path=("project_name",),
            hint="choose another folder with `-o`; if the project was renamed:"
            f" `infera generate --rename-project {other}`",
        )
        for other in manifest.modules()
        if other not in (project, renamed_from)
    ]


def protected(path: PurePosixPath) -> bool:
    """Whether a file of that name is never changed and never removed."""
    return _PROTECTED.fullmatch(path.name) is not None


class _Planner:
    def __init__(self, manifest: Manifest, force: bool, merge: Merge | None, environments: frozenset[str]) -> None:
        self._manifest = manifest
        self._force = force
        self._merge = merge
        self._environments = environments
        self._digests: dict[str | bytes | Spliced, str] = {}  # the same text is hashed once

    def all(self, wanted: list[File], folder: Folder) -> Iterator[Change]:
        for file in wanted:
            try:
                held = folder.read(file.path)
            except Blocked as stop:
                yield Change(file.path, Action.CONFLICT, file.owner, found=stop.finding)
            else:
                yield self.wanted(file, held)
        gone = self._manifest.files.keys() - {str(file.path) for file in wanted}
        for path in sorted(map(PurePosixPath, gone), key=lambda path: path.parts):
            if not protected(path):
                yield from self._orphan(path, folder)

    def _digest(self, file: File) -> str:
        found = self._digests.get(file.content)
        if found is None:
            found = self._digests[file.content] = digest(file.data)
        return found

    def wanted(self, file: File, held: Held | None) -> Change:
        sha = self._digest(file)
        known = self._manifest.files.get(str(file.path), ())
        owner = Owner.USER if protected(file.path) else file.owner
        if held is None:
            return Change(file.path, Action.CREATE, owner, file.content, record=sha, known=known)
        if held.data == file.data:
            return Change(file.path, Action.KEEP, owner, record=sha, known=known, pristine=True)
        mine = digest(held.data)
        pristine = mine in known
        if owner is Owner.USER or (owner is Owner.SHARED and not pristine):
            return _kept(file.path, owner, known, mine if pristine else None)
        change = _changed(Action.UPDATE, file.path, owner, known, held, mine, file.content)
        if pristine:
            return _unless_read_only(replace(change, record=sha, pristine=True), held)
        return self._edited(replace(change, record=sha), held, file)

    def _edited(self, change: Change, held: Held, file: File) -> Change:
        """A file of infera's that someone edited, or one that infera did not write."""
        if self._force:
            return _unless_read_only(replace(change, backup=True), held)
        if self._merge and change.known:
            merged = self._merge(change.path, change.known, held.data, file.data)
            if isinstance(merged, Merged):
                return _merged(change, held, merged)
            return _conflict(change, merged)
        code, message, hint = _why(change.path, bool(change.known))
        return _conflict(change, _finding(code, change.path, message, hint))

    def _orphan(self, path: PurePosixPath, folder: Folder) -> Iterator[Change]:
        known = self._manifest.files[str(path)]
        owner = Owner(self._manifest.owners.get(str(path), "infera"))
        try:
            held = folder.read(path)
        except Blocked as stop:
            yield Change(path, Action.CONFLICT, owner, known=known, found=stop.finding)
            return
        if held is None:
            return
        mine = digest(held.data)
        change = _changed(Action.DELETE, path, owner, known, held, mine, None)
        gone = self._gone_environment(path)
        if gone and not self._force:
            last = mine if mine in known else known[-1]
            yield Change(path, Action.KEEP, owner, record=last, known=known, found=_gone(gone))
        elif mine in known:
            yield _unless_read_only(replace(change, pristine=True), held)
        elif owner is not Owner.INFERA:
            found = _finding(codes.LEFT_BEHIND, path, f"`{path}` is yours, and nothing uses it any more")
            yield Change(path, Action.KEEP, owner, known=known, found=found)
        elif self._force:
            yield _unless_read_only(replace(change, backup=True), held)
        else:
            message = f"`{path}` is no longer generated, but someone edited it"
            hint = "remove it if the edit is not needed; `infera generate --force` removes it and keeps a backup"
            yield _conflict(change, _finding(codes.HAND_EDITED, path, message, hint))

    def _gone_environment(self, path: PurePosixPath) -> str:
        """The environment whose root the file was in, when the project has none of that name; else
        "".
        """
        parts = path.parts
        if parts[:2] == ("terraform", "environments") and len(parts) > 3:
            return "" if parts[2] in self._environments else parts[2]
        return ""


def _environments(wanted: Iterable[File]) -> frozenset[str]:
    return frozenset(
        file.path.parts[2]
        for file in wanted
        if file.path.parts[:2] == ("terraform", "environments") and len(file.path.parts) > 3
    )


def _finding(code: Code, path: PurePosixPath, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, message, hint=hint, file=str(path))


def _gone(environment: str) -> Diagnostic:
    root = PurePosixPath("terraform/environments", environment)
    return _finding(
        codes.ENVIRONMENT_GONE,
        root,
        f"the environment `{environment}` is gone from the file; its root stays, and so does what it applied",
        f"run `terraform destroy` in `{root}` if its resources should go, then `infera generate --force`",
    )


def _kept(path: PurePosixPath, owner: Owner, known: tuple[str, ...], pristine: str | None) -> Change:
    record = pristine or (known[-1] if known else None)
    found = None
    if owner is Owner.SHARED:
        found = _finding(
            codes.KEPT_AS_YOURS,
            path,
            f"`{path}` is yours since you edited it; infera leaves it as it is",
            "remove it to get infera's back",
        )
    return Change(
        path,
        Action.KEEP,
        owner,
        record=record,
        known=known,
        found=found,
        pristine=pristine is not None,
    )


def _changed(
    action: Action,
    path: PurePosixPath,
    owner: Owner,
    known: tuple[str, ...],
    held: Held,
    was: str,
    content: str | bytes | Spliced | None,
) -> Change:
    before = held.data if path.suffix == ".tf" else None
    return Change(path, action, owner, content, was, before, known=known)


def _conflict(change: Change, found: Diagnostic) -> Change:
    return replace(change, action=Action.CONFLICT, record=None, backup=False, pristine=False, found=found)


def _unless_read_only(change: Change, held: Held) -> Change:
    if held.mode & 0o222:
        return change
    hint = f"`chmod u+w {change.path}`"
    return _conflict(change, _finding(codes.READ_ONLY, change.path, f"`{change.path}` is write-protected", hint))


def _why(path: PurePosixPath, ours: bool) -> tuple[Code, str, str]:
    if ours:
        return (
            codes.HAND_EDITED,
            f"`{path}` was edited by hand",
            "say it in infera.yaml (`overrides` reaches every attribute); `infera generate --merge`"
            " keeps both, `--force` overwrites it and keeps a backup",
        )
    return (
        codes.FOREIGN_FILE,
        f"`{path}` is in the way: infera did not write it",
        "move it away; `infera generate --force` overwrites it and keeps a backup",
    )


def _merged(change: Change, held: Held, merged: Merged) -> Change:
    if merged.clean and merged.data == held.data:
        return Change(change.path, Action.KEEP, Owner.INFERA, record=change.record, known=change.known)
    found = None
    if not merged.clean:
        found = _finding(
            codes.MERGE_CONFLICT,
            change.path,
            f"`{change.path}` was edited where infera changes it too; both stand there between markers",
            "settle it in the file, remove the markers and run `infera generate --merge` again",
        )
    return _unless_read_only(replace(change, content=merged.data, found=found), held)


def _collisions(wanted: list[File]) -> Iterator[Change]:
    """Two files that are one where case does not count, and a file that is another's folder."""
    seen: dict[str, PurePosixPath] = {}
    folded = [_fold(str(file.path)) for file in wanted]
    folders = _folders(folded)
    for file, text in zip(wanted, folded, strict=True):
        other = seen.setdefault(text, file.path)
        message = ""
        if other is not file.path:
            message = f"`{file.path}` and `{other}` are one file on a disk that ignores case"
        elif text in folders:
            message = f"`{file.path}` would be a file and a folder"
        if message:
            found = _finding(codes.PATH_COLLISION, file.path, message, "rename one of the two")
            yield Change(file.path, Action.CONFLICT, file.owner, found=found)


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder that one of the paths lies in."""
    folders = {path.rpartition("/")[0] for path in paths}
    left = folders
    while left := {path.rpartition("/")[0] for path in left} - folders:
        folders |= left
    return folders


def _fold(text: str) -> str:
    return text if text.isascii() and text.islower() else unicodedata.normalize("NFC", text).casefold()


def recorded(changes: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    """The manifest's files once the changes are done."""
    return {str(change.path): (change.record,) for change in changes if change.record is not None}


def owners(changes: Iterable[Change]) -> Mapping[str, str]:
    """Who owns the recorded files that are not infera's alone."""
    return {
        str(change.path): change.owner.value
        for change in changes
        if change.record is not None and change.owner is not Owner.INFERA
    }
