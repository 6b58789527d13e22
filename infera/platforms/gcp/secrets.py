"""Secrets of a worker: references into Secret Manager, and the right to read just those."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from infera.model import Text, Worker
from infera.platforms.gcp import redis
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

_VERSION = re.compile(r"(?P<secret>.+)/versions/(?P<version>[^/]+)")


def split(text: Text) -> tuple[Text, str]:
    """(secret, version) of `name`, `projects/P/secrets/S` or either with `/versions/V`."""
    match = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (match["secret"], match["version"]) if match else (text, "latest")


def of_worker(module: Module, worker: Worker) -> dict[str, Any]:
    """`items_of` of fixed names, or `more`, a map where environments name different ones; `grants`: name -> secret.

    `elsewhere`: whether a secret may lie in another project.
    """
    everywhere = [dict(e.worker(worker.name).secrets) for e in module.project.environments]
    in_redis = redis.used_by(module.project.environments[0], worker)
    items = [redis.secret_item(module)] if in_redis else []
    more = None
    if all(each.keys() == everywhere[0].keys() for each in everywhere):
        every = sorted(everywhere[0])
        items += [_item(module, worker, name, every) for name in every]
    else:
        more = _differing(module, worker)
    # The provider reads the project out of a full id; another one beside it would replace the grant at every plan.
    elsewhere = (in_redis and redis.given_secret(module)) or any(
        not isinstance(text, str) or "/" in str(split(text)[0]) for each in everywhere for text in each.values()
    )
    grants = _grants(items, more)
    return {"label": worker.label, "items_of": items, "more": more, "grants": grants, "elsewhere": elsewhere}


def _grants(items: list[dict[str, Any]], more: Expr | None) -> Any:
    """What the worker may read, by the name that it has there; each secret once."""
    known: dict[str, Any] = {}
    seen: set[str] = set()
    for item in items:
        if str(item["secret"]) not in seen:
            seen.add(str(item["secret"]))
            known[item["name"]] = item["secret"]
    if more is None:
        return known
    given = f"{{ for name, each in {more} : name => each.secret }}"
    return Expr(f"merge({literal(known)}, {given})") if known else Expr(given)


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
