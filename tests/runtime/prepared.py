"""Generated folders made ready for `make start`, with what their lock files name installed once for all tests."""

from __future__ import annotations

import os
from pathlib import Path

from tests.engines import node
from tests.runtime.python.house import bin_folder

LOCKS = {"sqs": "aws", "pubsub": "gcp", "cloud_tasks": "gcp", "celery": "celery"}


def typescript(folder: Path) -> None:
    """`node_modules` that `make` takes for newer than the lock file."""
    node.link_modules(folder)
    os.utime(folder / "package-lock.json", (0, 0))


def python(folder: Path, kind: str) -> None:
    """A `.venv` that shares the packages of one that was installed from this lock file."""
    home = bin_folder(LOCKS[kind]).parent
    venv = folder / ".venv"
    venv.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (venv / name).symlink_to(home / name)
    (venv / "ready").touch()


def worker(folder: Path, kind: str) -> None:
    """Either, by what lies in the folder."""
    if (folder / "package.json").exists():
        typescript(folder)
    else:
        python(folder, kind)
