"""One Pub/Sub queue -> `queue_<label>.tf`: topics, subscriptions, dead letters, grants, schedules."""

from __future__ import annotations

from typing import Any

from infera.backends.pubsub import delivery, filters, layout
from infera.backends.pubsub.limits import (
    ACK_DEADLINE,
    ACK_GRACE_S,
    NATIVE_ATTEMPTS_LEAST,
    RETENTION,
)
from infera.model import Environment, Queue, Worker
from infera.platforms.gcp import encryption, limits, names, producers, schedules
from infera.platforms.gcp.knobs import knob, seconds
from infera.platforms.gcp.text import every, joined, negated, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

TOPIC, SUBSCRIPTION = "google_pubsub_topic", "google_pubsub_subscription"


def add(module: Module, queue: Queue) -> None:
    """Add the queue's file and its producer output."""
    module.add(f"queue_{queue.label}.tf", "pubsub/queue.tf.j2", view(module, queue))
    _output(module, queue)


def view(module: Module, queue: Queue) -> dict[str, Any]:
    """What the template writes."""
    first = module.project.environments[0]
    labels = names.labels_of(module, queue)
    return {
        "title": f"Queue {queue.name}",
        "project": names.project_id(module),
        "region": names.region(module),
        "labels": labels,
        "topics": [] if queue.existing is not None else _topics(module, queue),
        "key": encryption.of_queue(module, queue),
        "subscriptions": [_subscription(module, queue, s) for s in layout.subscriptions(first, queue)],
        "dead_letter": dead_letter(module, queue),
        "dropped": _dropped(module, queue),
        "producers": producers.members(module, queue),
        "schedules": schedules.of_queue(module, queue),
        "schedule_topic": topic_reference(module, queue, queue.default_level),
        "moved": _moved(module, queue),
    }


def topic_reference(module: Module, queue: Queue, level: str) -> Any:
    """The id of the topic that a level's jobs are sent to."""
    if delivery.is_topic(queue):
        return module.vary(
            f"{queue.label}_existing",
            lambda e: e.queue(queue.name).existing,
            description=f"Id of the topic of {queue.name}, which is there already.",
        )
    topic = next(t for t in layout.topics(queue) if t.level == level)
    return reference(TOPIC, topic.label, "id")


def subscription_name(module: Module, queue: Queue, subscription: layout.Subscription) -> Any:
    """The cloud name of a subscription."""
    variable = f"{subscription.label}_subscription_name"
    return names.of_queue(module, queue, limits.TOPIC_NAME, part=subscription.part, variable=variable)


def dead_letter(module: Module, queue: Queue) -> dict[str, Any] | None:
    """Topic and subscription of the queue's dead letters, None without."""
    if not queue.dead_letter.enabled or delivery.is_subscription(queue):
        return None
    label = layout.dead_letter_label(queue)
    first = module.project.environments[0]
    worker = first.worker(queue.dead_letter.worker) if queue.dead_letter.worker else None
    pushed = worker is not None and delivery.mode(first, worker) == delivery.PUSH
    return {
        "label": label,
        "name": names.of_queue(module, queue, limits.TOPIC_NAME, part="dead-letter"),
        "topic": reference(TOPIC, label, "id"),
        "agent_label": f"{label}_agent",
        "retention": seconds(
            knob(
                module,
                queue,
                "dead_letter_retention_s",
                _dead_letter_retention,
                "Seconds that dead letters are kept.",
            )
        ),
        "ack_deadline": _ack_deadline(module, queue, label, worker) if worker else 60,
        "push": _push(worker, True) if worker and pushed else None,
        "consumed": worker is not None,
    }


def _dead_letter_retention(queue: Queue) -> int:
    return queue.dead_letter.retention_s or int(RETENTION.high)


def _topics(module: Module, queue: Queue) -> list[dict[str, Any]]:
    return [
        {
            "label": topic.label,
            "name": names.of_queue(module, queue, limits.TOPIC_NAME, part=topic.level),
            "producer_label": f"{topic.label}_producer",
            "id": reference(TOPIC, topic.label, "id"),
        }
        for topic in layout.topics(queue)
    ]


def _subscription(module: Module, queue: Queue, subscription: layout.Subscription) -> dict[str, Any]:
    worker = subscription.worker
    dead = layout.dead_letter_label(queue) if queue.dead_letter.enabled else layout.dropped_label(queue)
    return {
        "label": subscription.label,
        "id": reference(SUBSCRIPTION, subscription.label, "id"),
        "itself": reference(SUBSCRIPTION, subscription.label),
        "agent_label": f"{subscription.label}_agent",
        "name": subscription_name(module, queue, subscription),
        "topic": topic_reference(module, queue, subscription.topic.level),
        "ack_deadline": _ack_deadline(module, queue, subscription.label, worker) if worker else 60,
        "retention": seconds(
            knob(module, queue, "retention_s", lambda q: q.retention_s, "Seconds that a job is kept.")
        ),
        "ordering": queue.ordering,
        "exactly_once": subscription.mode == delivery.PULL,
        "filter": filters.expression(worker),
        "push": _push(worker, _unpaused(module, queue)) if worker and subscription.mode == delivery.PUSH else None,
        "dead_letter_topic": reference(TOPIC, dead, "id"),
        "dead_letter_grant": reference("google_pubsub_topic_iam_member", f"{dead}_agent"),
        "attempts": knob(
            module,
            queue,
            "delivery_attempts",
            _native_attempts,
            "Deliveries before Pub/Sub itself moves a job away.",
        ),
        "min_backoff": seconds(
            knob(
                module,
                queue,
                "min_backoff_s",
                lambda q: q.retry.min_backoff_s,
                "Seconds before the first retry.",
            )
        ),
        "max_backoff": seconds(
            knob(
                module,
                queue,
                "max_backoff_s",
                lambda q: q.retry.max_backoff_s,
                "Seconds before a retry at most.",
            )
        ),
    }


def _native_attempts(queue: Queue) -> int:
    return max(NATIVE_ATTEMPTS_LEAST, queue.retry.max_attempts)


def _ack_deadline(module: Module, queue: Queue, label: str, worker: Worker) -> Any:
    def get(environment: Environment) -> int:
        here = environment.worker(worker.name)
        written = environment.queue(queue.name).visibility_timeout_s
        if written is not None and here.queues:
            return written
        return min(int(ACK_DEADLINE.high), max(int(ACK_DEADLINE.low), here.timeout_s + ACK_GRACE_S))

    return module.vary(
        f"{label}_ack_deadline_s",
        get,
        description=f"Seconds that Pub/Sub waits for {worker.name} to answer.",
    )


def _unpaused(module: Module, queue: Queue) -> object:
    return negated(paused(module, queue))


def paused(module: Module, queue: Queue) -> Any:
    """Whether the queue hands nothing out: a bool, or a variable where environments differ."""
    return knob(
        module,
        queue,
        "paused",
        lambda q: q.paused,
        f"Whether {queue.name} keeps its jobs to itself.",
    )


def _push(worker: Worker, unpaused: object) -> dict[str, Any]:
    runs = every([Expr(f"local.{worker.label}_runs"), unpaused])
    return {
        "on": runs,
        "endpoint": joined(reference("google_cloud_run_v2_service", worker.label, "uri"), "/jobs"),
        "account": reference("google_service_account", f"{worker.label}_invoker", "email"),
        "audience": Expr(f"local.{worker.label}_audience"),
        "grant": reference("google_cloud_run_v2_service_iam_member", f"{worker.label}_invoker"),
    }


def _dropped(module: Module, queue: Queue) -> dict[str, Any] | None:
    if queue.dead_letter.enabled or delivery.is_subscription(queue):
        return None
    return {
        "label": layout.dropped_label(queue),
        "topic": reference(TOPIC, layout.dropped_label(queue), "id"),
        "agent_label": f"{layout.dropped_label(queue)}_agent",
        "name": names.of_queue(module, queue, limits.TOPIC_NAME, part="dropped"),
    }


def _moved(module: Module, queue: Queue) -> dict[str, Expr] | None:
    """A producer's queue that gets its first worker keeps its subscription, and with it its jobs."""
    own = layout.subscriptions(module.project.environments[0], queue)
    if queue.fan_out or queue.priority or len(own) != 1 or own[0].worker is None:
        return None
    if queue.renamed_from or own[0].worker.renamed_from:  # then moved.tf says what was what
        return None
    if queue.label in _subscription_labels(module):
        return None
    return {"old": reference(SUBSCRIPTION, queue.label), "new": reference(SUBSCRIPTION, own[0].label)}


def _subscription_labels(module: Module) -> set[str]:
    """The labels of all subscriptions of the module; asked for once for each queue, so worked out once."""
    known: set[str] | None = module.notes.get("pubsub subscriptions")
    if known is None:
        first = module.project.environments[0]
        queues = [queue for queue in first.queues if queue.type == "pubsub"]
        known = {each.label for queue in queues for each in layout.subscriptions(first, queue)}
        module.notes["pubsub subscriptions"] = known
    return known


def _output(module: Module, queue: Queue) -> None:
    if delivery.is_subscription(queue):
        return
    levels = {level: topic_reference(module, queue, level) for level in (queue.priority or ("",))}
    producers.output(
        module,
        queue,
        {
            "type": "pubsub",
            "project": names.project_id(module),
            "levels": levels,
            "default_level": queue.default_level,
            "ordering": queue.ordering,
            "deduplication": queue.deduplication,
            "max_message_size_bytes": knob(
                module,
                queue,
                "max_message_size_bytes",
                lambda q: q.max_message_size_bytes,
                f"Bytes of a job of {queue.name} at most.",
            ),
        },
    )
