"""What a worker is told about its Pub/Sub queues: the entries of `INFERA_QUEUES`, and the grants to consume them."""

from __future__ import annotations

from typing import Any

from infera.backends.pubsub import delivery, layout, resources
from infera.model import Queue, Worker
from infera.platforms.gcp import names
from infera.platforms.gcp.sources import Source, retry
from infera.platforms.gcp.text import joined, reference
from infera.terraform.module import Module

WITHOUT_COUNT = 1_000_000  # attempts of a queue whose own policy counts


def of_worker(module: Module, worker: Worker, queue: Queue) -> list[Source]:
    """One source for each level of a queue."""
    first = module.project.environments[0]
    if delivery.is_subscription(queue):
        return [_given(module, queue)]
    mine = [s for s in layout.subscriptions(first, queue) if s.worker and s.worker.name == worker.name]
    return [_source(module, queue, subscription) for subscription in mine]


def of_dead_letters(module: Module, worker: Worker, queue: Queue) -> Source:
    """The dead letters of a queue, whatever its type: they lie in Pub/Sub."""
    first = module.project.environments[0]
    view = resources.dead_letter(module, queue)
    assert view is not None, "a dead letter worker needs dead letters"
    mode = delivery.mode(first, worker)
    subscription = reference(resources.SUBSCRIPTION, view["label"], "id")
    entry = {
        **retry(module, queue),
        "queue": queue.name,
        "level": "",
        "type": "pubsub",
        "dead_letters": True,
        "mode": mode,
        "subscription": subscription if mode == delivery.PULL else _written(module, view["name"]),
        "dead_letter_topic": None,
    }
    return Source(entry, pulls=(view["label"], subscription) if mode == delivery.PULL else None)


def _source(module: Module, queue: Queue, subscription: layout.Subscription) -> Source:
    pulls = subscription.mode == delivery.PULL
    identity = reference(resources.SUBSCRIPTION, subscription.label, "id")
    dead = layout.dead_letter_label(queue) if queue.dead_letter.enabled else None
    topic = reference(resources.TOPIC, dead, "id") if dead else None
    name = resources.subscription_name(module, queue, subscription)
    entry = {
        **retry(module, queue),
        "queue": queue.name,
        "level": subscription.topic.level,
        "type": "pubsub",
        "dead_letters": False,
        "mode": subscription.mode,
        # a service that names its own subscription would be a cycle: the subscription names the service
        "subscription": identity if pulls else _written(module, name),
        "dead_letter_topic": topic,
    }
    return Source(
        entry,
        pulls=(subscription.label, identity) if pulls else None,
        dead_letters=(dead, topic) if dead else None,
        paused=resources.paused(module, queue) if pulls else False,
    )


def _given(module: Module, queue: Queue) -> Source:
    """A subscription that is there already: its own policy counts attempts and takes dead letters."""
    identity = module.vary(
        f"{queue.label}_existing",
        lambda e: e.queue(queue.name).existing,
        description=f"Id of the subscription of {queue.name}, which is there already.",
    )
    entry = {
        **retry(module, queue),
        "max_attempts": WITHOUT_COUNT,
        "queue": queue.name,
        "level": "",
        "type": "pubsub",
        "dead_letters": False,
        "mode": delivery.PULL,
        "subscription": identity,
        "dead_letter_topic": None,
    }
    return Source(entry, pulls=(queue.label, identity), made=False)


def _written(module: Module, name: Any) -> Any:
    return joined("projects/", names.project_id(module), "/subscriptions/", name)
