"""The rules of Pub/Sub about one worker."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends.pubsub import delivery, filters, limits
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Worker


def delivery_of(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """A push waits 600 s; a subscription that is there already is pulled."""
    given = [name for name in worker.queues if delivery.is_subscription(environment.queue(name))]
    if worker.delivery == delivery.PUSH and given:
        yield Diagnostic(
            codes.UNSUPPORTED,
            f"`{given[0]}` is a subscription that is there already: it is used as it is, by pull",
            (*worker.at, "delivery"),
            "`delivery: auto`, or name its topic under `existing`",
        )
    if worker.timeout_s <= limits.PUSH_TIMEOUT_S:
        return
    path = (*worker.at, "timeout")
    if worker.delivery == delivery.PUSH:
        text = f"a Pub/Sub push waits {limits.PUSH_TIMEOUT_S} s at most for a job, not {worker.timeout_s}"
        yield Diagnostic(codes.OVER_LIMIT, text, path, "lower it, or leave `delivery` to pull on a worker pool")
    elif worker.delivery == "auto":
        yield Diagnostic(
            codes.PUSH_TOO_SHORT,
            f"`{worker.name}` may run {worker.timeout_s} s; a Pub/Sub push waits {limits.PUSH_TIMEOUT_S} s at most",
            path,
            "compiled to pull on a worker pool; `delivery: push` with `timeout: 600` chooses otherwise",
        )


def filters_of(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """A filter is short, and what it does not match is gone unless another worker takes it."""
    if not worker.filter:
        return
    path = (*worker.at, "filter")
    size = len(filters.expression(worker).encode())
    if size > limits.FILTER_BYTES:
        text = f"a Pub/Sub filter takes {limits.FILTER_BYTES} bytes; written out this has {size}"
        yield Diagnostic(codes.OVER_LIMIT, text, path, "fewer or shorter values", on_key=True)
    for name in worker.queues:
        queue = environment.queue(name)
        if delivery.is_subscription(queue):
            text = f"`{name}` is a subscription that is there already: infera does not set its filter"
            yield Diagnostic(codes.UNSUPPORTED, text, path, "set it where the subscription is made", on_key=True)
        elif not queue.fan_out:
            yield Diagnostic(
                codes.FILTER_DROPS,
                f"a job of `{name}` that the filter does not match is dropped: no other worker takes it",
                path,
                "`fan_out: true` on the queue, and a worker for the rest",
                on_key=True,
            )


def always_on(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """A worker pool has as many instances as it is told, all the time."""
    if delivery.mode(environment, worker) != delivery.PULL:
        return
    ranged = "instances" in worker.written and worker.min_instances != worker.max_instances
    if ranged or worker.max_instances > 1:
        count = worker.max_instances
        yield Diagnostic(
            codes.ALWAYS_ON,
            f"a worker pool does not scale: `{worker.name}` runs {count} instance{'s' * (count > 1)} all the time",
            (*worker.at, "instances") if "instances" in worker.written else (*worker.at, "concurrency"),
            "`instances: {max: …}` says how many; a push worker scales to zero",
            on_key=True,
        )


def same_mode(project: Project, environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Push is a service, pull a worker pool: an overlay cannot turn one into the other."""
    first = project.environments[0]
    here, there = (
        delivery.mode(environment, worker),
        delivery.mode(first, first.worker(worker.name)),
    )
    if here != there:
        yield Diagnostic(
            codes.STRUCTURE_IN_OVERLAY,
            f"`{worker.name}` would {here} in `{environment.name}` and {there} in `{first.name}`",
            (*worker.at, "timeout"),
            f"`delivery: {delivery.PULL}` in all of them, or timeouts on one side of {limits.PUSH_TIMEOUT_S} s",
        )
