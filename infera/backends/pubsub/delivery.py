"""How jobs get to a worker: pushed to a Cloud Run service, or pulled by a Cloud Run worker pool."""

from __future__ import annotations

from infera.backends.pubsub.limits import PUSH_TIMEOUT_S
from infera.model import Environment, Queue, Worker

PUSH, PULL = "push", "pull"


def mode(environment: Environment, worker: Worker) -> str:
    """`push` or `pull`: as written, else push where a push can wait as long as a job may run."""
    if worker.delivery in (PUSH, PULL):
        return worker.delivery
    if worker.timeout_s > PUSH_TIMEOUT_S:
        return PULL
    return PULL if any(is_subscription(environment.queue(name)) for name in worker.queues) else PUSH


def is_subscription(queue: Queue) -> bool:
    """Whether the queue is a subscription that is already there. `{var: …}` stands for a topic."""
    return isinstance(queue.existing, str) and "/subscriptions/" in queue.existing


def is_topic(queue: Queue) -> bool:
    """Whether the queue is a topic that is already there."""
    return queue.existing is not None and not is_subscription(queue)
