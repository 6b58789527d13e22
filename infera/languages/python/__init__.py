"""Python: workers and typed producers."""

from __future__ import annotations

from collections.abc import Iterator

from infera.model import Project, Worker
from infera.output.files import File


class Python:
    """The language `python` of infera.yaml."""

    name = "python"

    def worker_files(self, project: Project, worker: Worker) -> Iterator[File]:
        """The project of one worker, below `workers/<worker>/`."""
        from infera.languages.python.worker import worker_files

        return worker_files(project, worker)

    def client_files(self, project: Project) -> Iterator[File]:
        """The typed producers, below `clients/python/`."""
        from infera.languages.python.client import client_files

        return client_files(project)


LANGUAGE = Python()
