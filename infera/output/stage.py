"""Where new files wait, whole and on disk, until they take their places by a rename.

`.infera/stage/<n>` holds them; for a folder on another disk they wait in that folder. The journal
names, before anything is made there, the new folders and the folders on other disks, so that the
next run can clear up after one that was killed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath
from typing import Any

from infera.output.folder import Blocked, Folder

PARTS = (".infera", "stage")
_JOURNAL = "journal"
_BESIDE = re.compile(r"\.infera-[0-9]{1,9}\.tmp")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_EACH = 8  # up to so many files one fsync each; for more, one call for the whole file system


class Stage:
    """The waiting files of one run.

    Use `opened`; everything in it is gone afterwards, whatever happens.
    """

    def __init__(self, folder: Folder) -> None:
        """Prefer `opened`."""
        self._folder = folder
        self._count = 0
        self._fd = -1
        self._device = -1
        self._beside: dict[int, PurePosixPath] = {}
        self._asked: tuple[str, ...] | None = None  # the folder that `_answer` is of
        self._answer = False
        self._made: list[tuple[str, ...]] = []
        self.done = False  # every file took its place: the folders that were made are in use

    @classmethod
    @contextmanager
    def opened(cls, folder: Folder) -> Iterator[Stage]:
        """An empty stage in an output folder whose lock this run holds."""
        recover(folder)
        stage = cls(folder)
        try:
            for depth in (1, 2):
                if folder.missing(PARTS[:depth]):
                    stage._made.append(PARTS[:depth])
                    folder.make(PARTS[:depth])
            stage._fd = os.dup(folder.at(PARTS))
            stage._device = os.fstat(stage._fd).st_dev
            yield stage
        finally:
            stage._close()

    def prepare(self, folders: Iterable[tuple[str, ...]], leaving: Iterable[tuple[str, ...]]) -> None:
        """Make the folders that the files will stand in; `leaving` are those that may become empty."""
        wanted = sorted(set(folders))
        missing = dict.fromkeys(way for parts in wanted for way in self._folder.missing(parts))
        self._made.extend(missing)
        elsewhere = [parts for parts in wanted if parts not in missing and self._elsewhere(parts)]
        self._log([*self._made, *sorted(set(leaving))], elsewhere)
        for parts in missing:
            self._folder.make(parts)

    def _elsewhere(self, parts: tuple[str, ...]) -> bool:
        if parts != self._asked:  # the files of a folder come one after the other
            self._answer = os.fstat(self._folder.at(parts)).st_dev != self._device
            self._asked = parts
        return self._answer

    def add(self, path: PurePosixPath, pieces: Iterable[bytes], mode: int | None = None) -> int:
        """Write a file that will become `path`; its number. The folder of `path` is there."""
        self._count += 1
        number = self._count
        if self._elsewhere(path.parts[:-1]):
            self._beside[number] = path.parent / f".infera-{number}.tmp"
        with _descriptor(*self._place(number)) as fd:
            for piece in pieces:
                write_all(fd, piece)
            if mode is not None:
                os.fchmod(fd, mode)
            if self._count <= _EACH or number in self._beside:
                os.fsync(fd)
        return number

    def flush(self) -> None:
        """What was added is on disk when this returns."""
        if self._count > _EACH:
            _sync(self._fd)

    def promote(self, number: int, path: PurePosixPath) -> None:
        """Give a waiting file its place, in one step."""
        name, source = self._place(number)
        source = os.dup(source) if number in self._beside else source
        try:
            os.rename(name, path.name, src_dir_fd=source, dst_dir_fd=self._folder.at(path.parts[:-1]))
        finally:
            if number in self._beside:
                os.close(source)
        self._beside.pop(number, None)

    def _place(self, number: int) -> tuple[str, int]:
        beside = self._beside.get(number)
        if beside is None:
            return str(number), self._fd
        return beside.name, self._folder.at(beside.parts[:-1])

    def _log(self, empty: list[tuple[str, ...]], elsewhere: list[tuple[str, ...]]) -> None:
        listed = {
            "empty": ["/".join(parts) for parts in empty],
            "elsewhere": ["/".join(parts) for parts in elsewhere],
        }
        with _descriptor(_JOURNAL, self._fd) as fd:
            write_all(fd, json.dumps(listed).encode())

    def _close(self) -> None:
        for path in self._beside.values():
            _unlink(self._folder, path)
        _clear(self._folder)
        if not self.done:
            for parts in reversed(self._made):
                self._folder.remove_empty(parts)
        if self._fd >= 0:
            os.close(self._fd)


def left_over(folder: Folder) -> bool:
    """Whether a run that was killed left its stage."""
    return folder.status(PurePosixPath(*PARTS)) is not None


def recover(folder: Folder) -> None:
    """Remove what a killed run left: its waiting files and the folders that it made and did not
    fill.
    """
    if not left_over(folder):
        return
    listed = _journal(folder)
    for path in _paths(listed.get("elsewhere")):
        with suppress(OSError, Blocked):
            for name in filter(_BESIDE.fullmatch, folder.names(path.parts)):
                _unlink(folder, path / name)
    for path in reversed(_paths(listed.get("empty"))):
        folder.remove_empty(path.parts)
    _clear(folder)


def _journal(folder: Folder) -> dict[str, Any]:
    try:
        held = folder.read(PurePosixPath(*PARTS, _JOURNAL))
        listed = json.loads(held.data) if held else {}
    except (Blocked, ValueError, RecursionError):
        return {}
    return listed if isinstance(listed, dict) else {}


def _paths(value: Any) -> list[PurePosixPath]:
    """The plain relative paths of a list in the journal, which is a file that anyone can edit."""
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    paths = [PurePosixPath(text) for text in texts if "\0" not in text]
    return [path for path in paths if path.parts and not path.is_absolute() and ".." not in path.parts]


def _clear(folder: Folder) -> None:
    """Empty and remove the stage. What is no file in it (nobody but a stranger made it) stays."""
    with suppress(OSError, Blocked):
        for name in folder.names(PARTS):
            _unlink(folder, PurePosixPath(*PARTS, name))
    folder.remove_empty(PARTS)


def _unlink(folder: Folder, path: PurePosixPath) -> None:
    with suppress(OSError, Blocked):
        os.unlink(path.name, dir_fd=folder.at(path.parts[:-1]))


@contextmanager
def _descriptor(name: str, parent: int) -> Iterator[int]:
    fd = os.open(name, _NEW, 0o666, dir_fd=parent)
    try:
        yield fd
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all of it: one call may take less than it is given."""
    done = os.write(fd, data)
    while done < len(data):
        done += os.write(fd, memoryview(data)[done:])


def _sync(fd: int) -> None:
    """Flush the file system of a descriptor: for many files far cheaper than one call each."""
    import ctypes

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
    elif syncfs(fd) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
