"""Payload schemas: read from here or from a file beside, never from anywhere else; bounded; checked."""

from __future__ import annotations

import gc
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera import codes, payloads
from infera.diagnostics import Code
from infera.payload_values import Budget, refusal

AT = ("queues", 0, "jobs", "j", "payload")


@contextmanager
def own_time() -> Iterator[Callable[[], float]]:
    """The seconds of this thread since then, without the collector's: it walks what all tests before left in memory."""
    gc.collect()
    gc.disable()
    started = time.thread_time()
    try:
        yield lambda: time.thread_time() - started
    finally:
        gc.enable()


def read(value: Any, folder: Path | None = None) -> dict[str, Any]:
    schema, found = payloads.read(value, AT, folder)
    assert found == []
    assert schema is not None
    return schema


def refused(value: Any, folder: Path | None = None) -> tuple[Code, tuple[str | int, ...], str]:
    schema, found = payloads.read(value, AT, folder)
    assert schema is None
    for each in found:
        assert each.path[: len(AT)] == AT
        assert each.message.isprintable()
        assert each.hint.isprintable()
    return found[0].code, found[0].path[len(AT) :], found[0].message


# --- files


def test_a_schema_is_read_from_a_file_beside(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "x", "type": "object"}
    (tmp_path / "schemas" / "a.json").write_text("\ufeff" + json.dumps(schema))
    (tmp_path / "schemas" / "b.yaml").write_text("type: object\n")
    assert read("schemas/a.json", tmp_path) == {"type": "object"}
    assert read("./schemas/b.yaml", tmp_path) == {"type": "object"}
    (tmp_path / "link.json").symlink_to("schemas/a.json")
    assert read("link.json", tmp_path) == {"type": "object"}


@pytest.mark.parametrize(
    "name",
    [
        "../outside.json",
        "schemas/../../outside.json",
        "/etc/passwd.json",
        "~/x.json",
        "C:\\x.json",
        "C:/x.json",
        "a\\b.json",
        "http://127.0.0.1/x.json",
        "file:///etc/passwd.json",
        "a\0.json",
        "a\n.json",
        "a\u202e.json",
        "x.txt",
        "missing.json",
        "folder.json",
        "pipe.json",
        "outside-link.json",
        "outside-folder/outside.json",
        "loop.json",
        "x" * 300 + ".json",
        ".json/..",
    ],
)
def test_no_other_file_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.json").write_text('{"type": "string"}')
    folder = tmp_path / "project"
    (folder / "folder.json").mkdir(parents=True)
    os.mkfifo(folder / "pipe.json")
    (folder / "outside-link.json").symlink_to("../outside.json")
    (folder / "outside-folder").symlink_to("..")
    (folder / "loop.json").symlink_to("loop.json")
    assert refused(name, folder)[0] is codes.PAYLOAD_FILE


def test_without_a_folder_no_file_is_read() -> None:
    assert refused("a.json")[0] is codes.PAYLOAD_FILE


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ('{"a": 1, "a": 2}', codes.PAYLOAD_FILE, "`a` is written twice"),
        ('{"minimum": NaN}', codes.PAYLOAD_FILE, "`NaN`"),
        ('{"minimum": 1' + "0" * 5000 + "}", codes.PAYLOAD_FILE, "too large"),
        ("[" * 100_000, codes.PAYLOAD_FILE, "too deep"),
        ('{"a": ', codes.PAYLOAD_FILE, "line 1, column 7"),
        ("[]", codes.PAYLOAD_SCHEMA, "a schema is a map"),
        ("", codes.PAYLOAD_FILE, "line 1"),
        (" " * (payloads.LARGEST + 1), codes.PAYLOAD_SIZE, "256 KiB"),
        ('{"properties": {"a": {"type": "strng"}}}', codes.PAYLOAD_SCHEMA, "`properties/a/type`"),
    ],
)
def test_a_file_that_holds_no_schema_is_found_at_its_name(tmp_path: Path, text: str, code: Code, part: str) -> None:
    (tmp_path / "a.json").write_text(text)
    found, path, message = refused("a.json", tmp_path)
    assert (found, path) == (code, ())
    assert part in message
    assert "`a.json`" in message


def test_a_file_that_is_no_text_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe{\0}\0")
    (tmp_path / "a.yaml").write_bytes(b"\0" * 100)
    assert refused("a.json", tmp_path)[0] is codes.PAYLOAD_FILE
    assert refused("a.yaml", tmp_path)[0] is codes.PAYLOAD_FILE


# --- schemas


@pytest.mark.parametrize(
    ("schema", "code", "path"),
    [
        ({"type": "obj"}, codes.PAYLOAD_SCHEMA, ("type",)),
        ({"type": []}, codes.PAYLOAD_SCHEMA, ("type",)),
        ({"proprties": {}}, codes.PAYLOAD_SCHEMA, ("proprties",)),
        ({"required": "a"}, codes.PAYLOAD_SCHEMA, ("required",)),
        ({"required": ["a", "a"]}, codes.PAYLOAD_SCHEMA, ("required",)),
        ({"minimum": True}, codes.PAYLOAD_SCHEMA, ("minimum",)),
        ({"minLength": -1}, codes.PAYLOAD_SCHEMA, ("minLength",)),
        ({"multipleOf": 0}, codes.PAYLOAD_SCHEMA, ("multipleOf",)),
        ({"enum": []}, codes.PAYLOAD_SCHEMA, ("enum",)),
        ({"items": [{}]}, codes.PAYLOAD_SCHEMA, ("items",)),
        ({"allOf": {}}, codes.PAYLOAD_SCHEMA, ("allOf",)),
        ({"properties": {"a": 5}}, codes.PAYLOAD_SCHEMA, ("properties", "a")),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, codes.PAYLOAD_SCHEMA, ("$schema",)),
        ({"properties": {"a": {"$id": "x"}}}, codes.PAYLOAD_SCHEMA, ("properties", "a", "$id")),
        ({"dependencies": {}}, codes.PAYLOAD_SCHEMA, ("dependencies",)),
        ({"$dynamicRef": "#a"}, codes.PAYLOAD_SCHEMA, ("$dynamicRef",)),
        ({"$ref": "http://127.0.0.1:9/x"}, codes.PAYLOAD_REFERENCE, ("$ref",)),
        ({"$ref": "other.json"}, codes.PAYLOAD_REFERENCE, ("$ref",)),
        ({"$ref": "file:///etc/passwd"}, codes.PAYLOAD_REFERENCE, ("$ref",)),
        ({"$ref": "#/$defs/a"}, codes.PAYLOAD_REFERENCE, ("$ref",)),
        ({"$ref": "#anchor"}, codes.PAYLOAD_REFERENCE, ("$ref",)),
        ({"$ref": "#"}, codes.PAYLOAD_REFERENCE, ("$ref",)),
        (
            {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}},
            codes.PAYLOAD_REFERENCE,
            ("$defs", "a", "$ref"),
        ),
        ({"pattern": "(a+)+"}, codes.PAYLOAD_PATTERN, ("pattern",)),
        ({"patternProperties": {"(a+)+": {}}}, codes.PAYLOAD_PATTERN, ("patternProperties", "(a+)+")),
        ({"enum": list(range(payloads.MOST_NODES + 1))}, codes.PAYLOAD_SIZE, ()),
    ],
)
def test_a_schema_that_does_not_hold_is_found_where_it_breaks(
    schema: dict[str, Any], code: Code, path: tuple[str | int, ...]
) -> None:
    assert refused(schema)[:2] == (code, path)


def test_a_deep_schema_is_refused() -> None:
    schema: dict[str, Any] = {}
    for _ in range(60):
        schema = {"not": schema}
    assert refused(schema)[0] is codes.PAYLOAD_SIZE


def test_a_schema_may_refer_to_itself_below_a_value() -> None:
    tree = {"type": "object", "properties": {"left": {"$ref": "#"}, "a/b": {"$ref": "#/properties/left"}}}
    assert read(tree) == tree
    assert read({"$ref": "#/$defs/a~1b%20c", "$defs": {"a/b c": True}})


def test_words_of_others_are_left_alone() -> None:
    read({"x-owner": "me", "nullable": True, "example": 5, "wonderful": 1})


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", fail)
    refused({"$ref": "https://example.com/schema.json"})
    refusal({"properties": {"a": {"type": "string"}}}, {"a": 1})


def test_a_thousand_diamonds_are_read_at_once() -> None:
    schema = diamonds(300)
    with own_time() as spent_s:
        read(schema)
    assert spent_s() < 2


def diamonds(count: int) -> dict[str, Any]:
    """A schema whose alternatives double at every step."""
    defs = {f"a{i}": {"anyOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 2} for i in range(count)}
    return {"$ref": "#/$defs/a0", "$defs": {**defs, f"a{count}": {"type": "string"}}}


# --- payloads


def test_a_payload_that_does_not_fit_is_refused_in_words() -> None:
    schema = {"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}}}
    assert refusal(schema, {"to": "a"}) == ""
    assert refusal(schema, {}) == "it needs `to`"
    assert refusal(schema, {"to": 5}) == "at `/to`: it takes `string`"
    assert refusal(schema, []) == "it takes `object`"


def test_the_value_is_not_repeated() -> None:
    assert "hunter2" not in refusal({"enum": ["a"]}, "hunter2")
    assert "hunter2" not in refusal({"pattern": "^a$"}, "hunter2")


def test_a_check_that_branches_without_end_comes_to_one() -> None:
    deep: Any = {}
    for _ in range(90):
        deep = {"x": deep}
    twice = {"anyOf": [{"properties": {"x": {"$ref": "#"}}}, {"properties": {"x": {"$ref": "#"}}}]}
    with own_time() as spent_s:
        assert refusal(diamonds(60), 5)
        refusal({**twice, "required": ["x"]}, deep)
        budget = Budget()
        for _ in range(3000):
            refusal({"items": {"enum": list(range(500))}}, list(range(500)), budget)
    assert spent_s() < 10


KEYWORDS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "integer", "number", "object", "array", "null", "boolean"])
        | st.lists(st.sampled_from(["string", "integer", "object", "array"]), min_size=1, unique=True),
        "enum": st.lists(st.sampled_from([1, 1.0, True, "a", None, [], {}]), min_size=1),
        "const": st.sampled_from([1, 0, False, "a", [1], {"a": 1}]),
        "minimum": st.integers(-3, 3),
        "exclusiveMaximum": st.integers(-3, 3),
        "multipleOf": st.integers(1, 3),
        "minLength": st.integers(0, 3),
        "maxLength": st.integers(0, 3),
        "minItems": st.integers(0, 3),
        "maxItems": st.integers(0, 3),
        "maxProperties": st.integers(0, 3),
        "uniqueItems": st.booleans(),
        "required": st.lists(st.sampled_from("abc"), unique=True),
        "dependentRequired": st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from("abc"), unique=True)),
        "pattern": st.sampled_from(["^a", "b$", "^[ab]*$", "a+c"]),
        "minContains": st.integers(0, 2),
        "$ref": st.sampled_from(["#/$defs/x", "#/$defs/y"]),
    },
)


def nest(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    part = inner | st.booleans()
    more = st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from("abc"), part, max_size=2),
            "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), part, max_size=2),
            "additionalProperties": part,
            "propertyNames": part,
            "items": part,
            "prefixItems": st.lists(part, min_size=1, max_size=2),
            "contains": part,
            "allOf": st.lists(part, min_size=1, max_size=2),
            "anyOf": st.lists(part, min_size=1, max_size=2),
            "oneOf": st.lists(part, min_size=1, max_size=2),
            "not": part,
            "if": part,
            "then": part,
            "else": part,
            "dependentSchemas": st.dictionaries(st.sampled_from("abc"), part, max_size=2),
        },
    )
    return st.builds(lambda one, two: {**one, **two}, inner, more)


SCHEMAS = st.recursive(KEYWORDS, nest, max_leaves=6)
PAYLOADS = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([1.0, 0.5, "", "a", "ab", "aac"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)


@given(SCHEMAS, PAYLOADS)
@settings(deadline=None, max_examples=400)
def test_the_check_agrees_with_jsonschema(schema: dict[str, Any], payload: Any) -> None:
    from jsonschema import Draft202012Validator
    from referencing import Registry

    whole = {**schema, "$defs": {"x": {"type": "integer"}, "y": {"items": {"$ref": "#/$defs/x"}}}}
    Draft202012Validator.check_schema(read(whole))
    fits = Draft202012Validator(whole, registry=Registry()).is_valid(payload)
    assert (refusal(whole, payload) == "") == fits


@given(
    st.dictionaries(
        st.sampled_from(sorted({"type", "items", "enum", "required", "minimum", "$ref", "pattern"})),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text("#/a$", max_size=4),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab"), inner),
            max_leaves=4,
        ),
    )
)
@settings(deadline=None, max_examples=300)
def test_what_is_accepted_is_a_schema(schema: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    accepted, found = payloads.read(schema, AT, None)
    assert (accepted is None) == bool(found)
    if accepted is not None:
        Draft202012Validator.check_schema(accepted)
