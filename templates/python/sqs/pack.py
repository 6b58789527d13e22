"""`make build`: a folder of installed packages and the worker into a zip that has the same bytes each time."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

WORKER = ("handlers", "infera")
# Scripts name the Python that installed them; compiled files carry a time.
LEFT_OUT = ("__pycache__", "bin")
TIME = (1980, 1, 1, 0, 0, 0)


def main(installed: Path, package: Path) -> None:
    """Write the package: what is installed in a folder, and the worker's own code beside it."""
    entries = dict(_files(installed))
    for name in WORKER:
        entries.update({f"{name}/{path}": file for path, file in _files(Path(name))})
    package.parent.mkdir(parents=True, exist_ok=True)
    unfinished = package.with_suffix(".new")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in sorted(entries.items()):
            info = zipfile.ZipInfo(name, TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix: the mode below counts
            info.external_attr = (0o755 if file.suffix == ".so" else 0o644) << 16
            archive.writestr(info, file.read_bytes())
    unfinished.replace(package)
    print(f"{package}: {len(entries)} files, {package.stat().st_size:,} bytes")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in names:
            path = Path(root, name)
            if path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix(), path


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
