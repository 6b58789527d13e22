"""Reading single values out of a merged document whose shape has been checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from infera.model import Network, Text, Var
from infera.scalars import duration_s


def text(value: Any) -> Text:
    """A string as Terraform keeps it (NFC), or a `Var`. Numbers and booleans become their YAML spelling."""
    if isinstance(value, Mapping):
        return Var(str(value["var"]))
    if isinstance(value, bool):
        return "true" if value else "false"
    return unicodedata.normalize("NFC", str(value))


def optional_text(value: Any) -> Text | None:
    """`text`, or None for nothing."""
    return None if value is None else text(value)


def texts(values: Any) -> tuple[Text, ...]:
    """A list of `text`."""
    return tuple(text(value) for value in values or ())


def given(value: Any) -> Any:
    """A value of any depth with each `{var: name}` in it as a `Var`."""
    if isinstance(value, Mapping):
        if set(value) == {"var"} and isinstance(value["var"], str):
            return Var(value["var"])
        return {key: given(item) for key, item in value.items()}
    return [given(item) for item in value] if isinstance(value, list) else value


def seconds(value: Any, default: int) -> int:
    """A duration in seconds, or the default when the key is absent."""
    return default if value is None else duration_s(value)


def optional_seconds(value: Any) -> int | None:
    """A duration in seconds, or None when the key is absent."""
    return None if value is None else duration_s(value)


def pairs(*maps: Any) -> tuple[tuple[str, Text], ...]:
    """Maps of name -> text, merged (the last wins) and sorted by name."""
    merged: dict[str, Text] = {}
    for each in maps:
        merged.update({unicodedata.normalize("NFC", str(k)): text(v) for k, v in (each or {}).items()})
    return tuple(sorted(merged.items()))


def labels(*maps: Any) -> tuple[tuple[str, str], ...]:
    """Labels, merged and sorted; a label is always a string."""
    return tuple((key, str(value)) for key, value in pairs(*maps))


def network(value: Mapping[str, Any] | None) -> Network | None:
    """A network, or None."""
    if value is None:
        return None
    return Network(
        subnets=texts(value.get("subnets")),
        security_groups=texts(value.get("security_groups")),
        network=optional_text(value.get("network")),
        subnetwork=optional_text(value.get("subnetwork")),
    )


def written(item: Mapping[str, Any]) -> frozenset[str]:
    """The keys that someone wrote, nested ones dotted: `retry`, `retry.max_attempts`."""
    keys: set[str] = set()
    for key, value in item.items():
        keys.add(key)
        if isinstance(value, Mapping):
            keys.update(f"{key}.{inner}" for inner in value)
    return frozenset(keys)
