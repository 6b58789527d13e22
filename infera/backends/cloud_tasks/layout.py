"""Which queues of Cloud Tasks a queue is made of, and how they share the worker's concurrency."""

from __future__ import annotations

from infera import names
from infera.model import Environment, Queue, Worker
from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class TaskQueue:
    """A queue of Cloud Tasks: `level` is "" without levels."""

    label: str
    level: str


def task_queues(queue: Queue) -> tuple[TaskQueue, ...]:
    """One for each level."""
    if not queue.priority:
        return (TaskQueue(queue.label, ""),)
    return tuple(TaskQueue(f"{queue.label}_{names.label(level)}", level) for level in queue.priority)


def rate_share(queue: Queue, level: str) -> float:
    """The part of the queue's rate that a level gets: the levels weigh n, n-1, … 1."""
    levels = queue.priority or ("",)
    weights = {each: len(levels) - index for index, each in enumerate(levels)}
    return weights[level] / sum(weights.values())


def consumer(environment: Environment, queue: Queue) -> Worker | None:
    """The queue's worker; there is at most one."""
    found = environment.consumers(queue)
    return found[0] if found else None


def shares(environment: Environment, worker: Worker) -> dict[tuple[str, str], int]:
    """(queue, level) -> jobs at once: together the worker's concurrency, the more the higher the level.

    Levels weigh n, n-1, … 1; what rounding leaves goes to the heaviest. Each source gets at least one.
    """
    weights: dict[tuple[str, str], int] = {}
    for name in worker.queues:
        levels = environment.queue(name).priority or ("",)
        weights.update({(name, level): len(levels) - index for index, level in enumerate(levels)})
    total = sum(weights.values())
    result = {key: max(1, worker.concurrency * weight // total) for key, weight in weights.items()}
    rest = worker.concurrency - sum(result.values())
    heaviest = max(weights, key=lambda key: weights[key])
    if rest > 0:
        result[heaviest] += rest
    while rest < 0 and max(result.values()) > 1:
        largest = max(result, key=lambda key: result[key])
        result[largest] -= 1
        rest += 1
    return result
