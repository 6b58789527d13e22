"""Cloud names on Google Cloud, and what every file of the module refers to."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.model import Environment, Queue, Worker
from infera.platforms.gcp import limits
from infera.render.hcl import Expr
from infera.terraform.module import Module, Variable


def project_id(module: Module) -> Expr:
    """`var.project_id`: a root's variable, with the environment's `project_id` as its default where one is written."""
    values = {e.name: e.project_id for e in module.project.environments if e.project_id is not None}
    if values:
        module.root_values["project_id"] = dict(values)
    return module.variable(
        Variable("project_id", "string", "The Google Cloud project that everything is in.", in_root=True)
    )


def region(module: Module) -> Any:
    """The region, a literal where all environments share one."""
    return module.vary("region", lambda e: e.region, description="Region of everything that has one.")


def deletion_protection(module: Module) -> Expr:
    """`var.deletion_protection`: a variable, so that a destroy is one change away."""
    module.root_values["deletion_protection"] = {e.name: e.deletion_protection for e in module.project.environments}
    return module.variable(
        Variable(
            "deletion_protection",
            "bool",
            "Whether Google refuses to delete what holds jobs or serves them. Apply false before a destroy.",
            default=False,
            in_root=True,
        )
    )


def in_project(module: Module, base: str, limit: int, variable: str, what: str) -> Any:
    """The name of a thing that there is one of for each project and environment."""
    return module.name(variable, lambda e: names.cloud_name(e, base, limit), what=what)


def of_queue(module: Module, queue: Queue, limit: int, *, part: str = "", variable: str = "") -> Any:
    """The cloud name of a queue or of a thing of a queue's; `part` is set off with `-`."""
    label = queue.label + (f"_{names.label(part)}" if part else "")

    def get(environment: Environment) -> str:
        return names.queue_name(environment, environment.queue(queue.name), limit, part=part)

    return module.name(variable or f"{label}_name", get, what=f"{part or 'the queue'} of {queue.name}")


def of_worker(module: Module, worker: Worker, limit: int) -> Any:
    """The cloud name of a worker."""

    def get(environment: Environment) -> str:
        return names.worker_name(environment, environment.worker(worker.name), limit)

    return module.name(f"{worker.label}_worker_name", get, what=f"worker {worker.name}")


def account_id(environment: Environment, base: str, part: str = "") -> str:
    """The id of a service account: 6 to 30 characters."""
    name = names.cloud_name(environment, base + (f"-{part}" if part else ""), limits.ACCOUNT_ID)
    return name if len(name) >= limits.ACCOUNT_ID_LEAST else f"{name}-worker"


def account(module: Module, label: str, base: str, part: str = "") -> Any:
    """The id of a service account, literal or by environment."""
    variable = f"{label}_{part}_account_id" if part else f"{label}_account_id"
    return module.name(
        variable,
        lambda e: account_id(e, base, part),
        what=f"the service account {part or 'of'} {base}",
    )


def base_labels(module: Module) -> Any:
    """`local.labels` when any environment has labels, else None. project.tf declares it."""
    if not any(e.labels for e in module.project.environments):
        return None
    return Expr("local.labels")


def labels_of(module: Module, node: Queue | Worker) -> Any:
    """The labels of a queue or worker: None, `local.labels`, or a map of its own."""
    is_queue = isinstance(node, Queue)

    def own(environment: Environment) -> tuple[tuple[str, str], ...]:
        found = environment.queue(node.name) if is_queue else environment.worker(node.name)
        return found.labels

    environments = module.project.environments
    if all(own(e) == e.labels for e in environments):
        return base_labels(module)
    if not any(own(e) for e in environments):
        return None
    return module.vary(
        f"{node.label}_{'queue' if is_queue else 'worker'}_labels",
        lambda e: dict(own(e)),
        description=f"Labels of {node.name}.",
        type="map(string)",
    )
