"""The jobs that the worker knows: how to check each one's payload, and which handler does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from infera.calling import Handle
from infera.payload import Parser


@dataclass(frozen=True, slots=True)
class Job:
    """A job type of a queue. `aliases` are names that it had before and that jobs on their way may still carry."""

    queue: str
    name: str
    parse: Parser
    handle: Handle
    aliases: tuple[str, ...] = ()


class Registry:
    """Finds a job by queue and type."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs: dict[tuple[str, str], Job] = {}
        for job in jobs:
            for alias in job.aliases:
                self._jobs.setdefault((job.queue, alias), job)
        for job in jobs:
            self._jobs[job.queue, job.name] = job
        self._all = tuple(jobs)

    def find(self, queue: str, name: str) -> Job | None:
        """The job of that type; None when the queue has none."""
        return self._jobs.get((queue, name))

    def only(self, queue: str) -> Job | None:
        """The one job of a queue whose bodies are raw; None when it has none."""
        return next((job for job in self._all if job.queue == queue), None)

    def names(self, queue: str) -> tuple[str, ...]:
        """All types and aliases of a queue, sorted."""
        return tuple(sorted(name for found, name in self._jobs if found == queue))
