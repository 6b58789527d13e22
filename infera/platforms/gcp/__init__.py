"""The platform `gcp`: Pub/Sub and Cloud Tasks with Cloud Run, and the Redis back ends on worker pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infera.diagnostics import Diagnostic
    from infera.model import Environment, Project
    from infera.output.files import File
    from infera.terraform.module import Module

# Worker pools without a permanent difference, and updates of subscriptions that are not skipped, begin at 7.18.
GOOGLE_VERSIONS = ">= 7.18.0, < 9.0.0"
RANDOM_VERSIONS = ">= 3.6.0, < 4.0.0"


class Gcp:
    """See `infera.platforms.base.TerraformPlatform`."""

    name = "gcp"

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What Google Cloud refuses: labels, names, environment variables, compute, grants."""
        from infera.platforms.gcp import checks

        yield from checks.check(project, environment)

    def files(self, project: Project) -> Iterator[File]:
        """The module and its roots."""
        from infera.platforms import redis_viewer
        from infera.terraform.render import files

        yield from files(project, self)
        yield from redis_viewer.files(project)

    def build(self, module: Module) -> None:
        """Queue, worker, project and monitoring files, variables and outputs."""
        from infera.platforms.gcp import build

        build.build(module)

    def required_providers(self, project: Project) -> list[tuple[str, str, str]]:
        """Google, and `random` where a name must not come twice."""
        found = [("google", "hashicorp/google", GOOGLE_VERSIONS)]
        from infera.platforms.gcp.logs import kept_apart

        if any(map(_needs_random, project.queues)) or any(kept_apart(project, w) for w in project.workers):
            found.append(("random", "hashicorp/random", RANDOM_VERSIONS))
        return found

    def provider_block(self, module: Module, environment: Environment) -> Mapping[str, Any]:
        """Project and region; what `provider_config` adds is merged by the caller."""
        from infera.platforms.gcp.names import project_id

        return {"project": project_id(module), "region": environment.region}


def _needs_random(queue: Any) -> bool:
    """A queue of Cloud Tasks with a derived name, or a key ring of our own."""
    tasks = queue.type == "cloud_tasks" and queue.resource_name is None and queue.existing is None
    return tasks or queue.encryption.kind == "customer"


PLATFORM = Gcp()
