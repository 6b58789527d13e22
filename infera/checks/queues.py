"""What one queue says that no back end could mean."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes, names
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue

# Beside `existing` stand only these (SPEC, "Queues").
BESIDE_EXISTING = {"existing", "name", "type", "jobs", "schedules", "envelope"}


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Retry, levels, envelope, existing queues."""
    for queue in environment.queues:
        yield from _retry(queue)
        yield from _levels(queue)
        yield from _envelope(queue)
        yield from _existing(queue)


def _retry(queue: Queue) -> Iterator[Diagnostic]:
    retry = queue.retry
    if retry.min_backoff_s > retry.max_backoff_s:
        key = "max_backoff" if "retry.max_backoff" in queue.written else "min_backoff"
        yield Diagnostic(
            codes.BACKOFF_ORDER,
            f"min_backoff is {retry.min_backoff_s} s, max_backoff {retry.max_backoff_s} s",
            (*queue.at, "retry", key),
            "the first pause cannot be longer than the longest",
        )
    elif retry.backoff == "fixed" and "retry.max_backoff" in queue.written:
        yield Diagnostic(
            codes.UNUSED_KEY,
            f"`max_backoff` changes nothing beside `backoff: fixed`: every pause is {retry.min_backoff_s} s",
            (*queue.at, "retry", "max_backoff"),
            "remove it, or let the pauses grow with `backoff: exponential`",
            on_key=True,
        )


def _levels(queue: Queue) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for index, level in enumerate(queue.priority):
        other = seen.setdefault(names.label(level), level)
        if names.label(level) in list(map(names.label, queue.priority[:index])):
            yield Diagnostic(
                codes.DUPLICATE_NAME,
                f"level `{level}` stands beside `{other}`",
                (*queue.at, "priority", index),
                "each level once, highest first",
            )


def _envelope(queue: Queue) -> Iterator[Diagnostic]:
    if queue.envelope == "raw" and len(queue.jobs) > 1:
        yield Diagnostic(
            codes.RAW_ENVELOPE,
            f"with `envelope: raw` the body is the payload of one job; `{queue.name}` has {len(queue.jobs)}",
            (*queue.at, "envelope"),
            "keep one job, or let producers send infera's envelope",
        )


def _existing(queue: Queue) -> Iterator[Diagnostic]:
    if queue.existing is None:
        return
    for key in sorted(k for k in queue.written if "." not in k and k not in BESIDE_EXISTING):
        yield Diagnostic(
            codes.EXISTING_KEYS,
            f"`{queue.name}` is already there: infera does not set its `{key}`",
            (*queue.at, key),
            "beside `existing` stand only name, type, jobs and schedules; set the rest where the queue is made",
            on_key=True,
        )
