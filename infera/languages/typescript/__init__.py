"""TypeScript: workers and typed producers."""

from __future__ import annotations

from collections.abc import Iterator

from infera.model import Project, Worker
from infera.output.files import File


class TypeScript:
    """The language `typescript` of infera.yaml."""

    name = "typescript"

    def worker_files(self, project: Project, worker: Worker) -> Iterator[File]:
        """The project of one worker, below `workers/<worker>/`."""
        from infera.languages.typescript.worker import worker_files

        return worker_files(project, worker)

    def client_files(self, project: Project) -> Iterator[File]:
        """The typed producers, below `clients/typescript/`."""
        from infera.languages.typescript.client import client_files

        return client_files(project)


LANGUAGE = TypeScript()
