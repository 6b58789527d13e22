"""Values on the wire: MessagePack with a mark for what is not known yet, and paths into a value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgpack

from tests.engines.tfprovider.protocol import MESSAGE

Steps = tuple[str | int, ...]


class Unknown:
    """A value that only the apply will know; there is one, `UNKNOWN`."""

    def __repr__(self) -> str:
        return "(known after apply)"

    def __deepcopy__(self, _: object) -> Unknown:
        return self


UNKNOWN = Unknown()


def is_unknown(value: object) -> bool:
    """Whether the value as a whole is unknown."""
    return value is UNKNOWN


def has_unknown(value: object) -> bool:
    """Whether anything inside the value is unknown."""
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    return value is UNKNOWN


def known(value: object) -> bool:
    """Neither null nor unknown."""
    return value is not None and value is not UNKNOWN


def decode(dynamic: Any) -> Any:
    """A DynamicValue as plain data; unknown values (also refined ones) become `UNKNOWN`."""
    if dynamic.msgpack:
        return msgpack.unpackb(dynamic.msgpack, ext_hook=lambda _code, _data: UNKNOWN, strict_map_key=False)
    return json.loads(dynamic.json) if dynamic.json else None


def _default(value: object) -> Any:
    if value is UNKNOWN:
        return msgpack.ExtType(0, b"\x00")
    raise TypeError(f"not a Terraform value: {value!r}")


def encode(value: Any) -> Any:
    """Plain data as a DynamicValue."""
    return MESSAGE["DynamicValue"](msgpack=msgpack.packb(value, default=_default))


def attribute_path(steps: Steps) -> Any:
    """A path as the message that diagnostics and replacements carry."""
    path = MESSAGE["AttributePath"]()
    for step in steps:
        if isinstance(step, int):
            path.steps.add(element_key_int=step)
        else:
            path.steps.add(attribute_name=step)
    return path


def walk(value: Any, names: tuple[str, ...], at: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every instance of a dotted path in nested blocks, with its concrete path."""
    if isinstance(value, list) and names:
        for index, item in enumerate(value):
            yield from walk(item, names, (*at, index))
    elif not names:
        yield at, value
    elif isinstance(value, dict) and names[0] in value:
        yield from walk(value[names[0]], names[1:], (*at, names[0]))
