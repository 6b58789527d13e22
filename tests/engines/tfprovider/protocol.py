"""The messages of Terraform's plugin protocol 6 that a provider needs, built without protoc.

Field numbers are those of the public protocol definition (tfplugin6). `MESSAGES` holds one line per
message: `name: number field type`, where a trailing `*` repeats the field, `%` makes a map from
string, and `?` puts it into the message's one oneof (an index 0 must not vanish on the wire).
"""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

PACKAGE = "tfplugin6"

MESSAGES = """
DynamicValue: 1 msgpack bytes, 2 json bytes
AttributePath: 1 steps Step*
Step: 1 attribute_name string?, 2 element_key_string string?, 3 element_key_int int64?
Diagnostic: 1 severity int32, 2 summary string, 3 detail string, 4 attribute AttributePath
RawState: 1 json bytes
Schema: 1 version int64, 2 block Block
Block: 1 version int64, 2 attributes Attribute*, 3 block_types NestedBlock*, 6 deprecated bool
Attribute: 1 name string, 2 type bytes, 4 required bool, 5 optional bool, 6 computed bool, 7 \
sensitive bool, 9 deprecated bool, 11 write_only bool
NestedBlock: 1 type_name string, 2 block Block, 3 nesting int32, 4 min_items int64, 5 max_items \
int64
Capabilities: 1 plan_destroy bool, 2 get_provider_schema_optional bool
Named: 1 type_name string
GetMetadataResponse: 1 server_capabilities Capabilities, 3 data_sources Named*, 4 resources \
Named*
GetProviderSchemaResponse: 1 provider Schema, 2 resource_schemas Schema%, 3 data_source_schemas \
Schema%, 6 server_capabilities Capabilities
ConfigRequest: 1 type_name string, 2 config DynamicValue
ConfigureRequest: 1 terraform_version string, 2 config DynamicValue
Diagnosed: 1 diagnostics Diagnostic*
DiagnosedSecond: 2 diagnostics Diagnostic*
UpgradeRequest: 1 type_name string, 2 version int64, 3 raw_state RawState
UpgradeResponse: 1 upgraded_state DynamicValue, 2 diagnostics Diagnostic*
ReadRequest: 1 type_name string, 2 current_state DynamicValue, 3 private bytes
ReadResponse: 1 new_state DynamicValue, 2 diagnostics Diagnostic*, 3 private bytes
PlanRequest: 1 type_name string, 2 prior_state DynamicValue, 3 proposed_new_state DynamicValue, \
4 config DynamicValue, 5 prior_private bytes
PlanResponse: 1 planned_state DynamicValue, 2 requires_replace AttributePath*, 3 planned_private \
bytes, 4 diagnostics Diagnostic*, 5 legacy_type_system bool
ApplyRequest: 1 type_name string, 2 prior_state DynamicValue, 3 planned_state DynamicValue, 4 \
config DynamicValue, 5 planned_private bytes
ApplyResponse: 1 new_state DynamicValue, 2 private bytes, 3 diagnostics Diagnostic*, 4 \
legacy_type_system bool
DataResponse: 1 state DynamicValue, 2 diagnostics Diagnostic*
StopResponse: 1 error string
Empty:
"""

_SCALARS = {"bytes": 12, "string": 9, "int64": 3, "int32": 5, "bool": 8}
_MESSAGE, _OPTIONAL, _REPEATED = 11, 1, 3

NESTING = {"single": 1, "list": 2, "set": 3, "map": 4, "group": 5}
ERROR, WARNING = 1, 2


def _add_map(message: Any, name: str, number: int, kind: str) -> None:
    entry = message.nested_type.add(name=name.title().replace("_", "") + "Entry")
    entry.options.map_entry = True
    entry.field.add(name="key", number=1, type=_SCALARS["string"], label=_OPTIONAL)
    entry.field.add(name="value", number=2, type=_MESSAGE, label=_OPTIONAL, type_name=f".{PACKAGE}.{kind}")
    type_name = f".{PACKAGE}.{message.name}.{entry.name}"
    message.field.add(name=name, number=number, type=_MESSAGE, label=_REPEATED, type_name=type_name)


def _add_field(message: Any, text: str) -> None:
    number, name, kind = text.split()
    if kind.endswith("%"):
        _add_map(message, name, int(number), kind[:-1])
        return
    label = _REPEATED if kind.endswith("*") else _OPTIONAL
    kind, in_oneof = kind.rstrip("*?"), kind.endswith("?")
    field = message.field.add(name=name, number=int(number), label=label)
    if kind in _SCALARS:
        field.type = _SCALARS[kind]
    else:
        field.type, field.type_name = _MESSAGE, f".{PACKAGE}.{kind}"
    if in_oneof:
        if not message.oneof_decl:
            message.oneof_decl.add(name="selector")
        field.oneof_index = 0


def _build() -> dict[str, Any]:
    file = descriptor_pb2.FileDescriptorProto(name="tfplugin6.proto", package=PACKAGE, syntax="proto3")
    for line in MESSAGES.strip().splitlines():
        name, _, fields = line.partition(":")
        message = file.message_type.add(name=name)
        for text in filter(str.strip, fields.split(",")):
            _add_field(message, text)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = (pool.FindMessageTypeByName(f"{PACKAGE}.{m.name}") for m in file.message_type)
    return {d.name: message_factory.GetMessageClass(d) for d in found}


MESSAGE: dict[str, Any] = _build()
"""Message name -> generated protobuf class."""
