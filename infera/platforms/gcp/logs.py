"""How long logs are kept. The project's own bucket keeps 30 days; another time is a bucket of the worker's."""

from __future__ import annotations

from typing import Any

from infera import names as all_names
from infera.model import Environment, Project, Worker
from infera.platforms.gcp import compute, limits, names
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

PROJECT_DAYS = 30
SUFFIX = 5  # "-" and 4 hex
_LABELS = {compute.SERVICE: "service_name", compute.POOL: "worker_pool_name"}


def kept_apart(project: Project, worker: Worker) -> bool:
    """Whether the worker's logs are kept for another time than the project's, in any environment."""
    return any(e.worker(worker.name).log_retention_days != PROJECT_DAYS for e in project.environments)


def of_worker(module: Module, worker: Worker, kind: str) -> dict[str, Any] | None:
    """A bucket, a sink into it and an exclusion from the project's bucket; None when that one will do."""
    if not kept_apart(module.project, worker):
        return None
    label = f"{worker.label}_logs"

    def get(environment: Environment) -> str:
        here = environment.worker(worker.name)
        return all_names.worker_name(environment, here, limits.LOG_BUCKET_NAME - SUFFIX, part="logs")

    resource = "google_cloud_run_v2_service" if kind == compute.SERVICE else "google_cloud_run_v2_worker_pool"
    name = module.name(f"{label}_name", get, what=f"the logs of {worker.name}")
    return {
        "label": label,
        "sink": reference("google_logging_project_sink", label),
        "name": joined(name, "-", Expr(f"random_id.{label}.hex")),
        "days": module.vary(
            f"{worker.label}_log_retention_days",
            lambda e: e.worker(worker.name).log_retention_days,
            description=f"Days that the logs of {worker.name} are kept.",
        ),
        "destination": joined(
            "logging.googleapis.com/", reference("google_logging_project_bucket_config", label, "id")
        ),
        "filter": joined(
            f'resource.labels.{_LABELS[kind]} = "',
            reference(resource, worker.label, "name"),
            '" AND resource.labels.location = "',
            names.region(module),
            '"',
        ),
    }
