"""Project -> the AWS files of the module, in a fixed order."""

from __future__ import annotations

from infera import names
from infera.backends import redis_terraform
from infera.backends.sqs import resources as sqs
from infera.platforms.aws import beat, ecs, lambda_worker, monitoring, redis, scope, tests, viewer
from infera.terraform.module import Module

GROUP_NAME_CHARACTERS = 64


def build(module: Module) -> None:
    """Add everything that this project needs on AWS."""
    project = module.project
    scope.region(module)
    queues = [queue for queue in project.queues if queue.type == "sqs"]
    for queue in queues:
        sqs.add(module, queue)
    redis.add(module)
    for queue in project.queues:
        if queue.type in redis.TYPES:
            redis_terraform.add_queue(module, queue)
    for worker in project.workers:
        (lambda_worker if worker.runtime == "lambda" else ecs).add(module, worker)
    if any(worker.runtime == "ecs" for worker in project.workers):
        ecs.add_cluster(module)
        beat.add(module)
        viewer.add(module)
    monitoring.add(module)
    group = None
    if queues:
        group = module.name(
            "schedule_group_name",
            lambda e: names.cut(e.prefix, GROUP_NAME_CHARACTERS),
            what="the group of schedules",
        )
    module.add("main.tf", "aws/main.tf.j2", {"tags": scope.project_tags(module), "schedule_group": group})
    tests.add(module)
