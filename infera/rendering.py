"""Model -> files: the platform's, the workers', the clients', with overrides merged in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as DiskPath

from infera.backends import backend
from infera.diagnostics import Diagnostic
from infera.languages import language
from infera.model import Project
from infera.output.files import File
from infera.platforms import platform


def render_project(
    project: Project, templates: str | None, folder: DiskPath | None
) -> tuple[list[File], list[Diagnostic]]:
    """Every file of a project, and what a custom template or an override got wrong."""
    if templates is None or folder is None:
        return _with_overrides(project, list(_files(project)))
    from infera.customisation import with_templates

    files, problems = with_templates(folder, templates, lambda: list(_files(project)))
    return (files, problems) if problems else _with_overrides(project, files)


def _files(project: Project) -> Iterator[File]:
    yield from platform(project.provider).files(project)
    for worker in project.workers:
        if worker.image is None:
            yield from language(worker.language).worker_files(project, worker)
    for name in client_languages(project):
        yield from language(name).client_files(project)


def client_languages(project: Project) -> list[str]:
    """The languages that producers are written in: those of the workers, else TypeScript; and the one of a library.

    A BullMQ queue is sent to from TypeScript alone and a Celery queue from Python alone, whoever works on it.
    """
    languages = [backend(queue.type).languages for queue in project.queues]
    own = {known[0] for known in languages if len(known) == 1}
    found = {worker.language for worker in project.workers} | own
    return sorted(found) or ["typescript"]


def _with_overrides(project: Project, files: list[File]) -> tuple[list[File], list[Diagnostic]]:
    if not project.overrides:
        return files, []
    from infera.customisation import overridden

    return overridden(project, files)
