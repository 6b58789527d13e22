"""`viewer.tf`: what shows the queues in Redis, once `queue_viewer` is true: a service that IAM lets people into."""

from __future__ import annotations

from typing import Any

from infera.backends import redis_terraform
from infera.platforms import redis_viewer
from infera.platforms.gcp import limits, names, redis, workers
from infera.platforms.gcp.text import reference
from infera.platforms.redis_viewer import Viewer
from infera.render.hcl import Expr
from infera.terraform.module import Module, Variable


def add(module: Module) -> None:
    """Add the file, its variables and its outputs, when workers consume queues in Redis."""
    found = redis_viewer.used(module.project)
    if not found:
        return
    about = (
        "Whether a viewer of the queues in Redis is there for `queue_viewer_members`: a Cloud Run service that runs "
        "while someone looks. False makes nothing and costs nothing."
    )
    module.variable(Variable("queue_viewer", "bool", about, default=False, in_root=True))
    who = "Who may look into the queues, and change them: `user:ada@example.com`, `group:…`."
    module.variable(Variable("queue_viewer_members", "list(string)", who, default=[], in_root=True))
    module.add("viewer.tf", "gcp/viewer.tf.j2", view(module, found))
    for each in found:
        module.output(
            f"{each.label}_service",
            Expr(f"one(google_cloud_run_v2_service.{each.label}[*].id)"),
            f"Service of {each.title}, which shows the queues; null without it.",
        )


def view(module: Module, found: list[Viewer]) -> dict[str, Any]:
    """What the template writes."""
    return {
        "viewers": [_viewer(module, each) for each in found],
        "project": names.project_id(module),
        "region": names.region(module),
        "labels": names.base_labels(module),
        "placeholder": limits.PLACEHOLDER_IMAGE,
        "secret": redis.secret_item(module),
        "elsewhere": redis.given_secret(module),
    }


def _viewer(module: Module, each: Viewer) -> dict[str, Any]:
    first = redis_viewer.workers(module.project.environments[0], each)[0]
    return {
        "title": each.title,
        "label": each.label,
        "ref": Expr(each.label),
        "name": names.in_project(module, each.base, limits.SERVICE_NAME, f"{each.label}_name", each.title),
        "runs": Expr(f"local.{each.label}_runs"),
        "runs_label": Expr(f"{each.label}_runs"),
        "image": _image(module, each),
        "account_id": names.account(module, each.label, each.base),
        "account": Expr(f"{reference('google_service_account', each.label)}[0]"),
        "display": f"{each.title} of {module.project.name}",
        "port": each.port,
        "health": each.health,
        "pages_are_all": each.pages_are_all,
        "environment": _environment(module, each),
        "network": workers.network(module, first),
    }


def _environment(module: Module, each: Viewer) -> list[dict[str, Any]]:
    environment = module.project.environments[0]
    authorities = redis.certificates(module)
    own = [] if authorities is None else [{"name": "INFERA_REDIS_CA", "value": authorities}]
    return [
        *own,
        {"name": "INFERA_VIEWER_LEVELS", "value": str(redis_viewer.levels(environment, each))},
        {"name": "INFERA_VIEWER_LOGIN", "value": "iam"},  # Cloud Run asks; a password beside it would never arrive
        {
            "name": "INFERA_VIEWER_QUEUES",
            "value": redis_terraform.shown(module, redis_viewer.workers(environment, each)),
        },
    ]


def _image(module: Module, each: Viewer) -> Expr:
    about = f"Container image of {each.title}, from viewer/{each.type}. Nothing runs while it is the placeholder."
    return module.variable(Variable(each.image, "string", about, default=limits.PLACEHOLDER_IMAGE, in_root=True))
