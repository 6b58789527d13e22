"""Reading never raises, whatever the bytes are, and reads back what was written."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from infera.diagnostics import Severity
from infera.document import Document
from infera.load import load

# Pieces that make a random text look like YAML often enough to get past the first character.
PIECES = st.sampled_from(
    [
        *"abk01 \n\n\n:-?[]{},'\"#&*!|>%@`~\t\r\\",
        ": ",
        "- ",
        "\n  ",
        "\n    ",
        "a: ",
        "<<: ",
        "&x ",
        "*x",
        "!!str ",
        "---\n",
        "...\n",
        "|\n  ",
        ">-\n  ",
        "'it''s'",
        '"\\u202e"',
        '"\\0"',
        "é",
        "😀",
        "\u2028",
        "\u200f",
        "\ufeff",
        "\x85",
        ".inf",
        "1e999",
        "0x",
        "queues:\n  - name: a\n",
        "# infera: ignore[INF254] x\n",
        "%YAML 1.1\n---\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)

# JSON escapes a character beyond U+FFFF as two halves, which libyaml refuses
CHARACTERS = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"], exclude_characters="\0")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(CHARACTERS)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(CHARACTERS, max_size=30), inner),
    max_leaves=20,
)


def check(text: str | bytes) -> Document | None:
    """What holds of every reading."""
    document, found = load(text, "f")
    assert document is not None or any(each.severity is Severity.ERROR for each in found)
    for each in found:
        assert each.span is not None
        assert each.span.line >= 1
        assert each.span.column >= 1
        assert (each.span.end_line, each.span.end_column) >= (each.span.line, each.span.column)
        assert each.message.isprintable()
        assert each.hint.isprintable()
        assert each.file == "f"
    if document is not None:
        lines = document.text.split("\n")
        for span in (*document.spans.values(), *document.keys.values()):
            assert 1 <= span.line <= span.end_line <= len(lines)
            assert span.column - 1 <= len(lines[span.line - 1])
            assert span.end_column - 1 <= len(lines[span.end_line - 1])
        json.dumps(document.data, allow_nan=False).encode()
    return document


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text)


@given(TEXTS)
@settings(deadline=None, max_examples=400)
@example("? a")
@example("a:\n# c\n\n? b")
@example("a: &x\n  <<: *x\n")
@example("? &x [a]\n: *x\n")
@example("a: &x {<<: [*x]}\n")
@example("- - - a\n  - b\n")
@example("&a ? &b c : *b\n")
@example("a: |\n# x\n")
@example("{a: b, ? c : , d}")
def test_anything_like_yaml_is_read_or_refused(text: str) -> None:
    document = check(text)
    # bytes and text are the same
    again = check(text.encode("utf-8", "surrogatepass"))
    if "\ud800" not in text:
        assert (document is None) == (again is None)
    if document is not None and again is not None:
        assert document.data == again.data
        assert document.spans == again.spans


@given(st.dictionaries(st.text("abcé", min_size=1), VALUES, min_size=1))
@settings(deadline=None)
def test_json_comes_back_as_it_was(data: dict[str, Any]) -> None:
    """JSON is YAML 1.2, so what JSON says is what must be read."""
    text = json.dumps(data, ensure_ascii=True)
    document, found = load(text, "f")
    assert found == []
    assert document is not None
    assert document.data == data
    assert _kinds(document.data) == _kinds(data)


def _kinds(value: Any) -> Any:
    """1, 1.0 and True are equal to Python, and not to us."""
    if isinstance(value, dict):
        return {key: _kinds(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_kinds(item) for item in value]
    return type(value).__name__


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1))
@settings(deadline=None)
def test_every_value_has_a_place_and_every_key_one(data: dict[str, Any]) -> None:
    document = check(json.dumps(data, indent=1))
    assert document is not None
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    paths, keys = set(), set()
    while pending:
        path, value = pending.pop()
        paths.add(path)
        if isinstance(value, dict):
            pending += [((*path, key), item) for key, item in value.items()]
            keys |= {(*path, key) for key in value}
        elif isinstance(value, list):
            pending += [((*path, index), item) for index, item in enumerate(value)]
    assert set(document.spans) == paths
    assert set(document.keys) == keys
