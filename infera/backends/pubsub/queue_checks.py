"""The rules of Pub/Sub about one queue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera import names as cloud_names
from infera.backends.pubsub import delivery, layout, limits
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Queue
from infera.platforms.gcp.limits import TOPIC_NAME

TOPIC_ID = re.compile(r"projects/[^/\s]+/topics/[^/\s]+")
SUBSCRIPTION_ID = re.compile(r"projects/[^/\s]+/subscriptions/[^/\s]+")
KEY_ID = re.compile(r"projects/[^/\s]+/locations/[^/\s]+/keyRings/[^/\s]+/cryptoKeys/[^/\s]+")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.~+%-]{2,}")


def unsupported(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Rate limits and delays."""
    if queue.rate_limit is not None:
        yield Diagnostic(
            codes.UNSUPPORTED,
            "Pub/Sub has no rate limit: it delivers as fast as the worker answers",
            (*queue.at, "rate_limit"),
            "cap `concurrency` on the worker, or use `type: cloud_tasks`, which limits the rate",
        )
    if queue.delay_s:
        yield Diagnostic(
            codes.UNSUPPORTED,
            "Pub/Sub has no delay: a job is delivered at once",
            (*queue.at, "delay"),
            "`type: cloud_tasks` delays a job by up to 30 days",
        )


def deduplication(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A repeated send has the id of the first: a worker with idempotency runs one of them."""
    if not queue.deduplication:
        return
    path = (*queue.at, "deduplication")
    consumers = environment.consumers(queue)
    if queue.envelope == "raw":
        text = "Pub/Sub does not deduplicate, and a raw job has no id to tell a repeated one by"
        yield Diagnostic(codes.UNSUPPORTED, text, path, "`envelope: infera` carries an id")
    elif not consumers or any(worker.idempotency_ttl_s is None for worker in consumers):
        text = "Pub/Sub does not deduplicate, and no worker here remembers what it has done"
        yield Diagnostic(codes.UNSUPPORTED, text, path, "leave `idempotency` of the worker on")
    else:
        shortest = min(worker.idempotency_ttl_s or 0 for worker in consumers)
        text = f"Pub/Sub does not deduplicate: the worker drops a repeated job for {shortest} s"
        yield Diagnostic(codes.EMULATED, text, path, "the time is the worker's `idempotency: {ttl}`")


def emulated(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """What infera does in the place of Pub/Sub, for keys that someone wrote."""
    if queue.priority:
        text = f"Pub/Sub has no levels: `{queue.name}` becomes {len(queue.priority)} topics, delivered side by side"
        hint = "a worker that pulls takes the higher level first; pushes come as they come"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "priority"), hint)
    if queue.schedules:
        text = "Pub/Sub has no cron: Cloud Scheduler publishes the jobs"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "schedules"), on_key=True)
    if "max_message_size" in queue.written and queue.max_message_size_bytes < limits.MESSAGE_SIZE.high:
        text = f"Pub/Sub takes up to 10 MB: the generated producers stop at {queue.max_message_size_bytes} bytes"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "max_message_size"))


def numbers(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Ranges."""
    at, retry = queue.at, queue.retry
    yield from limits.RETENTION.check(queue.retention_s, (*at, "retention"))
    yield from limits.MESSAGE_SIZE.check(queue.max_message_size_bytes, (*at, "max_message_size"))
    yield from limits.MAX_ATTEMPTS.check(retry.max_attempts, (*at, "retry", "max_attempts"))
    high = _written(queue, "max_backoff", "min_backoff")
    yield from limits.BACKOFF.check(retry.max_backoff_s, high)
    if retry.max_backoff_s <= limits.BACKOFF.high:
        yield from limits.BACKOFF.check(retry.min_backoff_s, (*at, "retry", "min_backoff"))
    if queue.dead_letter.retention_s is not None:
        yield from limits.RETENTION.check(queue.dead_letter.retention_s, (*at, "dead_letter", "retention"))


def _written(queue: Queue, first: str, second: str) -> Path:
    key = first if f"retry.{first}" in queue.written else second
    return (*queue.at, "retry", key)


def attempts(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A dead letter policy begins at five; below, the worker counts."""
    if queue.existing is None and 1 <= queue.retry.max_attempts < limits.NATIVE_ATTEMPTS_LEAST:
        yield Diagnostic(
            codes.EMULATED,
            f"Pub/Sub counts from 5 attempts on: the worker counts to {queue.retry.max_attempts} itself",
            (*queue.at, "retry", "max_attempts"),
            "a job whose worker is killed may come up to 5 times",
        )


def ack_deadline(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """`visibility_timeout` is the ack deadline: a push is cut there."""
    written = queue.visibility_timeout_s
    if written is None:
        return
    path = (*queue.at, "visibility_timeout")
    found = list(limits.ACK_DEADLINE.check(written, path))
    yield from found
    pushed = [w for w in environment.consumers(queue) if delivery.mode(environment, w) == delivery.PUSH]
    slowest = max(pushed, key=lambda w: w.timeout_s, default=None)
    if not found and slowest and slowest.timeout_s > written:
        yield Diagnostic(
            codes.ACK_DEADLINE,
            f"a push is cut after {written} s: `{slowest.name}` may run {slowest.timeout_s} s",
            path,
            f"remove it: {min(int(limits.ACK_DEADLINE.high), slowest.timeout_s + limits.ACK_GRACE_S)} s is derived",
        )


def names(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A written name is taken as it stands, so Pub/Sub must take it, with all that is added to it."""
    if queue.resource_name is None:
        yield from _derived_name(environment, queue)
        return
    path = (*queue.at, "resource_name")
    name = queue.resource_name
    if not NAME.fullmatch(name) or name.startswith("goog"):
        yield Diagnostic(
            codes.BAD_CLOUD_NAME,
            f"Pub/Sub does not take the name `{name}`",
            path,
            "a letter first, not `goog`, then letters, digits and `-_.~+%`, 3 characters at least",
        )
        return
    parts = [subscription.part for subscription in layout.subscriptions(environment, queue)]
    parts += ["dead-letter" if queue.dead_letter.enabled else "dropped"]
    longest = max(len(cloud_names.queue_name(environment, queue, TOPIC_NAME, part=part)) for part in parts)
    if longest > TOPIC_NAME:
        text = f"a topic's name takes {TOPIC_NAME} characters; with what is added this has {longest}"
        yield Diagnostic(codes.OVER_LIMIT, text, path, f"shorten it by {longest - TOPIC_NAME}")


def _derived_name(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    if queue.existing is None and environment.prefix.startswith("goog"):
        text = f"Pub/Sub keeps names that begin with `goog` to itself: `{environment.prefix}-{queue.name}`"
        yield Diagnostic(codes.BAD_CLOUD_NAME, text, ("project_name",), "choose another project_name")


def schedules(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Cloud Scheduler publishes to a topic of its own project."""
    given = queue.existing
    if not queue.schedules or not isinstance(given, str):
        return
    path = (*queue.at, "schedules")
    home = re.match(r"projects/([^/]+)/", given)
    if delivery.is_subscription(queue):
        text = f"`{queue.name}` is a subscription: nothing can be sent to it"
        hint = "name its topic under `existing`, or send the scheduled jobs to a queue of their own"
        yield Diagnostic(codes.UNSUPPORTED, text, path, hint, on_key=True)
    elif home and environment.project_id is not None and home[1] != environment.project_id:
        text = f"Cloud Scheduler publishes to topics of its own project: `{queue.name}` is in `{home[1]}`"
        yield Diagnostic(codes.UNSUPPORTED, text, path, "schedule the jobs where the topic is", on_key=True)


def existing(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """The id of a topic or of a subscription."""
    given = queue.existing
    if not isinstance(given, str) or TOPIC_ID.fullmatch(given) or SUBSCRIPTION_ID.fullmatch(given):
        return
    yield Diagnostic(
        codes.BAD_RESOURCE_ID,
        f"`{given}` is neither a topic nor a subscription of Pub/Sub",
        (*queue.at, "existing"),
        "projects/PROJECT/topics/NAME or projects/PROJECT/subscriptions/NAME",
    )


def keys(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """The id of a key of Cloud KMS."""
    key = queue.encryption.key
    if isinstance(key, str) and not KEY_ID.fullmatch(key):
        yield Diagnostic(
            codes.BAD_RESOURCE_ID,
            f"`{key}` is not the id of a Cloud KMS key",
            (*queue.at, "encryption"),
            "projects/PROJECT/locations/REGION/keyRings/RING/cryptoKeys/KEY, `managed` or `customer`",
        )


def collisions(environment: Environment) -> Iterator[Diagnostic]:
    """Subscriptions and grants are labelled by worker or by queue: one name for both is one label too many."""
    if environment.labels_meet:
        return
    taken: dict[tuple[str, str], str] = {}
    for queue in environment.queues:
        if queue.type not in ("pubsub", "cloud_tasks"):
            continue
        for kind, label in _labels(environment, queue):
            other = taken.setdefault((kind, label), queue.name)
            if other != queue.name:
                text = f"`{queue.name}` and `{other}` would both have a {kind} `{label}`"
                hint = "rename a queue, a worker or a schedule"
                yield Diagnostic(codes.NAME_COLLISION, text, (*queue.at, "name"), hint)


def _labels(environment: Environment, queue: Queue) -> Iterator[tuple[str, str]]:
    """(kind, label) of what a queue has beside its topics."""
    for schedule in queue.schedules:
        yield "schedule", f"{queue.label}_{schedule.label}"
    if queue.dead_letter.enabled:
        yield "subscription", layout.dead_letter_label(queue)
    if queue.type != "pubsub":
        return
    for each in layout.subscriptions(environment, queue):
        yield "subscription", each.label
        yield "grant", f"{each.label}_agent"
        if each.mode == delivery.PULL:
            yield "grant", each.label
