"""The views that programs read: JSON, SARIF, workflow annotations, Markdown."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.output.plan import Action, Change
from infera.output.resources import ResourceChange
from infera.views import github, markdown, sarif
from infera.views import json as as_json
from infera.views.report import Report

HOSTILE = [
    "::set-output name=a::b",
    "a\n::error::b",
    "\x1b[31mred\x1b[0m\u202e",
    "100%0A,:",
    "<script>alert(1)</script>",
    "![x](https://evil.example/?q)",
    "[x](javascript:alert(1))",
    "@everyone #1 `code` ```\n# head",
    "| a | b |\n|---|---|",
    "</details><img src=x onerror=alert(1)>",
    "${{ secrets.TOKEN }}",
]


def _report(message: str = "too much", hint: str = "less", path: str = "a.tf") -> Report:
    found = Diagnostic(codes.OVER_LIMIT, message, ("queues", 0, "rate_limit"), hint, span=Span(3, 17, 3, 23))
    nowhere = Diagnostic(codes.HAND_EDITED, message, file=path)
    change = ResourceChange("a.b", "replace", {"name": ("x", message), "n": (None, 1)}, True, f"lost: {message}")
    return Report(
        (found, nowhere),
        changes=(
            Change(PurePosixPath("terraform/modules/a") / path, Action.UPDATE),
            Change(PurePosixPath("b.tf"), Action.KEEP),
        ),
        resources={PurePosixPath("terraform/modules/a") / path: (change,)},
        cost=(f"cost {message}",),
    )


def test_json_has_the_shape_of_the_contract() -> None:
    loaded = json.loads(as_json.render(_report()))
    assert loaded["format_version"] == 1
    first, second = loaded["findings"]
    assert first == {
        "code": "INF301",
        "severity": "error",
        "message": "too much",
        "hint": "less",
        "file": "infera.yaml",
        "line": 3,
        "column": 17,
        "end_line": 3,
        "end_column": 23,
        "path": ["queues", 0, "rate_limit"],
    }
    assert [second[key] for key in ("line", "column", "end_line", "end_column")] == [None] * 4
    assert second["path"] == []
    assert loaded["changes"] == [
        {
            "path": "terraform/modules/a/a.tf",
            "action": "update",
            "resources": [
                {
                    "address": "a.b",
                    "action": "replace",
                    "attributes": {
                        "name": {"before": "x", "after": "too much"},
                        "n": {"before": None, "after": 1},
                    },
                    "loses_jobs": True,
                    "note": "lost: too much",
                }
            ],
        },
        {"path": "b.tf", "action": "keep", "resources": []},
    ]
    assert loaded["summary"] == {
        "create": 0,
        "update": 0,
        "delete": 0,
        "replace": 1,
        "files_written": 1,
        "files_deleted": 0,
    }


def test_json_without_a_plan_has_findings_alone() -> None:
    assert json.loads(as_json.render(Report(()))) == {"format_version": 1, "findings": []}


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_every_text_and_prints_no_control_character(text: str) -> None:
    printed = as_json.render(_report(text))
    assert printed.isascii()
    assert "\x1b" not in printed
    assert json.loads(printed)["findings"][0]["message"] == text


def test_sarif_has_what_code_scanning_asks_for() -> None:
    log = json.loads(sarif.render(_report()))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["INF301", "INF401"]
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}")
        assert rule["shortDescription"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith("/")
        assert place["region"]["startLine"] >= 1
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 17,
        "endLine": 3,
        "endColumn": 23,
    }


def test_sarif_paths_are_uris() -> None:
    log = json.loads(sarif.render(_report(path="a b%#?é.tf")))
    uri = log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b%25%23%3F%C3%A9.tf"


def test_annotations_of_a_config_with_an_absolute_path_are_relative_to_the_repository() -> None:
    found = Diagnostic(codes.OVER_LIMIT, "too much")
    report = Report((found,), name=(Path.cwd() / "deploy" / "infera.yaml").as_posix())
    assert "file=deploy/infera.yaml," in github.render(report)
    assert '"uri": "deploy/infera.yaml"' in sarif.render(report)


def _commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The annotations of a text as the runner reads them: a line that begins with `::`."""
    commands = []
    for line in text.split("\n"):
        match = re.match(r"\s*::([^ :]+)(?: ([^:]*))?::(.*)$", line)
        if not match:
            assert not line.lstrip().startswith("::")
            continue
        properties = dict(part.split("=", 1) for part in (match[2] or "").split(","))
        for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            properties = {key: value.replace(escape, char) for key, value in properties.items()}
        data = match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        commands.append((match[1], properties, data))
    return commands


def test_annotations_stand_at_the_line() -> None:
    commands = _commands(github.render(_report()))
    assert commands[0] == (
        "error",
        {
            "file": "infera.yaml",
            "line": "3",
            "endLine": "3",
            "col": "17",
            "endColumn": "23",
            "title": "INF301 over-limit",
        },
        "too much\nhint: less",
    )


@given(st.one_of(st.sampled_from(HOSTILE), st.text()), st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_no_text_makes_a_command_of_its_own(message: str, path: str) -> None:
    name = path.replace("/", "_").replace("\0", "_") or "x"
    if name in (".", ".."):
        return
    commands = _commands(github.render(_report(message, message, name)))
    assert [command for command, _, _ in commands] == ["error", "error"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_text_as_text(text: str) -> None:
    printed = markdown.render(_report(text, text))
    tags = _Tags()
    tags.feed(printed)
    assert set(tags.tags) <= {"br", "details", "summary"}
    assert not re.search(r"(?<!\\)!?\[[^\]]*\]\(", printed)
    assert "@" not in printed
    assert not re.search(r"(?<!\\)(?<!&)#\d", printed)
    assert "\x1b" not in printed
    assert printed.count("</details>") == 1
    assert not re.search(r"^\s*\|", printed, re.MULTILINE)


def test_markdown_says_what_it_should() -> None:
    printed = html.unescape(markdown.render(_report()))
    assert "INF301" in printed
    assert "replace a.b" in printed
    assert "1 resource to replace" in printed


def test_markdown_is_cut_before_a_comment_would_be_refused() -> None:
    report = Report(tuple(Diagnostic(codes.OVER_LIMIT, f"{n} " + "x" * 500) for n in range(1000)))
    printed = markdown.render(report)
    assert len(printed) < 65_536
    assert "more; `infera plan` shows them all" in printed
