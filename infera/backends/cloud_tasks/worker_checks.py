"""The rules of Cloud Tasks about one worker."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends.cloud_tasks import layout, limits
from infera.diagnostics import Diagnostic
from infera.limits import number
from infera.model import Environment, Worker


def unsupported(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Filters and pull."""
    if worker.filter:
        text = "Cloud Tasks has no filter: a queue's worker gets every job"
        hint = "a queue for each kind of job, or `type: pubsub`"
        yield Diagnostic(codes.UNSUPPORTED, text, (*worker.at, "filter"), hint, on_key=True)
    if worker.delivery == "pull":
        text = "Cloud Tasks calls its worker: jobs cannot be pulled"
        yield Diagnostic(codes.UNSUPPORTED, text, (*worker.at, "delivery"), "remove it, or use `type: pubsub`")


def run_time(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """A dispatch waits half an hour."""
    if worker.timeout_s > limits.DEADLINE.high:
        yield Diagnostic(
            codes.OVER_LIMIT,
            f"Cloud Tasks waits at most {number(limits.DEADLINE.high)} s for a job, not {worker.timeout_s}",
            (*worker.at, "timeout"),
            "lower it, or use `type: pubsub`, which pulls jobs of any length",
        )


def concurrency(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Every queue and every level takes at least one job at once, and one queue only so many."""
    sources = sum(len(environment.queue(name).priority) or 1 for name in worker.queues)
    if worker.concurrency < sources:
        yield Diagnostic(
            codes.OVER_LIMIT,
            f"{sources} queues and levels share `{worker.name}`: that takes {sources} jobs at once, "
            f"not {worker.concurrency}",
            (*worker.at, "concurrency"),
            f"raise it to {sources}, or give a queue a worker of its own",
        )
    shares = layout.shares(environment, worker) if worker.queues else {}
    for (name, _level), share in shares.items():
        if environment.queue(name).existing is None and share > limits.CONCURRENT.high:
            yield from limits.CONCURRENT.check(share, (*worker.at, "concurrency"), "lower it, or split the queue")
            return
