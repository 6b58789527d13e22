"""Celery: tasks in Redis, workers in Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infera.backends.celery import capabilities, checks
from infera.capabilities import Capability
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


class Celery:
    """The `celery` back end."""

    name = "celery"
    title = "Celery"
    runtimes: Mapping[str, tuple[str, ...]] = {
        "aws": ("ecs",),
        "gcp": ("cloud_run",),
        "self_hosted": ("container",),
    }
    languages = ("python",)
    capabilities: Mapping[str, Capability] = capabilities.TABLE

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What Celery cannot do of its own queues and their workers."""
        return checks.check(project, environment)


BACKEND = Celery()
