"""Raw HCL of a user is exactly one expression, laid out, or it is refused."""

# ruff: noqa: E501 (lists of cases, several to a line)

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera.render.blocks import read_blocks
from infera.render.expressions import NotAnExpressionError, expression
from infera.render.tidy import tidy
from tests.engines import terraform

GOOD = {
    "var.key": "var.key",
    "a+b *c": "a + b * c",
    '"${var.x}"': "var.x",
    '"a${ b }"': '"a${b}"',
    "f(a,b ...)": "f(a, b...)",
    "[for x in a: x if x>1]": "[for x in a : x if x > 1]",
    "{for k,v in x:k=>v...}": "{ for k, v in x : k => v... }",
    "{a=1,(b)=2}": "{ a = 1, (b) = 2 }",
    "{\na=1\nb=2\n}": "{\na = 1\nb = 2\n}",
    "merge(\nvar.a,\n{b=1},\n)": "merge(\nvar.a,\n{ b = 1 },\n)",
    "a?b:c": "a ? b : c",
    "x[*].y[0].z": "x[*].y[0].z",
    "x.*.y": "x.*.y",
    "provider::a::b(1)": "provider::a::b(1)",
    "!a && -1 < 2": "!a && -1 < 2",
    '"%{if a}x%{else}y%{endif}"': '"%{if a}x%{else}y%{endif}"',
    '"$${a}"': '"$${a}"',
    "jsonencode({})": "jsonencode({})",
}
BAD = [
    "", " ", "a b", "a\nb", "a # c", "a // c", "a /* c */", "/*", "a }", "} a", "a, b", "a = 1", "a]", "(a", "f(a",
    "a\n}\nresource \"x\" \"y\" {", 'a"\n}\nb {', "<<EOT\nx\nEOT", '"a', '"a${"', '"a\nb"', "[1 2]", "{a 1}", "{a=1 b=2}",
    '"a" "b"', "%", "a..b", "a?b", '"%{if a}"', '"%{endif}"', '"%{for x in y}"', "'a'", "`a`", "$a", "a\x00", "a\u202eb",
    "a\x1b[0m", "((" * 60 + "1" + "))" * 60, "x" * 10_001, "-", "~a", "a;b", "[", "{", '"${a}${"', "a\\b", "f(a,,b)",
    "f(\n# c\na)", "{a=1 # c\n}", "[for x in a]", "{for k in x : k}", "a ? b", "x.0.1", '"\\q"', "p::q", "a[null]", "a.*.b.*", "a.b.", "a[", "1.2.3", "==", "a ==",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_one_expression_passes_laid_out(text: str) -> None:
    assert expression(text) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotAnExpressionError):
        expression(text)


@pytest.mark.engine("terraform")
def test_terraform_reads_what_passes_and_fmt_leaves_it(tmp_path: Path) -> None:
    lines = [f"a{at} = {expression(text)}" for at, text in enumerate(GOOD)]
    text = tidy("locals {\n" + "\n".join(lines) + "\n}\n")
    (tmp_path / "none.rc").write_text("")
    done = subprocess.run(
        [terraform.binary() or "terraform", "fmt", "-no-color", "-"],
        input=text,
        env={"TF_CLI_CONFIG_FILE": str(tmp_path / "none.rc")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.stdout) == ("", text)


@settings(max_examples=2000, deadline=None)
@given(
    st.lists(
        st.sampled_from([*'ab1"${}[]()%#/*,:=?.+-<> \n\\', "<<E", "${", "%{if ", "\n}\n", '"a"', "for "]),
        max_size=12,
    )
)
def test_what_passes_never_reaches_outside_its_value(pieces: list[str]) -> None:
    try:
        text = expression("".join(pieces))
    except NotAnExpressionError:
        return
    (block,) = read_blocks(tidy(f'resource "a" "b" {{\nbefore = 1\nx = {text}\nafter = 2\n}}\n'))
    assert list(block.attributes) == ["before", "x", "after"]
    assert block.blocks == []
