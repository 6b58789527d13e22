"""What a queue in Redis is to its workers and producers: what BullMQ and Celery have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infera import codes, names
from infera.diagnostics import Diagnostic
from infera.model import Environment, Queue, Schedule, Var, Worker
from infera.records import dataclass

NAME_LIMIT = 200  # Redis takes longer keys; names stay readable in a viewer


@dataclass(frozen=True, slots=True)
class Layout:
    """How a library lays its queues out in Redis."""

    prefix: str  # of its keys
    list_of_each_level: bool  # kombu has one for each priority step; BullMQ has one sorted set for all


LAYOUTS = {"bullmq": Layout("bull", list_of_each_level=False), "celery": Layout("", list_of_each_level=True)}


def queue_name(environment: Environment, queue: Queue, worker: Worker | None = None) -> str:
    """The queue's name in Redis; with fan-out each worker has a queue of its own."""
    if isinstance(queue.existing, str):
        return queue.existing
    part = worker.cloud_base if queue.fan_out and worker is not None else ""
    return names.queue_name(environment, queue, NAME_LIMIT, part=part)


def dead_letter_name(environment: Environment, queue: Queue, worker: Worker | None = None) -> str | None:
    """The name of the queue's dead letter queue in Redis, None when there is none."""
    if not queue.dead_letter.enabled:
        return None
    return names.cut(queue_name(environment, queue, worker), NAME_LIMIT, "-dead-letter")


def sources(environment: Environment, worker: Worker) -> list[dict[str, Any]]:
    """The worker's `INFERA_QUEUES`: one entry for each queue it consumes."""
    entries = [_source(environment, environment.queue(name), worker, dead_letters=False) for name in worker.queues]
    entries += [
        _source(environment, environment.queue(name), worker, dead_letters=True) for name in worker.dead_letter_of
    ]
    return entries


def _source(environment: Environment, queue: Queue, worker: Worker, *, dead_letters: bool) -> dict[str, Any]:
    retry = queue.retry
    name = queue_name(environment, queue, worker)
    dead_letter = dead_letter_name(environment, queue, worker)
    return {
        "queue": queue.name,
        "level": "",
        "type": queue.type,
        "name": dead_letter if dead_letters else name,
        "dead_letter": None if dead_letters else dead_letter,
        "dead_letters": dead_letters,
        "max_attempts": retry.max_attempts,
        "min_backoff_s": retry.min_backoff_s,
        "max_backoff_s": retry.max_backoff_s,
        "backoff": retry.backoff,
        "envelope": queue.envelope,
        "ordered": False,
        "paused": queue.paused,
        "prefix": LAYOUTS[queue.type].prefix,
        "delay_s": queue.delay_s,
        "priorities": list(queue.priority),
        "rate_limit": None if dead_letters else rate_limit(queue.rate_limit),
        "visibility_timeout_s": queue.visibility_timeout_s or visibility_timeout_s(queue, worker),
        "schedules": [] if dead_letters else [schedule(each) for each in queue.schedules if each.enabled],
    }


def visibility_timeout_s(queue: Queue, worker: Worker) -> int:
    """Above the longest run and the longest wait of a job that a worker holds in memory.

    kombu hands a job out again once it was unacknowledged for this long, a waiting one included
    (Celery documentation, "Using Redis", visibility timeout).
    """
    return max(2 * worker.timeout_s, queue.delay_s, queue.retry.max_backoff_s) + 300


def rate_limit(rate: float | None) -> dict[str, int] | None:
    """Jobs a second as whole jobs in a time: `{"max", "duration_ms"}`."""
    if rate is None:
        return None
    if float(rate).is_integer():
        return {"max": int(rate), "duration_ms": 1000}
    per_minute = round(rate * 60)
    return {"max": max(per_minute, 1), "duration_ms": 60_000}


def schedule(each: Schedule) -> dict[str, Any]:
    """A schedule as a worker reads it."""
    return {
        "name": each.name,
        "cron": each.cron,
        "timezone": each.timezone,
        "job": each.job,
        "payload": each.payload,
    }


def _names(environment: Environment, queue: Queue) -> list[str]:
    """The names under which jobs are put: one, or one for each worker of a fan-out."""
    consumers = environment.consumers(queue) if queue.fan_out else ()
    return [queue_name(environment, queue, worker) for worker in consumers] or [queue_name(environment, queue)]


def lists(environment: Environment, queue: Queue) -> list[str]:
    """What holds the queue's jobs: what is put under each name, and the list of each level below the first."""
    names = _names(environment, queue)
    lower = range(1, len(queue.priority)) if LAYOUTS[queue.type].list_of_each_level else ()
    return [*names, *(f"{name}, level {level}" for name in names for level in lower)]


def producer(environment: Environment, queue: Queue) -> dict[str, Any]:
    """What the generated client needs to know of the queue."""
    retry = queue.retry
    return {
        "type": queue.type,
        "name": queue_name(environment, queue),
        "names": _names(environment, queue),
        "prefix": LAYOUTS[queue.type].prefix,
        "redis_url_env": "INFERA_REDIS_URL",
        "priorities": list(queue.priority),
        "default_level": queue.default_level,
        "delay_s": queue.delay_s,
        "attempts": retry.max_attempts,
        "min_backoff_s": retry.min_backoff_s,
        "max_backoff_s": retry.max_backoff_s,
        "backoff": retry.backoff,
        "deduplication": queue.deduplication,
        "max_message_size_bytes": queue.max_message_size_bytes,
    }


# key of a queue -> (what no queue in Redis can do, the way out)
REFUSED_OF_QUEUE = {
    "ordering": (
        "keep the order of jobs",
        "use `sqs` or `pubsub`, or a worker with `concurrency: 1` on a queue of its own",
    ),
    "retention": ("drop a job by its age", "remove it: a job stays until it is done"),
    "encryption": (
        "have a key of its own: all queues share one Redis",
        "remove it: the Redis is encrypted by the platform",
    ),
    "producers": (
        "tell senders apart: whoever has the password may send",
        "remove it, and give the password to the senders",
    ),
}
REFUSED_OF_WORKER = {
    "batch": ("takes one job at a time", "remove it, and raise `concurrency`"),
    "delivery": ("always pulls", "remove it"),
    "filter": ("cannot choose among the jobs of a queue", "give each kind of job a queue of its own"),
}


def check(environment: Environment, queue_type: str) -> Iterator[Diagnostic]:
    """What both libraries cannot do, of the queues of one type and of their workers."""
    title = {"bullmq": "BullMQ", "celery": "Celery"}[queue_type]
    for queue in environment.queues:
        if queue.type != queue_type:
            continue
        for key, (what, hint) in REFUSED_OF_QUEUE.items():
            if key in queue.written and getattr(queue, key, True) not in (False, ()) and not _harmless(queue, key):
                text = f"a {title} queue cannot {what}"
                yield Diagnostic(codes.UNSUPPORTED, text, (*queue.at, key), hint, on_key=True)
        if isinstance(queue.existing, Var):
            yield Diagnostic(
                codes.UNSUPPORTED,
                "a queue in Redis is known by its name, not by a Terraform variable",
                (*queue.at, "existing"),
                "write the name of the queue in Redis",
            )
        for worker in environment.consumers(queue):
            yield from _check_worker(worker, title)


def _harmless(queue: Queue, key: str) -> bool:
    return key == "encryption" and queue.encryption.kind == "managed"


def _check_worker(worker: Worker, title: str) -> Iterator[Diagnostic]:
    for key, (what, hint) in REFUSED_OF_WORKER.items():
        if key in worker.written and not (key == "delivery" and worker.delivery != "push"):
            yield Diagnostic(codes.UNSUPPORTED, f"a {title} worker {what}", (*worker.at, key), hint, on_key=True)


def check_alarms(environment: Environment) -> Iterator[Diagnostic]:
    """Of alarms that someone wrote on a cloud: its workers measure, so without one nobody does."""
    for queue in environment.queues:
        if queue.type not in ("bullmq", "celery") or not queue.alarms.enabled:
            continue
        for key, value in (("oldest_age", queue.alarms.oldest_age_s), ("depth", queue.alarms.depth)):
            if f"alarms.{key}" not in queue.written or value is None:
                continue
            place = (*queue.at, "alarms", key)
            if environment.consumers(queue):
                text = (
                    f"no cloud sees the queues in Redis: the workers of `{queue.name}` report the `{key}` each minute"
                )
                yield Diagnostic(codes.EMULATED, text, place, on_key=True)
            else:
                text = f"`{queue.name}` has no worker here, and only a worker tells the `{key}` of a queue in Redis"
                hint = "write it where the worker is declared"
                yield Diagnostic(codes.UNSUPPORTED, text, place, hint, on_key=True)
