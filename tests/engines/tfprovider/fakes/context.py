"""What a fake value may depend on: the resource, its arguments and the provider's configuration."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from tests.engines.tfprovider.values import known

_NAMES = (
    "name",
    "function_name",
    "bucket",
    "family",
    "account_id",
    "repository_id",
    "secret_id",
    "replication_group_id",
    "instance_id",
    "identifier",
    "alarm_name",
    "rule",
    "user_group_id",
    "user_id",
    "display_name",
    "dashboard_name",
    "topic_arn",
    "queue_url",
    "topic",
    "subscription",
    "queue",
    "role",
    "service",
    "alias",
    "name_prefix",
    "description",
    "key_id",
)


class DataError(Exception):
    """A data source cannot answer; the text becomes a diagnostic."""


@dataclass(frozen=True, slots=True)
class Context:
    """One resource or data source that needs values.

    `kind` is `resource` or `data`, `short` the type without the provider's prefix, `name` the best
    name its arguments give it, `args` its arguments as far as they are known.
    """

    provider: str
    kind: str
    short: str
    name: str
    region: str
    project: str
    args: dict[str, Any]
    config: dict[str, Any]

    def digest(self, *more: object, length: int = 16) -> str:
        """Hexadecimal digits that depend on the resource and on nothing else."""
        text = json.dumps([self.provider, self.short, self.name, *map(str, more)])
        return hashlib.sha256(text.encode()).hexdigest()[:length]

    def uuid(self) -> str:
        """A random-looking version 4 UUID."""
        x = self.digest("uuid", length=32)
        return f"{x[:8]}-{x[8:12]}-4{x[13:16]}-a{x[17:20]}-{x[20:32]}"

    def text(self, key: str, default: str = "") -> str:
        """An argument as text, or the default when it is null, unknown or of another type."""
        value = self.args.get(key)
        return value if isinstance(value, str) and value else default


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _best_name(short: str, args: dict[str, Any]) -> str:
    for key in _NAMES:
        if name := _text(args, key):
            digest = hashlib.sha256(f"{short}{name}".encode()).hexdigest()
            return f"{name}{digest[:8]}" if key == "name_prefix" else name
    digest = hashlib.sha256(json.dumps(args, sort_keys=True, default=str).encode()).hexdigest()
    return f"{short.replace('_', '-')}-{digest[:8]}"


def context(provider: str, kind: str, type_name: str, args: dict[str, Any], config: dict[str, Any]) -> Context:
    """The context of one resource or data source."""
    short = type_name.split("_", 1)[1] if "_" in type_name else type_name
    region = "us-east-1" if provider == "aws" else "us-central1"
    for source in (config, args):
        for key in ("region", "location"):
            region = _text(source, key) or region
    project = _text(args, "project") or _text(config, "project") or "offline-project"
    known_args = {key: value for key, value in args.items() if known(value)}
    name = _best_name(short, known_args)
    return Context(provider, kind, short, name, region, project, args, config)
