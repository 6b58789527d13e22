"""A queue in Redis as Terraform writes it: its file, and what workers and producers are told of it.

Redis makes a queue when its first job comes, so `queue_<label>.tf` makes nothing; it holds what a producer must know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from infera.backends import redis_queue
from infera.model import Environment, Queue, Worker
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

# of the queue alone: workers and producers share a variable, also where they call it something else
_OF_QUEUE = {
    *("max_attempts", "min_backoff_s", "max_backoff_s", "backoff", "delay_s"),
    *("rate_limit", "paused", "schedules", "max_message_size_bytes"),
}
_CALLED = {"attempts": "max_attempts"}
_TYPES = {"rate_limit": "object({ max = number, duration_ms = number })", "schedules": "any"}
_NAMES = ("name", "names", "dead_letter")
Get = Callable[[Environment], Mapping[str, Any]]


def add_queue(module: Module, queue: Queue) -> None:
    """Add `queue_<label>.tf` and the output `<label>_producer`, which is what a generated client takes."""
    known = _told(module, queue, f"{queue.label}_producer", lambda e: redis_queue.producer(e, e.queue(queue.name)))
    local = f"{queue.label}_producer"
    view = {
        "title": f"Queue {queue.name}",
        "local": Expr(local),
        "producer": known,
    }
    module.add(f"queue_{queue.label}.tf", "redis/queue.tf.j2", view)
    module.output(local, Expr(f"local.{local}"), f"What a producer of {queue.name} is configured with.")


def sources(module: Module, workers: list[Worker]) -> Expr:
    """The value of `INFERA_QUEUES` for what these workers consume."""
    return Expr(f"jsonencode({literal([entry for worker in workers for entry in _entries(module, worker)])})")


def _entries(module: Module, worker: Worker) -> list[dict[str, Any]]:
    first = module.project.environments[0]

    def at(index: int) -> Get:
        return lambda e: redis_queue.sources(e, e.worker(worker.name))[index]

    return [
        _told(module, first.queue(entry["queue"]), f"{worker.label}_{first.queue(entry['queue']).label}", at(index))
        for index, entry in enumerate(redis_queue.sources(first, first.worker(worker.name)))
    ]


def _told(module: Module, queue: Queue, label: str, get: Get) -> dict[str, Any]:
    """Each value by itself: one that differs by environment is a variable, and a name has the prefix of names."""
    return {key: _value(module, queue, label, key, get) for key in get(module.project.environments[0])}


def _value(module: Module, queue: Queue, label: str, key: str, get: Get) -> Any:
    first = get(module.project.environments[0])[key]
    if key in _NAMES and isinstance(first, list):

        def named(index: int) -> Any:
            return module.name(f"{label}_{key}_{index}", lambda e: str(get(e)[key][index]), what=f"queue {queue.name}")

        return [named(index) for index in range(len(first))]
    if key in _NAMES and first is not None:
        return module.name(f"{label}_{key}", lambda e: str(get(e)[key]), what=f"queue {queue.name}")
    what = _CALLED.get(key, key)
    variable = f"{queue.label}_{what}" if what in _OF_QUEUE else f"{label}_{key}"
    about = f"{key} of the queue {queue.name}."
    return module.vary(variable, lambda e: get(e)[key], description=about, type=_TYPES.get(key, ""))


def shown(module: Module, workers: list[Worker]) -> Any:
    """The names of all queues that these workers consume and of their dead letters, comma-separated."""
    entries = [entry for worker in workers for entry in _entries(module, worker)]
    found = {str(name): name for entry in entries for name in (entry["name"], entry["dead_letter"]) if name is not None}
    ordered = [found[key] for key in sorted(found)]
    if any(isinstance(name, Expr) for name in ordered):
        return Expr(f'join(",", {literal(ordered)})')
    return ",".join(ordered)
