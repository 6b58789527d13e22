"""What passes as one expression is one to Terraform and to python-hcl2 too."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import hcl2
import pytest

from infera.render.expressions import NotAnExpressionError, expression
from infera.render.tidy import tidy
from tests.engines import terraform

_SEEDS = [
    *("a.b[0].c", "f(a, b...)", "[for x in y : x if x > 1]", "{ for k, v in x : k => v... }", "{ a = 1, (b) = 2 }"),
    *("{\na = 1\nb = [\n1,\n]\n}", "merge(\na,\n{ b = 1 },\n)", "a ? b : c", "x[*].y"),
    *('"a${b}c%{if d}e%{else}f%{endif}"', '"$${a}"', "!a && -1 < 2", "p::q::f(1)", '"%{for x in y}${x}%{endfor}"'),
    *("(\na +\nb\n)", 'a["b"].*.c'),
    '"\\"{\\n"',
]  # fmt: skip
_PIECES = [
    *("a", "1", '"s"', '"', "${", "}", "%{", "{", "[", "]", "(", ")", ",", "=", "\n", "#", "//", "/*", "*/", "é", "'"),
    *("+", "-", "?", ":", "=>", "...", ".", "*", "!", "&&", "<<EOT\nx\nEOT\n", "for x in y :", "if", "\\", "$", "~"),
    *('"a${b}c"', '"$${"', "%{if a}", "%{endif}", " ", "{ a = 1 }", "[1, 2]", "f(1)", "\t", "::", "==", "null"),
]


def accepted(count: int) -> list[str]:
    """What passes of `count` expressions that were put together, cut and broken at random."""
    source, found = random.Random(3), dict[str, None]()
    for _ in range(count):
        text = "".join(source.sample(_SEEDS, source.choice([1, 1, 1, 2])))
        for _ in range(source.randrange(4)):
            at = source.randrange(len(text) + 1)
            text = text[:at] + source.choice(["", *_PIECES]) + text[at + source.randrange(3) :]
        try:
            found[expression(text)] = None
        except NotAnExpressionError:
            continue
    return list(found)


@pytest.mark.engine("terraform")
def test_terraform_reads_each_and_fmt_has_nothing_to_change(tmp_path: Path) -> None:
    texts = accepted(60_000)
    assert len(texts) > 1000
    file = tidy("".join(f"x {{\n  before = 1\n  value  = {text}\n  after  = 2\n}}\n" for text in texts))
    (tmp_path / "none.rc").write_text("")
    done = subprocess.run(
        [terraform.binary() or "terraform", "fmt", "-no-color", "-"],
        input=file,
        env={"TF_CLI_CONFIG_FILE": str(tmp_path / "none.rc")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == file


def test_another_parser_finds_nothing_beside_the_value() -> None:
    read = 0
    for text in accepted(20_000):
        try:
            found = hcl2.loads(f"before = 1\nvalue = {text}\nafter = 2\n")
        except Exception:  # it refuses some valid HCL
            continue
        read += 1
        assert [name for name in found if not name.startswith("__")] == ["before", "value", "after"], text
    assert read > 200
