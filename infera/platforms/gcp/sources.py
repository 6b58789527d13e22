"""What a worker consumes, as its environment variable `INFERA_QUEUES` says it and as its grants need it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infera.model import Queue
from infera.platforms.gcp.knobs import knob
from infera.records import dataclass
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

Labelled = tuple[str, Any]  # (Terraform label, id)


@dataclass(frozen=True, slots=True)
class Source:
    """One source of jobs: a queue, or a level of it."""

    entry: dict[str, Any]
    pulls: Labelled | None = None  # the subscription that the worker reads itself
    made: bool = True  # whether that subscription is ours
    dead_letters: Labelled | None = None  # the topic that the worker moves failed jobs to
    paused: Any = False  # of a pulled source: whether the worker must leave it alone


def retry(module: Module, queue: Queue) -> dict[str, Any]:
    """How the queue's jobs are tried, for every type alike."""
    return {
        "max_attempts": knob(
            module,
            queue,
            "max_attempts",
            lambda q: q.retry.max_attempts,
            "Runs of a job, the first included.",
        ),
        "min_backoff_s": knob(
            module,
            queue,
            "min_backoff_s",
            lambda q: q.retry.min_backoff_s,
            "Seconds before the first retry.",
        ),
        "max_backoff_s": knob(
            module,
            queue,
            "max_backoff_s",
            lambda q: q.retry.max_backoff_s,
            "Seconds before a retry at most.",
        ),
        "backoff": knob(
            module,
            queue,
            "backoff",
            lambda q: q.retry.backoff,
            "How the pauses between retries grow.",
        ),
        "envelope": queue.envelope,
        "ordered": queue.ordering,
    }


def encoded(sources: Iterable[Source]) -> Expr:
    """The value of `INFERA_QUEUES`. A paused source that is pulled is left out: nobody else keeps its jobs from it."""
    entries: list[Any] = []
    switched = False
    for source in sources:
        if source.paused is True:
            continue
        if source.paused is False:
            entries.append(dict(sorted(source.entry.items())))
        else:
            switched = True
            entries.append(dict(sorted({**source.entry, "paused": source.paused}.items())))
    if not switched:
        return Expr(f"jsonencode({literal(entries)})")
    return Expr(f"jsonencode([for source in {literal(entries)} : source if !try(source.paused, false)])")
