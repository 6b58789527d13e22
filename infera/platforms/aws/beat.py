"""`beat.tf`: the one clock of the Celery workers. Two would send every scheduled job twice."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.backends import redis_terraform
from infera.model import Environment, Worker
from infera.platforms.aws import ecs, iam, scope
from infera.render.hcl import Expr
from infera.terraform.module import Module

LABEL, BASE = "celery_beat", "celery-beat"
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
        module.add("beat.tf", "aws/worker_ecs.tf.j2", view(module, found[0]))


def view(module: Module, worker: Worker) -> dict[str, Any]:
    """A service like the worker's, of one task, with roles of its own and no permissions of the handlers'."""
    like = ecs.view(module, worker)
    sources = redis_terraform.sources(module, clocked(module.project.environments[0]))

    def name(what: str, limit: int, part: str = "") -> Any:
        return module.name(
            f"{LABEL}_{what}_name", lambda e: names.cloud_name(e, BASE + part, limit), what="the clock of Celery"
        )

    return {
        **like,
        "label": LABEL,
        "ref": Expr(LABEL),
        "title": "The clock of the Celery workers: exactly one, or every scheduled job is sent twice",
        "tags": Expr("local.tags") if scope.project_tags(module) else None,
        "locals": [],
        "deployed": Expr(f"local.{LABEL}_deployed"),
        "deployed_label": Expr(f"{LABEL}_deployed"),
        "repository": None,
        "name": name("service", ecs.NAME_CHARACTERS),
        "role_name": name("role", iam.ROLE_NAME_CHARACTERS),
        "execution_role_name": name("execution_role", iam.ROLE_NAME_CHARACTERS, "-execution"),
        "log_group": module.name(
            f"{LABEL}_log_group_name",
            lambda e: "/ecs/" + names.cloud_name(e, BASE, ecs.NAME_CHARACTERS),
            what="the log group of the clock of Celery",
        ),
        "statements": {"written": [], "varying": None},
        "policy_arns": None,
        "cpu": 256,
        "memory": 512,
        "environment": ecs.own_environment(module, worker, queues=sources),
        "scaling": {"least": 1, "most": 1, "moves": False, "target": 0, "rolling": False},
        "command": COMMAND,
        "health": None,
    }
