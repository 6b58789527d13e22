"""`.infera/base`: what infera last generated, whole, as the base of a three-way merge.

One file, each distinct text once, so that a thousand workers that share a runtime cost one copy of
it. It is left out of version control by `.infera/.gitignore`: it can be made again from an
untouched tree, and every run does. The name of an entry is its sha256, which is checked when it is
read.

    infera base 1 <sha256 of the sorted names>\n
    <sha256> <bytes>\n<the bytes>\n
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from infera.output.files import File, digest
from infera.output.folder import Blocked, Folder
from infera.output.manifest import FOLDER

NAME = "base"
_MAGIC = b"infera base 1 "


def header(names: Iterable[str]) -> bytes:
    """The first line of a base that holds these digests; an equal line means an equal file."""
    listed = hashlib.sha256("\n".join(sorted(names)).encode())
    return _MAGIC + listed.hexdigest().encode() + b"\n"


def write(contents: Mapping[str, File]) -> Iterator[bytes]:
    """The pieces of the file: the texts by their digests, sorted by digest."""
    yield header(contents)
    for name in sorted(contents):
        data = contents[name].data
        yield b"%s %d\n%s\n" % (name.encode(), len(data), data)


class Base:
    """The stored texts of an output folder, by their sha256."""

    def __init__(self, stored: dict[str, bytes]) -> None:
        """Prefer `of`."""
        self._stored = stored

    @classmethod
    def of(cls, root: Path) -> Base:
        """What is stored in an output folder; nothing when there is none, or it is not readable."""
        try:
            with Folder.open(root) as folder:
                held = folder.read(PurePosixPath(FOLDER, NAME))
        except (OSError, Blocked):
            held = None
        return cls(dict(_entries(held.data)) if held else {})

    def find(self, names: Iterable[str]) -> bytes | None:
        """The first of these texts that is there and is what its name says."""
        for name in names:
            data = self._stored.get(name)
            if data is not None and digest(data) == name:
                return data
        return None

    def nearest(self, names: Iterable[str], text: bytes) -> bytes | None:
        """Of these texts the one with most lines of `text` in it: what `text` was made from.

        There is more than one after a run that was killed: the text before it, and the one it was
        to write.
        """
        lines = Counter(text.split(b"\n"))
        found = [each for name in names if (each := self.find([name])) is not None]
        return max(found, key=lambda each: _shared(lines, each), default=None)


def _shared(lines: Counter[bytes], text: bytes) -> int:
    """How many lines two texts share, less those that only the second has."""
    other = Counter(text.split(b"\n"))
    return (lines & other).total() - (other - lines).total()


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every entry, up to the first that is not well formed."""
    at = data.find(b"\n") + 1
    while at and data.startswith(_MAGIC):
        end = data.find(b"\n", at, at + 100)
        if end < 0:
            return
        name, _, length = data[at:end].partition(b" ")
        if not length.isdigit() or len(length) > 10:
            return
        start, at = end + 1, end + 1 + int(length) + 1
        if at > len(data):
            return
        yield name.decode("ascii", "replace"), data[start : at - 1]
