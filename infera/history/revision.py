"""`plan --against REF|DIR`: the output as it is in a git revision or in another folder."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

GIT_TIMEOUT_S = 60
REGULAR = ("100644", "100755")  # links and submodules of a revision are not followed


class NoSuchRevision(Exception):
    """Neither a folder nor a revision that git knows; the text says which and why."""


@contextmanager
def root(against: str, output: Path) -> Iterator[Path]:
    """A folder that holds the output as of `against`: DIR itself, or a temporary copy out of git.

    `output` is the output folder on disk; it must lie in a git repository when `against` is a revision.
    """
    folder = Path(against)
    if folder.is_dir():
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="infera-") as temporary:
        _check_out(against, output, Path(temporary))
        yield Path(temporary)


def _check_out(revision: str, output: Path, target: Path) -> None:
    """Write the regular files of the output folder, as they are in the revision."""
    where = _nearest(output)
    top = Path(_git(where, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    commit = _git(where, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    inside = output.resolve().relative_to(top.resolve())
    prefix = "" if inside == Path() else f"{inside.as_posix()}/"
    names = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit.decode().strip(), "--", prefix or ".")
    for entry in names.split(b"\0"):
        if not entry:
            continue
        meta, _, name = entry.partition(b"\t")
        mode, _, blob = meta.split()[:3]
        path = PurePosixPath(name.decode("utf-8", "surrogateescape").removeprefix(prefix))
        if mode.decode() not in REGULAR or ".." in path.parts or path.is_absolute():
            continue
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_git(top, "cat-file", "blob", blob.decode()))


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest above it that exists."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False, timeout=GIT_TIMEOUT_S
        )
    except FileNotFoundError as error:
        raise NoSuchRevision("git is not installed, and there is no such folder") from error
    except subprocess.TimeoutExpired as error:
        raise NoSuchRevision("git did not answer") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoSuchRevision(said[-1] if said else "git knows no such revision, and there is no such folder")
    return done.stdout
