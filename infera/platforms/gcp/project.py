"""`project.tf`: what there is one of for a project and environment."""

from __future__ import annotations

from typing import Any

from infera.model import Project
from infera.platforms.gcp import encryption, limits, logs, names, redis, store
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module


def add(module: Module) -> None:
    """Add the file, and the output of the image repository."""
    module.add("project.tf", "gcp/project.tf.j2", view(module))
    if _builds_images(module.project):
        repository = reference("google_artifact_registry_repository", "workers")
        address = joined(
            names.region(module),
            "-docker.pkg.dev/",
            names.project_id(module),
            "/",
            Expr(f"{repository}.repository_id"),
        )
        module.output("image_repository", Expr(address), "Where the images of the workers are pushed to.")


def view(module: Module) -> dict[str, Any]:
    """What the template writes."""
    labels = names.base_labels(module)
    return {
        "project": names.project_id(module),
        "region": names.region(module),
        "labels": None if labels is None else _labels(module),
        "services": services(module),
        "agent": any(queue.type == "pubsub" for queue in module.project.queues),
        "repository": _repository(module) if _builds_images(module.project) else None,
        "key_ring": encryption.key_ring(module),
        "database": store.database(module),
        "deletion_protection": names.deletion_protection(module),
    }


def _labels(module: Module) -> Any:
    return module.vary(
        "labels",
        lambda e: dict(e.labels),
        description="Labels of everything that takes them.",
        type="map(string)",
    )


def _builds_images(project: Project) -> bool:
    return any(worker.image is None for worker in project.workers)


def _repository(module: Module) -> dict[str, Any]:
    name = names.in_project(module, "workers", limits.REPOSITORY_NAME, "repository_name", "the repository of images")
    return {"name": name}


def services(module: Module) -> list[str]:
    """The interfaces that must be switched on for what the module declares."""
    project = module.project
    types = {queue.type for queue in project.queues}
    dead_letters = any(queue.dead_letter.enabled for queue in project.queues if queue.type == "cloud_tasks")
    redis_made = redis.needed(project) and redis.kind(project.environments[0].redis) == "made"
    wanted = {
        "artifactregistry": _builds_images(project),
        "cloudkms": any(queue.encryption.kind != "managed" for queue in project.queues),
        "cloudscheduler": any(q.schedules for q in project.queues if q.type in ("pubsub", "cloud_tasks")),
        "cloudtasks": "cloud_tasks" in types,
        "compute": redis_made and project.environments[0].redis.network is None,
        "firestore": any(store.used_by(module, worker) for worker in project.workers),
        "iam": True,
        "logging": any(logs.kept_apart(project, worker) for worker in project.workers),
        "monitoring": any(e.queue(q.name).alarms.enabled for e in project.environments for q in project.queues),
        "pubsub": "pubsub" in types or dead_letters,
        "redis": redis_made,
        "run": bool(project.workers),
        "secretmanager": redis.needed(project)
        or any(e.worker(w.name).secrets for e in project.environments for w in project.workers),
    }
    return [f"{name}.googleapis.com" for name in sorted(wanted) if wanted[name]]
