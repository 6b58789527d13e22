"""What AWS refuses."""

from __future__ import annotations

from collections.abc import Iterator

from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Everything."""
    yield from ()
