"""Typed producers: `clients/python/`."""

from __future__ import annotations

from collections.abc import Iterator

from infera.model import Project
from infera.output.files import File


def client_files(project: Project) -> Iterator[File]:
    """Every file of the producers' package."""
    yield from ()
