"""`viewer.tf`: what shows the queues in Redis, once `queue_viewer` is true: a task that IAM leads to."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.backends import redis_terraform
from infera.model import Environment, Worker
from infera.platforms import redis_viewer
from infera.platforms.aws import ecs, iam, network, redis, scope
from infera.platforms.redis_viewer import Viewer
from infera.render.hcl import Expr
from infera.terraform.module import Module, Variable

SECRET_NAME_CHARACTERS = 512


def add(module: Module) -> None:
    """Add the file, its variables and its outputs, when containers work on queues in Redis."""
    found = redis_viewer.used(module.project)
    if not found:
        return
    about = (
        "Whether a viewer of the queues in Redis runs, behind a login: a Fargate task of a quarter of a CPU, "
        "billed by the hour. False makes nothing and costs nothing."
    )
    module.variable(Variable("queue_viewer", "bool", about, default=False, in_root=True))
    module.add("viewer.tf", "aws/viewer.tf.j2", view(module, found))
    module.output(
        "queue_viewer_login_secret_arn",
        Expr("one(aws_secretsmanager_secret.queue_viewer_login[*].arn)"),
        "Secret that holds the password of the viewers; null without one.",
    )
    for each in found:
        module.output(
            f"{each.label}_service_arn",
            Expr(f"one(aws_ecs_service.{each.label}[*].id)"),
            f"Service of {each.title}, which shows the queues; null without it.",
        )


def view(module: Module, found: list[Viewer]) -> dict[str, Any]:
    """What the template writes."""
    return {
        "viewers": [_viewer(module, each) for each in found],
        "many": len(found) > 1,
        "login": module.name(
            "queue_viewer_login_name",
            lambda e: names.cloud_name(e, "queue-viewer-login", SECRET_NAME_CHARACTERS),
            what="the secret of the viewers",
        ),
        "url_secret": redis.secret_arn(module),
        "placeholder": ecs.PLACEHOLDER_IMAGE,
        "protection": scope.deletion_protection(module),
        "role": scope.role(module),
        "tags": Expr("local.tags") if scope.project_tags(module) else None,
    }


def _viewer(module: Module, each: Viewer) -> dict[str, Any]:
    workers = redis_viewer.workers(module.project.environments[0], each)

    def name(what: str, limit: int, around: str = "{}") -> Any:
        def get(environment: Environment) -> str:
            part = "-execution" if what == "execution_role" else ""
            return around.format(names.cloud_name(environment, each.base + part, limit))

        return module.name(f"{each.label}_{what}_name", get, what=each.title)

    return {
        "title": each.title,
        "label": each.label,
        "ref": Expr(each.label),
        "name": name("service", ecs.NAME_CHARACTERS),
        "repository": module.name(
            f"{each.label}_repository_name", lambda e: f"{e.prefix}/{each.base}", what=f"the images of {each.title}"
        ),
        "log_group": name("log_group", ecs.NAME_CHARACTERS, "/ecs/{}"),
        "role_name": name("role", iam.ROLE_NAME_CHARACTERS),
        "execution_role_name": name("execution_role", iam.ROLE_NAME_CHARACTERS),
        "image": _image(module, each),
        "environment": [
            {"name": "INFERA_VIEWER_QUEUES", "value": redis_terraform.shown(module, workers)},
            {"name": "INFERA_VIEWER_LEVELS", "value": str(redis_viewer.levels(module.project.environments[0], each))},
        ],
        "health_check": list(each.health_check),
        "network": _network(module, workers[0]),
        "closed": redis.kind(module.project.environments[0].redis) == "made",
    }


def _network(module: Module, worker: Worker) -> dict[str, Any]:
    """A worker's subnets, and the group that Redis lets in: the user's own may let others in.

    Only a Redis that was there before may know no other groups than the user's.
    """
    like = network.of_worker(module, worker)
    made = redis.kind(module.project.environments[0].redis) == "made"
    return {**like, "security_groups": [network.CLIENTS]} if made else like


def _image(module: Module, each: Viewer) -> Expr:
    about = f"Container image of {each.title}, from viewer/{each.type}. Nothing runs while it is the placeholder."
    return module.variable(Variable(each.image, "string", about, default=ecs.PLACEHOLDER_IMAGE, in_root=True))
