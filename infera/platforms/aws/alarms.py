"""What every alarm has: a name, who hears of it, and whether it speaks in an environment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from infera import names
from infera.model import Queue
from infera.platforms.aws import redis, scope
from infera.platforms.aws.notify import Topics
from infera.render.hcl import Expr, quote
from infera.terraform.module import Module

ALARM_NAME_CHARACTERS = 255


def ever(module: Module, queue: Queue, wanted: Callable[[Queue], bool]) -> bool:
    """Whether an alarm exists: any environment wants it, the others have it without actions."""
    return any(_wants(e.queue(queue.name), wanted) for e in module.project.environments)


def _wants(queue: Queue, wanted: Callable[[Queue], bool]) -> bool:
    return queue.alarms.enabled and wanted(queue)


def frame(
    module: Module,
    topics: Topics,
    queue: Queue,
    label: str,
    severity: str,
    wanted: Callable[[Queue], bool],
    base: str = "",
) -> dict[str, Any]:
    """The part of an alarm's view that does not depend on what it measures.

    `base` is what its cloud name derives from; "" derives it from the label, under the names before a rename.
    """
    named = base or _before(module, queue, label)
    tags, locals_ = scope.tags(module, "queue", queue)
    if queue.type in redis.TYPES:  # no file of its own, where the local would stand
        tags = next(iter(locals_.values()), tags)
    enabled = module.vary(
        f"{label}_alarm",
        lambda e: _wants(e.queue(queue.name), wanted),
        description=f"Whether the alarm `{label}` tells anyone.",
    )
    return {
        "label": label,
        "name": module.name(
            f"{label}_alarm_name",
            lambda e: names.cloud_name(e, named, ALARM_NAME_CHARACTERS),
            what="an alarm",
        ),
        "enabled": enabled,
        "silent_somewhere": isinstance(enabled, Expr),
        "actions": topics.actions(queue, severity),
        "tags": tags,
        "growth": None,
        "quiet_when_idle": True,
        "missing": "notBreaching",
    }


def _before(module: Module, queue: Queue, label: str) -> str:
    """A label with what the queue, and its worker in a fan-out, were called first: a name keeps its alarm."""
    rest = label.removeprefix(f"{queue.label}_")
    if rest == label:
        return label
    for worker in module.project.environments[0].consumers(queue) if queue.fan_out else ():
        if rest.startswith(f"{worker.label}_"):
            rest = f"{worker.cloud_base}_{rest.removeprefix(f'{worker.label}_')}"
            break
    return f"{queue.cloud_base}_{rest}"


def description(module: Module, queue: Queue, text: str) -> Any:
    """What an alarm says, with the link to what to do about it."""
    runbook = scope.of_queue(module, queue, "runbook", lambda _, q: q.alarms.runbook, "Link to what to do")
    if isinstance(runbook, Expr):
        return Expr(f'"{quote(text)[1:-1]}. Runbook: ${{{runbook}}}"')
    return f"{text}. Runbook: {runbook}" if runbook else f"{text}."
