"""Images over the weeks: each root has a file of the user's, `make push` writes digests there, a moving tag is said.

There is no daemon here that could build an image. A stand-in for `docker` does what `docker buildx build --push
--metadata-file` does last: it writes the digest of the image into that file. All else is the generated Makefile.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_infera

CONFIG = """\
project_name: shop
provider: gcp
region: us-central1
project_id: shop-production
defaults: {alarms: {notify: [ops@example.com]}}
terraform: {backend: {type: gcs, config: {bucket: state, prefix: "{project}/{environment}"}}}
environments: {staging: {}, production: {}}
queues:
  - {name: emails, type: cloud_tasks}
  - {name: reports, type: pubsub}
  - {name: hooks, type: bullmq}
workers:
  email_worker: {queue: emails}
  report_worker: {queue: reports, language: python}
  hook_worker: {queue: hooks}
"""
WORKERS = ("email_worker", "report_worker", "hook_worker")
DOCKER = """\
#!/bin/sh
echo "$@" >> "$CALLS"
while [ "$1" != --metadata-file ]; do shift; done
printf '{"containerimage.digest": "%s"}' "$DIGEST" > "$2"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "infera.yaml").write_text(CONFIG)
    assert run_infera("generate", "-q", cwd=tmp_path).returncode == 0
    (tmp_path / "bin").mkdir()
    docker = tmp_path / "bin/docker"
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    return tmp_path


def push(project: Path, worker: str, digest: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PATH": f"{project / 'bin'}:{os.environ['PATH']}",
        "CALLS": str(project / "calls"),
        "DIGEST": digest,
    }
    command = ["make", "-s", "push", "REPOSITORY=us-central1-docker.pkg.dev/p/r", *words]
    return subprocess.run(
        command, cwd=project / "workers" / worker, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def images(project: Path, environment: str) -> dict[str, Any]:
    file = project / "terraform/environments" / environment / "images.auto.tfvars.json"
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def tags(project: Path, *arguments: str) -> list[dict[str, Any]]:
    shown = json.loads(run_infera("plan", "--format", "json", *arguments, cwd=project).stdout)
    return [each for each in shown["findings"] if each["code"] == "INF227"]


def test_each_root_has_an_empty_file_that_is_written_once(project: Path) -> None:
    file = project / "terraform/environments/staging/images.auto.tfvars.json"
    assert file.read_text() == "{}\n"
    assert images(project, "production") == {}

    file.write_text('{"email_worker_image": "x@sha256:' + "0" * 64 + '"}')
    before = file.read_bytes()
    (project / "infera.yaml").write_text(CONFIG.replace("cloud_tasks}", "cloud_tasks, rate_limit: 5/s}"))
    assert run_infera("generate", "-q", cwd=project).returncode == 0
    assert run_infera("generate", "-q", "--force", cwd=project).returncode == 0
    assert file.read_bytes() == before


@pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("make") is None, reason="node or make is not installed"
)
def test_a_push_writes_the_digest_into_the_file_of_its_environment(project: Path) -> None:
    wanted = {}
    for worker in WORKERS:
        digest = "sha256:" + hashlib.sha256(worker.encode()).hexdigest()
        done = push(project, worker, digest, "ENV=staging")
        assert done.returncode == 0, done.stderr
        wanted[f"{worker}_image"] = digest
    written = images(project, "staging")

    assert {name: image.partition("@")[2] for name, image in written.items()} == wanted
    assert all(image.startswith("us-central1-docker.pkg.dev/p/r/") for image in written.values())
    assert images(project, "production") == {}
    calls = (project / "calls").read_text().splitlines()
    assert len(calls) == len(WORKERS)
    assert all("--platform linux/amd64 --push --tag us-central1-docker.pkg.dev/p/r/" in call for call in calls)
    assert tags(project) == []

    text = (project / "terraform/environments/staging/variables.tf").read_text()
    assert all(f'variable "{name}"' in text for name in written)


@pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("make") is None, reason="node or make is not installed"
)
@pytest.mark.parametrize("worker", WORKERS)
def test_a_push_that_failed_writes_nothing(project: Path, worker: str) -> None:
    assert push(project, worker, "", "ENV=staging").returncode != 0
    wrong = push(project, worker, "sha256:" + "0" * 64, "ENV=stagin")

    assert wrong.returncode != 0
    assert "no environment stagin" in wrong.stderr
    assert images(project, "staging") == {}


def test_a_tag_without_a_digest_is_a_warning_wherever_it_stands(project: Path) -> None:
    file = project / "terraform/environments/production/images.auto.tfvars.json"
    file.write_text('{"email_worker_image": "registry.example.com/mail:1.2"}')
    (found,) = tags(project)

    assert found["severity"] == "warning"
    assert found["file"] == "terraform/environments/production/images.auto.tfvars.json"
    assert "make push ENV=production" in found["hint"]

    given = CONFIG.replace("report_worker: {", "report_worker: {image: 'registry.example.com/report:2', ")
    (project / "infera.yaml").write_text(given)
    file.write_text("{}\n")
    assert [(each["path"], each["severity"]) for each in tags(project)] == [
        (["workers", "report_worker", "image"], "warning")
    ]
    (project / "infera.yaml").write_text(given.replace("report:2", "report:2@sha256:" + "0" * 64))
    assert tags(project) == []
