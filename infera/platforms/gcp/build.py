"""The module of a project on Google Cloud, file by file."""

from __future__ import annotations

from infera.backends import redis_terraform
from infera.backends.cloud_tasks import resources as cloud_tasks
from infera.backends.pubsub import resources as pubsub
from infera.platforms.gcp import beat, monitoring, project, redis, tests, viewer, workers
from infera.terraform.module import Module


def build(module: Module) -> None:
    """Everything but what all Terraform platforms have alike."""
    project.add(module)
    for queue in module.project.queues:
        if queue.type == "pubsub":
            pubsub.add(module, queue)
        elif queue.type == "cloud_tasks":
            cloud_tasks.add(module, queue)
        else:
            redis_terraform.add_queue(module, queue)
    redis.add(module)
    for worker in module.project.workers:
        workers.add(module, worker)
    beat.add(module)
    viewer.add(module)
    monitoring.add(module)
    tests.add(module)
