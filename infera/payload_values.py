"""Does a payload fit its job's schema? In bounded time, whatever the two are.

JSON Schema can branch without end, and a file may hold thousands of payloads. So each pair of a
schema and a value is looked at once, and a `Budget` is shared by all payloads of one run.
`unevaluatedProperties`, `unevaluatedItems` and `format` are left to the worker.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sized
from decimal import Decimal
from typing import Any

from infera.patterns import matches
from infera.payload_pointer import pointer

Found = tuple[tuple[str | int, ...], str]  # where in the payload, and what is wrong there


class Budget:
    """How many more keywords may be looked at."""

    def __init__(self, steps: int = 300_000) -> None:
        """Enough for thousands of payloads as people write them."""
        self.steps = steps


class _Spent(Exception):
    """The budget is used up."""


def refusal(schema: Mapping[str, Any], payload: Any, budget: Budget | None = None) -> str:
    """Why a schema that `payloads.read` accepted refuses the payload; "" when it accepts it."""
    check = _Check(schema, budget or Budget())
    try:
        found = check.problem(schema, payload)
    except (_Spent, RecursionError):
        return "its schema branches too often to be checked"
    if found is None:
        return ""
    place = "".join(f"/{step}" for step in found[0])
    return f"at `{place}`: {found[1]}" if place else found[1]


class _Check:
    def __init__(self, root: Mapping[str, Any], budget: Budget) -> None:
        self.root = root
        self.budget = budget
        self.seen: dict[tuple[int, int], Found | None] = {}
        self.texts: dict[int, str] = {}
        self.sets: dict[int, set[str]] = {}

    def problem(self, schema: Any, value: Any) -> Found | None:
        """The first thing that is wrong, None when nothing is."""
        if isinstance(schema, bool):
            return None if schema else ((), "nothing is allowed here")
        key = (id(schema), id(value))
        if key not in self.seen:
            self.seen[key] = self._first(schema, value)
        return self.seen[key]

    def _first(self, schema: Mapping[str, Any], value: Any) -> Found | None:
        for keyword, argument in schema.items():
            self.spend(1)
            check = _KEYWORDS.get(keyword)
            found = check(self, argument, value, schema) if check else None
            if found is not None:
                return found
        return None

    def spend(self, steps: int) -> None:
        """Take something off the budget."""
        self.budget.steps -= steps
        if self.budget.steps < 0:
            raise _Spent

    def canonical(self, value: Any) -> str:
        """Equal texts for what JSON Schema calls equal values."""
        if id(value) not in self.texts:
            text = json.dumps(_whole(value), sort_keys=True)
            self.spend(len(text))
            self.texts[id(value)] = text
        return self.texts[id(value)]

    def canonicals(self, values: list[Any]) -> set[str]:
        """`canonical` of every item."""
        if id(values) not in self.sets:
            self.sets[id(values)] = {self.canonical(value) for value in values}
        return self.sets[id(values)]

    def fits(self, schema: Any, value: Any) -> bool:
        """Whether nothing is wrong."""
        return self.problem(schema, value) is None

    def below(self, schema: Any, value: Any, step: str | int) -> Found | None:
        """What is wrong with a member."""
        found = self.problem(schema, value)
        return None if found is None else ((step, *found[0]), found[1])


Keyword = Callable[[_Check, Any, Any, Mapping[str, Any]], Found | None]


def _plain(fits: Callable[[Any, Any], bool], words: str) -> Keyword:
    """A keyword that compares the value with its argument, which `words` may name as `{}`."""

    def check(_: _Check, argument: Any, value: Any, _schema: Mapping[str, Any]) -> Found | None:
        return None if fits(argument, value) else ((), words.format(argument))

    return check


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(compare: Callable[[Any, Any], bool], words: str) -> Keyword:
    return _plain(lambda limit, value: not _is_number(value) or compare(value, limit), words)


def _size(kind: type[Sized], compare: Callable[[int, int], bool], words: str) -> Keyword:
    return _plain(lambda limit, value: not isinstance(value, kind) or compare(len(value), limit), words)


def _is_multiple(of: Any, value: Any) -> bool:
    return not _is_number(value) or Decimal(str(value)) % Decimal(str(of)) == 0


_TYPES: dict[str, Callable[[Any], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _type(_: _Check, kinds: Any, value: Any, _schema: Mapping[str, Any]) -> Found | None:
    names = [kinds] if isinstance(kinds, str) else kinds
    if any(_TYPES[name](value) for name in names):
        return None
    return (), "it takes " + " or ".join(f"`{name}`" for name in names)


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list) else value


def _unique(check: _Check, unique: bool, value: Any, _: Any) -> Found | None:
    if not unique or not isinstance(value, list):
        return None
    return None if len(check.canonicals(value)) == len(value) else ((), "it holds two equal items")


def _enum(check: _Check, values: list[Any], value: Any, _: Any) -> Found | None:
    if check.canonical(value) in check.canonicals(values):
        return None
    return (), "it is none of the allowed values"


def _const(check: _Check, only: Any, value: Any, _: Any) -> Found | None:
    if check.canonical(value) == check.canonical(only):
        return None
    return (), "it is not the one allowed value"


def _required(_: _Check, names: Any, value: Any, _schema: Mapping[str, Any]) -> Found | None:
    missing = [name for name in names if name not in value] if isinstance(value, dict) else []
    return ((), "it needs " + ", ".join(f"`{name}`" for name in missing)) if missing else None


def _properties(check: _Check, inner: Any, value: Any, _: Mapping[str, Any]) -> Found | None:
    for name in inner if isinstance(value, dict) else ():
        found = check.below(inner[name], value[name], name) if name in value else None
        if found is not None:
            return found
    return None


def _pattern_properties(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    for name in value if isinstance(value, dict) else ():
        for pattern, schema in inner.items():
            check.spend(len(name))
            found = check.below(schema, value[name], name) if matches(pattern, name) else None
            if found is not None:
                return found
    return None


def _additional(check: _Check, inner: Any, value: Any, schema: Mapping[str, Any]) -> Found | None:
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for name in value if isinstance(value, dict) else ():
        if name in known or any(matches(pattern, name) for pattern in patterns):
            continue
        if inner is False:
            return (name,), "this key is not allowed"
        found = check.below(inner, value[name], name)
        if found is not None:
            return found
    return None


def _property_names(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    for name in value if isinstance(value, dict) else ():
        found = check.problem(inner, name)
        if found is not None:
            return (name,), f"as a key, {found[1]}"
    return None


def _dependent_required(_: _Check, needs: Any, value: Any, _schema: Any) -> Found | None:
    for name, others in needs.items() if isinstance(value, dict) else ():
        missing = [other for other in others if other not in value] if name in value else []
        if missing:
            return (), f"with `{name}` it needs " + ", ".join(f"`{each}`" for each in missing)
    return None


def _dependent_schemas(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    for name, schema in inner.items() if isinstance(value, dict) else ():
        found = check.problem(schema, value) if name in value else None
        if found is not None:
            return found
    return None


def _prefix_items(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    for index, schema in enumerate(inner) if isinstance(value, list) else ():
        found = check.below(schema, value[index], index) if index < len(value) else None
        if found is not None:
            return found
    return None


def _items(check: _Check, inner: Any, value: Any, schema: Mapping[str, Any]) -> Found | None:
    start = len(schema.get("prefixItems", ()))
    for index in range(start, len(value)) if isinstance(value, list) else ():
        found = check.below(inner, value[index], index)
        if found is not None:
            return found
    return None


def _contains(check: _Check, inner: Any, value: Any, schema: Mapping[str, Any]) -> Found | None:
    if not isinstance(value, list):
        return None
    count = sum(check.fits(inner, item) for item in value)
    low, high = schema.get("minContains", 1), schema.get("maxContains", len(value))
    return None if low <= count <= high else ((), f"`contains` fits {count} items of it")


def _all_of(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    return next((found for each in inner if (found := check.problem(each, value))), None)


def _any_of(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    if any(check.fits(each, value) for each in inner):
        return None
    return (), "none of the alternatives fits"


def _one_of(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    count = sum(check.fits(each, value) for each in inner)
    return None if count == 1 else ((), f"{count} of the alternatives fit, not one")


def _not(check: _Check, inner: Any, value: Any, _: Any) -> Found | None:
    return ((), "it is what `not` excludes") if check.fits(inner, value) else None


def _if(check: _Check, inner: Any, value: Any, schema: Mapping[str, Any]) -> Found | None:
    branch = schema.get("then" if check.fits(inner, value) else "else", True)
    return check.problem(branch, value)


def _ref(check: _Check, reference: str, value: Any, _: Any) -> Found | None:
    return check.problem(next(pointer(check.root, reference), True), value)


def _pattern(check: _Check, pattern: str, value: Any, _: Any) -> Found | None:
    if not isinstance(value, str):
        return None
    check.spend(len(value))
    return None if matches(pattern, value) else ((), f"it does not match `{pattern}`")


_KEYWORDS: dict[str, Keyword] = {
    "$ref": _ref,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _number(lambda value, limit: value >= limit, "it is under {}"),
    "maximum": _number(lambda value, limit: value <= limit, "it is over {}"),
    "exclusiveMinimum": _number(lambda value, limit: value > limit, "it is not over {}"),
    "exclusiveMaximum": _number(lambda value, limit: value < limit, "it is not under {}"),
    "multipleOf": _plain(_is_multiple, "it is not a multiple of {}"),
    "minLength": _size(str, int.__ge__, "it is shorter than {}"),
    "maxLength": _size(str, int.__le__, "it is longer than {}"),
    "minItems": _size(list, int.__ge__, "it has less than {} items"),
    "maxItems": _size(list, int.__le__, "it has more than {} items"),
    "minProperties": _size(dict, int.__ge__, "it has less than {} keys"),
    "maxProperties": _size(dict, int.__le__, "it has more than {} keys"),
    "uniqueItems": _unique,
    "required": _required,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "pattern": _pattern,
    "prefixItems": _prefix_items,
    "items": _items,
    "contains": _contains,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
}
