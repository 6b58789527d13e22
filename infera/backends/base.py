"""What the compiler asks of a back end: what a queue of this type means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from infera.capabilities import Capability
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


class Backend(Protocol):
    """A queue type. One folder under `infera/backends/`, one line in the registry."""

    @property
    def name(self) -> str:
        """The `type` in infera.yaml."""
        ...

    @property
    def title(self) -> str:
        """The name that people know: `Amazon SQS`."""
        ...

    @property
    def runtimes(self) -> Mapping[str, tuple[str, ...]]:
        """Provider -> the runtimes that serve it there, the default first."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its workers, the default first."""
        ...

    @property
    def capabilities(self) -> Mapping[str, Capability]:
        """One entry for every row of `infera.capabilities.ROWS`."""
        ...

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What this back end cannot do of its own queues and their workers, with paths in the merged document."""
        ...
