"""What Memorystore refuses, and what of queues in Redis nobody watches."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.backends import redis_queue
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Redis
from infera.platforms.gcp import redis


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """The broker of an environment, where there is one."""
    if not redis.needed(project):
        return
    yield from _existing(project, environment)
    yield from _size(environment)
    yield from _engine(environment)
    yield from _network(project, environment)
    yield from redis_queue.check_alarms(environment)


def _existing(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    broker, first = environment.redis, project.environments[0].redis
    path = ("redis", "existing")
    if redis.kind(broker) != redis.kind(first):
        yield Diagnostic(
            codes.STRUCTURE_IN_OVERLAY,
            f"`existing` would change which resources exist in `{environment.name}`",
            path,
            "say the same kind of thing in every environment",
        )
    elif _leads_nowhere(broker):
        yield Diagnostic(
            codes.BAD_RESOURCE_ID,
            f"`{broker.existing}` leads to no Redis",
            path,
            "rediss://HOST:PORT, projects/P/secrets/S with such an address, or projects/P/locations/R/instances/I",
        )
    for key in sorted(broker.written & {"node_type", "replicas", "engine_version"}):
        if broker.existing is not None:
            text = f"Redis is already there: infera does not set its `{key}`"
            yield Diagnostic(codes.EXISTING_KEYS, text, ("redis", key), "set it where Redis is made", on_key=True)


def _leads_nowhere(broker: Redis) -> bool:
    given = broker.existing
    return isinstance(given, str) and redis.kind(broker) == "url" and not redis.URL_FORM.fullmatch(given)


def _size(environment: Environment) -> Iterator[Diagnostic]:
    broker = environment.redis
    size = redis.memory_gb(broker)
    if size is None:
        text = f"Memorystore for Redis has no size `{broker.node_type}`"
        yield Diagnostic(codes.BAD_VALUE, text, ("redis", "node_type"), "`1GB` to `300GB`, or a tier: `M1` to `M5`")
    elif broker.replicas > 1 and size < redis.REPLICAS_NEED_GB:
        text = f"{broker.replicas} replicas need {redis.REPLICAS_NEED_GB} GB at least, not {size}"
        yield Diagnostic(codes.OVER_LIMIT, text, ("redis", "replicas"), "`node_type: 5GB`, or one replica")


def _engine(environment: Environment) -> Iterator[Diagnostic]:
    version = environment.redis.engine_version
    if version and version not in redis.ENGINES:
        text = f"Memorystore for Redis does not run version `{version}`"
        hint = "possible: " + ", ".join(f"`{each}`" for each in redis.ENGINES)
        yield Diagnostic(codes.BAD_VALUE, text, ("redis", "engine_version"), hint)


def _network(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    here, first = environment.redis.network, project.environments[0].redis.network
    if here is not None and (here.subnets or here.security_groups):
        text = "`subnets` and `security_groups` are AWS's: a network of Google Cloud is `network` and `subnetwork`"
        yield Diagnostic(codes.UNSUPPORTED, text, ("redis", "network"), on_key=True)
    elif here is not None and here.network is None:
        text = "Redis must be told its network, not the subnetwork alone"
        yield Diagnostic(
            codes.MISSING_KEY, text, ("redis", "network", "network"), "add `network:` beside `subnetwork:`"
        )
    elif (here is None) != (first is None):
        yield Diagnostic(
            codes.STRUCTURE_IN_OVERLAY,
            f"`network` would change which resources exist in `{environment.name}`",
            ("redis", "network"),
            "give Redis a network in every environment, or in none",
        )
