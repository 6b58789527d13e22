"""The numbers that alarms compare with, of a queue wherever its jobs are."""

from __future__ import annotations

from typing import Any

from infera.model import Queue
from infera.terraform.module import Module


def oldest_age(module: Module, queue: Queue, label: str) -> Any:
    """Seconds that a job may wait."""
    return module.vary(
        f"{label}_oldest_age_s",
        lambda e: e.queue(queue.name).alarms.oldest_age_s or 900,
        description=f"Seconds that a job of `{label}` may wait.",
    )


def depth(module: Module, queue: Queue, label: str) -> Any:
    """Jobs that may wait; where that alarm is off, what another environment has."""
    written = [e.queue(queue.name).alarms.depth for e in module.project.environments]
    some = next(found for found in written if found is not None)
    return module.vary(
        f"{label}_depth",
        lambda e: some if e.queue(queue.name).alarms.depth is None else e.queue(queue.name).alarms.depth,
        description=f"Jobs of `{label}` that may wait.",
    )
