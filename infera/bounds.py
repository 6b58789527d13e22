"""How large a project may be, so that compiling it ends within seconds, whatever the file holds.

A file of 1 MiB has room for 60,000 queues, and queues multiply with environments, workers and jobs.
What counts is what is written from them. The data may have any shape: shape is checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic

MOST_THINGS = 15_000  # queues, levels, jobs, schedules and handlers; a worker is a project and counts
WORKER = 5  # as many; workers that share a queue are each told about the others
MOST_IN_ALL = 60_000  # things times environments

_HINT = "split the project in several files, each with an output folder of its own"


def check(data: Any) -> Iterator[Diagnostic]:
    """A finding when the project is too large to be compiled."""
    if not isinstance(data, dict):
        return
    things = _things(data)
    if things > MOST_THINGS:
        message = "there are more queues, workers, jobs and schedules than one project can hold"
        yield Diagnostic(codes.PROJECT_SIZE, message, ("queues",), _HINT, on_key=True)
        return
    environments = len(_map(data.get("environments"))) or 1
    if things * environments > MOST_IN_ALL:
        message = f"{environments} environments are too many for so many queues, workers, jobs and schedules"
        yield Diagnostic(codes.PROJECT_SIZE, message, ("environments",), _HINT, on_key=True)


def _things(data: Mapping[str, Any]) -> int:
    jobs: dict[Any, int] = {}
    total = 0
    for queue in _list(data.get("queues")):
        item = _map(queue)
        own = len(_map(item.get("jobs"))) or 1
        total += 1 + own + len(_list(item.get("schedules"))) + len(_list(item.get("priority")))
        if isinstance(item.get("name"), str):
            jobs[item["name"]] = own
    consumers = dict.fromkeys(jobs, 0)
    for worker in _map(data.get("workers")).values():
        item = _map(worker)
        total += WORKER
        for name in (item.get("queue"), *_list(item.get("queues"))):
            if isinstance(name, str) and name in jobs:
                total += jobs[name]
                consumers[name] += 1
    return total + sum(count * count // 200 for count in consumers.values())


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
