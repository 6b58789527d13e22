"""A template looks like the file that it makes: it decides nothing and joins nothing.

Loops, conditions on ready-made values, macros and `{{ value }}`, which is an escaped literal.
What a template cannot say is a property that the code in front of it lacks.
"""

from __future__ import annotations

import re

import pytest
from jinja2 import nodes

from infera.render.env import environment, template_names
from infera.render.languages import language_of
from infera.resources import data_dir

ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem),
    *(nodes.Const, nodes.Tuple, nodes.Keyword, nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or),
    *(nodes.Macro, nodes.Call, nodes.CallBlock, nodes.FromImport, nodes.Import, nodes.Include),
    *(nodes.Filter, nodes.Test),
)
FILTERS = {"code", "comment"}
TESTS = {"defined"}
LABEL = re.compile(r"\{\{ (?:\w+\.)*(?:ref|bare|label|topic|worker|dead_letter) \}\}")


def source(name: str) -> str:
    return data_dir("templates").joinpath(name).read_text("utf-8")


def parsed(name: str) -> nodes.Template:
    return environment(language_of(name)).parse(source(name))


def test_there_are_templates() -> None:
    assert template_names()


@pytest.mark.parametrize("name", template_names())
def test_a_template_only_loops_chooses_and_fills_in(name: str) -> None:
    for node in parsed(name).find_all(nodes.Node):
        assert isinstance(node, ALLOWED), f"line {node.lineno}: {type(node).__name__}"
        if isinstance(node, nodes.Filter):
            assert node.name in FILTERS, f"line {node.lineno}"
        if isinstance(node, nodes.Test):
            assert node.name in TESTS, f"line {node.lineno}"


@pytest.mark.parametrize("name", template_names())
def test_only_macros_are_called(name: str) -> None:
    tree = parsed(name)
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} | {"caller"}
    for imported in tree.find_all(nodes.FromImport):
        macros |= {entry if isinstance(entry, str) else entry[1] for entry in imported.names}
    for call in tree.find_all(nodes.Call):
        assert isinstance(call.node, nodes.Name), f"line {call.lineno}"
        assert call.node.name in macros, f"line {call.lineno}: {call.node.name}"


@pytest.mark.parametrize(
    "name", [n for n in template_names() if language_of(n).name in ("hcl", "json", "toml", "yaml")]
)
def test_no_value_is_filled_into_a_string(name: str) -> None:
    """But a label, which is code of a few harmless characters; inside `${…}` a literal is one again."""
    for number, line in enumerate(source(name).split("\n"), 1):
        for at in range(len(line)):
            if line.startswith("{{", at) and "{{" not in line[:at] and not LABEL.match(line, at):
                before = re.sub(r"\$\{[^}]*$", '"', line[:at].replace('\\"', ""))
                assert before.count('"') % 2 == 0, f"line {number}: {line.strip()}"
