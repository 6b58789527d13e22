"""What Celery cannot do, tied to the key that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends import redis_queue
from infera.backends.celery.limits import PRIORITY_LEVELS
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue

LONG_DELAY_S = 3600  # a waiting task sits in a worker's memory; above an hour it will be moved about by deploys


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Everything about `celery` queues and their workers."""
    yield from redis_queue.check(environment, "celery")
    for queue in environment.queues:
        if queue.type == "celery":
            yield from _queue(environment, queue)


def _queue(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    if queue.deduplication:
        yield Diagnostic(
            codes.UNSUPPORTED,
            "Celery does not deduplicate sends",
            (*queue.at, "deduplication"),
            "send with a `dedupe_key`: idempotency of the worker drops the second run; or use `bullmq` or `sqs`",
        )
    yield from PRIORITY_LEVELS.check(max(len(queue.priority), 1), (*queue.at, "priority"))
    if queue.rate_limit is not None:
        text = f"Celery limits each worker by itself; a token bucket in Redis limits `{queue.name}` over all of them"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "rate_limit"))
    if queue.fan_out:
        text = f"the producer sends each job of `{queue.name}` to a queue for each worker"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "fan_out"))
    if queue.delay_s > LONG_DELAY_S:
        yield Diagnostic(
            codes.UNSUPPORTED,
            f"Celery holds a job that waits {queue.delay_s} s in the memory of a worker",
            (*queue.at, "delay"),
            f"keep it to {LONG_DELAY_S} s, use a schedule, or use `bullmq`, which keeps it in Redis",
        )
    yield from _visibility(environment, queue)


def _visibility(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A task that runs or waits longer than the visibility timeout is handed out again and again."""
    wanted = queue.visibility_timeout_s
    if wanted is None:
        return
    longest = max([w.timeout_s for w in environment.consumers(queue)] or [60])
    need = {"timeout": longest, "delay": queue.delay_s, "max_backoff": queue.retry.max_backoff_s}
    for what, value in need.items():
        if wanted <= value:
            yield Diagnostic(
                codes.OVER_LIMIT,
                f"the visibility timeout is {wanted} s, {what} {value} s: the job would run twice",
                (*queue.at, "visibility_timeout"),
                f"above {max(need.values())} s; without the key infera derives it",
            )
            return
