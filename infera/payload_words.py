"""The keywords of JSON Schema draft 2020-12, one walk over a payload schema.

What the walk accepts, the draft's own meta-schema accepts (a test holds it); beyond that it refuses
references to anything outside, schemas that refer to themselves without end, and patterns that
could run for ever or that Python and JavaScript read differently.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.patterns import Effort, problem
from infera.shorten import shorten

TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")

_SCHEMA = [
    "additionalProperties",
    "items",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
]
_SCHEMA_LIST = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA_MAP = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_TEXT = [
    "$comment",
    "title",
    "description",
    "format",
    "contentMediaType",
    "contentEncoding",
    "$schema",
    "pattern",
    "$ref",
]
_COUNT = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
]
_NUMBER = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_BOOLEAN = ("uniqueItems", "readOnly", "writeOnly", "deprecated")
_FREE = ("const", "default")
_REFUSED = {
    "$id": "leave it out; a payload schema refers only to itself",
    "$anchor": "refer with `#/$defs/name`",
    "$dynamicRef": "refer with `$ref: '#/$defs/name'`",
    "$dynamicAnchor": "refer with `#/$defs/name`",
    "$recursiveRef": "refer with `$ref: '#'`",
    "$recursiveAnchor": "refer with `$ref: '#'`",
    "$vocabulary": "leave it out",
    "dependencies": "write `dependentRequired` or `dependentSchemas`",
    "additionalItems": "write `prefixItems`, and `items` for the rest",
    "id": "leave it out",
}
# In place: they look at the same value as the schema that holds them.
_SAME_VALUE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas")
_KNOWN = {
    *_SCHEMA,
    *_SCHEMA_LIST,
    *_SCHEMA_MAP,
    *_TEXT,
    *_COUNT,
    *_NUMBER,
    *_BOOLEAN,
    *_FREE,
    "type",
    "enum",
    "examples",
    "required",
    "dependentRequired",
}
_FOREIGN = {"example", "nullable", "discriminator", "xml", "externalDocs"}  # OpenAPI's


def check(schema: dict[str, Any], at: Path, effort: Effort) -> Iterator[Diagnostic]:
    """Everything that is wrong with a schema of bounded size that stands at a path."""
    walk = _Walk(schema, at, effort)
    found = list(walk.findings())
    yield from found or walk.cycles()


class _Walk:
    def __init__(self, root: dict[str, Any], at: Path, effort: Effort) -> None:
        self.root = root
        self.effort = effort
        self.at = at
        self.references: list[tuple[Path, str, Any]] = []  # place, text, the schema it stands in

    def findings(self) -> Iterator[Diagnostic]:
        pending: list[tuple[Any, Path]] = [(self.root, self.at)]
        while pending:
            schema, path = pending.pop()
            if isinstance(schema, bool) and path != self.at:
                continue
            if not isinstance(schema, dict):
                yield _wrong(path, "a schema", schema)
                continue
            for key in schema:
                yield from self._keyword(schema, key, (*path, key), pending)

    def _keyword(
        self, schema: dict[str, Any], key: str, path: Path, pending: list[tuple[Any, Path]]
    ) -> Iterator[Diagnostic]:
        value = schema[key]
        if key in _SCHEMA:
            pending.append((value, path))
        elif key in _SCHEMA_LIST:
            if not isinstance(value, list) or not value:
                yield _wrong(path, "a list of schemas", value)
            else:
                pending += [(item, (*path, index)) for index, item in enumerate(value)]
        elif key in _SCHEMA_MAP:
            yield from self._map(key, value, path, pending)
        elif key in _CHECKS:
            yield from self._value(schema, key, path)
        elif key == "$id" and schema is self.root and isinstance(value, str):
            pass  # a name for others; nothing here refers to it
        elif key in _REFUSED:
            message = f"`{key}` is not used in a payload schema"
            yield Diagnostic(codes.PAYLOAD_SCHEMA, message, path, _REFUSED[key], on_key=True)
        elif key not in _FREE:
            yield from _unknown(key, path)

    def _value(self, schema: dict[str, Any], key: str, path: Path) -> Iterator[Diagnostic]:
        what, fits = _CHECKS[key]
        value = schema[key]
        if not fits(value):
            yield _wrong(path, what, value)
        elif key == "pattern":
            yield from _pattern(value, path, self.effort)
        elif key == "$ref":
            yield from self._reference(schema, value, path)
        elif key == "$schema":
            yield from _dialect(value, path)

    def _map(self, key: str, value: Any, path: Path, pending: list[tuple[Any, Path]]) -> Iterator[Diagnostic]:
        if not isinstance(value, dict):
            yield _wrong(path, "a map of schemas", value)
            return
        for name, item in value.items():
            if key == "patternProperties":
                yield from _pattern(name, (*path, name), self.effort, on_key=True)
            pending.append((item, (*path, name)))

    def _reference(self, schema: dict[str, Any], value: str, path: Path) -> Iterator[Diagnostic]:
        from infera.payload_pointer import pointer

        hint = "copy what it means under `$defs` and refer with `#/$defs/name`"
        if not value.startswith("#"):
            message = f"`{shorten(value)}` stands outside of this schema, and nothing is fetched"
            yield Diagnostic(codes.PAYLOAD_REFERENCE, message, path, hint)
            return
        if value != "#" and not value.startswith("#/"):
            message = f"`{shorten(value)}` is not a JSON pointer"
            yield Diagnostic(codes.PAYLOAD_REFERENCE, message, path, "refer with `#/$defs/name`")
            return
        target = next(pointer(self.root, value), None)
        if not isinstance(target, dict | bool):
            message = f"there is no schema at `{shorten(value)}`"
            yield Diagnostic(codes.PAYLOAD_REFERENCE, message, path, _definitions(self.root))
            return
        self.references.append((path, value, schema))

    def cycles(self) -> Iterator[Diagnostic]:
        """References that come back to themselves without ever looking at an inner value."""
        from infera.payload_pointer import pointer

        places = {id(schema): (path, reference) for path, reference, schema in self.references}
        finished: set[int] = set()
        for _, reference, _ in self.references:
            start = next(pointer(self.root, reference))
            for trail in _loops(start, self._beside, finished):
                path, name = next(places[each] for each in trail if each in places)
                message = f"`{shorten(name)}` refers to itself without end"
                hint = "put the reference below `properties` or `items`"
                yield Diagnostic(codes.PAYLOAD_REFERENCE, message, path, hint)

    def _beside(self, schema: dict[str, Any]) -> Iterator[Any]:
        """The schemas that look at the same value as this one."""
        from infera.payload_pointer import pointer

        if "$ref" in schema:
            yield from pointer(self.root, schema["$ref"])
        for key in _SAME_VALUE:
            inner = schema.get(key)
            if isinstance(inner, list):
                yield from inner
            elif key == "dependentSchemas" and isinstance(inner, dict):
                yield from inner.values()
            elif isinstance(inner, dict):
                yield inner


def _loops(start: Any, edges: Callable[[dict[str, Any]], Iterator[Any]], finished: set[int]) -> Iterator[list[int]]:
    """The closed ways through a graph, each as the ids on it; `finished` nodes are clean."""
    trail: dict[int, Iterator[Any]] = {}
    pending: list[Any] = [start]
    while pending or trail:
        if pending:
            node = pending.pop()
            if isinstance(node, dict) and id(node) in trail:
                ids = list(trail)
                yield ids[ids.index(id(node)) :]
            elif isinstance(node, dict) and id(node) not in finished:
                trail[id(node)] = edges(node)
        last = next(reversed(trail), None)
        if last is not None:
            following = next(trail[last], None)
            if following is None:
                finished.add(last)
                del trail[last]
            else:
                pending.append(following)


def _definitions(root: Mapping[str, Any]) -> str:
    named = [f"`#/{key}/{name}`" for key in ("$defs", "definitions") for name in root.get(key) or {}]
    return "there are: " + ", ".join(sorted(named)[:8]) if named else "add it under `$defs`"


def _dialect(value: str, path: Path) -> Iterator[Diagnostic]:
    if value.rstrip("#") != "https://json-schema.org/draft/2020-12/schema":
        message = f"`{shorten(value)}` is not draft 2020-12"
        hint = "leave `$schema` out, or write `https://json-schema.org/draft/2020-12/schema`"
        yield Diagnostic(codes.PAYLOAD_SCHEMA, message, path, hint)


def _pattern(value: str, path: Path, effort: Effort, *, on_key: bool = False) -> Iterator[Diagnostic]:
    found = problem(value, effort)
    if found is not None:
        what, hint = found
        message = f"the pattern `{shorten(value)}` {what}"
        yield Diagnostic(codes.PAYLOAD_PATTERN, message, path, hint, on_key)


def _unknown(key: str, path: Path) -> Iterator[Diagnostic]:
    """JSON Schema allows words it does not know; one that is nearly a keyword is a slip."""
    from difflib import get_close_matches

    if key.startswith("x-") or key in _FOREIGN or len(key) > 40:
        return
    near = next(iter(get_close_matches(key, sorted(_KNOWN), 1, 0.8)), "")
    if near:
        message = f"`{shorten(key)}` is not a keyword of JSON Schema"
        hint = f"did you mean `{near}`?"
        yield Diagnostic(codes.PAYLOAD_SCHEMA, message, path, hint, on_key=True)


def _wrong(path: Path, what: str, value: Any) -> Diagnostic:
    shown = {dict: "a map", list: "a list", type(None): "nothing"}.get(type(value))
    shown = shown or f"`{shorten(str(value).lower() if isinstance(value, bool) else str(value))}`"
    key = f"`{shorten(str(path[-1]))}`"
    hint = _EXAMPLES.get(str(path[-1]), "the words are those of JSON Schema, draft 2020-12")
    return Diagnostic(codes.PAYLOAD_SCHEMA, f"{key} takes {what}, not {shown}", path, hint)


_EXAMPLES = {
    "required": "like `[to, subject]`",
    "enum": "like `[low, high]`",
    "type": "like `string` or `[string, 'null']`",
    "items": "like `{type: string}`; `prefixItems` takes a list of schemas",
    "properties": "like `{to: {type: string}}`",
}


# --- values of keywords


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value) and len(set(value)) == len(value)


def _is_type(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and _is_names(value) and all(each in TYPES for each in value)
    return isinstance(value, str) and value in TYPES


def _is_name_map(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_names(each) for each in value.values())


_CHECKS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(_TEXT, ("a text", _is_text)),
    **dict.fromkeys(_COUNT, ("a whole number, not below zero", _is_count)),
    **dict.fromkeys(_NUMBER, ("a number", _is_number)),
    **dict.fromkeys(_BOOLEAN, ("`true` or `false`", _is_boolean)),
    "multipleOf": ("a number above zero", lambda value: _is_number(value) and value > 0),
    "type": ("one or several of " + ", ".join(f"`{each}`" for each in TYPES), _is_type),
    "enum": ("a list of values", lambda value: isinstance(value, list) and bool(value)),
    "examples": ("a list of values", lambda value: isinstance(value, list)),
    "required": ("a list of different names", _is_names),
    "dependentRequired": ("a map of lists of names", _is_name_map),
}
