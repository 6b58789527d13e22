"""The back end `sqs`: Amazon SQS, consumed by Lambda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infera.backends.sqs.capabilities import CAPABILITIES
from infera.capabilities import Capability
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


class Sqs:
    """See `infera.backends.base.Backend`."""

    name = "sqs"
    title = "Amazon SQS"
    runtimes: Mapping[str, tuple[str, ...]] = {"aws": ("lambda",)}
    languages: tuple[str, ...] = ("typescript", "python")
    capabilities: Mapping[str, Capability] = CAPABILITIES

    def check(self, project: Project, environment: Environment) -> Iterator[Diagnostic]:
        """What SQS and Lambda refuse or lack, of queues of this type and their workers."""
        from infera.backends.sqs import checks

        yield from checks.check(project, environment)


BACKEND = Sqs()
