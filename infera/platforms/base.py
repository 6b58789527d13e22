"""What the compiler asks of a platform: where queues and workers run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from infera.diagnostics import Diagnostic
from infera.model import Environment, Project
from infera.output.files import File
from infera.terraform.module import Module


class Platform(Protocol):
    """A provider of infera.yaml. One folder under `infera/platforms/`, one line in the registry."""

    @property
    def name(self) -> str:
        """The `provider` in infera.yaml."""
        ...

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What the platform refuses: labels, names, environment variables, compute."""
        ...

    def files(self, project: Project) -> Iterator[File]:
        """Everything but workers and clients: Terraform, or a compose file."""
        ...


class TerraformPlatform(Platform, Protocol):
    """A platform that is written as Terraform; `infera.terraform.render` makes its `files`."""

    def build(self, module: Module) -> None:
        """Add queue, worker and monitoring files, variables and outputs to the module."""
        ...

    def required_providers(self, project: Project) -> list[tuple[str, str, str]]:
        """(local name, source, version constraint) of each provider of the module, sorted by name."""
        ...

    def provider_block(self, module: Module, environment: Environment) -> Mapping[str, Any]:
        """The arguments of the root's provider block; nested maps of `assume_role` become blocks."""
        ...
