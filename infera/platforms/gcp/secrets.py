"""Secrets of a worker: references into Secret Manager, and the right to read just those."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from infera.model import Text, Worker
from infera.platforms.gcp import redis
from infera.render.hcl import Expr
from infera.terraform.module import Module

_VERSION = re.compile(r"(?P<secret>.+)/versions/(?P<version>[^/]+)")


def split(text: Text) -> tuple[Text, str]:
    """(secret, version) of `name`, `projects/P/secrets/S` or either with `/versions/V`."""
    match = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (match["secret"], match["version"]) if match else (text, "latest")


def of_worker(module: Module, worker: Worker) -> dict[str, Any]:
    """`items_of` of fixed names with `grants`, or `more`, a map where environments name different ones."""
    everywhere = [dict(e.worker(worker.name).secrets) for e in module.project.environments]
    broker = [redis.secret_item(module, worker.label)] if redis.used_by(module.project.environments[0], worker) else []
    if any(each.keys() != everywhere[0].keys() for each in everywhere):
        return {
            "items_of": broker,
            "grants": [_grant(item) for item in broker],
            "more": _differing(module, worker),
            "label": worker.label,
        }
    items = [*broker, *(_item(module, worker, name, sorted(everywhere[0])) for name in sorted(everywhere[0]))]
    grants: dict[str, dict[str, Any]] = {}
    for item in items:  # two names may stand for one secret
        grants.setdefault(str(item["secret"]), _grant(item))
    return {"items_of": items, "grants": list(grants.values()), "more": None}


def _grant(item: dict[str, Any]) -> dict[str, Any]:
    return {"label": item["label"], "secret": item["secret"]}


def part(name: str, every: Iterable[str]) -> str:
    """A variable's name as a part of a label: in small letters, unless another one would be the same."""
    small = name.lower()
    return small if sum(each.lower() == small for each in every) == 1 else name


def _item(module: Module, worker: Worker, name: str, every: list[str]) -> dict[str, Any]:
    key = part(name, every)
    variable = f"{worker.label}_secret_{key}"

    def get(index: int) -> Any:
        return lambda e: split(dict(e.worker(worker.name).secrets)[name])[index]

    return {
        "name": name,
        "label": f"{worker.label}_{key}",
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
