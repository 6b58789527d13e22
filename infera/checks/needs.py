"""Which back ends can do what a queue asks for: the queue's own declaration is tried on each of them."""

from __future__ import annotations

from collections.abc import Iterator

from infera.backends import REGISTRY, backend
from infera.capabilities import Support
from infera.diagnostics import Diagnostic, Severity
from infera.model import Environment, Project, Queue, Worker
from infera.records import dataclass, replace

# what a queue may ask for -> the row of the capability table
NEEDS: tuple[tuple[str, str], ...] = (
    ("ordering", "ordering"),
    ("deduplication", "deduplication"),
    ("delay", "delay"),
    ("rate_limit", "rate_limit"),
    ("priority", "priority"),
    ("fan_out", "fan_out"),
    ("schedules", "schedules"),
    ("dead_letter", "dead_letter"),
    ("retention", "retention"),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """One back end on one provider against a queue: what stands in the way, and what infera would emulate."""

    type: str
    provider: str
    obstacles: tuple[str, ...]
    emulated: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether the queue compiles there."""
        return not self.obstacles


def fits(project: Project, queue_name: str) -> list[Fit]:
    """Every back end on every provider, the project's own provider first."""
    environment = project.environments[0]
    queue = environment.queue(queue_name)
    found = [
        _fit(project, environment, queue, type_, provider) for type_ in REGISTRY for provider in backend(type_).runtimes
    ]
    return sorted(found, key=lambda fit: (not fit.possible, fit.provider != project.provider))


def _fit(project: Project, environment: Environment, queue: Queue, type_: str, provider: str) -> Fit:
    end = backend(type_)
    moved = replace(queue, type=type_)
    workers = tuple(
        _moved(worker, queue, end.runtimes[provider][0], end.languages) for worker in environment.consumers(queue)
    )
    there = replace(environment, queues=(moved,), workers=workers, region=environment.region or "-")
    other = replace(project, provider=provider, environments=(there,))
    problems = [d for d in _problems(other, there, type_) if d.severity is Severity.ERROR]
    emulated = [row for key, row in NEEDS if key in queue.written and _emulated(type_, row)]
    return Fit(type_, provider, tuple(dict.fromkeys(d.message for d in problems)), tuple(emulated))


def _moved(worker: Worker, queue: Queue, runtime: str, languages: tuple[str, ...]) -> Worker:
    """The worker as the other back end would run it; what belongs to its old platform stays behind."""
    language = worker.language if worker.language in languages else languages[0]
    return replace(
        worker,
        queues=(queue.name,),
        runtime=runtime,
        language=language,
        permissions=(),
        network=None,
        written=worker.written - {"permissions", "network", "runtime", "delivery"},
        delivery="auto",
    )


def _problems(project: Project, environment: Environment, type_: str) -> Iterator[Diagnostic]:
    yield from backend(type_).check(project, environment)


def _emulated(type_: str, row: str) -> bool:
    return backend(type_).capabilities[row].support is Support.EMULATED
