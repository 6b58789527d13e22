"""Secrets of a worker: references into Secret Manager, and the right to read just those."""

from __future__ import annotations

import re
from typing import Any

from infera.model import Text, Worker
from infera.render.hcl import Expr
from infera.terraform.module import Module

_VERSION = re.compile(r"(?P<secret>.+)/versions/(?P<version>[^/]+)")


def split(text: Text) -> tuple[Text, str]:
    """(secret, version) of `name`, `projects/P/secrets/S` or either with `/versions/V`."""
    match = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (match["secret"], match["version"]) if match else (text, "latest")


def of_worker(module: Module, worker: Worker) -> dict[str, Any]:
    """`items_of` of fixed names and `grants` on their secrets, or `more`, a map where environments name different ones."""
    everywhere = [dict(e.worker(worker.name).secrets) for e in module.project.environments]
    if not any(everywhere):
        return {"items_of": [], "grants": [], "more": None}
    if any(each.keys() != everywhere[0].keys() for each in everywhere):
        return {
            "items_of": [],
            "grants": [],
            "more": _differing(module, worker),
            "label": worker.label,
        }
    items = [_item(module, worker, name) for name in sorted(everywhere[0])]
    grants: dict[str, dict[str, Any]] = {}
    for item in items:  # two names may stand for one secret
        grants.setdefault(str(item["secret"]), {"label": item["label"], "secret": item["secret"]})
    return {"items_of": items, "grants": list(grants.values()), "more": None}


def _item(module: Module, worker: Worker, name: str) -> dict[str, Any]:
    variable = f"{worker.label}_secret_{name.lower()}"

    def get(index: int) -> Any:
        return lambda e: split(dict(e.worker(worker.name).secrets)[name])[index]

    return {
        "name": name,
        "label": f"{worker.label}_{name.lower()}",
        "secret": module.vary(variable, get(0), description=f"Secret {name} of {worker.name}."),
        "version": module.vary(
            f"{variable}_version", get(1), description=f"Version of secret {name} of {worker.name}."
        ),
    }


def _differing(module: Module, worker: Worker) -> Expr:
    value = module.vary(
        f"{worker.label}_secrets",
        lambda e: {
            name: dict(zip(("secret", "version"), split(text), strict=True))
            for name, text in e.worker(worker.name).secrets
        },
        description=f"Secrets of {worker.name}: name, secret and version.",
        type="map(object({ secret = string, version = string }))",
    )
    assert isinstance(value, Expr)
    return value
