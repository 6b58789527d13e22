"""What a worker's role may do beyond its queue: secrets, inline statements, attached policies."""

from __future__ import annotations

from typing import Any

from infera.model import Environment, Var, Worker
from infera.platforms.aws import scope
from infera.render.hcl import Expr, literal, quote
from infera.terraform.module import Module

ROLE_NAME_CHARACTERS = 64
_SECRET = (
    "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:"
    "${data.aws_caller_identity.current.account_id}:secret:"
)


def secrets(module: Module, worker: Worker) -> dict[str, Any] | None:
    """The secrets of a worker: `references` by name, and the ARNs that its role may read. None without secrets.

    A secret's ARN ends in six characters that Secrets Manager chose: a bare name matches any six.
    """
    if not any(e.worker(worker.name).secrets for e in module.project.environments):
        return None
    value = scope.of_worker(
        module,
        worker,
        "secrets",
        lambda _, w: dict(w.secrets),
        "Secret names or ARNs, by variable,",
        "map(string)",
    )
    if isinstance(value, Expr):
        pattern = f'startswith(reference, "arn:") ? reference : "{_SECRET}${{reference}}-??????"'
        return {
            "references": value,
            "resources": Expr(f"[for reference in values({value}) : {pattern}]"),
        }
    return {"references": value, "resources": [_secret_arn(each) for each in value.values()]}


def container_secrets(module: Module, worker: Worker, first: tuple[str, Any]) -> tuple[Any, Any]:
    """The secrets of a container, `first` (name, ARN) before the worker's own, and the ARNs that may be read.

    ECS reads a secret by its ARN, with or without the six characters at its end.
    """
    pairs: list[Any] = [{"name": first[0], "valueFrom": first[1]}]
    arns: list[Any] = [first[1]]
    own = secrets(module, worker)
    if own is None:
        return pairs, arns
    references = own["references"]
    if isinstance(references, Expr):
        source = f'startswith(reference, "arn:") ? reference : "{_SECRET}${{reference}}"'
        each = f"[for name, reference in {references} : {{ name = name, valueFrom = {source} }}]"
        return (
            Expr(f"concat({literal(pairs, 3)}, {each})"),
            Expr(f"concat({literal(arns)}, {own['resources']})"),
        )
    pairs += [{"name": name, "valueFrom": _container_arn(item)} for name, item in references.items()]
    return pairs, [*arns, *own["resources"]]


def _container_arn(reference: Any) -> Any:
    if isinstance(reference, Expr):
        return Expr(f'startswith({reference}, "arn:") ? {reference} : "{_SECRET}${{{reference}}}"')
    return reference if reference.startswith("arn:") else Expr(f'"{_SECRET}{quote(reference)[1:-1]}"')


def _secret_arn(reference: Any) -> Any:
    if isinstance(reference, Expr):  # a variable: only Terraform knows what is in it
        return Expr(f'startswith({reference}, "arn:") ? {reference} : "{_SECRET}${{{reference}}}-??????"')
    if reference.startswith("arn:"):
        return reference
    return Expr(f'"{_SECRET}{quote(reference)[1:-1]}-??????"')


def statements(module: Module, worker: Worker) -> dict[str, Any]:
    """The inline statements of `permissions`: `written` as they stand, or `varying`, a variable of a list."""

    def get(environment: Environment) -> list[dict[str, list[Any]]]:
        mine = [p for p in environment.worker(worker.name).permissions if p.actions]
        return [{"actions": list(p.actions), "resources": list(p.resources)} for p in mine]

    value = module.vary(
        f"{worker.label}_permissions",
        get,
        description=f"What the handlers of `{worker.name}` may do.",
        type="list(object({ actions = list(string), resources = list(string) }))",
    )
    if isinstance(value, Expr):
        return {"written": [], "varying": value}
    written = [{"sid": f"Own{index + 1}", **each} for index, each in enumerate(value)]
    return {"written": written, "varying": None}


def policy_arns(module: Module, worker: Worker) -> Any:
    """What `for_each` takes to attach the policies of `permissions`: keys that are known at plan. None without any."""

    def get(environment: Environment) -> list[Any]:
        return [p.policy_arn for p in environment.worker(worker.name).permissions if p.policy_arn is not None]

    if not any(get(environment) for environment in module.project.environments):
        return None
    value = module.vary(
        f"{worker.label}_policy_arns",
        get,
        description=f"Policies attached to the role of `{worker.name}`.",
        type="list(string)",
    )
    if isinstance(value, Expr):
        return Expr(f"{{ for arn in {value} : arn => arn }}")
    written = get(module.project.environments[0])
    return {(name.name if isinstance(name, Var) else name): arn for name, arn in zip(written, value, strict=True)}
