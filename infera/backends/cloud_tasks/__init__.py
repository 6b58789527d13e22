"""The back end `cloud_tasks`: Google Cloud Tasks, dispatched to Cloud Run services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infera.backends.cloud_tasks.capabilities import CAPABILITIES
from infera.capabilities import Capability
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


class CloudTasks:
    """See `infera.backends.base.Backend`."""

    name = "cloud_tasks"
    title = "Google Cloud Tasks"
    runtimes: Mapping[str, tuple[str, ...]] = {"gcp": ("cloud_run",)}
    languages: tuple[str, ...] = ("typescript", "python")
    capabilities: Mapping[str, Capability] = CAPABILITIES

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What it refuses, lacks or has done for it, of queues of this type and their workers."""
        from infera.backends.cloud_tasks import checks

        yield from checks.check(project, environment)


BACKEND = CloudTasks()
