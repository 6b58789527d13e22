"""Worker -> `worker_<label>.tf` on ECS Fargate: service, task, roles, logs, image repository, scaling on backlog."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.backends import redis_terraform
from infera.model import Environment, Var, Worker
from infera.platforms.aws import fargate, iam, network, redis, scope
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module, Variable

PLACEHOLDER_IMAGE = "public.ecr.aws/docker/library/hello-world:latest"
NAME_CHARACTERS = 255
REPOSITORIES = Expr(
    '"arn:${data.aws_partition.current.partition}:ecr:${var.region}'
    ':${data.aws_caller_identity.current.account_id}:repository/*"'
)
# Jobs that wait for each job at once that a task runs, before another task is worth it.
BACKLOG_PER_JOB = 10
HEALTH = {
    "typescript": [
        "CMD",
        "node",
        "-e",
        "fetch('http://127.0.0.1:8080/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
    ],
    "python": ["CMD", "python", "-m", "infera.health"],
}


def add_cluster(module: Module) -> None:
    """Add cluster.tf: one cluster for all workers, and where images are pushed to."""
    name = module.name("cluster_name", lambda e: names.cut(e.prefix, NAME_CHARACTERS), what="the cluster")
    tags = Expr("local.tags") if scope.project_tags(module) else None
    module.add("cluster.tf", "aws/cluster.tf.j2", {"name": name, "tags": tags})
    prefix = module.name("repository_name", lambda e: e.prefix, what="the image repositories")
    inner = prefix.strip('"') if isinstance(prefix, Expr) and prefix.startswith('"') else prefix
    inner = f"${{{inner}}}" if isinstance(inner, Expr) else inner
    module.output(
        "image_repository",
        Expr(f'"${{{scope.ACCOUNT}}}.dkr.ecr.${{{scope.REGION}}}.${{data.aws_partition.current.dns_suffix}}/{inner}"'),
        "Where `make push` puts the images.",
    )


def add(module: Module, worker: Worker) -> None:
    """Add the file of a worker, its variables and its outputs."""
    module.add(f"worker_{worker.label}.tf", "aws/worker_ecs.tf.j2", view(module, worker))
    module.output(
        f"{worker.label}_role_arn",
        Expr(f"aws_iam_role.{worker.label}.arn"),
        f"Role of the worker `{worker.name}`.",
    )


def view(module: Module, worker: Worker) -> dict[str, Any]:
    """What `templates/aws/worker_ecs.tf.j2` is filled with."""
    tags, locals_ = scope.tags(module, "worker", worker)
    namespace = module.name("metric_namespace", lambda e: f"infera/{e.prefix}", what="the metrics")
    return {
        "label": worker.label,
        "ref": Expr(worker.label),
        "title": f"Worker {worker.name}",
        "tags": tags,
        "locals": [(Expr(name), value) for name, value in locals_.items()],
        "role": scope.role(module),
        "protection": scope.deletion_protection(module),
        "image": image(module, worker),
        "placeholder": PLACEHOLDER_IMAGE,
        "deployed": Expr(f"local.{worker.label}_deployed"),
        "deployed_label": Expr(f"{worker.label}_deployed"),
        "repository": None if worker.image is not None else _repository_name(module, worker),
        "architecture": "ARM64" if worker.image is None else "X86_64",
        **_names(module, worker),
        **_grants(module, worker),
        **_task(module, worker),
        "environment": _with_user(module, worker, _environment(module, worker, namespace)),
        "network": network.of_worker(module, worker),
        "namespace": namespace,
        "worker": worker.name,
        "scaling": _scaling(module, worker),
        "command": None,
        "health": None if worker.image is not None else HEALTH[worker.language],
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
    about = f"Container image of {worker.name}. Nothing runs while it is the placeholder."
    return module.variable(Variable(name, "string", about, default=PLACEHOLDER_IMAGE, in_root=True))


def _repository_name(module: Module, worker: Worker) -> Any:
    return module.name(
        f"{worker.label}_repository_name",
        lambda e: f"{e.prefix}/{worker.cloud_base}",
        what=f"the image repository of `{worker.name}`",
    )


def _names(module: Module, worker: Worker) -> dict[str, Any]:
    def of(part: str, limit: int, what: str) -> Any:
        return module.name(
            f"{worker.label}_{what}_name",
            lambda e: names.worker_name(e, e.worker(worker.name), limit, part=part),
            what=f"the {what} of `{worker.name}`",
        )

    return {
        "name": of("", NAME_CHARACTERS, "service"),
        "role_name": of("", iam.ROLE_NAME_CHARACTERS, "role"),
        "execution_role_name": of("execution", iam.ROLE_NAME_CHARACTERS, "execution_role"),
        "log_group": module.name(
            f"{worker.label}_log_group_name",
            lambda e: "/ecs/" + names.worker_name(e, e.worker(worker.name), NAME_CHARACTERS),
            what=f"the log group of `{worker.name}`",
        ),
    }


def _grants(module: Module, worker: Worker) -> dict[str, Any]:
    """What the task's two roles may do: the handlers' own work, and starting the container."""
    secrets, arns = iam.container_secrets(module, worker, (redis.URL, redis.secret_arn(module)))
    own = Expr(f"aws_ecr_repository.{worker.label}.arn")
    return {
        "statements": iam.statements(module, worker),
        "policy_arns": iam.policy_arns(module, worker),
        "secrets": secrets,
        "execution_secrets": arns,
        "pull": own if worker.image is None else REPOSITORIES,
    }


def _task(module: Module, worker: Worker) -> dict[str, Any]:
    return {
        "cpu": scope.of_worker(module, worker, "cpu_units", lambda _, w: fargate.size(w)[0], "CPU units"),
        "memory": scope.of_worker(module, worker, "memory_mb", lambda _, w: fargate.size(w)[1], "Memory in MB"),
        "stop_timeout": fargate.STOP_TIMEOUT_S,
        "log_retention": scope.of_worker(
            module, worker, "log_retention_days", lambda _, w: w.log_retention_days, "Days that logs are kept"
        ),
    }


def _environment(module: Module, worker: Worker, namespace: Any) -> dict[str, Any]:
    """infera's own variables of a container."""
    ttl = worker.idempotency_ttl_s
    return {
        "INFERA_PROJECT": module.project.name,
        "INFERA_ENVIRONMENT": module.vary("environment", lambda e: e.name, description="Name of the environment."),
        "INFERA_WORKER": worker.name,
        "INFERA_QUEUES": redis_terraform.sources(module, [worker]),
        "INFERA_CONCURRENCY": _text(module, worker, "instance_concurrency", lambda w: w.request_concurrency),
        "INFERA_TIMEOUT_S": _text(module, worker, "timeout_s", lambda w: w.timeout_s),
        "INFERA_SHUTDOWN_S": str(fargate.SHUTDOWN_S),
        "INFERA_LOG_LEVEL": "info",
        "INFERA_REGION": scope.REGION,
        "INFERA_METRIC_NAMESPACE": namespace,
        **(
            {"INFERA_IDEMPOTENCY_TTL_S": _text(module, worker, "idempotency_ttl_s", lambda w: w.idempotency_ttl_s or 0)}
            if ttl is not None
            else {}
        ),
    }


def own_environment(module: Module, worker: Worker, *, queues: Expr) -> list[dict[str, Any]]:
    """infera's own variables alone, over other queues."""
    namespace = module.name("metric_namespace", lambda e: f"infera/{e.prefix}", what="the metrics")
    found = {**_environment(module, worker, namespace), "INFERA_QUEUES": queues}
    return [{"name": name, "value": item} for name, item in found.items()]


def _text(module: Module, worker: Worker, key: str, get: Any) -> Any:
    what = {
        "instance_concurrency": "Jobs at once on one task",
        "timeout_s": "Seconds of one job",
        "idempotency_ttl_s": "Seconds that a finished job is remembered",
    }[key]
    return scope.of_worker(module, worker, key, lambda _, w: str(get(w)), what)


def _with_user(module: Module, worker: Worker, own: dict[str, Any]) -> Any:
    """infera's variables and the user's as a container's list of names and values."""
    value = scope.of_worker(
        module, worker, "env", lambda _, w: dict(w.env), "Environment variables", type="map(string)"
    )
    pairs = [{"name": name, "value": item} for name, item in own.items()]
    if isinstance(value, Expr):
        each = f"[for name, value in {value} : {{ name = name, value = value }}]"
        return Expr(f"concat({each}, {literal(pairs, 3)})")
    return [{"name": name, "value": item} for name, item in value.items()] + pairs


def tasks(worker: Worker) -> tuple[int, int]:
    """(least, most) tasks: one at least, since only a running worker sees that jobs wait."""
    least = max(1, worker.min_instances)
    return least, max(least, worker.max_instances)


def _scaling(module: Module, worker: Worker) -> dict[str, Any]:
    """How many tasks run: a range with what moves it, or a number."""
    environments: list[Environment] = list(module.project.environments)
    ranges = [tasks(e.worker(worker.name)) for e in environments]
    least = scope.of_worker(module, worker, "min_tasks", lambda _, w: tasks(w)[0], "Fewest tasks")
    return {
        "least": least,
        "most": scope.of_worker(module, worker, "max_tasks", lambda _, w: tasks(w)[1], "Most tasks"),
        "moves": any(low != high for low, high in ranges),
        "target": scope.of_worker(
            module,
            worker,
            "backlog_per_task",
            lambda _, w: BACKLOG_PER_JOB * w.request_concurrency,
            "Waiting jobs per task before another is started",
        ),
        "rolling": True,
    }
