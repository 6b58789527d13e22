"""What other tools read of ours has the shape that they publish; a workflow of ours lets nobody inject."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import run_infera

ROOT = Path(__file__).resolve().parents[2]


def check(schema: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", "templates/ci/github.yml"),
        ("gitlab-ci", "templates/ci/gitlab.yml"),
    ],
)
def test_the_file_has_the_published_shape(schema: str, file: str) -> None:
    done = check(schema, ROOT / file)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("example", ["05-bullmq", "06-celery"])
def test_a_compose_file_is_one(tmp_path: Path, example: str) -> None:
    done = run_infera("generate", "-c", str(ROOT / "examples" / example / "infera.yaml"), "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    checked = check("compose-spec", tmp_path / "compose.yaml")

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("file", ["action.yml", "templates/ci/github.yml"])
def test_no_expression_stands_in_a_script(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    scripts = [m.group(0) for m in re.finditer(r"run: \|\n(?:\s{8,}.*\n)+|run: [^|\n].*", text)]

    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_every_hook_of_pre_commit_names_a_command() -> None:
    from infera.commands import COMMANDS

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    assert {hook["entry"].split()[1] for hook in hooks} <= set(COMMANDS)


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_init_writes_the_workflow(tmp_path: Path, ci: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infera", "init", "--type", "sqs", "--ci", ci],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    (written,) = [p for p in tmp_path.rglob("*.yml") if p.is_file()]

    assert done.returncode == 0, done.stderr
    assert "loses-jobs" in written.read_text("utf-8")
