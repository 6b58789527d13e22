"""The back end `pubsub`: Google Pub/Sub, pushed to Cloud Run services or pulled by worker pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infera.backends.pubsub.capabilities import CAPABILITIES
from infera.capabilities import Capability
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


class PubSub:
    """See `infera.backends.base.Backend`."""

    name = "pubsub"
    title = "Google Pub/Sub"
    runtimes: Mapping[str, tuple[str, ...]] = {"gcp": ("cloud_run",)}
    languages: tuple[str, ...] = ("typescript", "python")
    capabilities: Mapping[str, Capability] = CAPABILITIES

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What it refuses, lacks or has done for it, of queues of this type and their workers."""
        from infera.backends.pubsub import checks

        yield from checks.check(project, environment)


BACKEND = PubSub()
