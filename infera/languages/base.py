"""What the compiler asks of a language of workers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from infera.model import Project, Queue, Worker
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


def producer_source(project: Project, queue: Queue) -> str:
    """What holds the JSON of a queue, for a README: the file, or the command that prints it."""
    return (
        producers_file(project)
        if project.provider == "self_hosted"
        else f"terraform output -json {queue.label}_producer"
    )


def producers_file(project: Project) -> str:
    """The file of the first environment, from the output folder."""
    name = project.environments[0].name
    return "producers.env" if name == "default" else f"producers.{name}.env"
