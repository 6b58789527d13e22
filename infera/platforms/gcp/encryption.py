"""Keys of one's own: the key that a queue's topics are encrypted with, and Pub/Sub's right to use it."""

from __future__ import annotations

from typing import Any

from infera.model import Environment, Queue
from infera.platforms.gcp import limits, names
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

GRANT = "google_kms_crypto_key_iam_member"


def of_queue(module: Module, queue: Queue) -> dict[str, Any] | None:
    """The queue's key, None where Google's own do; `grants`: whether this file gives Pub/Sub its right to use it."""
    if queue.encryption.kind == "managed":
        return None
    if queue.encryption.kind == "customer":
        return {
            "made": True,
            "label": queue.label,
            "name": names.of_queue(module, queue, limits.KEY_NAME, variable=f"{queue.label}_key_name"),
            "ring": reference("google_kms_key_ring", "this", "id"),
            "id": reference("google_kms_crypto_key", queue.label, "id"),
            "grants": True,
            "grant_label": f"{queue.label}_agent",
            "grant": reference(GRANT, f"{queue.label}_agent"),
        }
    first = _first_with_key(module.project.environments[0], queue)
    key = module.vary(
        f"{queue.label}_kms_key",
        lambda e: e.queue(queue.name).encryption.key,
        description=f"Id of the key that {queue.name} is encrypted with.",
    )
    return {
        "made": False,
        "label": queue.label,
        "id": key,
        "grants": first.name == queue.name,
        "grant_label": f"{first.label}_agent",
        "grant": reference(GRANT, f"{first.label}_agent"),
    }


def _first_with_key(environment: Environment, queue: Queue) -> Queue:
    """Several queues may share a key; its grant stands with the first of them."""
    return next(q for q in environment.queues if q.encryption == queue.encryption)


def key_ring(module: Module) -> dict[str, Any] | None:
    """The ring of the keys that infera makes, None when it makes none."""
    if not any(queue.encryption.kind == "customer" for queue in module.project.queues):
        return None
    base = names.in_project(module, "queues", limits.KEY_NAME - 5, "key_ring_name", "the key ring")
    return {"name": joined(base, "-", Expr("random_id.key_ring.hex"))}
