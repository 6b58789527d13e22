"""`redis.tf`: the one broker of a project and environment, its network, and the secret that holds its address."""

from __future__ import annotations

import re
from typing import Any

from infera.model import Environment, Project, Redis, Worker
from infera.platforms.gcp import limits, names
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

TYPES = ("bullmq", "celery")
INSTANCE = "google_redis_instance"
SECRET = "google_secret_manager_secret"
VERSION = reference("google_secret_manager_secret_version", "redis_url")
URL = "INFERA_REDIS_URL"
URL_FORM = re.compile(r"rediss?://\S+")
SECRET_FORM = re.compile(r"projects/[^/\s]+/secrets/[^/\s]+")
INSTANCE_FORM = re.compile(r"projects/(?P<project>[^/\s]+)/locations/(?P<region>[^/\s]+)/instances/(?P<name>[^/\s]+)")

# node_type -> GB: a size, or the smallest of a capacity tier of Memorystore for Redis.
# https://docs.cloud.google.com/memorystore/docs/redis/redis-tiers, read 2026-11-24
TIERS = {"M1": 1, "M2": 5, "M3": 11, "M4": 36, "M5": 101}
SIZE = re.compile(r"([1-9][0-9]{0,2})(?:GB|GiB)")
MOST_GB = 300
REPLICAS_NEED_GB = 5  # more than one replica means read replicas, which begin here
ENGINES = {"6": "REDIS_6_X", "6.x": "REDIS_6_X", "7.0": "REDIS_7_0", "7.2": "REDIS_7_2"}
DEFAULT_ENGINE = "7.2"
SUBNETWORK_RANGE = (
    "10.64.0.0/22"  # of a network of our own: two addresses for each instance, while one replaces another
)


def used_by(environment: Environment, worker: Worker) -> bool:
    """Whether the worker's queues are in Redis."""
    return any(environment.queue(name).type in TYPES for name in (*worker.queues, *worker.dead_letter_of))


def needed(project: Project) -> bool:
    """Whether any queue is in Redis."""
    return any(queue.type in TYPES for queue in project.queues)


def kind(redis: Redis) -> str:
    """How the broker comes to be: `made`, or what `existing` is: `instance`, `secret` or `url`."""
    if redis.existing is None:
        return "made"
    if isinstance(redis.existing, str) and INSTANCE_FORM.fullmatch(redis.existing):
        return "instance"
    return "secret" if isinstance(redis.existing, str) and SECRET_FORM.fullmatch(redis.existing) else "url"


def memory_gb(redis: Redis) -> int | None:
    """The size that `node_type` names, None when it names none; 1 GB without."""
    if not redis.node_type:
        return 1
    size = SIZE.fullmatch(redis.node_type)
    return int(size[1]) if size and int(size[1]) <= MOST_GB else TIERS.get(redis.node_type)


def add(module: Module) -> None:
    """Add the file when any queue is in Redis."""
    if not needed(module.project):
        return
    module.add("redis.tf", "gcp/redis.tf.j2", view(module))
    module.output(
        "redis_url_secret", secret_id(module), "The secret that holds the address of Redis, password included."
    )


def view(module: Module) -> dict[str, Any]:
    """What the template writes."""
    first = module.project.environments[0]
    how = kind(first.redis)
    return {
        "project": names.project_id(module),
        "region": names.region(module),
        "labels": names.base_labels(module),
        "made": _made(module) if how == "made" else None,
        "network": _own_network(module) if how == "made" and not _given_network(first) else None,
        "instance": _instance(module) if how == "instance" else None,
        "secret": None if how == "secret" else _secret(module, how),
        "deletion_protection": names.deletion_protection(module),
    }


def _made(module: Module) -> dict[str, Any]:
    def vary(knob: str, get: Any, what: str) -> Any:
        return module.vary(f"redis_{knob}", lambda e: get(e.redis), description=f"{what} of Redis.")

    return {
        "name": names.in_project(module, "redis", limits.REDIS_NAME, "redis_name", "Redis"),
        "tier": vary("tier", lambda r: "STANDARD_HA" if r.replicas else "BASIC", "Tier"),
        "memory_gb": vary("memory_gb", memory_gb, "GB of memory"),
        "version": vary("version", lambda r: ENGINES[r.engine_version or DEFAULT_ENGINE], "Version"),
        "replicas": vary("replicas", lambda r: r.replicas if r.replicas > 1 else None, "Replicas that are read"),
        "read_replicas": any(e.redis.replicas > 1 for e in module.project.environments),
        "connect_mode": module.vary(
            "redis_connect_mode", _connect_mode, description="How Redis is reached from its network."
        ),
        "network": network(module)["network"],
    }


def _connect_mode(environment: Environment) -> str:
    """A network of another project (a shared VPC) is only reached through private services access."""
    given = _given_network(environment)
    home = re.match(r"projects/([^/]+)/", given) if isinstance(given, str) else None
    shared = home is not None and home[1] != environment.project_id
    return "PRIVATE_SERVICE_ACCESS" if shared else "DIRECT_PEERING"


def _given_network(environment: Environment) -> Any:
    return environment.redis.network.network if environment.redis.network else None


def network(module: Module) -> dict[str, Any]:
    """Network and subnetwork that Redis and its workers are in."""
    first = module.project.environments[0]
    if kind(first.redis) == "made" and not _given_network(first):
        return {
            "network": reference("google_compute_network", "redis", "id"),
            "subnetwork": reference("google_compute_subnetwork", "redis", "id"),
        }

    def get(key: str) -> Any:
        return lambda e: getattr(e.redis.network, key) if e.redis.network else None

    return {
        "network": module.vary("redis_network", get("network"), description="Network that Redis is in."),
        "subnetwork": module.vary("redis_subnetwork", get("subnetwork"), description="Subnetwork of Redis's workers."),
    }


def worker_network(module: Module) -> dict[str, Any] | None:
    """Where a worker without a network of its own reaches Redis; None when nothing is known of its network."""
    first = module.project.environments[0]
    if kind(first.redis) != "made" and not first.redis.network:
        return None
    return {**network(module), "everywhere": True}


def _own_network(module: Module) -> dict[str, Any]:
    name = names.in_project(module, "redis", limits.NETWORK_NAME, "redis_network_name", "the network of Redis")
    return {"name": name, "range": SUBNETWORK_RANGE}


def _instance(module: Module) -> dict[str, Any]:
    def part(group: str) -> Any:
        def get(environment: Environment) -> str:
            match = INSTANCE_FORM.fullmatch(str(environment.redis.existing))
            assert match is not None, "the kind is the same in every environment"
            return match[group]

        return module.vary(f"redis_instance_{group}", get, description=f"The {group} of Redis, which is there already.")

    return {group: part(group) for group in ("project", "region", "name")}


def _secret(module: Module, how: str) -> dict[str, Any]:
    name = names.in_project(module, "redis-url", limits.SECRET_NAME, "redis_secret_name", "the secret of Redis")
    if how == "url":
        url = module.vary(
            "redis_url", lambda e: e.redis.existing, description="Address of Redis, which is there already."
        )
        return {"name": name, "url": url}
    broker = reference(INSTANCE, "redis") if how == "made" else Expr(f"data.{INSTANCE}.redis")
    address = ("rediss://:", Expr(f"{broker}.auth_string"), "@")
    if how == "instance":  # someone else's may be without password or encryption
        return {"name": name, "url": Expr(_url_of(str(broker)))}
    return {"name": name, "url": joined(*address, Expr(f"{broker}.host"), ":", Expr(f"{broker}.port"), "/0")}


def _url_of(broker: str) -> str:
    return (
        f'"${{{broker}.transit_encryption_mode == "DISABLED" ? "redis" : "rediss"}}://'
        f'${{{broker}.auth_enabled ? ":${{{broker}.auth_string}}@" : ""}}${{{broker}.host}}:${{{broker}.port}}/0"'
    )


def given_secret(module: Module) -> bool:
    """Whether the address lies in a secret that was there before, maybe in another project."""
    return kind(module.project.environments[0].redis) == "secret"


def secret_id(module: Module) -> Any:
    """The secret that workers read the address from."""
    if given_secret(module):
        return module.vary(
            "redis_url_secret", lambda e: e.redis.existing, description="Secret that holds the address of Redis."
        )
    return reference(SECRET, "redis_url", "id")


def secret_item(module: Module) -> dict[str, Any]:
    """The environment variable of the address."""
    version = "latest" if given_secret(module) else Expr(f"{VERSION}.version")
    return {"name": URL, "secret": secret_id(module), "version": version}


def certificates(module: Module) -> Any:
    """The authorities that sign for Redis, None where the system's do."""
    how = kind(module.project.environments[0].redis)
    if how not in ("made", "instance"):
        return None
    broker = reference(INSTANCE, "redis") if how == "made" else Expr(f"data.{INSTANCE}.redis")
    return Expr(f'join("\\n", [for each in {broker}.server_ca_certs : each.cert])')
