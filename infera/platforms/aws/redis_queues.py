"""A queue of BullMQ or Celery: nothing to make, workers and producers only need to know its name."""

from __future__ import annotations

from infera.backends import redis_queue
from infera.model import Queue
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module


def add(module: Module, queue: Queue) -> None:
    """Add what a producer of a queue in Redis is given."""
    value = module.vary(
        f"{queue.label}_producer",
        lambda e: redis_queue.producer(e, e.queue(queue.name)),
        description=f"What a producer of `{queue.name}` is configured with.",
        type="any",
    )
    module.output(
        f"{queue.label}_producer",
        value if isinstance(value, Expr) else Expr(literal(value)),
        f"What a generated client of `{queue.name}` is given.",
    )
