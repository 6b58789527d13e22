"""SARIF and the hooks of pre-commit against the schemas that OASIS and SchemaStore publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator

from infera import codes
from infera.diagnostics import Code, Diagnostic, Span
from infera.views import sarif
from infera.views.report import Report
from tests.conftest import run_infera

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(__file__).parent / "schemas"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text("utf-8"))


def sarif_errors(text: str) -> list[str]:
    validator = Draft4Validator(schema("sarif-2.1.0.json"), format_checker=Draft4Validator.FORMAT_CHECKER)
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(json.loads(text))]


def test_every_code_makes_sarif_that_the_schema_takes() -> None:
    known = [each for each in vars(codes).values() if isinstance(each, Code)]
    found = [Diagnostic(code, f"message of {code.id}", hint="a hint") for code in known]
    found += [
        Diagnostic(known[0], "über \x1b[31m rot", file="a b%#?é.tf", span=Span(1, 1, 1, 1)),
        Diagnostic(known[0], "x", path=("queues", 0, "name"), span=Span(3, 17, 3, 23)),
    ]

    assert len(known) > 100
    assert sarif_errors(sarif.render(Report(tuple(found)))) == []


@pytest.mark.parametrize("text", ["queues: [", "project_name: a\nprovider: aws\nregon: x\n", ""])
def test_what_the_command_prints_is_sarif(tmp_path: Path, text: str) -> None:
    (tmp_path / "infera.yaml").write_text(text)
    done = run_infera("validate", "--format", "sarif", cwd=tmp_path)

    assert done.returncode == 1
    assert json.loads(done.stdout)["runs"][0]["results"]
    assert sarif_errors(done.stdout) == []


def test_a_log_without_findings_is_sarif_too() -> None:
    assert sarif_errors(sarif.render(Report(()))) == []


def test_the_schema_would_see_a_mistake() -> None:
    log = json.loads(sarif.render(Report((Diagnostic(codes.OVER_LIMIT, "x"),))))
    log["runs"][0]["results"][0]["levels"] = "error"
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

    assert len(sarif_errors(json.dumps(log))) == 2


def test_the_hooks_have_the_published_shape() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    errors = list(Draft7Validator(schema("pre-commit-hooks.json")).iter_errors(hooks))

    assert [error.message for error in errors] == []
    assert hooks
