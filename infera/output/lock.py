"""One run at a time in an output folder: an advisory lock on the folder itself.

The kernel holds the lock for a process, so one that is killed leaves none behind, and there is no
lock file to clean up. Where the file system has no locks (some network mounts) the run goes on
without.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infera import codes
from infera.diagnostics import Diagnostic
from infera.output.folder import blocked, refused

WAIT_S = 30.0
_POLL_S = 0.05
_TAKEN = (errno.EWOULDBLOCK, errno.EACCES)


@contextmanager
def hold(root: Path, wait_s: float = WAIT_S) -> Iterator[list[Diagnostic]]:
    """Hold the folder (made when it is not there) and yield no findings; or yield why it cannot be
    held.

    Waits `wait_s` for another run to end. A folder that was made and stayed empty is removed again.
    """
    made = _make(root)
    if isinstance(made, Diagnostic):
        yield [made]
        return
    try:
        fd = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        yield [refused(root, error)]
        return
    try:
        yield [] if _take(fd, wait_s) else [_busy()]
    finally:
        os.close(fd)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()


def _make(root: Path) -> list[Path] | Diagnostic:
    """Make the folder; the folders that were made, innermost first."""
    missing = []
    for folder in (root, *root.parents):
        if folder.exists() or folder.is_symlink():
            break
        missing.append(folder)
    try:
        if missing or not root.is_dir():
            root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return refused(root, error)
    return missing


def _take(fd: int, wait_s: float) -> bool:
    until = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _TAKEN:
                return True  # no locks on this file system
            if time.monotonic() >= until:
                return False
            time.sleep(_POLL_S)
        else:
            return True


def _busy() -> Diagnostic:
    return blocked(
        codes.BUSY,
        ".",
        "another run of infera writes to this output folder",
        "wait for it to end, then run again",
    ).finding
