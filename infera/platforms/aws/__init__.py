"""The platform `aws`: SQS with Lambda, and the Redis back ends on ECS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infera.diagnostics import Diagnostic
    from infera.model import Environment, Project
    from infera.output.files import File
    from infera.terraform.module import Module

AWS_VERSIONS = ">= 5.100.0, < 7.0.0"  # validated at both ends
RANDOM_VERSIONS = ">= 3.6.0, < 4.0.0"


class Aws:
    """See `infera.platforms.base.TerraformPlatform`."""

    name = "aws"

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What AWS refuses: tags, names, environment variables, memory."""
        from infera.platforms.aws import checks

        yield from checks.check(project, environment)

    def files(self, project: Project) -> Iterator[File]:
        """The module and its roots."""
        from infera.platforms import redis_viewer
        from infera.terraform.render import files

        yield from files(project, self)
        yield from redis_viewer.files(project)

    def build(self, module: Module) -> None:
        """Queue, worker and monitoring files, variables and outputs."""
        from infera.platforms.aws import build

        build.build(module)

    def required_providers(self, project: Project) -> list[tuple[str, str, str]]:
        """AWS, and what makes the passwords of Redis and of its viewer."""
        from infera.platforms import redis_viewer
        from infera.platforms.aws import redis

        found = [("aws", "hashicorp/aws", AWS_VERSIONS)]
        made = redis.needed(project) and redis.kind(project.environments[0].redis) == "made"
        passwords = made or bool(redis_viewer.used(project))
        return [*found, ("random", "hashicorp/random", RANDOM_VERSIONS)] if passwords else found

    def provider_block(self, _module: Module, environment: Environment) -> Mapping[str, Any]:
        """The region; what `provider_config` adds is merged by the caller."""
        return {"region": environment.region}


PLATFORM = Aws()
