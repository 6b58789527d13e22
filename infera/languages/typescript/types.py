"""From a JSON Schema (draft 2020-12) to a TypeScript type.

The type says what TypeScript can say; the validator that runs with the same schema says the rest
(lengths, ranges, patterns, formats, `not`, conditions). What cannot be read is `unknown`, not a
guess.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from infera.languages.typescript.names import comment, key, pascal, string
from infera.languages.typescript.pointers import resolve
from infera.records import dataclass, field

UNKNOWN = "unknown"
_SCALARS = {
    "string": "string",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
    "null": "null",
}
_OBJECT_WORDS = ("properties", "required", "additionalProperties", "patternProperties")
_ARRAY_WORDS = ("items", "prefixItems")


def declarations(name: str, schema: Any) -> str:
    """`export type` lines: the payload's own, `name`, and one for each schema it refers to."""
    emitter = _Emitter(name, schema)
    emitter.declare(name, schema)
    emitter.break_circles()
    return "\n\n".join(emitter.declared.values())


@dataclass(slots=True)
class _Emitter:
    root_name: str
    root: Any
    declared: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)  # pointer -> type name
    members: dict[str, list[str]] = field(default_factory=dict)  # type name -> what it is a union of

    def __post_init__(self) -> None:
        self.references["#"] = self.root_name

    def declare(self, name: str, schema: Any) -> None:
        self.declared[name] = ""  # keeps its place: a type stands before what it refers to
        text = self.type(schema, top=True)
        self.members[name] = _members(text)
        note = schema.get("description") if isinstance(schema, Mapping) else None
        lead = f"/** {comment(str(note))} */\n" if note else ""
        self.declared[name] = f"{lead}export type {name} = {text};"

    def break_circles(self) -> None:
        """A type that is nothing but itself, if by way of others, is `unknown`: TypeScript refuses it."""
        for name in self.declared:
            if self._reaches(name, name, set()):
                self.declared[name] = f"export type {name} = {UNKNOWN};"
                self.members[name] = []

    def _reaches(self, start: str, goal: str, seen: set[str]) -> bool:
        for member in self.members.get(start, ()):
            if member == goal:
                return True
            if member not in seen:
                seen.add(member)
                if self._reaches(member, goal, seen):
                    return True
        return False

    def type(self, schema: Any, *, top: bool = False) -> str:
        """The type of a schema; a union in parentheses unless it stands alone (`top`)."""
        if not isinstance(schema, Mapping):
            return "never" if schema is False else UNKNOWN
        parts = [part for part in self._parts(schema) if part != UNKNOWN]
        text = _intersection(parts)
        if schema.get("nullable") is True:
            text = _union([text, "null"])
        return text if top else _grouped(text)

    def _parts(self, schema: Mapping[str, Any]) -> Iterable[str]:
        """Every keyword that narrows the type; all of them hold at once."""
        if "const" in schema:
            yield _literal(schema["const"])
            return
        if isinstance(schema.get("enum"), list):
            yield _union([_literal(value) for value in schema["enum"]])
            return
        if isinstance(schema.get("$ref"), str):
            yield self._reference(schema["$ref"])
        for word in ("anyOf", "oneOf"):
            if isinstance(schema.get(word), list):
                yield _union([self.type(choice, top=True) for choice in schema[word]])
        if isinstance(schema.get("allOf"), list):
            yield from (self.type(part) for part in schema["allOf"])
        yield self._own(schema)

    def _own(self, schema: Mapping[str, Any]) -> str:
        kinds = schema.get("type")
        if isinstance(kinds, str):
            kinds = [kinds]
        if not isinstance(kinds, list):
            # without `type` these words bind objects and arrays alone; payloads mean them to be one
            if any(word in schema for word in _OBJECT_WORDS):
                kinds = ["object"]
            elif any(word in schema for word in _ARRAY_WORDS):
                kinds = ["array"]
            else:
                return UNKNOWN
        return _union([self._kind(str(kind), schema) for kind in kinds])

    def _kind(self, kind: str, schema: Mapping[str, Any]) -> str:
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            return self._array(schema)
        return _SCALARS.get(kind, UNKNOWN)

    def _object(self, schema: Mapping[str, Any]) -> str:
        properties = schema.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        required = schema.get("required")
        needed = [str(name) for name in required] if isinstance(required, list) else []
        lines = [self._property(str(name), part, name in needed) for name, part in properties.items()]
        lines += [f"{key(name)}: {UNKNOWN};" for name in needed if name not in properties]
        index = self._index(schema, lines)
        if index:
            lines.append(index)
        if not lines:
            return "Record<string, never>" if self._closed(schema) else "Record<string, unknown>"
        inner = "\n".join(lines).replace("\n", "\n  ")
        return f"{{\n  {inner}\n}}"

    def _property(self, name: str, schema: Any, needed: bool) -> str:
        note = schema.get("description") if isinstance(schema, Mapping) else None
        lead = f"/** {comment(str(note))} */\n" if note else ""
        return f"{lead}{key(name)}{'' if needed else '?'}: {self.type(schema, top=True)};"

    def _closed(self, schema: Mapping[str, Any]) -> bool:
        return schema.get("additionalProperties") is False and not schema.get("patternProperties")

    def _index(self, schema: Mapping[str, Any], lines: list[str]) -> str | None:
        """The index signature, when further properties have a type that is worth saying."""
        more = schema.get("additionalProperties")
        patterns = schema.get("patternProperties")
        if not isinstance(more, Mapping) and not (isinstance(patterns, Mapping) and patterns):
            return None
        if lines:
            return f"[key: string]: {UNKNOWN};"  # must also hold for the named properties
        kinds = [self.type(part, top=True) for part in (patterns or {}).values()]
        if more is not False:
            kinds.append(self.type(more, top=True) if isinstance(more, Mapping) else UNKNOWN)
        return f"[key: string]: {_union(kinds)};"

    def _array(self, schema: Mapping[str, Any]) -> str:
        prefix = schema.get("prefixItems")
        items = schema.get("items")
        if not isinstance(prefix, list) or not prefix:
            return f"{self.type(items)}[]" if items is not None else f"{UNKNOWN}[]"
        least = schema.get("minItems")
        least = least if isinstance(least, int) else 0
        parts = [f"{self.type(part)}{'' if at < least else '?'}" for at, part in enumerate(prefix)]
        if items is not False:
            parts.append(f"...{self.type(items)}[]" if items is not None else f"...{UNKNOWN}[]")
        return f"[{', '.join(parts)}]"

    def _reference(self, pointer: str) -> str:
        known = self.references.get(pointer)
        if known is not None:
            return known
        schema = resolve(self.root, pointer)
        if schema is None:
            return UNKNOWN
        name = self._free(self.root_name + pascal(pointer.rsplit("/", 1)[-1]))
        self.references[pointer] = name
        self.declare(name, schema)
        return name

    def _free(self, name: str) -> str:
        number, free = 2, name
        while free in self.declared:
            free, number = f"{name}{number}", number + 1
        return free


def _literal(value: Any) -> str:
    """The type of one JSON value alone."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list):
        return f"[{', '.join(_literal(item) for item in value)}]"
    if isinstance(value, Mapping):
        parts = [f"{key(str(name))}: {_literal(item)}" for name, item in value.items()]
        return f"{{ {'; '.join(parts)} }}" if parts else "Record<string, never>"
    return json.dumps(value)


def _union(parts: list[str]) -> str:
    """A union without repeats; `unknown` swallows the rest."""
    if not parts:
        return "never"
    if UNKNOWN in parts:
        return UNKNOWN
    kept = [part for part in dict.fromkeys(parts) if part != "never"]
    return " | ".join(_grouped(part, "&") for part in kept) or "never"


def _intersection(parts: list[str]) -> str:
    kept = list(dict.fromkeys(parts))
    if not kept:
        return UNKNOWN
    return kept[0] if len(kept) == 1 else " & ".join(_grouped(part) for part in kept)


def _grouped(text: str, operators: str = "|&") -> str:
    """The text in parentheses when one of the operators stands at its top level."""
    return f"({text})" if any(operator in operators for operator, _ in _top(text)) else text


def _top(text: str) -> Iterable[tuple[str, int]]:
    """Each character of a type outside strings, comments and brackets, with its place."""
    depth, at = 0, 0
    while at < len(text):
        char = text[at]
        if char in "\"'":
            at += 1
            while text[at] != char:
                at += 2 if text[at] == "\\" else 1
        elif text.startswith("/**", at):
            at = text.index("*/", at) + 1
        elif char in "{[(<":
            depth += 1
        elif char in "}])>":
            depth -= 1
        elif depth == 0:
            yield char, at
        at += 1


def _members(text: str) -> list[str]:
    """What a type expression is a union or an intersection of, groups in it opened."""
    places = [at for char, at in _top(text) if char in "|&"]
    parts = [text[begin:end].strip(" |&") for begin, end in zip([0, *places], [*places, len(text)], strict=True)]
    found: list[str] = []
    for part in parts:
        grouped = part.startswith("(") and part.endswith(")")
        found += _members(part[1:-1]) if grouped else [part]
    return found
