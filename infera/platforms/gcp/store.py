"""The idempotency store: one Firestore database of its own for a project and environment, shared by its workers."""

from __future__ import annotations

from typing import Any

from infera.model import Worker
from infera.platforms.gcp import limits, names
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

DATABASE = reference("google_firestore_database", "idempotency")
DATABASE_NAME = Expr(f"{DATABASE}.name")


def used_by(module: Module, worker: Worker) -> bool:
    """Whether the worker remembers its jobs in any environment; Redis back ends use their own Redis."""
    first = module.project.environments[0]
    mine = [first.queue(name) for name in (*worker.queues, *worker.dead_letter_of)]
    if any(queue.type in ("bullmq", "celery") for queue in mine):
        return False
    return any(e.worker(worker.name).idempotency_ttl_s for e in module.project.environments)


def database(module: Module) -> dict[str, Any] | None:
    """The database, None when no worker asks for it."""
    if not any(used_by(module, worker) for worker in module.project.workers):
        return None
    return {
        "name": names.in_project(module, "idempotency", limits.DATABASE_NAME, "database_name", "the Firestore database")
    }


def collection(worker: Worker) -> str:
    """The worker's collection; a renamed worker keeps its old one, and with it what it remembers."""
    return worker.cloud_base


def of_worker(module: Module, worker: Worker) -> dict[str, Any] | None:
    """What the worker's file adds: the collection's expiry and the worker's access to this database alone."""
    if not used_by(module, worker):
        return None
    return {
        "label": worker.label,
        "collection": collection(worker),
        "database": DATABASE_NAME,
        "condition": joined(
            'resource.name == "projects/',
            names.project_id(module),
            "/databases/",
            DATABASE_NAME,
            '"',
        ),
    }
