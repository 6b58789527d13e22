"""From infera.yaml to jobs done: generated, built, applied with the real AWS provider, sent, run by Lambda.

ministack is the cloud. Its event source mapping applies neither AWS's rule for a malformed answer nor a graceful
stop; those are shown in test_lambda.py and test_sqs.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_infera
from tests.engines import node, terraform
from tests.engines.ministack import Ministack, running_ministack
from tests.runtime.typescript import aws
from tests.runtime.typescript.house import HERE, Steps, wait_for
from tests.runtime.typescript.projects import SCENARIO
from tests.runtime.typescript.test_clients import send
from tests.terraform.test_real_aws import _provider

pytestmark = [
    pytest.mark.engine("node", "ministack", "terraform", "real_aws_provider"),
    pytest.mark.slow,
]
MIRROR = {name: versions for name, versions in terraform.SERVED.items() if name != "aws"}
MIX = [(n, "ok") for n in range(150)] + [(n, "once") for n in range(150, 170)]
MIX += [(n, "always") for n in range(170, 185)] + [(n, "poison") for n in range(185, 200)]


def declaration(steps: Path) -> dict[str, Any]:
    return {
        "project_name": "my-app",
        "provider": "aws",
        "region": "us-east-1",
        "queues": [
            {
                "name": "emails",
                "retry": {"max_attempts": 3, "min_backoff": "1s", "max_backoff": "4s"},
                "jobs": {"emails": {"payload": SCENARIO}},
                "alarms": False,
            }
        ],
        "workers": {
            "email_worker": {
                "queue": "emails",
                "concurrency": 5,
                "timeout": "3s",
                "env": {"TEST_STEPS": str(steps)},
            }
        },
    }


def generated(tree: Path, steps: Path) -> None:
    """The project, with the scenario handler written and both packages built."""
    tree.mkdir()
    (tree / "infera.yaml").write_text(json.dumps(declaration(steps)))
    done = run_infera("generate", "-c", str(tree / "infera.yaml"))
    assert done.returncode == 0, done.stderr
    worker = tree / "workers/email_worker"
    shutil.copy(HERE / "handler_scenario.ts", worker / "handlers/emails.ts")
    for folder in (worker, tree / "clients/typescript"):
        built = subprocess.run(
            ["make", "build"],
            cwd=folder,
            env=node.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stdout + built.stderr
    shutil.copy(HERE / "send.mjs", tree / "clients/typescript")


def outputs(folder: terraform.Folder) -> dict[str, Any]:
    found = json.loads(folder.run("output", "-json").stdout)
    return {name: output["value"] for name, output in found.items()}


def test_two_hundred_jobs_through_the_generated_system(tmp_path: Path) -> None:
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    steps = Steps(tmp_path / "steps.jsonl")
    tree = tmp_path / "tree"
    generated(tree, steps.path)
    with (
        running_ministack() as cloud,
        terraform.session(MIRROR, [mirror]) as session,
    ):
        root = session.copy(tree, "terraform/environments/default")
        (root.path / "ministack_override.tf").write_text(_provider(cloud.url))
        root.init()
        root.apply()
        config = outputs(root)["emails_producer"]
        jobs = [["emails", {"n": n, "kind": kind}, {"id": f"job-{n}"}] for n, kind in MIX]
        jobs += [["emails", {"n": n, "kind": "ok"}, {"id": f"job-{n}"}] for n in range(10)]
        sent = send(tree / "clients/typescript", "emails", config, cloud.env, *jobs)
        assert not [one for one in sent if "error" in one]
        dead = settled(cloud, outputs(root)["emails_dead_letter_queue_url"], steps)
        root.destroy()
    assert steps.count("done") == dict.fromkeys(range(170), 1)
    assert sorted(dead) == list(range(170, 200))
    assert {steps.count("begin")[n] for n in range(150, 170)} == {2}
    assert {steps.count("begin")[n] for n in range(170, 185)} == {3}


def settled(cloud: Ministack, url: str, steps: Steps) -> list[int]:
    """Wait for every job to end; the numbers of the dead ones."""
    dead: list[int] = []

    def ended() -> bool:
        seen = aws.drain(cloud, url)
        dead.extend(json.loads(one["Body"])["data"]["n"] for one in seen)
        return len(dead) >= 30 and len(steps.count("done")) >= 170

    wait_for(ended, 120, "every job done or dead")
    time.sleep(1)
    ended()
    return dead
