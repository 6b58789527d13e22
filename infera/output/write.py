"""Carry out a plan: every file is whole at every moment, old or new, and a run that is killed can
be completed.

The order, under the folder's lock:

1. look again: nothing has changed since the plan was made;
2. write every new file to the stage and flush it; so far nothing has changed, and a full disk ends
   here;
3. the manifest lists the old and the new digest of each file that will change;
4. backups, then one rename a file, then deletes and the folders that they leave empty;
5. what infera keeps for itself, the manifest last.

A run that fails or is interrupted after 3 leaves that manifest; the next one, with the same input
or another, tells its files from edited ones by it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path, PurePosixPath
from types import FrameType

from infera import codes
from infera.diagnostics import Diagnostic, Severity
from infera.output import base, manifest
from infera.output.files import File, Owner, digest, digest_of
from infera.output.folder import Blocked, Folder, Held, blocked, reason, stamp
from infera.output.lock import hold
from infera.output.manifest import Manifest
from infera.output.plan import Action, Change, findings, owners, recorded
from infera.output.stage import Stage, left_over, recover, write_all
from infera.records import dataclass, field

BACKUP = ".infera-backup"
_BASE = PurePosixPath(manifest.FOLDER, base.NAME)
_ROOT = PurePosixPath(".")
_IGNORE = b"# made again by each run\n/base\n/stage\n"


def apply(
    changes: Iterable[Change],
    root: Path,
    old: Manifest,
    *,
    state: Mapping[str, bytes] | None = None,
    generated: Iterable[File] | None = None,
    locked: bool = False,
) -> list[Diagnostic]:
    """Write, delete and record; the errors, empty when all is done. A plan with a conflict changes
    nothing.

    `state` is what later runs want to know: name -> text, kept as `.infera/<name>` (None of it is
    listed in the manifest). `generated` is what was compiled, the base of later merges. `locked`
    says that the caller holds the folder's lock (`lock.hold`).
    """
    changes = tuple(changes)
    if any(change.action is Action.CONFLICT for change in changes):
        return [found for found in findings(changes) if found.severity is Severity.ERROR]
    own = _own_files(changes, state or {}, generated)
    if _nothing_to_do(changes, root, old, own):
        return []
    with _held(root, locked) as found, _interruptible():
        return found or _Run(changes, root, old, own).run()


def _held(root: Path, locked: bool) -> AbstractContextManager[list[Diagnostic]]:
    return nullcontext([]) if locked else hold(root)


@dataclass(frozen=True, slots=True)
class _Own:
    """Files of `.infera` that are rewritten whenever they differ, and the contents of the merge
    base.
    """

    files: dict[PurePosixPath, bytes]
    base: dict[str, File] | None


def _own_files(changes: tuple[Change, ...], state: Mapping[str, bytes], generated: Iterable[File] | None) -> _Own:
    folder = PurePosixPath(manifest.FOLDER)
    files = {folder / name: data for name, data in sorted(state.items())}
    files[folder / manifest.OWNERS] = manifest.write_owners(owners(changes))
    files[folder / ".gitignore"] = _IGNORE
    if generated is None:
        return _Own(files, None)
    names = {c.path: c.record for c in changes if c.record and c.owner is Owner.INFERA}
    texts = {name: file for file in generated if (name := names.get(file.path)) is not None}
    return _Own(files, texts)


def _nothing_to_do(changes: tuple[Change, ...], root: Path, old: Manifest, own: _Own) -> bool:
    if any(change.action is not Action.KEEP for change in changes):
        return False
    if digest_of(manifest.pieces(recorded(changes))) != old.stored:
        return False
    try:
        with Folder.open(root) as folder:
            return not left_over(folder) and not list(_stale_own(folder, own))
    except (OSError, Blocked):
        return False


def _stale_own(folder: Folder, own: _Own) -> Iterator[tuple[PurePosixPath, Iterable[bytes]]]:
    """The files of infera's own that differ from what they should be."""
    for path, data in own.files.items():
        held = folder.read(path)
        if held is None or held.data != data:
            yield path, (data,)
    if own.base is not None and folder.first_line(_BASE) != base.header(own.base):
        yield _BASE, base.write(own.base)


@dataclass(slots=True)
class _Run:
    """One run. `stamps` is the state that each file had when it was looked at for the last time."""

    changes: tuple[Change, ...]
    root: Path
    old: Manifest
    own: _Own
    stamps: dict[PurePosixPath, tuple[int, ...] | None] = field(default_factory=dict)
    modes: dict[PurePosixPath, int] = field(default_factory=dict)
    at: PurePosixPath = _ROOT  # what is being written, for the finding when that fails
    done: int = 0

    def run(self) -> list[Diagnostic]:
        try:
            with Folder.open(self.root) as folder:
                recover(folder)
                self._look_again(folder)
                self.at = PurePosixPath(manifest.FOLDER)
                with Stage.opened(folder) as stage:
                    self._write(folder, stage)
        except Blocked as stop:
            return [stop.finding]
        except OSError as error:
            return [self._failed(error)]
        return []

    @property
    def _writes(self) -> list[Change]:
        return [c for c in self.changes if c.action in (Action.CREATE, Action.UPDATE)]

    @property
    def _deletes(self) -> list[Change]:
        return [c for c in self.changes if c.action is Action.DELETE]

    def _look_again(self, folder: Folder) -> None:
        self.at = manifest.PATH
        held = folder.read(manifest.PATH)
        if (digest(held.data) if held else None) != self.old.stored:
            raise _changed(manifest.PATH)
        seen: tuple[str, ...] | None = None
        for change in self.changes:
            if change.action is Action.KEEP:
                continue
            self.at = change.path
            held = folder.read(change.path)
            if (digest(held.data) if held else None) != change.was:
                raise _changed(change.path)
            self.stamps[change.path] = held.stamp if held else None
            if held:
                self.modes[change.path] = held.mode
            if change.path.parts[:-1] != seen:
                seen = change.path.parts[:-1]
                _writable(folder, change.path)

    def _write(self, folder: Folder, stage: Stage) -> None:
        final = recorded(self.changes)
        stale = list(_stale_own(folder, self.own))
        writes = self._writes
        self.at = PurePosixPath(".")
        stage.prepare((change.path.parts[:-1] for change in writes), self._leaving())
        waiting = [(self._stage(stage, c.path, (c.after or b"",)), c) for c in writes]
        own = [(self._stage(stage, path, pieces), path) for path, pieces in stale]
        last = self._stage(stage, manifest.PATH, manifest.pieces(final))
        pending = self._stage(stage, manifest.PATH, self._pending(final))
        both = self._both_bases(stage)
        stage.flush()
        self.at = manifest.PATH
        stage.promote(pending, manifest.PATH)
        if both is not None:
            stage.promote(both, _BASE)
        for change in self.changes:
            if change.backup:
                self._back_up(folder, change)
        for number, change in waiting:
            self._check(folder, change)
            stage.promote(number, change.path)
            self.done += 1
        for change in self._deletes:
            self._delete(folder, change)
        for number, path in own:
            self.at = path
            stage.promote(number, path)
        self.at = manifest.PATH
        stage.promote(last, manifest.PATH)
        stage.done = True

    def _leaving(self) -> Iterator[tuple[str, ...]]:
        """The folders that may be empty once the deletes are done."""
        for change in self._deletes:
            for depth in range(1, len(change.path.parts)):
                yield change.path.parts[:depth]

    def _both_bases(self, stage: Stage) -> int | None:
        """For a merge: the old texts beside the new ones, so that a killed run can be merged again."""
        merges = [c for c in self._writes if c.was is not None and not (c.pristine or c.backup)]
        if not merges or self.own.base is None:
            return None
        old = base.Base.of(self.root)
        texts = dict(self.own.base)
        for name in (name for change in merges for name in change.known):
            if (text := old.find([name])) is not None:
                texts[name] = File(_BASE, text)
        return self._stage(stage, _BASE, base.write(texts))

    def _stage(self, stage: Stage, path: PurePosixPath, pieces: Iterable[bytes]) -> int:
        self.at = path
        return stage.add(path, pieces, self.modes.get(path))

    def _pending(self, final: Mapping[str, tuple[str, ...]]) -> Iterator[bytes]:
        """The manifest while files change: what is on disk and what comes, for each that will
        change.
        """
        files = dict(final)
        for change in self._writes:
            names = dict.fromkeys((*_ours(change), *((change.record,) if change.record else ())))
            files[str(change.path)] = tuple(names)
        for change in self._deletes:
            files[str(change.path)] = _ours(change)
        listed = {str(change.path) for change in (*self._writes, *self._deletes)}
        return manifest.pieces(files, listed & files.keys())

    def _check(self, folder: Folder, change: Change) -> None:
        """The file is still the one that was looked at: an edit in between is not overwritten."""
        self.at = change.path
        status = folder.status(change.path)
        if (stamp(status) if status else None) != self.stamps[change.path]:
            raise _changed(change.path)

    def _back_up(self, folder: Folder, change: Change) -> None:
        self.at = change.path
        for number in range(1, 1000):
            name = change.path.name + BACKUP + (f"-{number}" if number > 1 else "")
            kept = folder.read(change.path.with_name(name))
            if kept is None:
                held = folder.read(change.path)
                if held is not None:
                    _copy(change.path.name, name, folder.at(change.path.parts[:-1]), held)
                return
            if digest(kept.data) == change.was:
                return
        raise OSError(0, "a thousand backups are beside it")

    def _delete(self, folder: Folder, change: Change) -> None:
        self._check(folder, change)
        parts = change.path.parts
        os.unlink(change.path.name, dir_fd=folder.at(parts[:-1]))
        self.done += 1
        for depth in range(len(parts) - 1, 0, -1):
            if not folder.remove_empty(parts[:depth]):
                break

    def _failed(self, error: OSError) -> Diagnostic:
        total = len(self._writes) + len(self._deletes)
        rest = "nothing has changed" if not self.done else f"{self.done} of {total} files are done"
        return blocked(
            codes.NOT_WRITTEN,
            self.at,
            f"`{self.at}` cannot be written: {reason(error)}; {rest}",
            "every file is whole, old or new; settle the cause and run again: that completes it",
        ).finding


def _ours(change: Change) -> tuple[str, ...]:
    """The digests of what infera wrote: an edit that a merge or `--force` found there is not
    listed.
    """
    if change.was is not None and change.pristine:
        return (change.was,)
    return change.known[-manifest.MAX_DIGESTS + 1 :]


def _changed(path: PurePosixPath) -> Blocked:
    return blocked(
        codes.CHANGED_MEANWHILE,
        path,
        f"`{path}` changed while infera ran",
        "run infera again; nothing of it is lost",
    )


def _writable(folder: Folder, path: PurePosixPath) -> None:
    """A folder that takes no new file is found before anything changes."""
    with suppress(FileNotFoundError):
        fd = folder.at(path.parts[:-1])
        if not os.access(".", os.W_OK | os.X_OK, dir_fd=fd, effective_ids=True):
            raise blocked(
                codes.NOT_WRITTEN,
                path.parent,
                f"the folder `{path.parent}` takes no new file: permission denied",
                "check its owner and permissions",
            )


def _copy(name: str, backup: str, parent: int, held: Held) -> None:
    """A second name for the file as it is; where the disk has no links, a copy."""
    try:
        os.link(name, backup, src_dir_fd=parent, dst_dir_fd=parent, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(backup, flags, held.mode, dir_fd=parent)
        try:
            _fill(fd, held.data)
        except OSError:
            os.unlink(backup, dir_fd=parent)
            raise
        finally:
            os.close(fd)


def _fill(fd: int, data: bytes) -> None:
    write_all(fd, data)
    os.fsync(fd)


@contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM and SIGHUP end the run the way SIGINT does: through the `finally` of every stage."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    old = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)  # the clean-up is short and not interrupted
        raise SystemExit(128 + number)

    interrupt = signal.getsignal(signal.SIGINT)
    try:
        for number, handler in old.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, stop)
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
        signal.signal(signal.SIGINT, interrupt)
