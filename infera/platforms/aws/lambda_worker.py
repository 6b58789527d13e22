"""Worker -> `worker_<label>.tf` on Lambda: function, role, log group, idempotency table, one mapping for each queue."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.backends.sqs import limits, references, sources
from infera.backends.sqs.sources import Reading
from infera.model import Worker
from infera.platforms.aws import iam, scope
from infera.platforms.aws.environment import environment_variables
from infera.render.hcl import Expr
from infera.terraform.module import Module, Variable

FUNCTION_NAME_CHARACTERS = 64


def add(module: Module, worker: Worker) -> None:
    """Add the file of a worker, its variables and its outputs to the module."""
    module.add(f"worker_{worker.label}.tf", "aws/worker_lambda.tf.j2", view(module, worker))
    module.output(
        f"{worker.label}_role_arn",
        Expr(f"aws_iam_role.{worker.label}.arn"),
        f"Role of the worker `{worker.name}`.",
    )
    module.output(
        f"{worker.label}_function_name",
        Expr(f"aws_lambda_function.{worker.label}.function_name"),
        f"Function of the worker `{worker.name}`.",
    )


def view(module: Module, worker: Worker) -> dict[str, Any]:
    """What `templates/aws/worker_lambda.tf.j2` is filled with."""
    environment = module.project.environments[0]
    reads = sources.readings(environment, worker)
    tags, locals_ = scope.tags(module, "worker", worker)
    return {
        "label": worker.label,
        "ref": Expr(worker.label),
        "tags": tags,
        "role": scope.role(module),
        "protection": scope.deletion_protection(module),
        "package": None if worker.image is not None else _package(module, worker),
        "locals": [(Expr(name), value) for name, value in locals_.items()],
        **_names(module, worker),
        **_grants(module, worker, reads),
        **_function(module, worker, reads),
        "mappings": _mappings(module, worker, reads),
    }


def _package(module: Module, worker: Worker) -> dict[str, Any]:
    name = f"{worker.label}_package"
    reference = module.variable(
        Variable(
            name,
            "string",
            f"Path of the package of `{worker.name}`; null: workers/{worker.name}/dist/package.zip.",
            default=None,
            in_root=True,
        )
    )
    local = f"{worker.label}_package"
    return {
        "local": Expr(local),
        "ref": Expr(f"local.{local}"),
        "variable": reference,
        "default": Expr(f'"${{path.module}}/../../../workers/{worker.name}/dist/package.zip"'),
        "error": f"The package of {worker.name} is not built: run `make build` in workers/{worker.name}.",
    }


def _names(module: Module, worker: Worker) -> dict[str, Any]:
    def of(part: str, limit: int, what: str, before: str = "") -> Any:
        return module.name(
            f"{worker.label}_{what}_name",
            lambda e: before + names.worker_name(e, e.worker(worker.name), limit, part=part),
            what=f"the {what} of `{worker.name}`",
        )

    return {
        "function_name": of("", FUNCTION_NAME_CHARACTERS, "function"),
        "role_name": of("", iam.ROLE_NAME_CHARACTERS, "role"),
        "log_group": _log_group(module, worker),
        "description": f"Worker {worker.name} of {module.project.name}",
        "idempotency": None if worker.idempotency_ttl_s is None else {"table": of("jobs", 255, "table")},
    }


def _log_group(module: Module, worker: Worker) -> Any:
    """`/aws/lambda/<function>`: the one that Lambda would make by itself."""
    name = module.name(
        f"{worker.label}_function_name",
        lambda e: names.worker_name(e, e.worker(worker.name), FUNCTION_NAME_CHARACTERS),
        what=f"the function of `{worker.name}`",
    )
    if not isinstance(name, Expr):
        return f"/aws/lambda/{name}"
    inner = name.strip('"') if name.startswith('"') else f"${{{name}}}"
    return Expr(f'"/aws/lambda/{inner}"')


def _grants(module: Module, worker: Worker, reads: tuple[Reading, ...]) -> dict[str, Any]:
    """The permissions of the role, each scoped to its resource."""
    dead = [references.dead_letter(r.queue, r.source) for r in reads if not r.dead_letters]
    keys = {str(k): k for r in reads if (k := references.key_arn(module, r.queue)) is not None}
    return {
        "consume": [references.reading_arn(r) for r in reads],
        "dead_letters": [Expr(f"{each}.arn") for each in dead if each is not None],
        "keys": list(keys.values()),
        "secrets": iam.secrets(module, worker),
        "statements": iam.statements(module, worker),
        "policy_arns": iam.policy_arns(module, worker),
        "network": _network(module, worker),
    }


def _network(module: Module, worker: Worker) -> dict[str, Any] | None:
    value = scope.of_worker(
        module,
        worker,
        "network",
        lambda _, w: (
            None
            if w.network is None
            else {
                "subnets": list(w.network.subnets),
                "security_groups": list(w.network.security_groups),
            }
        ),
        "Subnets and security groups",
        type="object({ subnets = list(string), security_groups = list(string) })",
    )
    if value is None:
        return None
    if isinstance(value, Expr):
        return {"varies": value}
    return {"varies": None, **value}


def _function(module: Module, worker: Worker, reads: tuple[Reading, ...]) -> dict[str, Any]:
    image = None
    if worker.image is not None:
        image = scope.of_worker(module, worker, "image", lambda _, w: w.image, "Image")
    network = any(e.worker(worker.name).network for e in module.project.environments)
    return {
        "image": image,
        "architecture": "arm64" if image is None else "x86_64",  # what most images are built for
        "runtime": limits.RUNTIMES[worker.language],
        "handler": limits.HANDLERS[worker.language],
        "timeout": scope.of_worker(
            module,
            worker,
            "function_timeout_s",
            lambda _, w: sources.function_timeout_s(w),
            "Seconds of a batch",
        ),
        "memory": scope.of_worker(module, worker, "memory_mb", lambda _, w: w.memory_mb, "Memory in MB"),
        "log_retention": scope.of_worker(
            module,
            worker,
            "log_retention_days",
            lambda _, w: w.log_retention_days,
            "Days that logs are kept",
        ),
        "reserved_concurrency": _reserved(module, worker),
        "environment": environment_variables(module, worker, reads),
        "skips": _skips(network=network, reserved=_reserved(module, worker) is not None),
    }


def _reserved(module: Module, worker: Worker) -> Any:
    """One at a time needs a reservation; -1 is none in an environment that has more. None: no environment needs it."""
    if not any(e.worker(worker.name).concurrency == 1 for e in module.project.environments):
        return None
    return scope.of_worker(
        module, worker, "reserved_concurrency", lambda _, w: 1 if w.concurrency == 1 else -1, "Reserved concurrency"
    )


def _skips(*, network: bool, reserved: bool) -> list[Expr]:
    """The opt-outs of checkov that a queue's function has a reason for."""
    found = [
        "CKV_AWS_116:for asynchronous calls only; the queue has its own dead letter queue",
        "CKV_AWS_173:the environment holds no secret; Lambda encrypts it with its own key",
        "CKV_AWS_272:signing needs a profile of the account's",
    ]
    if not network:
        found.append("CKV_AWS_117:nothing that this worker calls is in a network")
    if not reserved:
        found.append("CKV_AWS_115:the event source mapping limits concurrency; a reservation would take from others")
    return [Expr(f"#checkov:skip={each}") for each in sorted(found)]


def _mappings(module: Module, worker: Worker, reads: tuple[Reading, ...]) -> list[dict[str, Any]]:
    return [_mapping(module, worker, reading, len(reads)) for reading in reads]


def _mapping(module: Module, worker: Worker, reading: Reading, count: int) -> dict[str, Any]:
    label = worker.label if count == 1 else f"{worker.label}_{reading.label}"
    window = None
    if not sources.is_fifo(reading.queue):
        window = scope.of_worker(
            module,
            worker,
            "batch_window_s",
            lambda _, w: w.batch_window_s,
            "Seconds that a batch is gathered for",
        )
    return {
        "label": label,
        "arn": references.reading_arn(reading),
        "enabled": module.vary(
            f"{reading.queue.label}_enabled",
            lambda e: not e.queue(reading.queue.name).paused,
            description=f"Whether `{reading.queue.name}` hands out its jobs.",
        ),
        "window": window,
        "concurrency": module.vary(
            f"{label}_concurrency",
            lambda e: sources.shares(e, e.worker(worker.name))[reading.label],
            description=f"Jobs of `{reading.label}` at once.",
        ),
        "batch_size": scope.of_worker(module, worker, "batch_size", lambda _, w: w.batch_size, "Jobs in a batch"),
    }
