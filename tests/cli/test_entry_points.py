"""What Terraform, a compose file, a Dockerfile or a Makefile starts is among the files that were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import run_infera

CONFIG = """
project_name: shop
provider: {provider}
{region}
queues:
  - name: orders
    type: {kind}
    schedules: [{{name: nightly, cron: "0 3 * * *"}}]
workers:
  order_worker: {{queue: orders, language: python}}
"""
SYSTEMS = [
    ("aws", "sqs"),
    ("aws", "celery"),
    *(("gcp", kind) for kind in ("pubsub", "cloud_tasks", "celery")),
    ("self_hosted", "celery"),
]
STARTERS = {".tf", ".yaml", ".service"}
NAMED = re.compile(r"""(?:-m"?,?\s*"?)(infera\.\w+)|"(infera\.\w+)\.handler\"""")


def starters(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in STARTERS or path.name in ("Dockerfile", "Makefile"):
            yield path


@pytest.mark.parametrize(("provider", "kind"), SYSTEMS)
def test_every_module_that_something_starts_is_there(provider: str, kind: str, tmp_path: Path) -> None:
    region = "" if provider == "self_hosted" else "region: europe-west1" if provider == "gcp" else "region: eu-west-1"
    text = CONFIG.format(provider=provider, kind=kind, region=region)
    (tmp_path / "infera.yaml").write_text(text)
    done = run_infera("generate", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    named = {"".join(found) for path in starters(tmp_path) for found in NAMED.findall(path.read_text())}
    worker = tmp_path / "workers/order_worker"
    assert named
    assert [name for name in sorted(named) if not (worker / f"{name.replace('.', '/')}.py").is_file()] == []


def test_the_handler_of_a_function_is_in_its_module(tmp_path: Path) -> None:
    text = CONFIG.format(provider="aws", kind="sqs", region="region: eu-west-1")
    (tmp_path / "infera.yaml").write_text(text)
    assert run_infera("generate", "-q", cwd=tmp_path).returncode == 0
    function = (tmp_path / "terraform/modules/shop/worker_order_worker.tf").read_text()
    (handler,) = re.findall(r'^  handler += "([\w.]+)"$', function, re.MULTILINE)
    module, _, name = handler.rpartition(".")
    source = (tmp_path / "workers/order_worker" / f"{module.replace('.', '/')}.py").read_text()
    assert re.search(rf"^(def {name}\(|{name}\b.*=)", source, re.MULTILINE)


@pytest.mark.parametrize(("provider", "kind"), [each for each in SYSTEMS if each[0] != "self_hosted"])
def test_every_queue_and_worker_has_a_file_and_a_queue_says_what_a_producer_is_told(
    provider: str, kind: str, tmp_path: Path
) -> None:
    region = "region: europe-west1" if provider == "gcp" else "region: eu-west-1"
    text = CONFIG.format(provider=provider, kind=kind, region=region) + "environments: {staging: {}, production: {}}\n"
    (tmp_path / "infera.yaml").write_text(text)
    assert run_infera("generate", "-q", cwd=tmp_path).returncode == 0
    module = tmp_path / "terraform/modules/shop"
    assert {"queue_orders.tf", "worker_order_worker.tf"} <= {path.name for path in module.iterdir()}
    assert "orders_producer" in (module / "outputs.tf").read_text()
    root = (tmp_path / "terraform/environments/staging/main.tf").read_text()
    assert "max_attempts" not in root, "what is the same everywhere stands in the module alone"
