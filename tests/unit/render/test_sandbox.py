"""Custom templates do their work, and nothing else, and not for long."""

# ruff: noqa: E501 (lists of cases, several to a line)

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from infera.render.env import overlay, render, template_names
from infera.render.hcl import Expr
from infera.render.template_folder import MAX_BYTES, TemplateError, read_folder

NAME = "terraform/versions.tf.j2"
CONTEXT: dict[str, Any] = {
    "x": 'a"${b}',
    "items": [1, 2, 3],
    "e": Expr("var.z"),
    "d": {"a": {"b": {"c": 1}}},
}


def run(folder: Path, source: str, **more: str) -> str:
    for name, text in {NAME: source, **more}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    with overlay(folder):
        return render(NAME, CONTEXT)


def refused(folder: Path, source: str, **more: str) -> TemplateError:
    started = time.process_time()
    with pytest.raises(TemplateError) as caught:
        run(folder, source, **more)
    assert time.process_time() - started < 8
    return caught.value


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a = {{ x }}", 'a = "a\\"$${b}"\n'),
        ("a = {{ e }}", "a = var.z\n"),
        ("{% for i in items %}\na{{ i }} = {{ loop.index }}\n{% endfor %}", "a1 = 1\na2 = 2\na3 = 3\n"),
        ("{% for i in items if i > 2 %}\na = {{ i }}\n{% endfor %}", "a = 3\n"),
        ("a = {{ x ~ '-b' }}", 'a = "a\\"$${b}-b"\n'),
        ("a = {{ items|join(',') }}", 'a = "1,2,3"\n'),
        ("a = {{ 'var.q'|expr }}", "a = var.q\n"),
        ("{{ x|comment }}", '# a"${b}\n'),
        ("a = {{ items|select('gt', 1)|list }}", "a = [2, 3]\n"),
        ("{% macro m(v) %}a = {{ v }}{% endmacro %}{{ m(x) }}", 'a = "a\\"$${b}"\n'),
        ("{% set n = namespace(a=1) %}{% for i in items %}{% set n.a = n.a + i %}{% endfor %}a = {{ n.a }}", "a = 7\n"),
        ("{% for k, v in d.items() %}{{ k|expr }} = 1{% endfor %}", "a = 1\n"),
        ("a = {{ 2 in items }}\nb = {{ items[1:] }}", "a = true\nb = [2, 3]\n"),
    ],
)  # fmt: skip
def test_what_a_template_needs_it_has(tmp_path: Path, source: str, text: str) -> None:
    assert run(tmp_path, source) == text


def test_only_the_templates_in_the_folder_are_replaced(tmp_path: Path) -> None:
    other = "terraform/outputs.tf.j2"
    assert other in template_names()
    before = render(other, {"outputs": []})
    run(tmp_path, "a = 1")
    with overlay(tmp_path):
        assert render(other, {"outputs": []}) == before
        assert render(NAME, CONTEXT) == "a = 1\n"


def test_a_macro_file_of_the_folder_reaches_the_templates_that_include_it(tmp_path: Path) -> None:
    own = {"own/macros.tf.j2": "{% macro m(v) %}q = {{ v }}{% endmacro %}"}
    source = '{% from "own/macros.tf.j2" import m %}\n{{ m(x) }}'
    assert run(tmp_path, source, **own) == 'q = "a\\"$${b}"\n'


def test_a_name_that_no_template_has_and_none_includes_is_told(tmp_path: Path) -> None:
    (tmp_path / "versoins.tf.j2").write_text("")
    run(tmp_path, '{% from "own/m.tf.j2" import m %}', **{"own/m.tf.j2": "{% macro m() %}{% endmacro %}"})
    with overlay(tmp_path) as unknown:
        assert unknown == ["versoins.tf.j2"]


@pytest.mark.parametrize(
    "source",
    [
        "{{ x.__class__ }}", "{{ ''['__class__'] }}", "{{ x|attr('__class__') }}", "{{ self.__init__ }}",
        "{{ items|map(attribute='__class__')|list }}", "{{ cycler.__init__.__globals__ }}", "{{ lipsum() }}",
        "{{ namespace.__init__ }}", "{{ range.__self__ }}", "{{ x.format }}", "{{ '{}'.format(x) }}", "{{ x.encode() }}",
        "{{ items.append(1) }}", "{{ d.update({}) }}", "{{ d.clear() }}", "{{ (1).bit_length() }}", "{{ budget }}",
        "{{ environment }}", "{{ step(1) }}", "{{ joined }}", "{{ x|safe }}", "{{ e ~ 'b' }}", "{{ 'a } b'|expr }}",
        "{% include '/etc/passwd' %}", "{% include '../secret.tf.j2' %}", "{% import 'os' as os %}", "{{ dict.mro() }}",
        "{% extends x %}", "{{ nothing }}", "{{ nothing.more }}", "{% for %}", "{% nonsense %}", "{{ 1/0 }}", "{{ range }}",
        "{{ x|random }}", "{{ x|pprint }}", "{{ x|tojson }}", "{{ cycler }}", "{% debug %}", "{% do x %}",
    ],
)  # fmt: skip
def test_there_is_no_way_out(tmp_path: Path, source: str) -> None:
    assert refused(tmp_path, source).file == NAME


_DOUBLED = ("{% set a = a ~ a %}", "{% set a = a + a %}", "{% set a %}{{ a }}{{ a }}{% endset %}")
_BIG = "{% set a = range(99999)|list %}"


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(99999) if false %}{% endfor %}{% endfor %}",
        "{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'terraform/versions.tf.j2' %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
        "{% for x in items recursive %}{{ loop(items) }}{% endfor %}",
        *(f"{{% set a = 'aaaaaaaaaaaaaaaa' %}}{double * 60}" for double in _DOUBLED),
        "{% set a = [1] %}" + "{% set a = a + a %}" * 60,
        "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a|replace('a', a) %}" * 20,
        "{% for a in range(99999) %}" + "A" * 60_000 + "{% endfor %}",
        "{{ 'a' * 10000000000 }}", "{{ 10 ** 10 ** 10 }}", "{{ '%1000000000d' % 1 }}", "{{ range(10000000000) }}",
        "{{ '%1000000000d'|format(1) }}", "{{ 'a'|center(1000000000) }}", "{{ 'a'|indent(1000000000) }}",
        "{{ range(99999)|map('replace', '1', range(99999)|join)|join }}",
        _BIG + "{% for i in range(99999) %}{% if -1 in a %}{% endif %}{% endfor %}",
        _BIG + "{% for i in range(99999) %}{% if a == a %}{% endif %}{% endfor %}",
        _BIG + "{% for i in range(99999) %}{% if a is eq(a) %}{% endif %}{% endfor %}",
        _BIG + "{% for i in range(99999) %}{% if a[1:] %}{% endif %}{% endfor %}",
        _BIG + "{% for i in range(99999) %}{% set b = a|sum %}{% endfor %}",
        "{% for i in range(99999) %}{% set b = [" + "1," * 20_000 + "] %}{% endfor %}",
        "{{ " + "(" * 5000 + " }}", "{{ " + "-" * 5000 + "1 }}", "{% if 1 %}" * 3000, "{{ x" + ".x" * 30_000 + " }}",
        "{% for a in x %}" * 200 + "{% endfor %}" * 200,
    ],
)  # fmt: skip
def test_nothing_runs_long_or_grows_large(tmp_path: Path, source: str) -> None:
    refused(tmp_path, source)


def test_an_error_has_its_line(tmp_path: Path) -> None:
    problem = refused(tmp_path, "a = 1\n\nb = {{ nothing }}\n")
    assert (problem.file, problem.line, problem.message) == (NAME, 3, "'nothing' is undefined")
    assert refused(tmp_path, "a = 1\n{% if %}\n").line == 2
    inside = {"own/m.tf.j2": "{% macro m() %}\n\n\n{{ nothing }}{% endmacro %}"}
    problem = refused(tmp_path, '{% from "own/m.tf.j2" import m %}{{ m() }}', **inside)
    assert (problem.file, problem.line) == ("own/m.tf.j2", 4)


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    folder, secret = tmp_path / "folder", tmp_path / "secret.tf.j2"
    folder.mkdir()
    secret.write_text("a = 1")
    (folder / "a.tf.j2").symlink_to(secret)
    with pytest.raises(TemplateError, match="a symbolic link"):
        read_folder(folder)
    (folder / "a.tf.j2").unlink()
    (folder / "inner").symlink_to(tmp_path)
    with pytest.raises(TemplateError, match="a symbolic link"):
        read_folder(folder)
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(TemplateError, match="not a folder"):
        read_folder(tmp_path / "link")


def test_only_regular_files_of_a_modest_size_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.tf.j2")
    with pytest.raises(TemplateError, match="not a regular file"):
        read_folder(tmp_path)
    (tmp_path / "a.tf.j2").unlink()
    (tmp_path / "a.tf.j2").write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(TemplateError, match="larger than"):
        read_folder(tmp_path)
    (tmp_path / "a.tf.j2").write_bytes(b"a\n\xff")
    with pytest.raises(TemplateError, match="not UTF-8") as caught:
        read_folder(tmp_path)
    assert caught.value.line == 2
    with pytest.raises(TemplateError, match="not a folder"):
        read_folder(tmp_path / "nothing")
