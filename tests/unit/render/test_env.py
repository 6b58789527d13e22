"""`{{ x }}` is a literal of the output language, whatever x is and however it got there."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest

from infera.render.env import environment
from infera.render.hcl import Expr
from infera.render.javascript import Raw
from infera.render.languages import language_of


def rendered(name: str, source: str, **context: Any) -> str:
    language = language_of(name)
    return language.finish(environment(language).from_string(source).render(context))


def test_a_text_is_quoted_and_an_expression_is_not() -> None:
    text = rendered("a.tf.j2", "a = {{ a }}\nb = {{ b }}\n", a='x"${y}', b=Expr("var.b"))
    assert text == 'a = "x\\"$${y}"\nb = var.b\n'


def test_a_constant_in_a_template_is_not_escaped_as_html() -> None:
    assert rendered("a.tf.j2", 'a = {{ "<&" }}') == 'a = "<&"\n'


def test_what_a_macro_made_passes_as_it_is() -> None:
    source = "{% macro m(x) %}a = {{ x }}{% endmacro %}{{ m(x) }}"
    assert rendered("a.tf.j2", source, x='"') == 'a = "\\""\n'


def test_an_expression_of_another_language_is_a_text() -> None:
    assert rendered("a.tf.j2", "a = {{ x }}", x=Raw("${evil}")) == 'a = "$${evil}"\n'
    assert rendered("a.ts.j2", "const a = {{ x }};", x=Expr("evil()")) == 'const a = "evil()";'


def test_a_missing_name_is_an_error_that_names_it() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'nothing' is undefined"):
        rendered("a.tf.j2", "a = {{ nothing }}")


def test_a_value_without_a_literal_is_an_error() -> None:
    with pytest.raises(TypeError, match="no HCL literal for a set"):
        rendered("a.tf.j2", "a = {{ x }}", x={1})


def test_a_literal_of_several_lines_hangs_below_the_line_that_it_began_on() -> None:
    source = "if True:\n    a = {{ x }}\n    b = 1\n"
    wanted = f'if True:\n    a = [\n        "{"x" * 60}",\n    ]\n    b = 1\n'
    assert rendered("a.py.j2", source, x=["x" * 60]) == wanted


def test_a_map_in_hcl_is_laid_out() -> None:
    source = 'resource "a" "b" {\ntags = {{ x }}\n}\n'
    wanted = 'resource "a" "b" {\n  tags = {\n    a     = 1\n    "b c" = 2\n  }\n}\n'
    assert rendered("a.tf.j2", source, x={"a": 1, "b c": 2}) == wanted


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("aws/queue.tf.j2", "hcl"),
        ("aws/module.tftest.hcl.j2", "hcl"),
        ("x/package.json.j2", "json"),
        ("x/a.ts.j2", "javascript"),
        ("x/a.mjs.j2", "javascript"),
        ("x/a.py.j2", "python"),
        ("x/pyproject.toml.j2", "toml"),
        ("x/Dockerfile.j2", "dockerfile"),
        ("x/Makefile.j2", "make"),
        ("x/a.sh.j2", "shell"),
        ("x/README.md.j2", "markdown"),
        ("x/a.html.j2", "html"),
        ("x/compose.yaml.j2", "compose"),
        ("x/a.yaml.j2", "yaml"),
        (".github/workflows/a.yml.j2", "workflow"),
        ("x/.dockerignore.j2", "plain"),
    ],
)
def test_a_name_tells_the_language(name: str, language: str) -> None:
    assert language_of(name).name == language
