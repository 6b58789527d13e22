"""The store of a queue's dead letters, by the queue's type: one line each."""

from __future__ import annotations

from collections.abc import Callable

from infera.deadletter.letters import Store
from infera.model import Environment, Queue
from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says that the file does not."""

    project: str | None = None  # the Google Cloud project
    redis_url: str | None = None


def _sqs(environment: Environment, queue: Queue, _given: Given) -> Store:
    from infera.deadletter.sqs import SqsStore

    return SqsStore(environment, queue)


def _google(environment: Environment, queue: Queue, given: Given) -> Store:
    from infera.deadletter.google import GoogleStore

    return GoogleStore(environment, queue, given.project)


def _bullmq(environment: Environment, queue: Queue, given: Given) -> Store:
    from infera.deadletter.redis_stores import BullStore

    return BullStore(environment, queue, given.redis_url)


def _celery(environment: Environment, queue: Queue, given: Given) -> Store:
    from infera.deadletter.redis_stores import CeleryStore

    return CeleryStore(environment, queue, given.redis_url)


STORES: dict[str, Callable[[Environment, Queue, Given], Store]] = {
    "sqs": _sqs,
    "pubsub": _google,
    "cloud_tasks": _google,
    "bullmq": _bullmq,
    "celery": _celery,
}
