"""A machine of one's own: Docker Compose, or systemd. No Terraform is written for it."""

from __future__ import annotations

from collections.abc import Iterator

from infera.diagnostics import Diagnostic
from infera.model import Environment, Project
from infera.output.files import File
from infera.platforms import redis_viewer
from infera.platforms.self_hosted import checks, compose, systemd


class SelfHosted:
    """The `self_hosted` provider."""

    name = "self_hosted"

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What a compose file cannot express."""
        return checks.check(project, environment)

    def files(self, project: Project) -> Iterator[File]:
        """The compose file of each environment with the viewers it builds, and the systemd units."""
        yield from compose.files(project)
        yield from redis_viewer.files(project)
        yield from systemd.files(project)


PLATFORM = SelfHosted()
