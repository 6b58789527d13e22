"""What a worker runs on: a Cloud Run service that is called, or a worker pool that fetches."""

from __future__ import annotations

from infera.backends.pubsub import delivery
from infera.model import Environment, Worker

SERVICE, POOL = "service", "pool"


def kind(environment: Environment, worker: Worker) -> str:
    """`service` or `pool`. Dead letters lie in Pub/Sub, whatever the type of their queue."""
    types = {environment.queue(name).type for name in worker.queues}
    if types & {"bullmq", "celery"}:
        return POOL
    if types == {"cloud_tasks"}:
        return SERVICE
    dead = {environment.queue(name).type for name in worker.dead_letter_of}
    if not types and dead & {"bullmq", "celery"}:
        return POOL
    return SERVICE if delivery.mode(environment, worker) == delivery.PUSH else POOL
