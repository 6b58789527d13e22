"""`tests/module.tftest.hcl`: assertions of `terraform test` that fail when the module is broken, on a mocked cloud."""

from __future__ import annotations

from typing import Any

from infera.backends.cloud_tasks import layout as tasks
from infera.backends.pubsub import delivery
from infera.backends.pubsub import layout as pubsub
from infera.model import Environment, Queue, Worker
from infera.platforms import redis_viewer
from infera.platforms.gcp import compute, limits, logs, secrets, store
from infera.render.hcl import Expr
from infera.terraform.module import Module
from infera.terraform.render import named

GIVEN = "projects/test/topics/given"  # stands for every variable that someone must give
IMAGE = "europe-docker.pkg.dev/test/workers/worker@sha256:" + "0" * 64


def add(module: Module) -> None:
    """Add the tests; the module's own variables are all declared by now."""
    project, first = module.project, module.project.environments[0]
    queues = [q for q in project.queues if q.type in ("pubsub", "cloud_tasks") and q.existing is None]
    workers = [w for w in project.workers if _mine(first, w)]
    if not queues and not workers:
        return
    viewers = redis_viewer.used(project)
    view = {
        "viewers": [{"ref": Expr(v.label), "image": Expr(v.image), "given": IMAGE} for v in viewers],
        "random": any(q.type == "cloud_tasks" and q.resource_name is None for q in queues)
        or any(q.encryption.kind == "customer" for q in queues)
        or any(logs.kept_apart(project, w) for w in workers),
        "variables": _variables(module),
        "images": _images(module, workers),
        "topics": [Expr(label) for q in queues for label in _topic_labels(q)],
        "subscriptions": [s for q in queues if q.type == "pubsub" for s in _subscriptions(first, q)],
        "dead_letters": [_dead(first, q) for q in queues if q.dead_letter.enabled],
        "tasks": [t for q in queues if q.type == "cloud_tasks" for t in _task_queues(first, q)],
        "workers": [_worker(module, first, w) for w in workers],
    }
    module.add("tests/module.tftest.hcl", "gcp/module.tftest.hcl.j2", view)


def _mine(first: Environment, worker: Worker) -> bool:
    return bool(worker.queues or worker.dead_letter_of) and bool(first.queues)


def _variables(module: Module) -> list[tuple[Expr, Any]]:
    """A value for each variable but the images: the first environment's, something for what must be given."""
    environment = module.project.environments[0].name
    found: list[tuple[Expr, Any]] = []
    for name, variable in sorted(module.variables.items()):
        if name == "project_id":
            found.append((Expr(name), "test"))
        elif name == "deletion_protection":
            found.append((Expr(name), True))
        elif name.endswith("_image") and variable.has_default:
            found.append((Expr(name), limits.PLACEHOLDER_IMAGE))
        elif environment in module.root_values.get(name, {}):
            found.append((Expr(name), _given(module.root_values[name][environment])))
        elif not variable.has_default:
            found.append((Expr(name), GIVEN))
    return found


def _given(value: Any) -> Any:
    """A root's value with something in the place of each variable that it names."""
    if not any(True for _ in named(value)):
        return value
    if isinstance(value, dict):
        return {key: _given(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_given(item) for item in value]
    return GIVEN


def _images(module: Module, workers: list[Worker]) -> list[tuple[Expr, str]]:
    declared = [f"{worker.label}_image" for worker in workers]
    return [(Expr(name), IMAGE) for name in declared if name in module.variables]


def _topic_labels(queue: Queue) -> list[str]:
    labels = [topic.label for topic in pubsub.topics(queue)] if queue.type == "pubsub" else []
    if queue.dead_letter.enabled:
        labels.append(pubsub.dead_letter_label(queue))
    elif queue.type == "pubsub":
        labels.append(pubsub.dropped_label(queue))
    return labels


def _subscriptions(first: Environment, queue: Queue) -> list[dict[str, Any]]:
    dead = pubsub.dead_letter_label(queue) if queue.dead_letter.enabled else pubsub.dropped_label(queue)
    return [
        {
            "ref": Expr(each.label),
            "topic": Expr(each.topic.label),
            "dead_letter": Expr(dead),
            "worker": Expr(each.worker.label) if each.worker else None,
            "pushed": each.mode == delivery.PUSH,
            "pulled": each.mode == delivery.PULL,
            "runs": not queue.paused,
            "ordering": queue.ordering,
            "filtered": each.worker is not None and bool(each.worker.filter),
            "keyed": queue.encryption.kind != "managed",
        }
        for each in pubsub.subscriptions(first, queue)
    ]


def _dead(first: Environment, queue: Queue) -> dict[str, Any]:
    del first
    return {
        "ref": Expr(pubsub.dead_letter_label(queue)),
        "longest": queue.dead_letter.retention_s is None,
        "agent": queue.type == "pubsub",
    }


def _task_queues(first: Environment, queue: Queue) -> list[dict[str, Any]]:
    worker = tasks.consumer(first, queue)
    return [
        {
            "ref": Expr(each.label),
            "max_attempts": queue.retry.max_attempts,
            "worker": Expr(worker.label) if worker else None,
            "runs": worker is not None and not queue.paused,
        }
        for each in tasks.task_queues(queue)
    ]


def _worker(module: Module, first: Environment, worker: Worker) -> dict[str, Any]:
    called = compute.kind(first, worker) == compute.SERVICE
    kind = "google_cloud_run_v2_service" if called else "google_cloud_run_v2_worker_pool"
    paused = worker.queues and all(first.queue(name).paused for name in worker.queues)
    return {
        "label": f"worker_{worker.label}",
        "ref": Expr(worker.label),
        "resource": Expr(f"{kind}.{worker.label}"),
        "called": called,
        "runs": not paused,
        "concurrency": worker.concurrency,
        "store": store.used_by(module, worker),
        "secrets": bool(secrets.of_worker(module, worker)["grants"]),
    }
