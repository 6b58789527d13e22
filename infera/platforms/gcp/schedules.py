"""Cloud Scheduler jobs: what each sends, and when."""

from __future__ import annotations

from typing import Any

from infera.model import Queue, Schedule
from infera.platforms.gcp import limits, names
from infera.terraform.module import Module

ATTRIBUTE_BYTES = 1024
ATTRIBUTES = 50


def of_queue(module: Module, queue: Queue) -> list[dict[str, Any]]:
    """One view for each schedule of a queue."""
    return [_view(module, queue, index, schedule) for index, schedule in enumerate(queue.schedules)]


def _view(module: Module, queue: Queue, index: int, schedule: Schedule) -> dict[str, Any]:
    label = f"{queue.label}_{schedule.label}"
    paused = module.vary(
        f"{label}_paused",
        lambda e: not e.queue(queue.name).schedules[index].enabled,
        description=f"Whether schedule {schedule.name} of {queue.name} rests.",
    )
    return {
        "label": label,
        "name": names.of_queue(module, queue, limits.SCHEDULER_JOB_NAME, part=schedule.name),
        "cron": schedule.cron,
        "timezone": schedule.timezone,
        "paused": paused,
        "description": f"{schedule.job} to {queue.name}",
        "body": body(queue, schedule),
        "attributes": attributes(schedule.payload),
    }


def body(queue: Queue, schedule: Schedule) -> Any:
    """The job on the wire: the envelope, or the payload alone on a raw queue."""
    return schedule.payload if queue.envelope == "raw" else {"type": schedule.job, "data": schedule.payload}


def attributes(payload: Any) -> dict[str, str]:
    """What a producer puts beside a job for filters: the payload's top-level strings."""
    if not isinstance(payload, dict):
        return {}
    texts = {
        key: value
        for key, value in sorted(payload.items())
        if isinstance(value, str) and value and len(value.encode()) <= ATTRIBUTE_BYTES and _key(key)
    }
    return dict(list(texts.items())[:ATTRIBUTES])


def _key(key: str) -> bool:
    return 0 < len(key.encode()) <= 256 and not key.startswith("goog")
