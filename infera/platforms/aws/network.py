"""Where Redis and its workers are: a network that was given, or one of their own."""

from __future__ import annotations

from typing import Any

from infera.model import Environment, Network, Worker
from infera.platforms.aws import scope
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

CIDR = "10.64.0.0/22"
PUBLIC = "10.64.0.0/26"  # of the NAT gateway alone
PRIVATE = ["10.64.1.0/24", "10.64.2.0/24"]
CLIENTS = Expr("aws_security_group.redis_clients.id")  # no ingress, and Redis lets it in


def given(environment: Environment) -> Network | None:
    """The network of Redis: its own, or that of the first container that names one."""
    if environment.redis.network is not None:
        return environment.redis.network
    containers = [w for w in environment.workers if w.runtime == "ecs" and w.network is not None]
    return containers[0].network if containers else None


def needed(module: Module) -> bool:
    """Whether the module makes a network: queues in Redis, and nobody gave one."""
    in_redis = any(queue.type in ("bullmq", "celery") for queue in module.project.queues)
    return in_redis and given(module.project.environments[0]) is None


def add(module: Module) -> None:
    """Add network.tf when nobody gave a network."""
    if not needed(module):
        return
    view = {
        "tags": Expr("local.tags") if scope.project_tags(module) else None,
        "named": _tags(module, ""),
        "public_tags": _tags(module, "-public"),
        "private_tags": _tags(module, "-private"),
        "cidr": CIDR,
        "public": PUBLIC,
        "private": [
            {"label": f"private_{n}", "ref": Expr(f"aws_subnet.private_{n}"), "index": n - 1, "cidr": cidr}
            for n, cidr in enumerate(PRIVATE, 1)
        ],
    }
    module.add("network.tf", "aws/network.tf.j2", view)


def _tags(module: Module, part: str) -> Any:
    """The tags of a thing of the network: the console knows it by its `Name`."""
    name = module.name(
        f"network{part.replace('-', '_')}_name", lambda e: f"{e.prefix}-redis{part}", what="a part of the network"
    )
    own = {"Name": name}
    return Expr(f"merge(local.tags, {literal(own)})") if scope.project_tags(module) else own


def vpc(module: Module) -> Expr:
    """The id of the VPC."""
    if given(module.project.environments[0]) is None:
        return Expr("aws_vpc.redis.id")
    return Expr("data.aws_subnet.redis.vpc_id")


def subnets(module: Module) -> Any:
    """The subnets of Redis."""
    if given(module.project.environments[0]) is None:
        return [Expr(f"aws_subnet.private_{n}.id") for n in range(1, len(PRIVATE) + 1)]
    return module.vary(
        "redis_subnets",
        lambda e: list(_given(e).subnets),
        description="Subnets that Redis is in.",
        type="list(string)",
    )


def first_subnet(module: Module) -> Any:
    """The subnet that tells the VPC of a given network, None for a network of our own."""
    if given(module.project.environments[0]) is None:
        return None
    found = subnets(module)
    return Expr(f"{found}[0]") if isinstance(found, Expr) else found[0]


def _given(environment: Environment) -> Network:
    return given(environment) or Network()


def of_worker(module: Module, worker: Worker) -> dict[str, Any]:
    """Subnets and security groups of a worker: its own, else those of Redis, and the group that Redis lets in."""
    own = any(e.worker(worker.name).network for e in module.project.environments)

    def get(environment: Environment, key: str) -> list[Any]:
        network = environment.worker(worker.name).network or environment.redis.network or Network()
        return list(getattr(network, key))

    label = worker.label if own else "redis"
    groups = module.vary(
        f"{label}_security_groups",
        lambda e: get(e, "security_groups"),
        description="Security groups that workers wear beside the one that Redis lets in.",
        type="list(string)",
    )
    return {
        "subnets": module.vary(
            f"{worker.label}_subnets",
            lambda e: get(e, "subnets"),
            description=f"Subnets of `{worker.name}`.",
            type="list(string)",
        )
        if own
        else subnets(module),
        "security_groups": Expr(f"concat([{CLIENTS}], {groups})") if isinstance(groups, Expr) else [CLIENTS, *groups],
    }
