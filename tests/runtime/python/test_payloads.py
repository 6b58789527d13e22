"""Acceptance of a payload is its schema's: the generated models against a validator, on generated schemas."""

from __future__ import annotations

import json
import math
import sys
from importlib import import_module, util
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infera.languages.python import jobs
from infera.languages.python.schemas import sample
from infera.languages.python.variant import verbatim
from infera.model import Job, Queue

pydantic = pytest.importorskip("pydantic", reason="pydantic is not installed")

ROOT = Path(mkdtemp(prefix="infera-py-payload-"))
(ROOT / "genpayload").mkdir()
(ROOT / "genpayload/__init__.py").write_text("")
(ROOT / "genpayload/payload.py").write_text(verbatim("runtime/payload.py"))
sys.path.insert(0, str(ROOT))
runtime: Any = import_module("genpayload.payload")


def queue(schema: Any) -> tuple[Queue, ...]:
    return (Queue(name="q", label="q", type="sqs", resource_name=None, jobs=(Job("job", schema),)),)


def load(schema: Any) -> tuple[Any, bool, str]:
    """The parser of a schema's generated types, whether the model decides alone, and the text of the types."""
    types = jobs.types_of(queue(schema))
    text = jobs.types_file(types, package="genpayload")
    spec = util.spec_from_loader("gentypes", loader=None)
    assert spec is not None
    module = ModuleType("gentypes")
    sys.modules["gentypes"] = module
    exec(compile(text, "gentypes", "exec"), module.__dict__)
    asks = ("q", "job") in types.asks
    name = types.of["q", "job"]
    return runtime.Parser(getattr(module, name), schema if asks else None), not asks, text


def accepts(parser: Any, value: Any) -> bool:
    try:
        parser(value)
    except runtime.Refused:
        return False
    return True


def wanted(schema: Any, value: Any) -> bool:
    return bool(runtime._validator(schema).is_valid(value))


NAMES = st.sampled_from(["a", "b", "user-id", "class", "list", "model_x", "_c", "ü"])
TEXTS = st.sampled_from(["", "a", "ab", "abc", "2026-01-31", "x@y.zz", "A1", "ü\n", "1"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([-1, 0, 1, 2, 3, 10, 2**60]),
    st.sampled_from([0.0, 1.0, 1.5, -0.5, 3.0]),
    TEXTS,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
BOUNDS = st.sampled_from([0, 1, 2, 1.5, 3])


def optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=parts)


def typed(kind: str, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    own = optional(**parts)
    return st.one_of(own.map(lambda found: {"type": kind, **found}), own)


TEXT = typed(
    "string",
    minLength=st.integers(0, 3),
    maxLength=st.integers(0, 3),
    pattern=st.sampled_from(["^a", "b$", "^[a-z]+$", "\\d", "^(?<x>a|b)", "\\p{Lu}"]),
    format=st.sampled_from(["date", "email", "uuid", "unknown"]),
)
NUMBER = st.one_of(
    *(
        typed(
            kind,
            minimum=BOUNDS,
            maximum=BOUNDS,
            exclusiveMinimum=BOUNDS,
            exclusiveMaximum=BOUNDS,
            multipleOf=st.sampled_from([1, 2, 0.5]),
        )
        for kind in ("integer", "number")
    )
)
SIMPLE = st.one_of(
    TEXT,
    NUMBER,
    st.sampled_from([True, {}, {"type": "boolean"}, {"type": "null"}, {"type": ["string", "null"]}]),
    st.lists(SCALARS, min_size=1, max_size=3).map(lambda values: {"enum": values}),
    SCALARS.map(lambda value: {"const": value}),
    st.sampled_from([{"$ref": "#/$defs/d"}, {"$ref": "#"}, {"type": ["integer", "string"], "minLength": 2}]),
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    objects = typed(
        "object",
        properties=st.dictionaries(NAMES, inner, max_size=3),
        required=st.lists(NAMES, max_size=2, unique=True),
        additionalProperties=st.one_of(st.booleans(), inner),
        minProperties=st.integers(0, 2),
        patternProperties=st.dictionaries(st.sampled_from(["^a", "-"]), inner, max_size=1),
        dependentRequired=st.just({"a": ["b"]}),
    )
    arrays = typed(
        "array",
        items=inner,
        minItems=st.integers(0, 2),
        maxItems=st.integers(0, 2),
        uniqueItems=st.booleans(),
        prefixItems=st.lists(inner, min_size=1, max_size=2),
    )
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        objects,
        objects,
        arrays,
        several.map(lambda parts: {"anyOf": parts}),
        several.map(lambda parts: {"oneOf": parts}),
        several.map(lambda parts: {"allOf": parts}),
        inner.map(lambda part: {"not": part}),
        st.tuples(objects, several).map(lambda pair: {**pair[0], "anyOf": pair[1]}),
        st.tuples(objects, inner).map(lambda pair: {**pair[0], "allOf": [pair[1]]}),
        objects.map(lambda part: {**part, "$ref": "#/$defs/d"}),
    )


def closed(schema: Any, definition: Any) -> Any:
    """With the definition that references name; a schema that is only a reference to itself says nothing."""
    if not isinstance(schema, dict):
        return schema
    return {**schema, "$defs": {"d": definition}}


SCHEMAS = st.builds(closed, st.recursive(SIMPLE, nested, max_leaves=6), st.one_of(TEXT, NUMBER, nested(TEXT)))


def loops(schema: Any) -> bool:
    """Whether reading the schema would never end: a reference back without a property in between."""
    text = json.dumps(schema)
    return '"$ref": "#"' in text and any(word in text for word in ("anyOf", "oneOf", "allOf", "not"))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(SCHEMAS, st.lists(VALUES, min_size=5, max_size=12))
def test_a_payload_is_accepted_when_its_schema_accepts_it(schema: Any, values: list[Any]) -> None:
    if isinstance(schema, bool) or schema.get("$ref") == "#" or loops(schema):
        return
    parser, _, text = load(schema)
    for value in values:
        try:
            right = wanted(schema, value)
        except RecursionError:  # a definition that is nothing but itself
            return
        assert accepts(parser, value) == right, (schema, value, text)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer"}, [1, 1.0, -5, 2**70], [True, "1", 1.5, None]),
        ({"type": "number"}, [1, 1.5], [True, "1", None]),
        ({"type": "string", "maxLength": 2}, ["", "ab", "üü"], ["abc", 1]),
        ({"type": "string", "pattern": "^a$"}, ["a"], ["a\n", "ba"]),
        ({"type": "string", "pattern": "^\\d+$"}, ["12"], ["١٢"]),
        ({"type": "string", "pattern": "^\\p{Lu}\\p{L}*$"}, ["Über", "A"], ["über", "1"]),
        ({"type": "string", "format": "date-time"}, ["2026-01-31T12:00:00Z"], ["2026-02-31T12:00:00Z", "x"]),
        ({"type": "string", "format": "email"}, ["a@b.co"], ["a@", "a b@c.d"]),
        ({"enum": [1, "a", None]}, [1, 1.0, "a", None], [True, 2, "b"]),
        ({"const": True}, [True], [1, False]),
        ({"minLength": 3}, ["abc", 1, None, []], ["ab"]),
    ],
)
def test_the_sharp_edges_of_json_schema(schema: Any, good: list[Any], bad: list[Any]) -> None:
    whole = {"type": "object", "required": ["x"], "properties": {"x": schema}}
    for each, wrap in ((schema, lambda v: v), (whole, lambda v: {"x": v})):
        parser, _, _ = load(each)
        assert all(accepts(parser, wrap(value)) for value in good)
        assert not any(accepts(parser, wrap(value)) for value in bad)


def test_simple_models_decide_alone() -> None:
    schema = {
        "type": "object",
        "required": ["n"],
        "additionalProperties": False,
        "properties": {
            "n": {"type": "integer", "minimum": 0},
            "do": {"enum": ["a", "b"]},
            "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
            "note": {"type": ["string", "null"]},
        },
    }
    _, alone, _ = load(schema)
    assert alone


def test_a_pattern_that_python_cannot_read_stops_the_worker_at_its_start() -> None:
    import re

    with pytest.raises(re.error):
        load({"type": "string", "pattern": "\\p{Script=Greek}"})


def test_a_recursive_model_reads_deep_payloads() -> None:
    schema = {"type": "object", "properties": {"kids": {"type": "array", "items": {"$ref": "#"}}}}
    parser, _, _ = load(schema)
    value: dict[str, Any] = {}
    for _ in range(50):
        value = {"kids": [value]}
    assert accepts(parser, value)
    assert not accepts(parser, {"kids": [{"kids": 1}]})


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(SCHEMAS)
def test_a_sample_is_one_that_the_schema_accepts(schema: Any) -> None:
    if isinstance(schema, bool) or schema.get("$ref") == "#" or loops(schema):
        return
    try:
        found = sample(schema)
    except (LookupError, ValueError, TypeError):
        return
    assert (
        "$ref" in json.dumps(schema)
        or wanted(schema, found)
        or "format" in json.dumps(schema)
        or "pattern" in json.dumps(schema)
    )
    assert not isinstance(found, float) or math.isfinite(found)
