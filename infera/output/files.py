"""A file to write: where, what, and whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePosixPath

from infera.records import dataclass


class Owner(StrEnum):
    """Who may change a file after it was first written."""

    INFERA = "infera"  # rewritten each time; an edit is a conflict
    USER = "user"  # written when absent, never again (handlers and their tests)
    # infera's until the first edit, the user's from then on (package manifest, lock, Dockerfile)
    SHARED = "shared"


class Spliced(tuple[str, ...]):
    """A long text in pieces that files share: the lock files of a thousand workers differ by a name."""

    __slots__ = ()

    def __str__(self) -> str:
        """The whole text."""
        return "".join(self)

    def encode(self) -> bytes:
        """The whole text in UTF-8."""
        return "".join(self).encode()


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file below the output folder: a relative path with `/`, and its whole text or bytes."""

    path: PurePosixPath
    content: str | bytes | Spliced
    owner: Owner = Owner.INFERA

    def __post_init__(self) -> None:
        if self.path.is_absolute() or ".." in self.path.parts or not self.path.parts:
            raise ValueError(f"not a path below the output folder: {self.path}")

    @property
    def data(self) -> bytes:
        """The bytes that go to disk: UTF-8, with the line ends as they stand."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()


def digest(data: bytes) -> str:
    """The sha256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def digest_of(pieces: Iterable[bytes]) -> str:
    """The sha256 of bytes that come in pieces, in hex."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()
