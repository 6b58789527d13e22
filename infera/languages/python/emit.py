"""Pydantic models from a JSON Schema (draft 2020-12).

Every type that is written accepts at least what its schema accepts. `exact` says whether it
accepts nothing else; where it does not, the worker asks the schema first, so that acceptance is the schema's
in either case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from infera.languages.python import identifiers
from infera.languages.python.schemas import (
    FORMATS,
    apart,
    expressible,
    is_model,
    kinds,
    merged,
    pointer,
    python_pattern,
    types_of,
)
from infera.languages.python.typetext import INDENT, Node, call, name, subscript, text
from infera.languages.python.unions import ANY, or_none, says_nothing_of_null, takes_null, union
from infera.records import dataclass, field
from infera.render.python import quote

# Keywords that a model does not express; the schema itself is asked.
ASKED = frozenset(
    {
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "contains",
        "dependentRequired",
        "dependentSchemas",
        "else",
        "if",
        "maxContains",
        "minContains",
        "not",
        "patternProperties",
        "prefixItems",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
        "uniqueItems",
    }
)
BY_TYPE = {
    "string": frozenset({"minLength", "maxLength", "pattern", "format"}),
    "number": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    "array": frozenset({"items", "minItems", "maxItems", "prefixItems", "uniqueItems", "contains"}),
    "object": frozenset(
        {
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "patternProperties",
        }
    ),
}
ASSERTING = frozenset({"type", "const", "enum"}).union(*BY_TYPE.values())
INSTANCES = {"string": "str", "number": "int, float", "array": "list", "object": "dict"}
BOUNDS = {"minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt"}


@dataclass(slots=True)
class Emitted:
    """The models of one job. `root` is the type of its payload."""

    classes: list[str] = field(default_factory=list)
    root: Node = ANY
    exact: bool = True


class Emitter:
    """One schema on its way to models."""

    def __init__(self, schema: Any, prefix: str, taken: set[str]) -> None:
        """`prefix` begins the names of classes, `taken` holds those that the file has."""
        self._schema, self._prefix, self._taken = schema, prefix, taken
        self._references: dict[str, Node | None] = {}  # pointer -> type; None while it is being made
        self._out = Emitted()

    def run(self, root_name: str) -> Emitted:
        """Emit the whole schema; the root's class has the name that is given."""
        self._taken.discard(root_name)
        self._out.root = self._reference("#", root_name)
        self._taken.add(root_name)
        return self._out

    def _ask(self) -> None:
        self._out.exact = False

    def _anything(self) -> Node:
        self._ask()
        return ANY

    def _type(self, schema: Any, hint: str) -> Node:
        if schema is True or schema == {}:
            return ANY
        if not isinstance(schema, Mapping):
            return self._anything()
        if ASKED & schema.keys():
            self._ask()
        parts = [key for key in ("$ref", "allOf", "anyOf", "oneOf") if key in schema]
        if parts:
            return self._combined(schema, parts, hint)
        if "const" in schema or "enum" in schema:
            return self._choice(schema)
        return self._plain(schema, hint)

    def _reference(self, reference: str, hint: str) -> Node:
        if reference in self._references:
            known = self._references[reference]
            return known if known is not None else self._anything()
        try:
            target = pointer(self._schema, reference)
        except LookupError:
            return self._anything()
        if is_model(target):
            model = self._new_class(hint)
            self._references[reference] = name(model)
            self._model(target, model)
        else:
            self._references[reference] = None
            self._references[reference] = self._type(target, hint)
        return self._references[reference] or ANY

    def _combined(self, schema: Mapping[str, Any], parts: list[str], hint: str) -> Node:
        own = {key: value for key, value in schema.items() if key not in parts}
        says_more = len(parts) > 1 or bool(own.keys() & ASSERTING)
        if parts == ["allOf"] and len(schema["allOf"]) == 1 and not says_more:
            return self._type(schema["allOf"][0], hint)
        if "allOf" in parts or says_more:
            self._ask()
        if "allOf" in parts:
            return self._all_of(schema, hint)
        if own.keys() & {"const", "enum", "properties", "required", "items"}:
            return self._type(own, hint)
        return self._part(schema, parts[0], hint)

    def _part(self, schema: Mapping[str, Any], part: str, hint: str) -> Node:
        if part == "$ref":
            reference = schema["$ref"]
            return self._reference(reference, self._hint_of(reference, hint))
        branches = schema[part]
        if part == "oneOf" and not apart(self._schema, branches):
            self._ask()
        found = [self._type(b, f"{hint} option {i}" if len(branches) > 1 else hint) for i, b in enumerate(branches, 1)]
        return union(found)

    def _all_of(self, schema: Mapping[str, Any], hint: str) -> Node:
        """One model where every part is an object, else the first part that says something."""
        flat = list(self._flattened(schema, 0))
        if all(is_model(part) or not types_of(part) for part in flat) and any(map(is_model, flat)):
            return self._type(merged(flat), hint)
        found = [self._type(part, hint) for part in flat if not is_model(part)]
        return next((node for node in found if node is not ANY), ANY)

    def _flattened(self, schema: Any, depth: int) -> Iterator[Mapping[str, Any]]:
        if not isinstance(schema, Mapping) or depth > 20:
            return
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf", "anyOf", "oneOf")}
        if own:
            yield own
        for part in schema.get("allOf", ()):
            yield from self._flattened(part, depth + 1)
        if "$ref" in schema:
            try:
                yield from self._flattened(pointer(self._schema, schema["$ref"]), depth + 1)
            except LookupError:
                return

    def _hint_of(self, reference: str, hint: str) -> str:
        last = reference.rsplit("/", 1)[-1]
        return f"{self._prefix} {last}" if "/" in reference else hint

    def _choice(self, schema: Mapping[str, Any]) -> Node:
        values = [schema["const"]] if "const" in schema else list(schema["enum"])
        if {"const", "enum"} <= schema.keys() or any(keys & schema.keys() for keys in BY_TYPE.values()):
            self._ask()
        allowed = types_of(schema)
        values = [value for value in values if not allowed or kinds(value) & allowed]
        if not values or any(not isinstance(v, str | int | None) or isinstance(v, bool) for v in values):
            return self._anything()
        texts = [name(quote(v)) for v in dict.fromkeys(v for v in values if isinstance(v, str))]
        numbers = [name(str(v)) for v in dict.fromkeys(v for v in values if isinstance(v, int))]
        found = []
        if texts:
            found.append(subscript("Literal", *texts))
        if numbers:
            found.append(subscript("Annotated", subscript("Literal", *numbers), name("OneInteger")))
        if None in values:
            found.append(name("None"))
        return union(found)

    def _plain(self, schema: Mapping[str, Any], hint: str) -> Node:
        types = types_of(schema)
        if types:
            return union([self._typed(kind, schema, hint) for kind in sorted(types, key=_order)])
        groups = [kind for kind, keys in BY_TYPE.items() if keys & schema.keys()]
        if not groups:
            return ANY
        if len(groups) > 1:
            return self._anything()
        node = self._typed(groups[0], schema, hint)
        kinds_of = [name(kind) for kind in INSTANCES[groups[0]].split(", ")]
        return subscript("Annotated", node, call("If", *kinds_of))

    def _typed(self, kind: str, schema: Mapping[str, Any], hint: str) -> Node:
        if kind == "null":
            return name("None")
        if kind == "boolean":
            return name("Flag")
        if kind == "string":
            return self._string(schema)
        if kind in ("integer", "number"):
            return self._number(kind, schema)
        if kind == "array":
            return self._array(schema, hint)
        return self._object(schema, hint)

    def _string(self, schema: Mapping[str, Any]) -> Node:
        rules = [*self._lengths(schema, "minLength", "maxLength")]
        if "pattern" in schema:
            if python_pattern(schema["pattern"]):
                rules.append(call("Matches", name(quote(schema["pattern"]))))
            else:
                self._ask()
        if schema.get("format") in FORMATS:
            rules.append(call("Format", name(quote(schema["format"]))))
        return subscript("Annotated", name("Text"), *rules) if rules else name("Text")

    def _number(self, kind: str, schema: Mapping[str, Any]) -> Node:
        rules = []
        for key, rule in BOUNDS.items():
            if key in schema:
                if expressible(schema[key], kind):
                    rules.append(f"{rule}={schema[key]!r}")
                else:
                    self._ask()
        if "multipleOf" in schema:
            if kind == "integer" and isinstance(schema["multipleOf"], int) and expressible(schema["multipleOf"], kind):
                rules.append(f"multiple_of={schema['multipleOf']!r}")
            else:
                self._ask()
        base = name("Integer" if kind == "integer" else "Number")
        return subscript("Annotated", base, call("Field", *map(name, rules))) if rules else base

    def _array(self, schema: Mapping[str, Any], hint: str) -> Node:
        items = ANY if "prefixItems" in schema else self._type(schema.get("items", True), f"{hint} item")
        rules = self._lengths(schema, "minItems", "maxItems")
        node = subscript("list", items)
        return subscript("Annotated", node, *rules) if rules else node

    def _lengths(self, schema: Mapping[str, Any], low: str, high: str) -> list[Node]:
        rules = [
            f"{rule}={int(schema[key])}" for key, rule in ((low, "min_length"), (high, "max_length")) if key in schema
        ]
        return [call("Field", *map(name, rules))] if rules else []

    def _object(self, schema: Mapping[str, Any], hint: str) -> Node:
        if schema.get("properties") or schema.get("required"):
            model = self._new_class(hint)
            self._model(schema, model)
            return name(model)
        rest = schema.get("additionalProperties", True)
        if rest is False:  # only the empty object, or what patternProperties name
            self._ask()
            rest = True
        values = ANY if "patternProperties" in schema else self._type(rest, f"{hint} value")
        rules = self._lengths(schema, "minProperties", "maxProperties")
        node = subscript("dict", name("str"), values)
        return subscript("Annotated", node, *rules) if rules else node

    def _new_class(self, hint: str) -> str:
        base = identifiers.class_name(hint)
        result, number = base, 2
        while result in self._taken:
            result, number = f"{base}{number}", number + 1
        self._taken.add(result)
        return result

    def _model(self, schema: Mapping[str, Any], model: str) -> None:
        if ASKED & schema.keys() or {"minProperties", "maxProperties"} & schema.keys():
            self._ask()
        rest = schema.get("additionalProperties", True)
        if rest is not True and "patternProperties" in schema:
            rest = True
        forbid = "forbid" if rest is False else "allow"
        lines = [f"class {model}(BaseModel):", *_docstring(schema, model)]
        lines += [f'{INDENT}model_config = ConfigDict(extra="{forbid}")', ""]
        if isinstance(rest, Mapping) and rest:
            value = subscript("dict", name("str"), self._type(rest, f"{model} value"))
            lines.append(f"{INDENT}__pydantic_extra__: " + text(value, INDENT, 24))
        properties = schema.get("properties", {})
        required = list(dict.fromkeys(schema.get("required", ())))
        taken = {"model_config", *self._taken}
        for key in [*properties, *(key for key in required if key not in properties)]:
            own = identifiers.field_name(key, taken)
            taken.add(own)
            lines.append(self._field(key, own, properties.get(key, True), f"{model} {key}", key in required))
        self._out.classes.append("\n".join(lines).rstrip() + "\n")

    def _field(self, key: str, own: str, schema: Any, hint: str, required: bool) -> str:
        node = self._type(schema, hint)
        default = None if required else _default(schema, node)
        if not required and default is None:
            default = "None"
            if node is not ANY and says_nothing_of_null(node):
                node = or_none(node)
            elif node is not ANY and not takes_null(node):
                node = subscript("Annotated", or_none(node), name("Present"))
        start = f"{INDENT}{own}: "
        arguments = [f"default={default}"] if default is not None else []
        if own != key:
            value = f" = Field({', '.join([*arguments, f'alias={quote(key)}'])})"
        else:
            value = f" = {default}" if default is not None else ""
        return start + text(node, INDENT, len(start), len(value)) + value


def _order(kind: str) -> int:
    return ("string", "integer", "number", "boolean", "array", "object", "null").index(kind)


def _default(schema: Any, node: Node) -> str | None:
    """A plain default of the schema, where it is of the schema's own type."""
    if not isinstance(schema, Mapping) or "default" not in schema:
        return None
    value = schema["default"]
    base = node.items[0].head if node.head == "Annotated" and not node.items[0].items else node.head
    if isinstance(value, str):
        return quote(value) if base == "Text" else None
    if isinstance(value, bool):
        return repr(value) if base == "Flag" else None
    fits = (base == "Integer" and isinstance(value, int)) or (base == "Number" and isinstance(value, int | float))
    return repr(value) if fits else None


def _docstring(schema: Mapping[str, Any], model: str) -> list[str]:
    described = " ".join(str(schema.get("description") or schema.get("title") or "").split())
    if not described:
        return []
    shown = "".join(c if c.isprintable() else " " for c in described).replace("\\", "\\\\").replace('"', "'")
    return [f'{INDENT}"""{shown}"""', ""] if model else []
