"""BullMQ: jobs in Redis, workers in TypeScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infera.backends.bullmq import capabilities, checks
from infera.capabilities import Capability
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


class BullMQ:
    """The `bullmq` back end."""

    name = "bullmq"
    title = "BullMQ"
    runtimes: Mapping[str, tuple[str, ...]] = {
        "aws": ("ecs",),
        "gcp": ("cloud_run",),
        "self_hosted": ("container",),
    }
    languages = ("typescript",)
    capabilities: Mapping[str, Capability] = capabilities.TABLE

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What BullMQ cannot do of its own queues and their workers."""
        return checks.check(project, environment)


BACKEND = BullMQ()
