"""Findings of Pub/Sub queues."""
from collections.abc import Iterator
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project
def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    yield from ()
