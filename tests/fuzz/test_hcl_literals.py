"""What goes into an HCL literal comes out of Terraform as it was: nothing leaves its literal."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from infera.render.hcl import literal, quote
from infera.render.tidy import tidy
from tests.engines.terraform import Folder
from tests.fuzz.hostile import strings, values

pytestmark = pytest.mark.engine("terraform")


def terraform(folder: Path) -> Folder:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    (folder / "none.rc").write_text("")
    return Folder(folder, {**kept, "TF_CLI_CONFIG_FILE": str(folder / "none.rc")})


def read_back(folder: Path, texts: list[str]) -> list[Any]:
    """Expressions, each as an output; what Terraform makes of them, in one run."""
    blocks = [f'output "o{at}" {{\n  value = {text}\n}}\n' for at, text in enumerate(texts)]
    (folder / "outputs.tf").write_text(tidy("\n".join(blocks)))
    work = terraform(folder)
    assert work.run("fmt", "-check", "-no-color", good=(0, 3)).stdout == "", "not as fmt has it"
    work.run("apply", "-auto-approve", "-no-color")
    shown = json.loads(work.run("output", "-json").stdout)
    # an output whose value is null is none at all
    return [shown.get(f"o{at}", {"value": None})["value"] for at in range(len(texts))]


def as_terraform_has_it(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, dict):
        return {normalize("NFC", key): as_terraform_has_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_terraform_has_it(item) for item in value]
    return value


def same(left: Any, right: Any) -> bool:
    if isinstance(left, float) or isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-15)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and bool(left == right)


def test_strings_and_nested_values_come_back_exactly(tmp_path: Path) -> None:
    wanted: list[Any] = [*strings(), *values(1500)]
    assert len(strings()) >= 800
    found = read_back(tmp_path, [literal(value) for value in wanted])
    pairs = zip(map(as_terraform_has_it, wanted), found, strict=True)
    assert [(left, right) for left, right in pairs if not same(left, right)] == []


def test_an_output_with_a_hostile_description_is_one_output(tmp_path: Path) -> None:
    text = 'evil"\n}\nresource "terraform_data" "x" {\n'
    (tmp_path / "a.tf").write_text(tidy(f'output "a" {{\n  value = 1\n  description = {quote(text)}\n}}\n'))
    terraform(tmp_path).run("apply", "-auto-approve", "-no-color")
    state = json.loads((tmp_path / "terraform.tfstate").read_text())
    assert state["resources"] == []
    assert list(state["outputs"]) == ["a"]
