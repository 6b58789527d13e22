"""Who may send: grants for the declared principals, and the output that a producer is configured with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infera.model import Queue, Text, Var
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

PREFIXES = (
    "serviceAccount:",
    "user:",
    "group:",
    "domain:",
    "principal:",
    "principalSet:",
    "deleted:",
)


def member(principal: str) -> str:
    """A principal as IAM writes it: an e-mail without a kind is a service account's or a person's."""
    if principal.startswith(PREFIXES):
        return principal
    kind = "serviceAccount" if principal.endswith("gserviceaccount.com") else "user"
    return f"{kind}:{principal}"


def members(module: Module, queue: Queue) -> dict[str, Any] | None:
    """`for_each` and `member` of the grants, None when nobody is declared in any environment."""
    everyone = [queue.producers for queue in (e.queue(queue.name) for e in module.project.environments)]
    if not any(everyone):
        return None
    given = any(isinstance(p, Var) for producers in everyone for p in producers)
    value = Expr("each.value")
    if given:  # what a root passes may be a bare e-mail
        value = Expr('strcontains(each.value, ":") ? each.value : "serviceAccount:${each.value}"')
    principals = module.vary(
        f"{queue.label}_producers",
        lambda e: _named(e.queue(queue.name).producers),
        description=f"Who may send to {queue.name}: a name for each, and the principal.",
        type="map(string)",
    )
    return {"each": principals, "member": value}


def _named(principals: tuple[Text, ...]) -> dict[str, Text]:
    """Keys that are known before anything is applied, whatever a root passes."""
    found: dict[str, Text] = {}
    for principal in principals:
        if isinstance(principal, Var):
            found[principal.name] = principal
        else:
            found[member(principal)] = member(principal)
    return dict(sorted(found.items()))


def output(module: Module, queue: Queue, value: Mapping[str, Any]) -> None:
    """The output `<queue label>_producer`: what a generated client of the queue takes."""
    module.output(
        f"{queue.label}_producer",
        Expr(literal(value)),
        f"What a producer of {queue.name} is configured with.",
    )
