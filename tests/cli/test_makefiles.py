"""What `make image` builds is what Terraform runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import run_infera

CONFIG = """
project_name: shop
provider: {provider}
region: {region}
queues: [{{name: orders, type: {kind}}}]
workers: {{order_worker: {{queue: orders}}}}
"""
SYSTEMS = [
    ("aws", "eu-west-1", "bullmq", "linux/arm64"),
    ("aws", "eu-west-1", "celery", "linux/arm64"),
    ("gcp", "europe-west1", "pubsub", "linux/amd64"),
    ("gcp", "europe-west1", "celery", "linux/amd64"),
]


def make(worker: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The commands of a target, which are not run."""
    command = ["make", "-n", *words]
    return subprocess.run(command, cwd=worker, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("provider", "region", "kind", "platform"), SYSTEMS)
def test_an_image_is_built_for_what_terraform_runs_and_for_nothing_unknown(
    provider: str, region: str, kind: str, platform: str, tmp_path: Path
) -> None:
    (tmp_path / "infera.yaml").write_text(CONFIG.format(provider=provider, region=region, kind=kind))
    assert run_infera("generate", "-q", cwd=tmp_path).returncode == 0
    worker = tmp_path / "workers/order_worker"

    assert f"--platform {platform} " in make(worker, "image").stdout
    assert "--platform linux/arm64 " in make(worker, "image", "ARCH=arm64").stdout
    assert "--platform linux/amd64 " in make(worker, "image", "ARCH=x86_64").stdout
    refused = make(worker, "image", "ARCH=sparc")
    assert refused.returncode != 0
    assert "ARCH is arm64 or x86_64, not sparc" in refused.stderr
    text = (tmp_path / "terraform/modules/shop/worker_order_worker.tf").read_text()
    runs = re.findall(r'cpu_architecture += "(\w+)"', text)  # Cloud Run has no choice: it runs amd64
    assert runs == (["ARM64"] if platform == "linux/arm64" else [])
