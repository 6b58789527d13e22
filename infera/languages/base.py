"""What the compiler asks of a language of workers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from infera.model import Project, Worker
from infera.output.files import File


class Language(Protocol):
    """A language of workers and clients. One folder under `infera/languages/`, one line in the registry."""

    @property
    def name(self) -> str:
        """The `language` in infera.yaml."""
        ...

    def worker_files(self, project: Project, worker: Worker) -> Iterator[File]:
        """The project of one worker, below `workers/<worker>/`."""
        ...

    def client_files(self, project: Project) -> Iterator[File]:
        """The typed producers, below `clients/<language>/`."""
        ...
