"""Overrides change the block that they name, and nothing beside it."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from infera.output.files import File
from infera.render.overrides import apply, variables
from infera.render.tidy import tidy
from tests.engines import terraform
from tests.fuzz.hostile import strings

MODULE = PurePosixPath("terraform/modules/my-app")
TEXT = tidy("""
# the reports
resource "google_pubsub_subscription" "reports" {
  name = "reports"
  topic = google_pubsub_topic.reports.id # the one topic
  labels = {
    app = "my-app"
    "a b" = "c"
  }
  short = { a = 1, b = "x, y" }
  merged = local.labels
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Deny" }]
  })

  # how fast
  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }
  step {
    a = 1
  }
  step {
    a = 2
  }
  empty {}
  dynamic "many" {
    for_each = var.x
    content {
      k = many.value
    }
  }
}

data "aws_iam_policy_document" "d" {
  statement {
    actions = ["a"]
  }
}
""")
ADDRESS = "google_pubsub_subscription.reports"


def files() -> list[File]:
    return [File(MODULE / "queue_reports.tf", TEXT), File(PurePosixPath("README.md"), TEXT)]


def changed(values: dict[str, Any], address: str = ADDRESS) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came, stripped."""
    (made, readme), problems = apply(files(), {address: values})
    assert problems == []
    assert readme.content == TEXT
    text = str(made.content)
    assert tidy(text) == text
    before, after = (squeezed(t.split("\n")) for t in (TEXT, text))
    differences = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    return (
        [line[1:] for line in differences if line[0] == "-" and line != "-"],
        [line[1:] for line in differences if line[0] == "+" and line != "+"],
    )


def refused(values: Any, address: str = ADDRESS) -> list[tuple[str | None, str]]:
    unchanged, problems = apply(files(), {address: values})
    assert unchanged == files()
    return [(problem.key, problem.message) for problem in problems]


def squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def test_a_path_leads_into_a_block() -> None:
    gone, came = changed({"retry_policy.minimum_backoff": "20s"})
    assert gone == ['minimum_backoff = "10s"']
    assert came == ['minimum_backoff = "20s"']


def test_a_map_merges_into_a_block_and_null_removes() -> None:
    gone, came = changed({"retry_policy": {"minimum_backoff": None, "other": 3}})
    assert (gone, came) == (['minimum_backoff = "10s"'], ["other = 3"])


def test_a_map_merges_into_a_map_on_several_lines_or_on_one() -> None:
    _, came = changed({"labels": {"app": None, "a b": "z", "n": True}})
    assert came == ['"a b" = "z"', "n = true"]
    _, came = changed({"short": {"a": None, "c": [1, 2]}})
    assert came == ["short = {", 'b = "x, y"', "c = [1, 2]", "}"]


def test_a_map_merges_into_a_json_document_and_around_an_expression() -> None:
    _, came = changed({"policy": {"Version": "x", "Statement": None}})
    assert came == ['Version = "x"']
    _, came = changed({"merged": {"a": 1}})
    assert came == ["merged = merge(local.labels, {", "a = 1", "})"]


def test_a_list_replaces_and_keeps_a_comment_out_of_the_way() -> None:
    assert changed({"topic": ["a"]})[1] == ['topic = ["a"] # the one topic']
    assert changed({"statement.actions": ["b", "c"]}, "data.aws_iam_policy_document.d") == (
        ['actions = ["a"]'],
        ['actions = ["b", "c"]'],
    )


def test_a_block_that_goes_takes_the_comment_above_with_it() -> None:
    gone, came = changed({"retry_policy": None})
    assert gone[:2] == ["# how fast", "retry_policy {"]
    assert came == []


def test_one_of_several_blocks_is_named_by_its_index() -> None:
    for path in ("step[1].a", "step.1.a"):
        assert changed({path: 5}) == (["a = 2"], ["a = 5"])
    assert refused({"step.a": 5}) == [("step.a", "there are 2 blocks `step`; say which: `step[0]`")]
    assert refused({"step[2].a": 5}) == [("step[2].a", "there are 2 blocks `step`")]


def test_a_list_of_maps_replaces_all_blocks_of_a_name() -> None:
    gone, came = changed({"step": [{"b": 1}]})
    assert gone == ["a = 1", "}", "step {", "a = 2"]
    assert came == ["b = 1"]


def test_a_new_map_is_a_block_unless_its_name_is_that_of_a_map() -> None:
    assert changed({"timeouts": {"create": "1m"}})[1][0] == "timeouts {"
    assert changed({"tags": {"a": "b"}})[1][0] == "tags = {"
    assert changed({"config": {"map": {"a": "b"}}})[1][0] == "config = {"
    assert changed({"rules": {"list": [{"a": 1}]}})[1][0] == "rules = ["
    assert (changed({"environment.variables": {"A": "b"}})[1]) == [
        "environment {",
        "variables = {",
        'A = "b"',
        "}",
        "}",
    ]


def test_an_empty_and_a_dynamic_block_take_values_too() -> None:
    assert changed({"empty.a": 1})[1] == ["empty {", "a = 1", "}"]
    assert changed({"many": {"k": "lit"}})[1] == ['k = "lit"']
    assert changed({"many": None})[0][0] == 'dynamic "many" {'


def test_a_string_is_a_literal_and_expr_is_hcl() -> None:
    assert changed({"topic": "${var.x}"})[1] == ['topic = "$${var.x}" # the one topic']
    assert changed({"topic": {"expr": "var.key"}})[1] == ["topic = var.key # the one topic"]
    assert changed({"labels": {"app": {"expr": "f(a,b)"}}})[1][0] == "app = f(a, b)"


@pytest.mark.parametrize("text", ['a"\n}\nresource "x" "y" {', "a\nb = 1", "a # b", "a }", "a, b", ""])
def test_an_expression_that_is_more_than_one_is_refused(text: str) -> None:
    ((key, message),) = refused({"topic": {"expr": text}})
    assert key == "topic"
    assert message.startswith("not one HCL expression")


@pytest.mark.parametrize("key", ["a b", "", "a..b", ".a", "a.", 'a"', "provisioner", "x = 1\ny", "a}b", "a[x]", "ä\nb"])
def test_a_path_that_is_none_is_refused(key: str) -> None:
    ((found, _),) = refused({key: {"local-exec": 1} if key == "provisioner" else 1})
    assert found == key


def test_values_that_do_not_fit_are_refused() -> None:
    assert refused({"retry_policy": "s"})[0][0] == "retry_policy"
    assert refused({"name": {"a": 1}}) == [("name", 'a map cannot be merged into `"reports"`')]
    assert refused({"merged": {"a": None}})[0][0] == "merged"
    assert refused({"labels.app": 1, "labels": {"app": 2}})[0][0] is not None
    assert refused({"name": float("nan")})[0][0] == "name"


def test_an_address_that_is_not_there_gets_the_nearest_one() -> None:
    _, (problem,) = apply(files(), {"google_pubsub_subscription.report": {"a": 1}})
    assert problem.key is None
    assert problem.hint == f"did you mean `{ADDRESS}`?"
    _, (problem,) = apply(files(), {f"{ADDRESS}[0]": {"a": 1}})
    assert ADDRESS in problem.hint


def test_the_order_of_keys_does_not_matter() -> None:
    values = {"z": 1, "a": {"map": {"y": 1, "b": 2}}, "labels.n": 1, "labels": {"m": 2}}
    backwards = dict(reversed(values.items()))
    assert apply(files(), {ADDRESS: values}) == apply(files(), {ADDRESS: backwards})


def test_the_variables_of_expressions_are_known() -> None:
    values = {ADDRESS: {"a": {"expr": "var.key + f(var.b).var.c"}, "b": [{"expr": '"${var.d}"'}]}}
    assert variables(values) == ["b", "d", "key"]


@pytest.mark.engine("terraform")
def test_hostile_values_stay_in_their_place(tmp_path: Path) -> None:
    texts = strings()
    values = {f"v{at}": text for at, text in enumerate(texts)}
    maps = {"labels": dict.fromkeys(texts[1:], "x"), "new": {"map": dict.fromkeys(texts, "y")}}
    (made, _), problems = apply(files(), {ADDRESS: {**values, **maps}})
    assert problems == []
    (tmp_path / "none.rc").write_text("")
    (tmp_path / "a.tf").write_text(str(made.content))
    command = [
        terraform.binary() or "terraform",
        "fmt",
        "-check",
        "-diff",
        "-no-color",
        str(tmp_path),
    ]
    environment = {"TF_CLI_CONFIG_FILE": str(tmp_path / "none.rc")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
