"""Which topics and subscriptions a queue is made of, and what they are called in Terraform.

A level has a topic of its own. A subscription is labelled by its worker; where the worker alone would not tell it
apart (levels, fan-out over levels, a worker of several queues) the queue stands before it.
"""

from __future__ import annotations

from infera import names
from infera.backends.pubsub import delivery
from infera.model import Environment, Queue, Worker
from infera.records import dataclass

KEEP = "keep"  # nobody consumes: the subscription keeps the jobs


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a queue: `level` is "" without levels."""

    label: str
    level: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription to one topic. `part` is what its cloud name adds to the queue's."""

    label: str
    topic: Topic
    worker: Worker | None
    mode: str  # push, pull, keep
    part: str


def topics(queue: Queue) -> tuple[Topic, ...]:
    """The topics of a queue, one for each level."""
    if not queue.priority:
        return (Topic(queue.label, ""),)
    return tuple(Topic(f"{queue.label}_{names.label(level)}", level) for level in queue.priority)


def subscriptions(environment: Environment, queue: Queue) -> tuple[Subscription, ...]:
    """The subscriptions that hold the queue's jobs; none for a subscription that is already there."""
    if delivery.is_subscription(queue):
        return ()
    workers: tuple[Worker | None, ...] = environment.consumers(queue) or (None,)
    return tuple(_subscription(environment, queue, topic, w) for topic in topics(queue) for w in workers)


def _subscription(environment: Environment, queue: Queue, topic: Topic, worker: Worker | None) -> Subscription:
    mode = KEEP if worker is None else delivery.mode(environment, worker)
    parts = [part for part in (topic.level, worker.cloud_base if worker and queue.fan_out else "") if part]
    return Subscription(_label(queue, topic, worker), topic, worker, mode, "-".join(parts))


def _label(queue: Queue, topic: Topic, worker: Worker | None) -> str:
    if worker is None:
        return topic.label
    if topic.level:
        return f"{topic.label}_{worker.label}" if queue.fan_out else topic.label
    return worker.label if len(worker.queues) == 1 else f"{queue.label}_{worker.label}"


def dead_letter_label(queue: Queue) -> str:
    """The label of the queue's dead letter topic and of its subscription."""
    return f"{queue.label}_dead_letter"


def dropped_label(queue: Queue) -> str:
    """The label of the topic without subscription that `dead_letter: false` needs to count attempts."""
    return f"{queue.label}_dropped"
