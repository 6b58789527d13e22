"""`beat.tf`: the one clock of the Celery workers. Two would send every scheduled job twice."""

from __future__ import annotations

from typing import Any

from infera.backends import redis_terraform
from infera.model import Environment, Worker
from infera.platforms.gcp import compute, environment_variables, limits, names, redis, workers
from infera.platforms.gcp.text import reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

LABEL = "celery_beat"
BASE = "celery-beat"
COMMAND = ["python", "-m", "infera.beat"]


def clocked(environment: Environment) -> list[Worker]:
    """The Celery workers of queues with schedules."""

    def has_schedules(worker: Worker) -> bool:
        queues = [environment.queue(name) for name in worker.queues]
        return any(queue.type == "celery" and queue.schedules for queue in queues)

    return [worker for worker in environment.workers if has_schedules(worker)]


def add(module: Module) -> None:
    """Add the file when Celery has schedules. The clock runs in the image of the first worker that has any."""
    found = clocked(module.project.environments[0])
    if found:
        module.add("beat.tf", "gcp/worker_pool.tf.j2", view(module, found[0]))


def view(module: Module, worker: Worker) -> dict[str, Any]:
    """A worker pool like the worker's, of one instance, with an identity of its own that reads the address of Redis."""
    item = redis.secret_item(module)
    grants = {item["name"]: item["secret"]}
    secret = {
        "label": LABEL,
        "items_of": [item],
        "more": None,
        "grants": grants,
        "elsewhere": redis.given_secret(module),
    }
    like = workers.view(module, worker, compute.POOL)
    return {
        **like,
        "title": "The clock of the Celery workers: exactly one, or every scheduled job is sent twice",
        "label": LABEL,
        "name": names.in_project(module, BASE, limits.SERVICE_NAME, f"{LABEL}_name", "the clock of Celery"),
        "runs": Expr(f"local.{LABEL}_runs"),
        "runs_label": Expr(f"{LABEL}_runs"),
        "account_id": names.account(module, LABEL, BASE),
        "account": reference("google_service_account", LABEL, "email"),
        "member": reference("google_service_account", LABEL, "member"),
        "display": f"clock of {module.project.name}",
        "labels": names.base_labels(module),
        "environment": {"pairs": _pairs(module, worker), "more": None},
        "secrets": secret,
        "permissions": [],
        "logs": None,
        "instances": Expr(f"local.{LABEL}_runs ? 1 : 0"),
        "depends_on": [
            reference("google_project_service", "this"),
            reference("google_secret_manager_secret_iam_member", LABEL),
        ],
        "command": COMMAND,
        "probes": False,
    }


def _pairs(module: Module, worker: Worker) -> list[dict[str, Any]]:
    """infera's own variables, with every scheduled queue among the sources."""
    pairs = environment_variables.of_infera(module, worker, compute.POOL, [])
    sources = redis_terraform.sources(module, clocked(module.project.environments[0]))
    return [{**pair, "value": sources} if pair["name"] == "INFERA_QUEUES" else pair for pair in pairs]
