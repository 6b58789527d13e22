"""What BullMQ cannot do, tied to the key that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends import redis_queue
from infera.backends.bullmq.limits import PRIORITY_LEVELS
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Everything about `bullmq` queues and their workers."""
    yield from redis_queue.check(environment, "bullmq")
    for queue in environment.queues:
        if queue.type != "bullmq":
            continue
        if "visibility_timeout" in queue.written:
            yield Diagnostic(
                codes.UNSUPPORTED,
                "BullMQ has no visibility timeout: a live worker renews the lock of its job",
                (*queue.at, "visibility_timeout"),
                "remove it; `timeout` of the worker bounds a run",
                on_key=True,
            )
        yield from PRIORITY_LEVELS.check(max(len(queue.priority), 1), (*queue.at, "priority"))
        if queue.resource_name and ":" in queue.resource_name:
            text = "BullMQ takes no `:` in the name of a queue"
            yield Diagnostic(codes.BAD_VALUE, text, (*queue.at, "resource_name"), "use `-`")
        if queue.fan_out:
            yield Diagnostic(
                codes.EMULATED,
                f"the producer adds each job of `{queue.name}` to a queue for each worker",
                (*queue.at, "fan_out"),
                "a worker that is added later sees the jobs sent after its first deploy",
            )
