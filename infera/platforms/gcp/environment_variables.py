"""What a worker finds in its environment: infera's settings, then the user's `env`."""

from __future__ import annotations

from typing import Any

from infera.backends import redis_terraform
from infera.model import Worker
from infera.platforms.gcp import compute, limits, names, redis, store
from infera.platforms.gcp.secrets import part
from infera.platforms.gcp.sources import Source, encoded
from infera.platforms.gcp.text import reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

Pair = dict[str, Any]


def of_worker(module: Module, worker: Worker, kind: str, sources: list[Source]) -> dict[str, Any]:
    """`pairs` of fixed names, and `more`, a map where environments name different variables."""
    pairs = of_infera(module, worker, kind, sources)
    everywhere = [dict(e.worker(worker.name).env) for e in module.project.environments]
    more = None
    if all(each.keys() == everywhere[0].keys() for each in everywhere):
        pairs += [_own(module, worker, name, sorted(everywhere[0])) for name in sorted(everywhere[0])]
    else:
        more = module.vary(
            f"{worker.label}_env",
            lambda e: dict(e.worker(worker.name).env),
            description=f"Environment variables of {worker.name}.",
            type="map(string)",
        )
    return {"pairs": pairs, "more": more}


def _own(module: Module, worker: Worker, name: str, every: list[str]) -> Pair:
    value = module.vary(
        f"{worker.label}_env_{part(name, every)}",
        lambda e: dict(e.worker(worker.name).env)[name],
        description=f"{name} of {worker.name}.",
        type="string",
    )
    return {"name": name, "value": value}


def of_infera(module: Module, worker: Worker, kind: str, sources: list[Source]) -> list[Pair]:
    """infera's own variables, sorted by name."""

    def vary(knob: str, get: Any, description: str) -> Any:
        return as_text(
            module.vary(
                f"{worker.label}_{knob}",
                lambda e: get(e.worker(worker.name)),
                description=description,
            )
        )

    values = {
        "GOOGLE_CLOUD_PROJECT": names.project_id(module),
        "INFERA_CONCURRENCY": vary(
            "request_concurrency",
            lambda w: w.request_concurrency,
            f"Jobs at once on one instance of {worker.name}.",
        ),
        "INFERA_ENVIRONMENT": module.vary("environment", lambda e: e.name, description="Name of the environment."),
        "INFERA_LOG_LEVEL": "info",
        "INFERA_PROJECT": module.project.name,
        "INFERA_QUEUES": _queues(module, worker, sources),
        "INFERA_REGION": names.region(module),
        "INFERA_SHUTDOWN_S": str(limits.SHUTDOWN_S),
        "INFERA_TIMEOUT_S": vary("timeout_s", lambda w: w.timeout_s, f"Seconds that a job of {worker.name} may run."),
        "INFERA_WORKER": worker.name,
        **_store(module, worker),
    }
    if kind == compute.SERVICE:
        values["INFERA_TOKEN_AUDIENCE"] = Expr(f"local.{worker.label}_audience")
        values["INFERA_TOKEN_EMAILS"] = reference("google_service_account", f"{worker.label}_invoker", "email")
    return [{"name": name, "value": values[name]} for name in sorted(values)]


def _queues(module: Module, worker: Worker, sources: list[Source]) -> Expr:
    if redis.used_by(module.project.environments[0], worker):
        return redis_terraform.sources(module, [worker])
    return encoded(sources)


def _store(module: Module, worker: Worker) -> dict[str, Any]:
    in_redis = redis.used_by(module.project.environments[0], worker)
    if not in_redis and not store.used_by(module, worker):
        return {}
    ttl = module.vary(
        f"{worker.label}_idempotency_ttl_s",
        lambda e: e.worker(worker.name).idempotency_ttl_s or 0,
        description=f"Seconds that {worker.name} remembers a job it has done; 0: not at all.",
    )
    if in_redis:
        authorities = redis.certificates(module)
        own = {} if authorities is None else {"INFERA_REDIS_CA": authorities}
        return {"INFERA_IDEMPOTENCY_TTL_S": as_text(ttl), **own}
    return {
        "INFERA_IDEMPOTENCY_COLLECTION": store.collection(worker),
        "INFERA_IDEMPOTENCY_DATABASE": store.DATABASE_NAME,
        "INFERA_IDEMPOTENCY_TTL_S": as_text(ttl),
    }


def as_text(value: Any) -> Any:
    """A number as an environment variable holds it."""
    return Expr(f"tostring({value})") if isinstance(value, Expr) else str(value)
