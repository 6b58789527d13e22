"""Several configs in one call, and images after a rename: what the disk and the user's files say against it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import run_infera

CONFIG = """\
project_name: {name}
provider: gcp
region: us-central1
defaults: {{alarms: {{notify: [ops@example.com]}}}}
queues:
  - name: emails
workers:
  email_worker:
    queue: emails
"""


def disk(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def two(tmp_path: Path) -> Path:
    for name in ("mail", "shop"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "infera.yaml").write_text(CONFIG.format(name=name))
    return tmp_path


def test_each_config_is_a_project_of_its_own(two: Path) -> None:
    done = run_infera("generate", "-c", "mail/infera.yaml", "-c", "shop/infera.yaml", cwd=two)

    assert done.returncode == 0, done.stderr
    assert (two / "mail/terraform/modules/mail/versions.tf").exists()
    assert (two / "shop/terraform/modules/shop/versions.tf").exists()


@pytest.mark.parametrize("command", ["plan", "generate"])
def test_two_configs_on_one_folder_are_an_error_before_anything_is_written(two: Path, command: str) -> None:
    before = disk(two)
    done = run_infera(command, "-c", "mail/infera.yaml", "-c", "shop/infera.yaml", "-o", "out", cwd=two)
    said = done.stdout + done.stderr

    assert done.returncode == 1
    assert said.count("error[INF410]") == 2
    assert "mail/infera.yaml:1:15" in said
    assert "shop/infera.yaml:1:15" in said
    assert disk(two) == before


def test_nothing_is_written_of_any_config_where_one_has_an_error(two: Path) -> None:
    (two / "shop/infera.yaml").write_text(CONFIG.format(name="shop").replace("queue: emails", "queue: email"))
    before = disk(two)
    done = run_infera("generate", "-c", "mail/infera.yaml", "-c", "shop/infera.yaml", cwd=two)

    assert done.returncode == 1
    assert disk(two) == before


def test_one_config_named_twice_is_one(two: Path) -> None:
    done = run_infera("generate", "-c", "mail/infera.yaml", "-c", "./mail/infera.yaml", cwd=two)

    assert done.returncode == 0, done.stderr


def test_the_image_of_a_renamed_worker_is_named_under_both_names(two: Path) -> None:
    folder = two / "mail"
    run_infera("generate", cwd=folder)
    images = folder / "terraform/environments/default/images.auto.tfvars.json"
    images.write_text(json.dumps({"email_worker_image": "registry.example.com/mail@sha256:" + "0" * 64}))
    assert "INF228" not in run_infera("plan", cwd=folder).stdout

    config = (folder / "infera.yaml").read_text()
    (folder / "infera.yaml").write_text(
        config.replace("  email_worker:\n", "  mail_worker:\n    renamed_from: email_worker\n")
    )
    before = images.read_bytes()
    planned, done = run_infera("plan", cwd=folder), run_infera("generate", cwd=folder)
    (said,) = [line for line in planned.stdout.splitlines() if "warning[INF228]" in line]

    assert done.returncode == 0
    assert "`email_worker_image`" in said
    assert "`mail_worker_image`" in said
    assert images.read_bytes() == before

    images.write_text(images.read_text().replace("email_worker_image", "mail_worker_image"))
    assert "INF228" not in run_infera("plan", cwd=folder).stdout
