"""The generated validator and the schema agree about every document."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera import shape, shape_compiled
from infera.load import load
from infera.shape_words import explain, schema
from tests.unit.test_shape import EVERYTHING

KEYS = sorted({key for part in [schema(), *schema()["$defs"].values()] for key in part.get("properties", {})})
SCALARS = st.sampled_from(
    [
        None, True, False, 0, 1, -1, 2, 1.0, 0.5, 10**12, float("nan"), float("inf"),
        "", "a", "A", "con", "a\n", "10s", "0s", "100/s", "0/s", "64KiB", "0KB", "30M", "200ms",
        "aws", "gcp", "sqs", "lambda", "managed", "auto", "fixed", "roles/x.y", "s3:Get*",
        "https://x", "/a/", "a.b", "{name}", "x" * 300, "٣s", "typescript",
    ]
)  # fmt: skip
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["var", "name", *KEYS, "zzz"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def good() -> dict[str, Any]:
    document, _ = load(EVERYTHING, "f")
    assert document is not None
    data: dict[str, Any] = copy.deepcopy(document.data)
    return data


def places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [at]
    if isinstance(value, dict):
        for key, item in value.items():
            found += places(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += places(item, (*at, index))
    return found


PLACES = [place for place in places(good()) if place]


def agree(data: Any) -> bool:
    try:
        shape_compiled.validate(data)  # type: ignore[no-untyped-call]
        fast = True
    except shape_compiled.Refused:
        fast = False
    slow = next(iter(explain(data)), None) is None
    assert fast == slow, data
    return fast


@given(st.sampled_from(PLACES), TREES)
@settings(deadline=None, max_examples=500)
def test_both_agree_when_one_value_is_replaced(place: tuple[str | int, ...], value: Any) -> None:
    data = good()
    node: Any = data
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    if not agree(data):
        found = shape.check(data)
        assert found
        left = shape.prune(data, found)
        # what is left is right, but for what the top of the file and refused items lack
        for each in shape.check(left):
            assert each.path[:1] in (("queues",), ("project_name",), ("provider",)), each


@given(st.sampled_from([p for p in PLACES if isinstance(p[-1], str)]), st.text(max_size=5))
@settings(deadline=None, max_examples=200)
def test_both_agree_when_one_key_is_renamed(place: tuple[str | int, ...], key: str) -> None:
    data = good()
    node: Any = data
    for step in place[:-1]:
        node = node[step]
    node[key] = node.pop(place[-1])
    agree(data)


@given(TREES)
@settings(deadline=None)
def test_both_agree_about_anything(data: Any) -> None:
    agree(data)
    shape.prune(data, shape.check(data))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "/".join(map(str, place)))
def test_both_agree_when_one_value_is_gone(place: tuple[str | int, ...]) -> None:
    data = good()
    node: Any = data
    for step in place[:-1]:
        node = node[step]
    del node[place[-1]]
    agree(data)
