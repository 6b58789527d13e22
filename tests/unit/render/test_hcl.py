"""How values look in HCL."""

from __future__ import annotations

import pytest

from infera.render.hcl import Expr, comment, inside, literal, quote
from infera.render.tokens import tokenise


def test_a_key_is_quoted_only_when_it_must_be() -> None:
    value = {"a-b": 1, "a.b": 2, "1a": 3, "for": 4, "null": 5, Expr("var.x"): 6, "": 7}
    lines = literal(value).split("\n")
    wanted = ["a-b", '"a.b"', '"1a"', '"for"', '"null"', "(var.x)", '""']
    assert [line.split(" = ")[0].strip() for line in lines[1:-1]] == wanted


def test_a_short_list_stands_on_one_line_and_a_long_one_has_an_item_a_line() -> None:
    assert literal([1, "a", Expr("b.c")]) == '[1, "a", b.c]'
    assert literal(["x" * 50, "y" * 50]) == f'[\n  "{"x" * 50}",\n  "{"y" * 50}",\n]'
    assert literal([{"a": 1}]) == "[\n  {\n    a = 1\n  },\n]"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e21, "1" + "0" * 21), (1.5e-9, "0.0000000015"), (2.0, "2"), (0.1, "0.1"), (-3, "-3")],
)
def test_a_number_has_no_exponent(value: float, text: str) -> None:
    assert literal(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no HCL literal"):
        literal(value)


def test_empty_collections_are_short() -> None:
    assert literal({"a": {}, "b": []}) == "{\n  a = {}\n  b = []\n}"


def test_a_scanner_finds_no_pragma_in_a_literal_or_a_comment() -> None:
    for pragma in (
        "checkov:skip=CKV_AWS_27",
        "bridgecrew:skip=X",
        "tfsec:ignore:x",
        "trivy:ignore:x",
    ):
        assert pragma.split(":")[0] + ":" not in quote(f"#{pragma}").replace("\\u003a", "")
        assert pragma not in comment(pragma)


@pytest.mark.parametrize("text", ["a$", "a%", "$", 'a"$', "$$", ""])
def test_a_text_before_a_reference_leaves_the_reference_alone(text: str) -> None:
    tokens = tokenise(f'"{inside(text)}${{b}}"') or []
    assert [token.kind for token in tokens][-4:] == ["${", "id", "end {", 'end "']


def test_half_a_surrogate_pair_is_a_replacement_character() -> None:
    assert quote("a\ud800b") == '"a\\ufffdb"'


def test_a_comment_stays_a_comment() -> None:
    assert comment("a\nb\r\n\u2028c\x00d") == "# a\n# b\n# c d"


def test_a_text_is_written_in_the_form_that_terraform_keeps() -> None:
    assert quote("e\u0301") == '"é"'
