"""One worker -> `worker_<label>.tf`: its identity, its compute, and what it may do."""

from __future__ import annotations

from typing import Any

from infera.model import Environment, Var, Worker
from infera.platforms.gcp import (
    compute,
    environment_variables,
    limits,
    logs,
    names,
    permissions,
    redis,
    secrets,
    store,
)
from infera.platforms.gcp.knobs import seconds
from infera.platforms.gcp.origins import sources_of
from infera.platforms.gcp.sources import Source
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module, Variable


def add(module: Module, worker: Worker) -> None:
    """Add the worker's file and its outputs."""
    kind = compute.kind(module.project.environments[0], worker)
    template = "gcp/service.tf.j2" if kind == compute.SERVICE else "gcp/worker_pool.tf.j2"
    module.add(f"worker_{worker.label}.tf", template, view(module, worker, kind))
    module.output(
        f"{worker.label}_service_account",
        reference("google_service_account", worker.label, "email"),
        f"The service account that {worker.name} runs as.",
    )


def view(module: Module, worker: Worker, kind: str) -> dict[str, Any]:
    """What the templates write."""
    sources = sources_of(module, worker)
    called = kind == compute.SERVICE
    secret = secrets.of_worker(module, worker)
    return {
        "title": f"Worker {worker.name}",
        "label": worker.label,
        "project": names.project_id(module),
        "region": names.region(module),
        "name": names.of_worker(module, worker, limits.SERVICE_NAME),
        "labels": names.labels_of(module, worker),
        "image": image(module, worker),
        "placeholder": limits.PLACEHOLDER_IMAGE,
        "runs": Expr(f"local.{worker.label}_runs"),
        "runs_label": Expr(f"{worker.label}_runs"),
        "audience_label": Expr(f"{worker.label}_audience"),
        "audience": audience(module, worker),
        "audience_local": Expr(f"local.{worker.label}_audience"),
        "account_id": names.account(module, worker.label, worker.cloud_base),
        "account": reference("google_service_account", worker.label, "email"),
        "member": reference("google_service_account", worker.label, "member"),
        "display": f"{worker.name} of {module.project.name}",
        "invoker": _invoker(module, worker) if called else None,
        "deletion_protection": names.deletion_protection(module),
        "compute": _compute(module, worker),
        "network": network(module, worker),
        "environment": environment_variables.of_worker(module, worker, kind, sources),
        "secrets": secret,
        "pulls": [_pull(source) for source in sources if source.pulls],
        "dead_letters": _dead_letters(module, worker, sources),
        "store": store.of_worker(module, worker),
        "permissions": permissions.of_worker(module, worker),
        "logs": logs.of_worker(module, worker, kind),
        "instances": _pool_instances(module, worker, sources),
        "service_name": reference("google_cloud_run_v2_service", worker.label, "name"),
        "depends_on": _depends_on(secret),
        "command": None,
        "probes": True,
    }


def image(module: Module, worker: Worker) -> Any:
    """`var.<label>_image`: the placeholder until an image is pushed; a written `image` is its default."""
    if isinstance(worker.image, Var):
        return module.text(worker.image)
    name = f"{worker.label}_image"
    written = {
        e.name: e.worker(worker.name).image
        for e in module.project.environments
        if isinstance(e.worker(worker.name).image, str)
    }
    if written:
        module.root_values[name] = dict(written)
    return module.variable(
        Variable(
            name,
            "string",
            f"Container image of {worker.name}. Nothing is delivered to it while it is the placeholder.",
            default=limits.PLACEHOLDER_IMAGE,
            in_root=True,
        )
    )


def audience(module: Module, worker: Worker) -> Any:
    """What the caller's token is for. A name of our own is known before the service has an address."""
    prefix = module.name("name_prefix", lambda e: e.prefix, what="everything") if _shared(module) else _prefix(module)
    return joined("https://", worker.cloud_base.replace("_", "-"), ".", prefix, ".infera")


def _shared(module: Module) -> bool:
    return len({e.prefix for e in module.project.environments}) == 1


def _prefix(module: Module) -> Any:
    return module.vary("name_prefix", lambda e: e.prefix, description="Prefix of every cloud name.")


def _invoker(module: Module, worker: Worker) -> dict[str, Any]:
    label = f"{worker.label}_invoker"
    return {
        "label": label,
        "account_id": names.account(module, worker.label, worker.cloud_base, "invoker"),
        "email": reference("google_service_account", label, "email"),
        "member": reference("google_service_account", label, "member"),
        "display": f"calls {worker.name} of {module.project.name}",
    }


def _compute(module: Module, worker: Worker) -> dict[str, Any]:
    def vary(knob: str, get: Any, description: str) -> Any:
        return module.vary(f"{worker.label}_{knob}", lambda e: get(e.worker(worker.name)), description=description)

    everywhere = [e.worker(worker.name) for e in module.project.environments]
    second = all(w.memory_mb >= limits.SECOND_GENERATION_MEMORY_MB and w.cpu >= 1 for w in everywhere)
    return {
        "timeout": seconds(vary("timeout_s", lambda w: w.timeout_s, f"Seconds that a job of {worker.name} may run.")),
        "concurrency": vary(
            "request_concurrency",
            lambda w: w.request_concurrency,
            f"Jobs at once on one instance of {worker.name}.",
        ),
        "min_instances": vary("min_instances", lambda w: w.min_instances, f"Instances of {worker.name} at least."),
        "max_instances": vary("max_instances", lambda w: w.max_instances, f"Instances of {worker.name} at most."),
        "cpu": vary("cpu", lambda w: cpu(w.cpu), f"CPUs of an instance of {worker.name}."),
        "memory": vary("memory", lambda w: f"{w.memory_mb}Mi", f"Memory of an instance of {worker.name}."),
        "second_generation": second,
    }


def cpu(value: float) -> str:
    """CPUs as Cloud Run writes them: whole ones, or thousandths."""
    return str(int(value)) if float(value).is_integer() else f"{round(value * 1000)}m"


def network(module: Module, worker: Worker) -> dict[str, Any] | None:
    """Network and subnetwork of a worker: its own, else those of Redis; None without any."""
    if all(e.worker(worker.name).network is None for e in module.project.environments):
        in_redis = redis.used_by(module.project.environments[0], worker)
        return redis.worker_network(module) if in_redis else None

    def get(environment: Environment, key: str) -> Any:
        network = environment.worker(worker.name).network
        return getattr(network, key) if network else None

    networks = [e.worker(worker.name).network for e in module.project.environments]
    return {
        "network": module.vary(
            f"{worker.label}_network",
            lambda e: get(e, "network"),
            description=f"Network that {worker.name} is in.",
        ),
        "subnetwork": module.vary(
            f"{worker.label}_subnetwork",
            lambda e: get(e, "subnetwork"),
            description=f"Subnetwork that {worker.name} is in.",
        ),
        "everywhere": all(networks),
    }


def _pull(source: Source) -> dict[str, Any]:
    assert source.pulls is not None
    label, identity = source.pulls
    itself = reference("google_pubsub_subscription", label) if source.made else None
    return {"label": label, "id": identity, "itself": itself}


def _dead_letters(module: Module, worker: Worker, sources: list[Source]) -> list[dict[str, Any]]:
    topics = {source.dead_letters[0]: source.dead_letters[1] for source in sources if source.dead_letters}
    return [
        {"label": module.pair("dead letters", worker.label, label), "topic": topic} for label, topic in topics.items()
    ]


def _depends_on(secret: dict[str, Any]) -> list[Expr]:
    """A revision that cannot read a secret of its own does not start."""
    found = [reference("google_project_service", "this")]
    if secret["grants"]:
        found.append(reference("google_secret_manager_secret_iam_member", secret["label"]))
    return found


def _pool_instances(module: Module, worker: Worker, sources: list[Source]) -> Any:
    """Instances of a pool: none while there is nothing to run, else as many as declared."""
    if sources and all(source.paused is True for source in sources):
        return 0
    count = module.vary(
        f"{worker.label}_max_instances",
        lambda e: e.worker(worker.name).max_instances,
        description=f"Instances of {worker.name} at most.",
    )
    return Expr(f"local.{worker.label}_runs ? {count} : 0")
