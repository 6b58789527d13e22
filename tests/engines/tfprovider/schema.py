"""Recorded schemas: reading them, and putting them into the protocol's messages."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines.tfprovider.protocol import MESSAGE, NESTING

DATA = Path(__file__).parent / "schemas"
FLAGS = ("required", "optional", "computed", "sensitive", "deprecated", "write_only")

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Schemas:
    """What one provider serves.

    `resources` and `data_sources` map a type to its block; `address` is the source address with its
    host.
    """

    name: str
    address: str
    version: str
    provider: Block
    resources: dict[str, Block]
    data_sources: dict[str, Block]

    def block(self, kind: str, type_name: str) -> Block:
        """The block of a `resource` or `data` type."""
        return (self.resources if kind == "resource" else self.data_sources)[type_name]


def names() -> list[str]:
    """The providers that there are recorded schemas for."""
    found = (path.name.removesuffix(".json.gz") for path in DATA.glob("*.json.gz"))
    return sorted(name for name in found if "@" not in name)


@cache
def load(name: str, version: str = "") -> Schemas:
    """The recorded schemas of one provider; a version without a recording has those of the served release."""
    path = DATA / f"{name}@{version}.json.gz"
    if not path.exists():
        path = DATA / f"{name}.json.gz"
    return Schemas(**json.loads(gzip.decompress(path.read_bytes())))


def fill(block: Block, message: Any) -> Any:
    """Write a block into the protocol's message."""
    message.SetInParent()
    message.deprecated = bool(block.get("deprecated"))
    for name, attribute in sorted(block.get("attributes", {}).items()):
        kind = json.dumps(attribute["type"], separators=(",", ":")).encode()
        flags = {flag: True for flag in FLAGS if attribute.get(flag)}
        message.attributes.add(name=name, type=kind, **flags)
    for name, nested in sorted(block.get("block_types", {}).items()):
        made = message.block_types.add(
            type_name=name,
            nesting=NESTING[nested["nesting_mode"]],
            min_items=nested.get("min_items", 0),
            max_items=nested.get("max_items", 0),
        )
        fill(nested["block"], made.block)
    return message


@cache
def schema_response(name: str, version: str) -> bytes:
    """The serialized answer to GetProviderSchema; the same for every launch."""
    schemas = load(name, version)
    response = MESSAGE["GetProviderSchemaResponse"]()
    response.server_capabilities.plan_destroy = True
    response.server_capabilities.get_provider_schema_optional = True
    fill(schemas.provider, response.provider.block)
    for type_name, block in schemas.resources.items():
        fill(block, response.resource_schemas[type_name].block)
    for type_name, block in schemas.data_sources.items():
        fill(block, response.data_source_schemas[type_name].block)
    serialized: bytes = response.SerializeToString()
    return serialized
