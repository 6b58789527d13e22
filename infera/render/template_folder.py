"""Custom templates on disk: what may be read of the folder that `templates:` names."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MAX_FILES = 500
MAX_DEPTH = 8  # folders
MAX_BYTES = 64 * 1024  # of one template
MAX_TOTAL_BYTES = 256 * 1024  # of all templates in the folder


class TemplateError(Exception):
    """A custom template that cannot be used. `file` is relative to the folder; `line` is
    1-based or None.
    """

    def __init__(self, file: str, line: int | None, message: str) -> None:
        """What is wrong, and where."""
        super().__init__(message)
        self.file = file
        self.line = line
        self.message = message


def read_folder(folder: Path) -> dict[str, str]:
    """Every `*.j2` below a folder, by its path with `/`; TemplateError for one that cannot be read.

    Only regular files count, and no symbolic link is followed: what is read lies in the folder.
    """
    if not folder.is_dir() or folder.is_symlink():
        raise TemplateError(".", None, "not a folder")
    sources: dict[str, str] = {}
    total = 0
    for root, folders, files, descriptor in os.fwalk(folder, follow_symlinks=False):
        inside = Path(root).relative_to(folder)
        folders.sort()
        for name in folders:
            if stat.S_ISLNK(os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode):
                raise TemplateError((inside / name).as_posix(), None, "a symbolic link")
        if len(inside.parts) >= MAX_DEPTH and folders:
            raise TemplateError(inside.as_posix(), None, f"folders more than {MAX_DEPTH} deep")
        for name in sorted(files):
            if name.endswith(".j2"):
                path = (inside / name).as_posix()
                if len(sources) == MAX_FILES:
                    raise TemplateError(path, None, f"more than {MAX_FILES} templates")
                sources[path] = _read(name, descriptor, path)
                total += len(sources[path])
                if total > MAX_TOTAL_BYTES:
                    raise TemplateError(path, None, "the templates are larger than 256 KiB together")
    return sources


def _read(name: str, folder: int, path: str) -> str:
    try:
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as problem:
        link = problem.errno == errno.ELOOP
        reason = "a symbolic link" if link else os.strerror(problem.errno or 0).lower()
        raise TemplateError(path, None, reason) from None
    with os.fdopen(file, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise TemplateError(path, None, "not a regular file")
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TemplateError(path, None, f"larger than {MAX_BYTES // 1024} KiB")
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise TemplateError(path, line, "not UTF-8") from None
