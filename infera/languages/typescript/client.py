"""The typed producers: `clients/typescript/`."""

from __future__ import annotations

from collections.abc import Iterator

from infera.model import Project
from infera.output.files import File


def client_files(project: Project) -> Iterator[File]:
    """Every file of the package of producers."""
    del project
    yield from ()
