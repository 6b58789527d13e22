"""Believable values for what a cloud decides: the same for the same resource everywhere, always."""

from __future__ import annotations

from typing import Any

from tests.engines.tfprovider.fakes import aws, google, plain
from tests.engines.tfprovider.fakes.context import Context, DataError, context
from tests.engines.tfprovider.values import UNKNOWN, is_unknown

__all__ = ["Context", "DataError", "context", "known_at_plan", "settle", "special"]

_OF_PROVIDER = {"aws": aws, "google": google, "google-beta": google}


def special(about: Context) -> dict[str, Any]:
    """Top-level attributes of this resource or data source that have a shape of their own."""
    module = _OF_PROVIDER.get(about.provider)
    return plain.special(about) if module is None else module.special(about)


def known_at_plan(about: Context, config: dict[str, Any]) -> dict[str, Any]:
    """Computed attributes that the real provider already shows in a plan."""
    module = _OF_PROVIDER.get(about.provider)
    return {} if module is None else module.known_at_plan(about, config)


def settle(about: Context, kind: Any, value: Any, at: tuple[str | int, ...]) -> Any:
    """Replace every unknown inside a value of a Terraform type by a fake."""
    if is_unknown(value):
        return _fake(about, kind, at)
    if isinstance(value, list):
        return [settle(about, kind[1], item, (*at, i)) for i, item in enumerate(value)]
    if isinstance(value, dict):
        of = kind[1] if kind[0] == "object" else dict.fromkeys(value, kind[1])
        return {key: settle(about, of[key], item, (*at, key)) for key, item in value.items()}
    return value


def _fake(about: Context, kind: Any, at: tuple[str | int, ...]) -> Any:
    if kind == "string":
        return _text(about, at)
    if kind == "number":
        return 1
    if kind == "bool":
        return False
    if kind[0] == "object":
        return {key: settle(about, of, UNKNOWN, (*at, key)) for key, of in kind[1].items()}
    return {} if kind[0] == "map" else []


def _text(about: Context, at: tuple[str | int, ...]) -> str:
    name = str(at[-1])
    if name.endswith(("_time", "_date", "_at")) or name in {"create_time", "update_time"}:
        return "2026-01-01T00:00:00Z"
    if name == "policy" or name.endswith("_policy"):
        return ""
    return f"{about.name}-{about.digest(*at, length=8)}"
