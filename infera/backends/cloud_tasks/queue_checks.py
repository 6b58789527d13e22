"""The rules of Cloud Tasks about one queue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera import names as cloud_names
from infera.backends.cloud_tasks import layout, limits
from infera.diagnostics import Diagnostic
from infera.limits import number
from infera.model import Environment, Queue
from infera.platforms.gcp.limits import TASK_QUEUE_NAME

QUEUE_ID = re.compile(r"projects/[^/\s]+/locations/[^/\s]+/queues/[A-Za-z0-9-]{1,100}")
NAME = re.compile(r"[A-Za-z0-9-]+")


def unsupported(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Order, copies, retention, visibility, keys of one's own."""
    lacking = {
        "ordering": (
            queue.ordering,
            "Cloud Tasks keeps no order",
            "`type: pubsub` orders jobs by key",
        ),
        "fan_out": (
            queue.fan_out,
            "Cloud Tasks gives a job to one worker",
            "`type: pubsub` gives each worker a copy",
        ),
        "retention": (
            "retention" in queue.written and queue.retention_s != limits.LIFETIME_S,
            "Cloud Tasks keeps a job for 31 days, not longer and not shorter",
            "remove it, or write `31d`",
        ),
        "visibility_timeout": (
            queue.visibility_timeout_s is not None,
            "Cloud Tasks has no visibility timeout: a dispatch waits as long as the worker's `timeout`",
            "remove it",
        ),
        "encryption": (
            queue.encryption.kind != "managed",
            "a key of one's own is a setting of the whole project and region in Cloud Tasks, not of a queue",
            "`encryption: managed`, or `type: pubsub`",
        ),
    }
    for key, (wanted, text, hint) in lacking.items():
        if wanted:
            yield Diagnostic(codes.UNSUPPORTED, text, (*queue.at, key), hint)


def emulated(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """What infera does in the place of Cloud Tasks, for keys that someone wrote."""
    done = {
        "dead_letter": (
            queue.dead_letter.enabled and "dead_letter" in queue.written,
            "Cloud Tasks has no dead letters: the worker moves them to a Pub/Sub topic",
        ),
        "priority": (
            bool(queue.priority),
            f"Cloud Tasks has no levels: `{queue.name}` becomes {len(queue.priority)} queues, dispatched side by side",
        ),
        "schedules": (
            bool(queue.schedules),
            "Cloud Tasks has no cron: Cloud Scheduler puts the jobs into the queue",
        ),
        "delay": (
            bool(queue.delay_s),
            "Cloud Tasks delays a job, not a queue: the generated producers set the delay of each; "
            "scheduled jobs start at once",
        ),
        "max_message_size": (
            "max_message_size" in queue.written and queue.max_message_size_bytes < limits.TASK_SIZE.high,
            f"Cloud Tasks takes up to 1 MiB: the generated producers stop at {queue.max_message_size_bytes} bytes",
        ),
    }
    for key, (wanted, text) in done.items():
        if wanted:
            yield Diagnostic(codes.EMULATED, text, (*queue.at, key), on_key=True)
    if "alarms.oldest_age" in queue.written:
        text = "Cloud Tasks does not know how old a job is: the alarm watches how late attempts start"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "alarms", "oldest_age"))


def numbers(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Ranges."""
    at = queue.at
    if queue.rate_limit is not None and queue.rate_limit > limits.RATE.high:
        yield Diagnostic(
            codes.OVER_LIMIT,
            f"Cloud Tasks dispatches at most {number(limits.RATE.high)} jobs/s from one queue, "
            f"not {number(queue.rate_limit)}",
            (*at, "rate_limit"),
            "lower it, or split the queue",
        )
    yield from limits.DELAY.check(queue.delay_s, (*at, "delay"))
    yield from limits.TASK_SIZE.check(queue.max_message_size_bytes, (*at, "max_message_size"))
    if queue.dead_letter.retention_s is not None:
        yield from limits.DEAD_LETTERS.check(queue.dead_letter.retention_s, (*at, "dead_letter", "retention"))


def names(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A written name is taken as it stands: Cloud Tasks must take it, and keeps it for days after a destroy."""
    if queue.resource_name is None:
        return
    path = (*queue.at, "resource_name")
    if not NAME.fullmatch(queue.resource_name):
        text = f"Cloud Tasks does not take the name `{queue.resource_name}`"
        yield Diagnostic(codes.BAD_CLOUD_NAME, text, path, "letters, digits and `-`")
        return
    every = [
        cloud_names.queue_name(environment, queue, TASK_QUEUE_NAME, part=each.level)
        for each in layout.task_queues(queue)
    ]
    longest = max(map(len, every))
    if longest > TASK_QUEUE_NAME:
        text = f"a queue's name takes {TASK_QUEUE_NAME} characters; with what is added this has {longest}"
        yield Diagnostic(codes.OVER_LIMIT, text, path, f"shorten it by {longest - TASK_QUEUE_NAME}")
        return
    yield Diagnostic(
        codes.TOMBSTONE,
        f"after a destroy Cloud Tasks keeps the name `{queue.resource_name}` taken for up to 7 days",
        path,
        "without `resource_name` the name ends in a random suffix, and an apply follows at once",
    )


def existing(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """The id of a queue."""
    if isinstance(queue.existing, str) and not QUEUE_ID.fullmatch(queue.existing):
        yield Diagnostic(
            codes.BAD_RESOURCE_ID,
            f"`{queue.existing}` is not the id of a Cloud Tasks queue",
            (*queue.at, "existing"),
            "projects/PROJECT/locations/REGION/queues/NAME",
        )


def consumer(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A task must be sent somewhere: without a worker the queue keeps its jobs."""
    if queue.existing is None and not environment.consumers(queue):
        yield Diagnostic(
            codes.NOBODY_CONSUMES,
            f"`{queue.name}` has no worker: the queue is paused and keeps its jobs for 31 days",
            (*queue.at, "name"),
            "a worker with this `queue:` takes them up",
        )
