"""Whatever a file holds, compiling it ends in findings, each with a place and in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera.load import load
from infera.pipeline import analyse, compile_text
from tests.fuzz.test_shape_fuzz import PLACES, TREES, good

PROVIDERS = st.sampled_from(
    [("aws", "sqs"), ("gcp", "pubsub"), ("gcp", "cloud_tasks"), ("self_hosted", "bullmq"), ("aws", "celery")]
)
STRANGE = st.sampled_from(
    [
        "", " ", "\t", "a\nb", "../../x", "${file(\"/etc/passwd\")}", "%{if true}", "{name}", "{",
        "arn:aws:sqs:eu-west-1:123456789012:x", "arn:", "projects/p/topics/t", "projects//", "😀" * 50,
        "e\u0301", "\u202e", "::set-output name=a::b", "* * * * *", "0 0 1 1 1", "a" * 5000, "@", "a@b",
        "con", "__proto__", "class", "-x", "0", "1e3",
    ]
)  # fmt: skip


def set_at(data: Any, place: tuple[str | int, ...], value: Any) -> None:
    node = data
    try:
        for step in place[:-1]:
            node = node[step]
        node[place[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass  # an earlier change took the place away


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_no_place_puts_a_line_end_into_a_message(place: tuple[str | int, ...]) -> None:
    data = good()
    set_at(data, place, ">=1\n\x1b[31m2,<3")
    result = compile_text(json.dumps(data), "infera.yaml")
    for each in result.found:
        assert each.message.isprintable(), each
        assert each.hint.isprintable(), each


def test_a_range_of_versions_over_two_lines_is_a_finding_on_one() -> None:
    data = {**good(), "infera": ">=-central2\nqnname us-: 7d} 0.1,<2"}
    (found,) = [f for f in compile_text(json.dumps(data), "infera.yaml").found if f.code.slug == "wrong-infera-version"]

    assert found.message == "`>=-central2\\nqnname us-: 7d} 0.1,<2` is no range of versions"


@given(
    PROVIDERS,
    st.lists(st.tuples(st.sampled_from(PLACES), TREES | STRANGE), max_size=4),
)
@settings(deadline=None, max_examples=300)
def test_compiling_never_raises(provider: tuple[str, str], changes: list[tuple[tuple[str | int, ...], Any]]) -> None:
    data = good()
    data["provider"], data["queues"][0]["type"] = provider
    for place, value in changes:
        set_at(data, place, value)
    text = json.dumps(data).replace("NaN", ".nan").replace("Infinity", ".inf")
    document, found = load(text, "infera.yaml")
    result = analyse(document, found)
    for each in result.found:
        assert each.message, each
        assert each.message.isprintable(), each
        assert each.hint.isprintable(), each
        assert each.span is not None, each
