"""What ElastiCache and Fargate refuse, and what of queues in Redis nobody watches."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends import redis_queue
from infera.diagnostics import Diagnostic
from infera.model import Environment, Network, Project, Redis, Worker
from infera.platforms.aws import ecs, fargate, network, redis


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """The broker of an environment and its workers, where there are any."""
    if not redis.needed(project):
        return
    yield from _existing(project, environment)
    yield from _made(environment)
    yield from _network(project, environment)
    if environment.deletion_protection and environment.redis.existing is None:
        text = "ElastiCache cannot refuse to be deleted: its jobs stay in a final snapshot"
        hint = "what else makes a deletion fail is a policy of the account's"
        yield Diagnostic(codes.UNPROTECTED, text, ("deletion_protection",), hint)
    yield from redis_queue.check_alarms(environment)
    for worker in environment.workers:
        if worker.runtime == "ecs":
            yield from _size(worker)
            yield from _tasks(worker)


def _existing(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    broker, first = environment.redis, project.environments[0].redis
    path = ("redis", "existing")
    if redis.kind(broker) != redis.kind(first):
        text = f"`existing` would change which resources exist in `{environment.name}`"
        hint = "say the same kind of thing in every environment"
        yield Diagnostic(codes.STRUCTURE_IN_OVERLAY, text, path, hint)
    elif _leads_nowhere(broker):
        text = f"`{broker.existing}` leads to no Redis"
        hint = "rediss://HOST:PORT, or the ARN of a secret that holds such an address"
        yield Diagnostic(codes.BAD_ARN, text, path, hint)
    for key in sorted(broker.written & {"node_type", "replicas", "engine_version"}):
        if broker.existing is not None:
            text = f"Redis is already there: infera does not set its `{key}`"
            hint = "set it where Redis is made"
            yield Diagnostic(codes.EXISTING_KEYS, text, ("redis", key), hint, on_key=True)


def _leads_nowhere(broker: Redis) -> bool:
    """Whether `existing` is neither an address, nor a secret, nor a variable that may hold either."""
    address = broker.existing
    if not isinstance(address, str) or redis.kind(broker) != "url":
        return False
    return redis.URL_FORM.fullmatch(address) is None


def _made(environment: Environment) -> Iterator[Diagnostic]:
    broker = environment.redis
    if broker.existing is not None:
        return
    if broker.node_type and not redis.NODE_TYPE.fullmatch(broker.node_type):
        text = f"ElastiCache has no node type `{broker.node_type}`"
        yield Diagnostic(codes.BAD_VALUE, text, ("redis", "node_type"), "such as `cache.t4g.small`")
    if redis.version(broker) not in redis.FAMILIES:
        text = f"ElastiCache does not run Valkey `{broker.engine_version}`"
        hint = "possible: " + ", ".join(f"`{each}`" for each in redis.FAMILIES)
        yield Diagnostic(codes.BAD_VALUE, text, ("redis", "engine_version"), hint)


def _network(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    here, first = network.given(environment), network.given(project.environments[0])
    path = ("redis", "network")
    if here is None and first is None:
        return
    if (here is None) != (first is None):
        text = f"a network would change which resources exist in `{environment.name}`"
        hint = "give Redis a network in every environment, or in none"
        of_worker = next((w.at for w in environment.workers if w.network is not None), ())
        place = path if environment.redis.network is not None or not of_worker else (*of_worker, "network")
        yield Diagnostic(codes.STRUCTURE_IN_OVERLAY, text, place, hint)
    elif environment.redis.network is not None:
        yield from _subnets(environment.redis.network)


def _subnets(given: Network) -> Iterator[Diagnostic]:
    path = ("redis", "network")
    if given.network is not None or given.subnetwork is not None:
        text = "`network` and `subnetwork` are Google Cloud's: a network of AWS is `subnets` and `security_groups`"
        yield Diagnostic(codes.UNSUPPORTED, text, path, on_key=True)
    elif not given.subnets:
        hint = "two in different zones, so that a replica can take over"
        yield Diagnostic(codes.MISSING_KEY, "the network of Redis needs `subnets`", (*path, "subnets"), hint)


def _size(worker: Worker) -> Iterator[Diagnostic]:
    cpu, memory = fargate.size(worker)
    if fargate.takes(cpu, memory):
        return
    key = "memory" if "memory" in worker.written else "cpu"
    yield Diagnostic(
        codes.UNSUPPORTED,
        f"Fargate runs no task of {cpu / 1024:g} CPU and {memory} MB",
        (*worker.at, key),
        f"{fargate.nearest(cpu, memory)} is the next",
    )


def _tasks(worker: Worker) -> Iterator[Diagnostic]:
    if "instances.min" in worker.written and worker.min_instances < ecs.tasks(worker)[0]:
        yield Diagnostic(
            codes.EMULATED,
            f"`{worker.name}` keeps one task: only a running worker sees that jobs wait",
            (*worker.at, "instances", "min"),
            "`instances: {min: 1}` says so; a queue on SQS costs nothing while it is empty",
        )
