"""A payload for the first test of a handler: a small value that the schema's type takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from infera.languages.typescript.names import key, quoted
from infera.languages.typescript.pointers import resolve

_DEEPEST = 8
_WIDTH = 70  # short of the formatter's, so that it never has to break a line again
_BY_FORMAT = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T09:30:00Z",
    "duration": "PT1H",
    "email": "ada@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "09:30:00Z",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def sample(schema: Any) -> Any:
    """A value for the schema's type, of what is required. Not every keyword is honoured."""
    return _sample(schema, schema, 0)


def _sample(schema: Any, root: Any, depth: int) -> Any:
    if not isinstance(schema, Mapping) or depth > _DEEPEST:
        return {} if depth == 0 else None
    for word in ("const", "default"):
        if word in schema:
            return schema[word]
    for word in ("enum", "examples"):
        if isinstance(schema.get(word), list) and schema[word]:
            return schema[word][0]
    if isinstance(schema.get("$ref"), str):
        return _sample(resolve(root, schema["$ref"]), root, depth + 1)
    for word in ("oneOf", "anyOf"):
        if isinstance(schema.get(word), list) and schema[word]:
            return _merged(_sample(schema[word][0], root, depth + 1), _own(schema, root, depth))
    value = _own(schema, root, depth)
    for part in schema.get("allOf") or ():
        value = _merged(_sample(part, root, depth + 1), value)
    return value


def _merged(first: Any, second: Any) -> Any:
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **second}
    return first if second is None or second == {} else second


def _own(schema: Mapping[str, Any], root: Any, depth: int) -> Any:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    if kind == "object" or (kind is None and "properties" in schema):
        properties = schema.get("properties") or {}
        return {
            str(name): _sample(properties.get(name, True), root, depth + 1) for name in schema.get("required") or ()
        }
    if kind == "array" or (kind is None and "items" in schema):
        return _array(schema, root, depth)
    return _scalar(kind, schema)


def _array(schema: Mapping[str, Any], root: Any, depth: int) -> list[Any]:
    least = min(int(schema.get("minItems") or 0), 10)
    prefix = schema.get("prefixItems") or []
    items = [_sample(part, root, depth + 1) for part in prefix[:least]]
    return items + [_sample(schema.get("items"), root, depth + 1) for _ in range(least - len(items))]


def _scalar(kind: Any, schema: Mapping[str, Any]) -> Any:
    if kind == "string":
        text = _BY_FORMAT.get(str(schema.get("format")), "text")
        return text.ljust(min(int(schema.get("minLength") or 0), 200), "x")
    if kind in ("integer", "number"):
        return _number(schema)
    return True if kind == "boolean" else None


def _number(schema: Mapping[str, Any]) -> Any:
    if "minimum" in schema:
        return schema["minimum"]
    if "exclusiveMinimum" in schema:
        return schema["exclusiveMinimum"] + 1
    most = schema.get("maximum", 1)
    return schema.get("multipleOf", 1) if most >= 1 else most


def literal(value: Any, indent: int = 0) -> str:
    """A JSON value as the project's formatter lays it out, objects over several lines."""
    pad = "  " * (indent + 1)
    if isinstance(value, Mapping) and value:
        lines = [f"{pad}{_key(str(name))}: {literal(part, indent + 1)},\n" for name, part in value.items()]
        return "{\n" + "".join(lines) + "  " * indent + "}"
    if isinstance(value, list) and value:
        flat = f"[{', '.join(literal(part, indent) for part in value)}]"
        if "\n" not in flat and len(pad) + len(flat) < _WIDTH:
            return flat
        return "[\n" + "".join(f"{pad}{literal(part, indent + 1)},\n" for part in value) + pad[2:] + "]"
    if isinstance(value, str):
        return quoted(value)
    return "{}" if isinstance(value, Mapping) else json.dumps(value)


def _key(name: str) -> str:
    """A key of a literal. `__proto__` in any other form is no key: it names the object to inherit from."""
    return '["__proto__"]' if name == "__proto__" else key(name)
