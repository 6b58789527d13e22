"""`redis.tf`: the one broker of a project and environment, and the secret that holds its address."""

from __future__ import annotations

import re
from typing import Any

from infera import names
from infera.model import Environment, Project, Redis, Worker
from infera.platforms.aws import network, scope
from infera.render.hcl import Expr
from infera.terraform.module import Module

TYPES = ("bullmq", "celery")
URL = "INFERA_REDIS_URL"
URL_FORM = re.compile(r"rediss?://\S+")
SECRET_FORM = re.compile(r"arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:\S+")

# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html and
# engine-versions.html, read 2026-11-24
NODE_TYPE = re.compile(r"cache\.[a-z0-9]+\.[a-z0-9]+")
DEFAULT_NODE_TYPE = "cache.t4g.small"
FAMILIES = {"7.2": "valkey7", "8.0": "valkey8", "8.1": "valkey8"}
DEFAULT_VERSION = "8.0"
GROUP_NAME_CHARACTERS = 40
PARAMETER_GROUP_CHARACTERS = 255
MEMORY_PERCENT = 75  # a full Redis refuses new jobs: say so before it is


def needed(project: Project) -> bool:
    """Whether any queue is in Redis."""
    return any(queue.type in TYPES for queue in project.queues)


def used_by(environment: Environment, worker: Worker) -> bool:
    """Whether the worker's queues are in Redis."""
    return any(environment.queue(name).type in TYPES for name in (*worker.queues, *worker.dead_letter_of))


def kind(redis: Redis) -> str:
    """How the broker comes to be: `made`, or what `existing` is: a `secret` or a `url`."""
    if redis.existing is None:
        return "made"
    return "secret" if isinstance(redis.existing, str) and SECRET_FORM.fullmatch(redis.existing) else "url"


def add(module: Module) -> None:
    """Add redis.tf and its network when any queue is in Redis."""
    if not needed(module.project):
        return
    network.add(module)
    module.add("redis.tf", "aws/redis.tf.j2", view(module))
    module.output(
        "redis_url_secret_arn", secret_arn(module), "Secret that holds the address of Redis, password included."
    )
    module.output(
        "redis_clients_security_group_id",
        Expr("aws_security_group.redis_clients.id"),
        "Security group that Redis lets in: put it on whoever sends jobs.",
    )


def view(module: Module) -> dict[str, Any]:
    """What the template writes."""
    how = kind(module.project.environments[0].redis)
    return {
        "tags": Expr("local.tags") if scope.project_tags(module) else None,
        "vpc": network.vpc(module),
        "subnet": network.first_subnet(module),
        "made": _made(module) if how == "made" else None,
        "secret": None if how == "secret" else _secret(module, how),
        "clients": {
            "name": _name(module, "redis-clients", 255),
            "description": f"Workers and producers of {module.project.name}",
        },
        "protection": scope.deletion_protection(module),
    }


def group_id(environment: Environment) -> str:
    """The id of the replication group: at most 40 characters, without two hyphens in a row."""
    return re.sub("-{2,}", "-", names.cloud_name(environment, "redis", GROUP_NAME_CHARACTERS))


def _name(module: Module, base: str, limit: int) -> Any:
    variable = f"{base.replace('-', '_')}_name"
    return module.name(variable, lambda e: names.cloud_name(e, base, limit), what=f"`{base}`")


def _made(module: Module) -> dict[str, Any]:
    def vary(key: str, get: Any, what: str) -> Any:
        return module.vary(f"redis_{key}", lambda e: get(e.redis), description=f"{what} of Redis.")

    replicas = [e.redis.replicas for e in module.project.environments]
    return {
        "id": module.name("redis_id", group_id, what="the replication group"),
        "description": f"Queues of {module.project.name}",
        "group": _name(module, "redis", PARAMETER_GROUP_CHARACTERS),
        "snapshot": _name(module, "redis-final", 255),
        "family": vary("family", lambda r: FAMILIES[version(r)], "Parameter group family"),
        "version": vary("version", version, "Valkey version"),
        "node_type": vary("node_type", lambda r: r.node_type or DEFAULT_NODE_TYPE, "Node type"),
        "nodes": vary("nodes", lambda r: 1 + r.replicas, "Nodes, the primary included,"),
        "failover": vary("failover", lambda r: r.replicas > 0, "Whether a replica takes over: failover"),
        "single": any(count == 0 for count in replicas),
        "subnets": network.subnets(module),
    }


def version(redis: Redis) -> str:
    """The version of Valkey."""
    return redis.engine_version or DEFAULT_VERSION


def _secret(module: Module, how: str) -> dict[str, Any]:
    url: Any = Expr(
        '"rediss://:${random_password.redis.result}'
        '@${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379/0"'
    )
    if how == "url":
        url = module.vary(
            "redis_url", lambda e: e.redis.existing, description="Address of Redis, which is there already."
        )
    return {"name": _name(module, "redis-url", 512), "url": url}


def secret_arn(module: Module) -> Any:
    """The secret that workers read the address from."""
    if kind(module.project.environments[0].redis) == "secret":
        return module.vary(
            "redis_url_secret", lambda e: e.redis.existing, description="Secret that holds the address of Redis."
        )
    return Expr("aws_secretsmanager_secret.redis_url.arn")
