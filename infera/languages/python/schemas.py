"""What is read out of a JSON Schema beside its types: references, patterns, a sample."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

# Checked by the worker's `payload.py`; any other `format` is a remark.
FORMATS = frozenset({"date", "date-time", "time", "email", "hostname", "ipv4", "ipv6", "uri", "uuid"})
ALL_TYPES = frozenset({"string", "integer", "number", "boolean", "array", "object", "null"})
MAX_EXACT = 2**53  # integers up to here are the same as floats
MAX_DEPTH = 30

SAMPLES_OF_FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "json-pointer": "/sample",
    "uri": "https://example.com/",
    "uri-reference": "/sample",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
}


def pointer(root: Any, reference: str) -> Any:
    """What a local reference (`#`, `#/$defs/x`) points to; LookupError when it is not there."""
    if not reference.startswith("#"):
        raise LookupError(reference)
    found = root
    for part in reference[1:].split("/")[1:]:
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        found = found[int(key)] if isinstance(found, list) and key.isdigit() else _item(found, key)
    if reference not in ("#", "") and not reference.startswith("#/"):
        raise LookupError(reference)  # an anchor
    return found


def _item(found: Any, key: str) -> Any:
    if not isinstance(found, Mapping):
        raise LookupError(key)
    return found[key]


def types_of(schema: Mapping[str, Any]) -> set[str]:
    """The declared types; empty without a `type`."""
    declared = schema.get("type", [])
    found = {declared} if isinstance(declared, str) else set(declared)
    return found - {"integer"} if "number" in found else found


def kinds(value: Any) -> set[str]:
    """The types that a value is of."""
    if value is None:
        return {"null"}
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, str):
        return {"string"}
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return {"integer", "number"}
    if isinstance(value, float):
        return {"number"}
    return {"array"} if isinstance(value, list | tuple) else {"object"}


def expressible(value: Any, kind: str) -> bool:
    """Whether a bound can stand in a model as it stands in the schema."""
    if isinstance(value, bool) or abs(value) > MAX_EXACT:
        return False
    return isinstance(value, int) or kind == "number"


def python_pattern(pattern: str) -> bool:
    r"""Whether a model may check the pattern; `\p{…}` is left to the schema, which reads it at start."""
    if re.search(r"\\[pPcuU]", pattern):
        return False
    try:
        re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern), re.ASCII)
    except re.error:
        return False
    return True


def sample(schema: Any) -> Any:
    """A payload that the schema accepts, always the same; LookupError where none was found."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    if schema is None:
        return {}
    found = _sample(schema, schema, 0)
    try:
        fits = Draft202012Validator(schema, registry=Registry()).is_valid(found)
    except Exception as error:  # a pattern that is none of Python's, a schema that is nothing but itself
        raise LookupError("no sample") from error
    if not fits:
        raise LookupError("no sample")
    return found


def _sample(root: Any, schema: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise LookupError("nested without end")
    if not isinstance(schema, Mapping):
        return "sample"
    if schema.get("examples"):
        return schema["examples"][0]
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if schema.get("enum"):
        return schema["enum"][0]
    if "$ref" in schema:
        return _sample(root, pointer(root, schema["$ref"]), depth + 1)
    merged = _with_parts(root, schema)
    kind = next(iter(sorted(types_of(merged))), _kind_by_keywords(merged))
    return _sample_of(kind, root, merged, depth)


def _with_parts(root: Any, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with its allOf parts and the first branch of anyOf and oneOf laid over it."""
    merged: dict[str, Any] = {k: v for k, v in schema.items() if k not in ("allOf", "anyOf", "oneOf")}
    parts = [*schema.get("allOf", ()), *schema.get("anyOf", ())[:1], *schema.get("oneOf", ())[:1]]
    for part in parts:
        target = pointer(root, part["$ref"]) if isinstance(part, Mapping) and "$ref" in part else part
        if not isinstance(target, Mapping):
            continue
        nested = _with_parts(root, target)
        properties = {**merged.get("properties", {}), **nested.get("properties", {})}
        required = [*merged.get("required", ()), *nested.get("required", ())]
        merged.update(nested)
        if properties:
            merged["properties"] = properties
        if required:
            merged["required"] = required
    return merged


def _kind_by_keywords(schema: Mapping[str, Any]) -> str:
    for kind, keys in (
        ("object", {"properties", "required", "additionalProperties", "minProperties"}),
        ("array", {"items", "minItems", "prefixItems"}),
        ("number", {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    ):
        if keys & schema.keys():
            return kind
    return "string"


def _sample_of(kind: str, root: Any, schema: Mapping[str, Any], depth: int) -> Any:
    fixed = [schema["const"]] if "const" in schema else schema.get("enum")
    if fixed:
        return fixed[0]
    if kind in ("null", "boolean"):
        return None if kind == "null" else True
    if kind in ("integer", "number"):
        return _sample_number(schema, kind)
    if kind == "array":
        items = [_sample(root, item, depth + 1) for item in schema.get("prefixItems", ())]
        while len(items) < int(schema.get("minItems", 0)):
            items.append(_sample(root, schema.get("items", True), depth + 1))
        return items
    if kind == "object":
        properties = schema.get("properties", {})
        return {key: _sample(root, properties.get(key, True), depth + 1) for key in schema.get("required", ())}
    return _sample_text(schema)


def _sample_text(schema: Mapping[str, Any]) -> str:
    text = SAMPLES_OF_FORMATS.get(schema.get("format", ""), "sample")
    text = text[: int(schema.get("maxLength", len(text)))]
    return text + "x" * (int(schema.get("minLength", 0)) - len(text))


def _sample_number(schema: Mapping[str, Any], kind: str) -> int | float:
    step = schema.get("multipleOf", 1)
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    if low is None:
        low = min(1, high) if high is not None else 1
    found = -(-low // step) * step
    if found == schema.get("exclusiveMinimum"):
        found += step
    if high is not None and found > high and kind == "number":
        found = (low + high) / 2
    return int(found) if isinstance(found, float) and found.is_integer() else found


def is_model(schema: Any) -> bool:
    """Whether a schema is that of an object with named properties, and nothing else."""
    if not isinstance(schema, Mapping) or schema.keys() & {
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "const",
        "enum",
    }:
        return False
    return types_of(schema) == {"object"} and bool(schema.get("properties") or schema.get("required"))


def merged(parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    """One object schema that accepts at least what all parts accept together."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    for part in parts:
        for key, value in part.get("properties", {}).items():
            properties[key] = {"allOf": [properties[key], value]} if key in properties else value
        required += part.get("required", ())
    first = {key: part[key] for part in reversed(parts) for key in ("title", "description") if key in part}
    return {**first, "type": "object", "properties": properties, "required": required}


def apart(root: Any, branches: list[Any]) -> bool:
    """Whether no value can be of two branches, as far as their types say."""
    seen: set[str] = set()
    for branch in branches:
        own = {"number" if kind == "integer" else kind for kind in _kinds_of(root, branch)}
        if not own or own & seen:
            return False
        seen |= own
    return True


def _kinds_of(root: Any, branch: Any) -> set[str]:
    """The types that a branch takes; empty where it does not say."""
    if not isinstance(branch, Mapping):
        return set()
    if "$ref" in branch:
        try:
            branch = pointer(root, branch["$ref"])
        except LookupError:
            return set()
    values = branch.get("enum", [branch["const"]] if "const" in branch else [])
    return types_of(branch) or {kind for value in values for kind in kinds(value)}
