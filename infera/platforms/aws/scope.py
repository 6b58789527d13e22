"""What the files of an AWS module share: values that may differ by environment, tags, roles, protection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from infera.model import Environment, Queue, Worker
from infera.render.hcl import Expr
from infera.terraform.module import Module, Variable

ACCOUNT = Expr("data.aws_caller_identity.current.account_id")
PARTITION = Expr("data.aws_partition.current.partition")
REGION = Expr("var.region")


def of_queue(
    module: Module,
    queue: Queue,
    key: str,
    get: Callable[[Environment, Queue], Any],
    what: str,
    type: str = "",
) -> Any:
    """A value of a queue: a literal, or the variable `<queue>_<key>` where environments differ."""
    return module.vary(
        f"{queue.label}_{key}",
        lambda environment: get(environment, environment.queue(queue.name)),
        description=f"{what} of `{queue.name}`.",
        type=type,
    )


def of_worker(
    module: Module,
    worker: Worker,
    key: str,
    get: Callable[[Environment, Worker], Any],
    what: str,
    type: str = "",
) -> Any:
    """A value of a worker: a literal, or the variable `<worker>_<key>` where environments differ."""
    return module.vary(
        f"{worker.label}_{key}",
        lambda environment: get(environment, environment.worker(worker.name)),
        description=f"{what} of `{worker.name}`.",
        type=type,
    )


def project_tags(module: Module) -> Any:
    """The project's labels as the value of `local.tags`; an empty map when there are none."""
    return module.vary("tags", lambda e: dict(e.labels), description="Tags of everything.", type="map(string)")


def tags(module: Module, kind: str, item: Queue | Worker) -> tuple[Any, dict[str, Any]]:
    """The `tags` of a queue's or worker's resources, None without labels, and the locals that its file needs."""

    def get(environment: Environment) -> dict[str, str]:
        mine = environment.queue(item.name) if kind == "queue" else environment.worker(item.name)
        return dict(mine.labels)

    environments = module.project.environments
    if not any(get(e) for e in environments):
        return None, {}
    if all(get(e) == dict(e.labels) for e in environments):
        return Expr("local.tags"), {}
    name = f"{kind}_{item.label}_tags"
    value = module.vary(name, get, description=f"Tags of the {kind} `{item.name}`.", type="map(string)")
    return Expr(f"local.{name}"), {name: value}


def deletion_protection(module: Module) -> Expr:
    """The variable that protects what holds jobs; each root has it too, so that a destroy is one `-var` away."""
    name = "deletion_protection"
    description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
    reference = module.variable(Variable(name, "bool", description, default=False, in_root=True))
    module.root_values[name] = {e.name: e.deletion_protection for e in module.project.environments}
    return reference


def region(module: Module) -> None:
    """Declare the region; the data source that knows it reads differently in the providers of the range."""
    module.variable(Variable("region", "string", "Region that everything is in."))
    module.root_values["region"] = {e.name: e.region for e in module.project.environments}


def role(module: Module) -> dict[str, Any]:
    """What an account may demand of every role: a permissions boundary and a path."""
    project = module.project
    return {"boundary": module.text(project.permissions_boundary), "path": project.iam_path}


def same(module: Module, get: Callable[[Environment], Any]) -> bool:
    """Whether all environments agree on a value."""
    first, *rest = (get(environment) for environment in module.project.environments)
    return all(value == first for value in rest)
