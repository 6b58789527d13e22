"""A queue of BullMQ or Celery: nothing to make, the workers and producers only need to know its name."""

from __future__ import annotations

from infera.backends import redis_queue
from infera.model import Queue
from infera.platforms.gcp import producers
from infera.terraform.module import Module


def add(module: Module, queue: Queue) -> None:
    """Add the producer output of a queue in Redis."""
    value = module.vary(
        f"{queue.label}_producer",
        lambda e: redis_queue.producer(e, e.queue(queue.name)),
        description=f"What a producer of {queue.name} is configured with.",
        type="any",
    )
    producers.output(module, queue, value)
