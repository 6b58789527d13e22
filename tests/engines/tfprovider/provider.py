"""The remote procedures of the offline provider: one method for each, bytes in and bytes out.

A plan is the configuration plus defaults, with what the provider decides marked unknown; an apply
replaces the unknown by fakes that depend on nothing but the resource itself, so a second plan is
empty.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tests.engines.tfprovider import fakes, rules, schema
from tests.engines.tfprovider.protocol import ERROR, MESSAGE, WARNING
from tests.engines.tfprovider.schema import Block
from tests.engines.tfprovider.values import (
    UNKNOWN,
    Steps,
    attribute_path,
    decode,
    encode,
    has_unknown,
    is_unknown,
)


def diagnostics(found: Iterable[rules.Finding], severity: int = ERROR) -> Iterator[Any]:
    """Findings as diagnostics of one severity."""
    for steps, text in found:
        made = MESSAGE["Diagnostic"](severity=severity, summary=text)
        if steps:
            made.attribute.CopyFrom(attribute_path(steps))
        yield made


def _instances(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    return [value] if isinstance(value, dict) else []


def mark_unknown(block: Block, value: dict[str, Any], prior: dict[str, Any] | None) -> None:
    """Mark in place what only the apply decides: computed, set by nobody, in no prior state."""
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("write_only"):
            value[name] = None
        elif attribute.get("computed") and value.get(name) is None:
            before = None if prior is None else prior.get(name)
            value[name] = UNKNOWN if prior is None else before
    for name, nested in block.get("block_types", {}).items():
        if prior is not None and value.get(name) == prior.get(name):
            continue
        for item in _instances(value.get(name)):
            mark_unknown(nested["block"], item, None)


def conform(block: Block, value: dict[str, Any]) -> dict[str, Any]:
    """A stored object in the shape of this schema: what is gone is dropped, what is new is null."""
    out: dict[str, Any] = {name: value.get(name) for name in block.get("attributes", {})}
    for name, nested in block.get("block_types", {}).items():
        stored = value.get(name)
        if isinstance(stored, list):
            out[name] = [conform(nested["block"], item) for item in stored]
        elif isinstance(stored, dict):
            out[name] = conform(nested["block"], stored)
        else:
            out[name] = None if nested["nesting_mode"] in {"single", "group"} else []
    return out


class Provider:
    """One configured provider: what Terraform talks to between a launch and its shutdown."""

    def __init__(self, name: str, version: str) -> None:
        """`name` is the last part of the source address."""
        self.schemas = schema.load(name, version)
        self.version = version
        self.config: dict[str, Any] = {}

    # ------------------------------------------------------------- schema and configuration
    def GetProviderSchema(self, _: bytes) -> bytes:
        return schema.schema_response(self.schemas.name, self.version)

    def GetMetadata(self, _: bytes) -> bytes:
        response = MESSAGE["GetMetadataResponse"]()
        response.server_capabilities.plan_destroy = True
        response.server_capabilities.get_provider_schema_optional = True
        for type_name in self.schemas.resources:
            response.resources.add(type_name=type_name)
        for type_name in self.schemas.data_sources:
            response.data_sources.add(type_name=type_name)
        return self._bytes(response)

    def ValidateProviderConfig(self, _: bytes) -> bytes:
        return self._bytes(MESSAGE["DiagnosedSecond"]())

    def ConfigureProvider(self, raw: bytes) -> bytes:
        request = MESSAGE["ConfigureRequest"].FromString(raw)
        self.config = decode(request.config) or {}
        return self._bytes(MESSAGE["Diagnosed"]())

    def StopProvider(self, _: bytes) -> bytes:
        return self._bytes(MESSAGE["StopResponse"]())

    # ------------------------------------------------------------- validation
    def _validate(self, kind: str, raw: bytes) -> bytes:
        request = MESSAGE["ConfigRequest"].FromString(raw)
        block = self.schemas.block(kind, request.type_name)
        config = decode(request.config)
        found = rules.check(self.schemas.name, kind, request.type_name, block, config)
        response = MESSAGE["Diagnosed"](diagnostics=diagnostics(found))
        old = ((steps[:1], text) for steps, text in rules.deprecated(block, config))
        response.diagnostics.extend(diagnostics(old, WARNING))
        return self._bytes(response)

    def ValidateResourceConfig(self, raw: bytes) -> bytes:
        return self._validate("resource", raw)

    def ValidateDataResourceConfig(self, raw: bytes) -> bytes:
        return self._validate("data", raw)

    # ------------------------------------------------------------- state
    def UpgradeResourceState(self, raw: bytes) -> bytes:
        request = MESSAGE["UpgradeRequest"].FromString(raw)
        state = json.loads(request.raw_state.json or b"null")
        if state is not None:
            state = conform(self.schemas.block("resource", request.type_name), state)
        response = MESSAGE["UpgradeResponse"](upgraded_state=encode(state))
        return self._bytes(response)

    def ReadResource(self, raw: bytes) -> bytes:
        request = MESSAGE["ReadRequest"].FromString(raw)
        response = MESSAGE["ReadResponse"](private=request.private)
        response.new_state.CopyFrom(request.current_state)
        return self._bytes(response)

    # ------------------------------------------------------------- change
    def PlanResourceChange(self, raw: bytes) -> bytes:
        request = MESSAGE["PlanRequest"].FromString(raw)
        prior, proposed = decode(request.prior_state), decode(request.proposed_new_state)
        response = MESSAGE["PlanResponse"](legacy_type_system=True, planned_private=request.prior_private)
        if proposed is None:
            response.planned_state.CopyFrom(request.proposed_new_state)
            return self._bytes(response)
        config = decode(request.config)
        planned, paths = self._plan(request.type_name, prior, proposed, config)
        response.planned_state.CopyFrom(encode(planned))
        response.requires_replace.extend(attribute_path(path) for path in paths)
        return self._bytes(response)

    def _plan(self, type_name: str, prior: Any, proposed: Any, config: Any) -> tuple[dict[str, Any], list[Steps]]:
        known_facts = rules.facts(self.schemas.name, "resource", type_name)
        planned = rules.apply_defaults(known_facts, copy.deepcopy(proposed))
        mark_unknown(self.schemas.block("resource", type_name), planned, prior)
        context = self._context("resource", type_name, planned)
        planned |= fakes.known_at_plan(context, config)
        if prior is None:
            return planned, []
        return planned, list(rules.replaced(known_facts, prior, planned))

    def ApplyResourceChange(self, raw: bytes) -> bytes:
        request = MESSAGE["ApplyRequest"].FromString(raw)
        response = MESSAGE["ApplyResponse"](legacy_type_system=True, private=request.planned_private)
        planned = decode(request.planned_state)
        if planned is None:
            response.new_state.CopyFrom(request.planned_state)
        else:
            response.new_state.CopyFrom(encode(self._fill("resource", request.type_name, planned)))
        return self._bytes(response)

    def ReadDataSource(self, raw: bytes) -> bytes:
        request = MESSAGE["ConfigRequest"].FromString(raw)
        value = decode(request.config)
        rules.apply_defaults(rules.facts(self.schemas.name, "data", request.type_name), value)
        mark_unknown(self.schemas.block("data", request.type_name), value, None)
        response = MESSAGE["DataResponse"]()
        try:
            response.state.CopyFrom(encode(self._fill("data", request.type_name, value)))
        except fakes.DataError as error:
            response.diagnostics.extend(diagnostics([((), str(error))]))
        return self._bytes(response)

    # ------------------------------------------------------------- fakes
    def _context(self, kind: str, type_name: str, value: dict[str, Any]) -> fakes.Context:
        return fakes.context(self.schemas.name, kind, type_name, value, self.config)

    def _fill(self, kind: str, type_name: str, value: dict[str, Any]) -> dict[str, Any]:
        context = self._context(kind, type_name, value)
        special = fakes.special(context)
        block = self.schemas.block(kind, type_name)
        for name in block.get("attributes", {}):
            unset = kind == "data" and value.get(name) is None
            if name in special and (is_unknown(value.get(name)) or unset):
                value[name] = special[name]
        self._fill_block(context, block, value, ())
        return value

    def _fill_block(self, context: fakes.Context, block: Block, value: dict[str, Any], at: Steps) -> None:
        for name, attribute in block.get("attributes", {}).items():
            if has_unknown(value.get(name)):
                kind = attribute["type"]
                value[name] = fakes.settle(context, kind, value[name], (*at, name))
        for name, nested in block.get("block_types", {}).items():
            if is_unknown(value.get(name)):
                value[name] = None if nested["nesting_mode"] == "single" else []
            for index, item in enumerate(_instances(value.get(name))):
                self._fill_block(context, nested["block"], item, (*at, name, index))

    @staticmethod
    def _bytes(message: Any) -> bytes:
        serialized: bytes = message.SerializeToString()
        return serialized


PROCEDURES = frozenset(name for name in vars(Provider) if name[0].isupper())
"""The names that the server answers."""
