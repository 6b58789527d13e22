"""Strings that want out of their literal, and random values made of them."""

# ruff: noqa: RUF001 (lists of cases, several to a line)

from __future__ import annotations

import random
from itertools import product
from typing import Any

_OPENERS = [
    "${",
    "$${",
    "$$${",
    "$$$${",
    "%{",
    "%%{",
    "%%%{",
    "$%{",
    "%${",
    "${~",
    "$",
    "$$",
    "%",
    "{",
    "}",
]
_INSIDE = ["", "1+1", 'file("/etc/hostname")', "if true", "var.x", "}", '"', "{", "a}b${c}", "\n"]
_ATTACKS = [
    'evil"\n}\nresource "null_resource" "x" {\n  provisioner "local-exec" {}\n}\n',
    '"; import os; os.system("x"); "',
    "'; rm -rf /; '",
    '"""', "'''", "\\", "\\\\", '\\"', "\\'", "\\n", "\\u0024{", "\\${", "a\\", '"', "'", "`", "``` x", "~~~",
    "<<EOT\nx\nEOT", "<<-EOT", "EOT", "# comment", "// comment", "/* comment */", "*/", "--", "-", "- x", "+",
    "</script><script>alert(1)</script>", "<!--", "-->", "]]>", "<img src=x onerror=1>", "&lt;", "&", "&#10;",
    "${{ secrets.TOKEN }}", "${{'x'}}", "}}", "{{ x }}", "{% raw %}", "{# x #}", "$(id)", "`id`", "$((1+1))", "$'x'",
    "${PATH}", "$PATH", "$1", "$@", "!!", "!x", "*", "?", "~", "~/x", "a b", " a", "a ", "  ", "\ta", "a;b", "a|b",
    "a&b", "a>b", "a=b", "a:b", "a: b", "a #b", "#", "a,b", "[a]", "{a: b}", "&a", "*a", "!!python/object:x", "@a",
    "%", "%s", "%(x)s", "{0}", "null", "~", "true", "True", "no", "on", "yes", "1", "01", "0x1", "1e3", "1:30", ".nan",
    "2024-01-01", "", " ", "\n", "\r", "\r\n", "\n\n", "a\nb", "a\n", "\na", "\t", "a\tb", "\x00", "a\x00b", "\x01",
    "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\xad", "\u2028",
    "\u2029", "\u202e", "\u202ertl", "\u2066x\u2069", "\u200b", "\u200d", "\ufeff", "\ufeffa", "\ufffe", "\uffff",
    "\ue000", "\U0010ffff", "\U000e0001", "é", "e\u0301", "ｆｕｌｌ", "日本語", "😀", "👩‍👩‍👧", "🏳️‍🌈", "🇩🇪", "ñ" * 50,
    "checkov:skip=CKV_AWS_27:x", "#checkov:skip=CKV_AWS_27", "bridgecrew:skip=X", "CHECKOV:SKIP=x", "tfsec:ignore:x",
    "::set-output name=x::y", "::error::x", "*bold*", "_em_", "__init__", "a_b_c", "[x](y)", "![x](y)", "<b>", "# h",
    "1. x", "1) x", "> q", "---", "===", "| a | b |", "|", "http://example.com", "www.example.com", "a@example.com",
    ":smile:", "$x$", "$$x$$", "\\(x\\)", "[^1]", "[ ]", "- [ ] x", "    code", "`a` ``b``", "a  \nb", "a\\\nb",
    "__proto__", "constructor", "toString", "for", "if", "null", "class", "def", "import", "async", "await", "None",
    "$(shell id)", "$(error x)", "$@", "$<", "a\\#b", "a#b", "%.o", "define x", "endef", "include /etc/passwd",
    "RUN id", "a\nRUN id", "\\\nRUN id", "x" * 2000, "\\" * 51, '"' * 51, "'" * 51, "$" * 51, "%" * 51, "`" * 51,
]  # fmt: skip


def strings() -> list[str]:
    """At least 800 different strings, the same ones each time."""
    made = dict.fromkeys(_ATTACKS)
    for opener, inside, end in product(_OPENERS, _INSIDE, ["", "}", '"}']):
        made[f"{opener}{inside}{end}"] = None
        made[f"a{opener}{inside}{end}${{b}}"] = None
    return list(made)


def values(count: int, seed: int = 1) -> list[Any]:
    """Random nested values: text, numbers, booleans, None, lists and maps."""
    source, texts = random.Random(seed), strings()
    return [_value(source, texts, 4) for _ in range(count)]


def _value(source: random.Random, texts: list[str], depth: int) -> Any:
    kind = source.randrange(9 if depth else 6)
    if kind < 3:
        return source.choice(texts)
    if kind == 3:
        return source.choice([0, 1, -1, 2**53 + 1, 10**20, -(10**15), source.randrange(10**6)])
    if kind == 4:
        return source.choice([0.5, -0.1, 1.5e-9, 1e21, 2.0, 123456.789, source.random()])
    if kind == 5:
        return source.choice([True, False, None])
    if kind == 6:
        return [_value(source, texts, depth - 1) for _ in range(source.randrange(5))]
    keys = source.sample(texts, source.randrange(5))
    return {key: _value(source, texts, depth - 1) for key in keys}
