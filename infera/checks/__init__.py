"""Rules that hold on every cloud, one module for each thing they are about.

A rule takes the project and one environment and yields findings with paths in that environment's merged document;
the pipeline leads each path back to where the value was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infera.checks import cloud_names, environments, mistakes, queues, references, schedules, workers
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project

RULES: tuple[Callable[[Project, Environment], Iterator[Diagnostic]], ...] = (
    references.check,
    cloud_names.check,
    queues.check,
    workers.check,
    schedules.check,
    environments.check,
    mistakes.check,
)


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Everything that every cloud agrees on."""
    for rule in RULES:
        yield from rule(project, environment)
