"""Faults of shape in words: what jsonschema finds, one finding per cause."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.resources import data_dir
from infera.shorten import shorten
from infera.suggest import suggest

_DEVICE = re.compile(r"(?:con|nul|prn|aux|com[0-9]|lpt[0-9])")
_LONGEST_WORD = 100  # characters of a key or value that near words are looked for
_NAME_RULE = "a lower-case letter, then lower-case letters, digits, `_` and `-`"


def explain(data: Any) -> Iterator[Diagnostic]:
    """All that is wrong with the shape, in the order of the schema."""
    for error in _validator().iter_errors(data):
        yield from _finding(error)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of infera.yaml."""
    text = data_dir("schemas").joinpath("infera.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator, validators
    from referencing import Registry

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "integer": lambda _, value: isinstance(value, int) and not isinstance(value, bool),
            "number": lambda _, value: _is_number(value),
        }
    )
    extend: Any = validators.extend
    extended = extend(Draft202012Validator, {"uniqueItems": _unique_items}, type_checker=checker)
    return extended(schema(), registry=Registry())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _unique_items(_validator: Any, unique: bool, instance: Any, _schema: Any) -> Iterator[Any]:
    """In one pass: jsonschema's own compares each with each when the kinds are mixed."""
    from jsonschema import ValidationError

    if not unique or not isinstance(instance, list):
        return
    seen: dict[str, int] = {}
    for index, item in enumerate(instance):
        first = seen.setdefault(repr(item), index)
        if first != index:
            error = ValidationError("repeated", validator="uniqueItems", instance=item)
            error.path.append(index)
            yield error


# --- one error -> findings


def _finding(error: Any) -> Iterator[Diagnostic]:
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield _bad_key(error, (*path, error.instance))
        return
    if _is_variable_map(error):
        yield _wrong_kind(error, path)
        return
    by_keyword = {
        "additionalProperties": _unknown_keys,
        "required": _missing,
        "type": _type,
        "enum": _enum,
        "pattern": _pattern,
        "uniqueItems": _repeated,
        "anyOf": _any_of,
        "not": _no_place,
    }
    yield from by_keyword.get(error.validator, _range)(error, path)


def _is_variable_map(error: Any) -> bool:
    """Whether a map stands where only `{var: name}` may."""
    properties = error.schema.get("properties") if isinstance(error.schema, Mapping) else None
    keywords = ("additionalProperties", "required")
    return properties is not None and set(properties) == {"var"} and error.validator in keywords


def _unknown_keys(error: Any, path: Path) -> Iterator[Diagnostic]:
    allowed = error.schema.get("properties", {})
    for key in error.instance:
        if key not in allowed:
            yield Diagnostic(
                codes.UNKNOWN_KEY,
                f"`{shorten(key)}` is not a key of {_owner(path)}",
                (*path, key),
                _key_hint(key, allowed, error.instance),
                on_key=True,
            )


def _key_hint(key: str, allowed: Mapping[str, Any], present: Mapping[str, Any]) -> str:
    near = suggest(key, [each for each in allowed if each not in present]) if _short(key) else ""
    if near:
        return f"did you mean `{near}`?"
    for outer, inner in allowed.items():
        if key in _resolved(inner).get("properties", {}):
            return f"it stands under `{outer}`"
    for owner in ("queue", "worker"):
        if key in schema()["$defs"][f"{owner}_values"]["properties"]:
            return f"it is a key of a {owner}"
    near = suggest(key, allowed) if _short(key) else ""
    if near:
        return f"did you mean `{near}`? It is already there"
    return "possible: " + ", ".join(f"`{each}`" for each in sorted(allowed))


def _resolved(part: Any) -> Mapping[str, Any]:
    """A schema with its reference followed."""
    if not isinstance(part, Mapping):
        return {}
    name = part.get("$ref", "").removeprefix("#/$defs/")
    found: Mapping[str, Any] = schema()["$defs"][name] if name else part
    return found


def _missing(error: Any, path: Path) -> Iterator[Diagnostic]:
    known = {**_resolved(error.schema).get("properties", {})}
    if path[:1] == ("queues",) and len(path) == 2:
        known = schema()["$defs"]["queue_values"]["properties"]
    for key in error.validator_value:
        if key in error.instance:
            continue
        part = known.get(key, {})
        example = next(iter(part.get("examples", [])), None)
        yield Diagnostic(
            codes.REQUIRED_KEY,
            f"{_owner(path)} needs `{key}`",
            (*path, key),
            f"add `{key}: {_flow(example)}`, say" if example is not None else f"add `{key}:`",
        )


def _type(error: Any, path: Path) -> Iterator[Diagnostic]:
    yield _wrong_kind(error, path)


def _wrong_kind(error: Any, path: Path) -> Diagnostic:
    value = error.instance
    what = _what(error)
    if value is None:
        message = f"{_subject(path)} takes {what}, and nothing is written"
    else:
        message = f"{_subject(path)} takes {what}, not {_shown(value, path)}"
    return Diagnostic(codes.WRONG_KIND, message, path, _kind_hint(error, value, path))


def _kind_hint(error: Any, value: Any, path: Path) -> str:
    kinds = error.schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if isinstance(value, str):
        hint = _text_hint(value, kinds, path)
    elif isinstance(value, int | float):
        hint = _number_hint(value, kinds, error.schema.get("pattern"))
    else:
        hint = _collection_hint(value, kinds)
    return hint or _example_hint(error)


def _text_hint(value: str, kinds: set[str], path: Path) -> str:
    if {"integer", "number"} & kinds and value.isdecimal():
        return f"write {shorten(value)} without quotes"
    if "boolean" in kinds and value.lower() in ("yes", "on", "no", "off"):
        return "write `true` or `false`; YAML 1.2 has no `yes`, `no`, `on` and `off`"
    if kinds == {"array"}:
        return "write a list: `[…]`" if _secret(path) else f"write a list: `[{shorten(value)}]`"
    return ""


def _number_hint(value: float, kinds: set[str], pattern: str | None) -> str:
    if "integer" in kinds and isinstance(value, float) and value.is_integer():
        return f"write `{int(value)}`"
    # where a mapping may stand a text is the name of something, which no number is
    quotable = (
        "string" in kinds and "object" not in kinds and (pattern is None or re.search(pattern, json.dumps(value)))
    )
    return "put it in quotes" if quotable else ""


def _collection_hint(value: Any, kinds: set[str]) -> str:
    if isinstance(value, dict) and kinds == {"array"}:
        return "start each item with `- `, its own name as `name:`"
    if isinstance(value, list) and "object" in kinds and "array" not in kinds:
        return "write a map, `name:` and what belongs to it indented below, without `- `"
    return ""


def _example_hint(error: Any) -> str:
    examples = error.schema.get("examples", []) if isinstance(error.schema, Mapping) else []
    shown = [f"`{_flow(example)}`" for example in examples]
    return "like " + " or ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown) if shown else ""


def _enum(error: Any, path: Path) -> Iterator[Diagnostic]:
    value = error.instance
    possible = [str(each) for each in error.validator_value]
    if not isinstance(value, str):
        return  # the kind is wrong, which is said already
    near = suggest(value.lower().replace("-", "_"), possible) if _short(value) else ""
    listed = ", ".join(f"`{each}`" for each in possible)
    yield Diagnostic(
        codes.UNKNOWN_VALUE,
        f"`{shorten(value)}` is not {_what(error)}",
        path,
        f"did you mean `{near}`? Possible: {listed}" if near else f"possible: {listed}",
    )


def _pattern(error: Any, path: Path) -> Iterator[Diagnostic]:
    what = _what(error)
    if what in ("a name", "a project name"):
        yield _bad_name(error.instance, what, path, on_key=False)
        return
    message = f"{_subject(path)} takes {what}, not {_shown(error.instance, path)}"
    yield Diagnostic(codes.BAD_FORMAT, message, path, _example_hint(error))


def _bad_key(error: Any, path: Path) -> Diagnostic:
    """A key that cannot be a key of its map."""
    key, what = str(error.instance), _what(error)
    if what == "a name" and error.validator == "pattern":
        return _bad_name(key, what, path, on_key=True)
    if error.validator == "pattern":
        hint = error.schema.get("description", "")
        hint = hint[:1].lower() + hint[1:].rstrip(".")
        return Diagnostic(codes.BAD_NAME, f"`{shorten(key)}` is not {what}", path, hint, on_key=True)
    message, hint = _range_words(error, f"`{shorten(key)}`")
    return Diagnostic(codes.OUT_OF_RANGE, message, path, hint, on_key=True)


def _bad_name(name: str, what: str, path: Path, *, on_key: bool) -> Diagnostic:
    if _DEVICE.fullmatch(name):
        message = f"`{name}` is the name of a device on Windows, where no file can be called so"
        return Diagnostic(codes.RESERVED_NAME, message, path, "choose another name", on_key)
    rule = _NAME_RULE if what == "a name" else "a lower-case letter, then at most 29 lower-case letters, digits and `-`"
    fixed = re.sub(r"[^a-z0-9]+", "-", _words_of(name)).strip("-0123456789") if _short(name) else ""
    hint = f"did you mean `{fixed[:30]}`? A name is {rule}" if fixed else f"a name is {rule}"
    return Diagnostic(codes.BAD_NAME, f"`{shorten(name)}` is not {what}", path, hint, on_key)


def _words_of(name: str) -> str:
    """`sendEmail` as `send-email`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _repeated(error: Any, path: Path) -> Iterator[Diagnostic]:
    shown = _shown(error.instance, path)
    message = f"{_subject(path[:-1])} holds {shown} twice"
    yield Diagnostic(codes.REPEATED_VALUE, message, path, "remove one of the two")


def _no_place(_error: Any, path: Path) -> Iterator[Diagnostic]:
    key = path[-1] if path else ""
    message = f"`{key}` cannot be a default"
    yield Diagnostic(codes.UNKNOWN_KEY, message, path, "say it on each queue or worker itself", on_key=True)


def _any_of(error: Any, path: Path) -> Iterator[Diagnostic]:
    """The errors of the alternative that was meant, judged by its keys; else that none fits."""
    best: Any = None
    for index, part in enumerate(error.validator_value):
        known = set(_resolved(part).get("properties", {}))
        own = len(known & set(error.instance)) if isinstance(error.instance, dict) else 0
        if own and (best is None or own > best[0]):
            best = (own, index)
    if best is None and isinstance(error.instance, str):
        best = (0, 0)
    if best is None:
        yield _wrong_kind(error, path)
        return
    for inner in error.context:
        if inner.schema_path[0] == best[1]:
            yield from _finding(inner)


def _range(error: Any, path: Path) -> Iterator[Diagnostic]:
    message, hint = _range_words(error, _subject(path), _shown(error.instance, path))
    yield Diagnostic(codes.OUT_OF_RANGE, message, path, hint)


def _range_words(error: Any, subject: str, shown: str = "") -> tuple[str, str]:
    """Message and hint of a bound that is broken."""
    limit, value = error.validator_value, error.instance
    size = len(value) if isinstance(value, str | list | dict) else None
    messages = {
        "minimum": f"{subject} is at least {limit}, not {shown}",
        "maximum": f"{subject} is at most {limit}, not {shown}",
        "exclusiveMinimum": f"{subject} is more than {limit}, not {shown}",
        "minLength": f"{subject} has {size} characters, at least {limit} are needed" if size else f"{subject} is empty",
        "maxLength": f"{subject} has {size} characters, at most {limit} are possible",
        "minItems": f"{subject} is an empty list",
        "maxItems": f"{subject} has {size} items, at most {limit} are possible",
        "minProperties": f"{subject} is an empty map",
        "maxProperties": f"{subject} has {size} keys, at most {limit} are possible",
    }
    message = messages.get(error.validator, f"{subject} is not {_what(error)}")
    hint = "leave the key out, or fill it" if size == 0 and "min" in error.validator else ""
    return message, hint if shown.startswith(("a ", "an ")) or not shown else hint or _example_hint(error)


# --- words


def _what(error: Any) -> str:
    """What would be right, as the schema calls it."""
    title = error.schema.get("title") if isinstance(error.schema, Mapping) else None
    return str(title or "something else")


def _subject(path: Path) -> str:
    """What a finding is about: the key, or an item of it."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"an item of `{shorten(str(path[-2]))}`" if len(path) > 1 else "an item"
    return f"`{shorten(path[-1])}`"


def _owner(path: Path) -> str:
    """The map that a key stands in."""
    if not path:
        return "the file"
    names = {"queues": "a queue", "workers": "a worker", "environments": "an environment"}
    names |= {"schedules": "a schedule", "jobs": "a job", "permissions": "a permission"}
    if len(path) > 1 and str(path[-2]) in names:
        return names[str(path[-2])]
    return _subject(path)


def _shown(value: Any, path: Path) -> str:
    """A value in a message; what may be a secret is only called by its kind."""
    if isinstance(value, dict):
        return "a map" if value else "an empty map"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if _secret(path):
        return "a number" if isinstance(value, int | float) else "this text"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, str):
        kind = "the text " if value.isdecimal() else ""
        return f"{kind}`{shorten(value)}`" if value else "an empty text"
    return f"`{shorten(str(value))}`" if value is not None else "nothing"


def _secret(path: Path) -> bool:
    return bool({"env", "secrets"} & set(path[:-1]))


def _short(text: str) -> bool:
    return len(text) <= _LONGEST_WORD


def _flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    quoted = isinstance(value, str) and (re.search(r"[{}\[\],#&*!|>'\"%@`]|: ", text) or not text)
    return json.dumps(text) if quoted else text
