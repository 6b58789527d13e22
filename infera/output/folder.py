"""The output folder, reached through directory descriptors so that no link leads out of it.

Every path is walked one component at a time with `O_NOFOLLOW`: a link anywhere below the root is
`Blocked`, also one that appears between two calls. The root itself may be a link; it is the user's
to choose.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from infera import codes
from infera.diagnostics import Code, Diagnostic
from infera.records import dataclass

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK_BYTES = 1 << 20
MAX_FILE_BYTES = 64 << 20  # nothing that infera writes comes near; a larger file is not ours


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it was found: its bytes, its mode and what identifies this state of it."""

    data: bytes
    mode: int
    stamp: tuple[int, ...]


class Blocked(Exception):
    """Something on disk that infera does not go through; `finding` says what and what to do."""

    def __init__(self, finding: Diagnostic) -> None:
        """Stop at `finding`."""
        super().__init__(finding.message)
        self.finding = finding


def blocked(code: Code, path: PurePosixPath | str, message: str, hint: str) -> Blocked:
    """The exception for one path."""
    return Blocked(Diagnostic(code, message, hint=hint, file=str(path)))


def reason(error: OSError) -> str:
    """What the system said, in its own words, lower case: `no space left on device`."""
    text = os.strerror(error.errno) if error.errno else str(error)
    return text[:1].lower() + text[1:]


def unreadable(path: PurePosixPath | str, error: OSError) -> Blocked:
    """A path that the system does not let infera read."""
    return blocked(
        codes.UNREADABLE_OUTPUT,
        path,
        f"`{path}` cannot be read: {reason(error)}",
        "check its owner and permissions",
    )


def refused(root: Path, error: OSError) -> Diagnostic:
    """Why a path cannot be the output folder."""
    if root.is_symlink() and not root.exists():
        text = f"the output folder `{root}` is a link to nothing"
        return blocked(codes.NOT_A_FILE, str(root), text, "make its target, or choose another with `-o`").finding
    if isinstance(error, FileExistsError | NotADirectoryError):
        text = f"the output folder `{root}` is not a folder"
        return blocked(codes.NOT_A_FILE, str(root), text, "choose another with `-o`").finding
    text = f"the output folder `{root}` cannot be used: {reason(error)}"
    return blocked(codes.NOT_WRITTEN, str(root), text, "check its owner and permissions").finding


def stamp(status: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is replaced or written: inode, size, time of the last change."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class Folder:
    """An open output folder.

    Paths are given sorted where speed matters: the way down is kept open.
    """

    def __init__(self, root_fd: int) -> None:
        """Take over the descriptor of the root."""
        self._root = root_fd
        self._names: list[str] = []
        self._fds: list[int] = []
        self._here: tuple[str, ...] | None = ()  # where the way down ends; None while it is not known

    @classmethod
    @contextmanager
    def open(cls, root: Path) -> Iterator[Folder]:
        """The folder at `root`, links in `root` itself followed. OSError when there is none."""
        tree = cls(os.open(root, _FOLDER))
        try:
            yield tree
        finally:
            tree.close()

    def close(self) -> None:
        """Close every descriptor."""
        self._pop_to(0)
        os.close(self._root)

    def _pop_to(self, depth: int) -> None:
        while len(self._fds) > depth:
            os.close(self._fds.pop())
            self._names.pop()

    def at(self, parts: tuple[str, ...]) -> int:
        """The descriptor of a folder below the root, valid until the next call.

        FileNotFoundError when it is not there; Blocked when a link or a file is in the way.
        """
        if parts == self._here:  # files of one folder come one after the other
            return self._fds[-1] if self._fds else self._root
        self._here = None
        depth = 0
        for mine, theirs in zip(self._names, parts, strict=False):
            if mine != theirs:
                break
            depth += 1
        self._pop_to(depth)
        for name in parts[depth:]:
            self._enter(name)
        self._here = parts
        return self._fds[-1] if self._fds else self._root

    def _enter(self, name: str) -> None:
        parent = self._fds[-1] if self._fds else self._root
        try:
            fd = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise self._why_not(PurePosixPath(*self._names, name), name, parent, error) from error
        self._fds.append(fd)
        self._names.append(name)

    def _why_not(self, path: PurePosixPath, name: str, parent: int, error: OSError) -> Blocked:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            with suppress(OSError):
                mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
                return _not_a_folder(path, mode)
        return unreadable(path, error)

    def missing(self, parts: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The folders on the way to `parts` that are not there, outermost first."""
        for depth in range(1, len(parts) + 1):
            try:
                self.at(parts[:depth])
            except FileNotFoundError:
                return [parts[:d] for d in range(depth, len(parts) + 1)]
        return []

    def make(self, parts: tuple[str, ...]) -> None:
        """Make one folder whose parent is there; it is fine when it is there already."""
        parent = self.at(parts[:-1])
        with suppress(FileExistsError):
            os.mkdir(parts[-1], dir_fd=parent)

    def remove_empty(self, parts: tuple[str, ...]) -> bool:
        """Remove one folder if it is empty; False when it stays."""
        try:
            os.rmdir(parts[-1], dir_fd=self.at(parts[:-1]))
        except (OSError, Blocked):
            return False
        return True

    def names(self, parts: tuple[str, ...]) -> list[str]:
        """What lies in a folder, sorted; OSError or Blocked when it cannot be listed."""
        return sorted(os.listdir(self.at(parts)))  # noqa: PTH208 - of a descriptor

    def status(self, path: PurePosixPath) -> os.stat_result | None:
        """The state of a path, links not followed; None when nothing is there."""
        try:
            parent = self.at(path.parts[:-1])
            return os.stat(path.name, dir_fd=parent, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, path: PurePosixPath) -> Held | None:
        """A regular file, whole; None when nothing is there; Blocked when something else is."""
        try:
            parent = self.at(path.parts[:-1])
            fd = os.open(path.name, _FILE, dir_fd=parent)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._why_no_file(path, error) from error
        try:
            return _read(path, fd)
        except OSError as error:
            raise unreadable(path, error) from error
        finally:
            os.close(fd)

    def first_line(self, path: PurePosixPath) -> bytes:
        """The first line of a file, its end included, at most 4 KiB of it; empty when there is no
        such file.
        """
        try:
            fd = os.open(path.name, _FILE, dir_fd=self.at(path.parts[:-1]))
        except (OSError, Blocked):
            return b""
        try:
            return os.read(fd, 4096).split(b"\n", 1)[0] + b"\n"
        except OSError:
            return b""
        finally:
            os.close(fd)

    def _why_no_file(self, path: PurePosixPath, error: OSError) -> Blocked:
        with suppress(OSError):
            status = self.status(path)
            if status is not None and not stat.S_ISREG(status.st_mode):
                return _not_a_regular_file(path, status.st_mode)
        return unreadable(path, error)


def _read(path: PurePosixPath, fd: int) -> Held:
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode):
        raise _not_a_regular_file(path, status.st_mode)
    if status.st_size > MAX_FILE_BYTES:
        raise blocked(
            codes.UNREADABLE_OUTPUT,
            path,
            f"`{path}` is larger than anything infera writes",
            "move it away",
        )
    data = os.read(fd, status.st_size + 1)
    if len(data) != status.st_size:  # it grew or came in pieces
        chunks = [data]
        while sum(map(len, chunks)) <= MAX_FILE_BYTES and (more := os.read(fd, _CHUNK_BYTES)):
            chunks.append(more)
        data = b"".join(chunks)
    return Held(data, stat.S_IMODE(status.st_mode), stamp(status))


_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISREG, "a file"),
)


def _link(path: PurePosixPath) -> Blocked:
    return blocked(
        codes.SYMBOLIC_LINK,
        path,
        f"`{path}` is a symbolic link; infera writes through none",
        "put a real file or folder there, or remove it; the output folder itself may be a link",
    )


def _not_a_folder(path: PurePosixPath, mode: int) -> Blocked:
    if stat.S_ISLNK(mode):
        return _link(path)
    return blocked(
        codes.NOT_A_FILE,
        path,
        f"`{path}` is {_kind(mode)}, and infera needs a folder there",
        "move it away",
    )


def _not_a_regular_file(path: PurePosixPath, mode: int) -> Blocked:
    if stat.S_ISLNK(mode):
        return _link(path)
    return blocked(
        codes.NOT_A_FILE,
        path,
        f"`{path}` is {_kind(mode)}, and infera needs a file there",
        "move it away",
    )


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "something special")
