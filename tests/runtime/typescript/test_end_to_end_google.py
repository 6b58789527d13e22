"""The generated Google Cloud module's values on emulators, and workers started as containers start them.

Terraform runs with an offline provider; what its state says is made on the emulators. Left out on purpose: retry
policies (the emulator loses messages with them), dead letter policies (it counts refused connections), tokens (it
sends none).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_infera
from tests.engines import node, terraform
from tests.engines.cloud_tasks import running_cloud_tasks
from tests.engines.firestore_emulator import running_firestore
from tests.engines.process import free_port, http_ok, running
from tests.engines.pubsub_emulator import running_pubsub
from tests.runtime.typescript import google
from tests.runtime.typescript.house import HERE, Steps, wait_for
from tests.runtime.typescript.projects import SCENARIO
from tests.runtime.typescript.test_clients import make_task_queue, send
from tests.terraform import lifecycle

pytestmark = [
    pytest.mark.engine("node", "terraform", "pubsub_emulator", "firestore_emulator", "cloud_tasks_grpc"),
    pytest.mark.slow,
]
RETRY = {"max_attempts": 3, "min_backoff": "1s", "max_backoff": "4s"}
JOBS = {"emails": {"payload": SCENARIO}}
KINDS = ("tasks", "pushed", "pulled")
MIX = [(n, "ok") for n in range(30)] + [(30, "once"), (31, "always"), (32, "poison")]


def declaration() -> dict[str, Any]:
    types = {"tasks": "cloud_tasks", "pushed": "pubsub", "pulled": "pubsub"}
    delivery = {"pushed": {"delivery": "push"}, "pulled": {"delivery": "pull"}}
    return {
        "project_name": "my-app",
        "provider": "gcp",
        "region": "us-central1",
        "queues": [
            {"name": kind, "type": types[kind], "retry": RETRY, "jobs": JOBS, "alarms": False} for kind in KINDS
        ],
        "workers": {
            f"{kind}_worker": {
                "queue": kind,
                "concurrency": 4,
                "timeout": "5s",
                **delivery.get(kind, {}),
            }
            for kind in KINDS
        },
    }


@dataclass
class System:
    """The generated tree, and what Terraform's state says of it."""

    tree: Path
    root: lifecycle.Root

    def resources(self, kind: str) -> Iterator[dict[str, Any]]:
        for resource in self.root.resources():
            if resource["type"] == kind:
                yield resource

    def output(self, name: str) -> Any:
        return self.root.state["values"]["outputs"][name]["value"]

    def environment(self, worker: str) -> dict[str, str]:
        """The container's variables, as the state has them."""
        for kind in ("google_cloud_run_v2_service", "google_cloud_run_v2_worker_pool"):
            for resource in self.resources(kind):
                if resource["name"] == worker:
                    (container,) = resource["values"]["template"][0]["containers"]
                    return {one["name"]: one["value"] for one in container["env"]}
        raise AssertionError(f"no container of {worker}")


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> System:
    tree = tmp_path_factory.mktemp("google")
    (tree / "infera.yaml").write_text(json.dumps(declaration()))
    done = run_infera("generate", "-c", str(tree / "infera.yaml"))
    assert done.returncode == 0, done.stderr
    for kind in KINDS:
        worker = tree / f"workers/{kind}_worker"
        shutil.copy(HERE / "handler_scenario.ts", worker / "handlers/emails.ts")
        node.link_modules(worker)
        built = node.run(["npm", "run", "build"], worker)
        assert built.returncode == 0, built.stdout + built.stderr
    client = tree / "clients/typescript"
    node.link_modules(client)
    assert node.run(["npm", "run", "build"], client).returncode == 0
    shutil.copy(HERE / "send.mjs", client)
    image = {f"{kind}_worker_image": f"registry/{kind}@sha256:{'0' * 64}" for kind in KINDS}
    with terraform.session() as session:
        root = lifecycle.live(session, tree, lifecycle.roots(tree)[0], image)
    assert not root.trouble, root.trouble
    return System(tree, root)


def create(system: System, host: str, ports: dict[str, int]) -> None:
    """Every topic and subscription of the state on the emulator; pushes go to the worker's port here."""
    for resource in system.resources("google_pubsub_topic"):
        google.call(host, "PUT", resource["values"]["id"], {})
    for resource in system.resources("google_pubsub_subscription"):
        values = resource["values"]
        more: dict[str, Any] = {}
        if values["push_config"]:
            assert values["push_config"][0]["push_endpoint"].endswith("/jobs")
            endpoint = f"http://127.0.0.1:{ports[resource['name']]}/jobs"
            more["pushConfig"] = {"pushEndpoint": endpoint}
        if values["enable_exactly_once_delivery"]:
            more["enableExactlyOnceDelivery"] = True
        body = {
            "topic": values["topic"],
            "ackDeadlineSeconds": values["ack_deadline_seconds"],
            **more,
        }
        google.call(host, "PUT", values["id"], body)


def test_every_job_ends_on_every_back_end(system: System, tmp_path: Path) -> None:
    ports = {f"{kind}_worker": free_port() for kind in KINDS}
    steps = {kind: Steps(tmp_path / f"{kind}.jsonl") for kind in KINDS}
    with (
        running_pubsub() as pubsub,
        running_firestore() as firestore,
        running_cloud_tasks("grpc") as tasks,
        ExitStack() as workers,
    ):
        emulators = {**pubsub.env, **firestore.env, "CLOUD_TASKS_EMULATOR_HOST": tasks.host}
        create(system, pubsub.host, ports)
        processes: list[subprocess.Popen[bytes]] = []
        for worker, port in ports.items():
            own = {
                **system.environment(worker),
                **emulators,
                "INFERA_VERIFY_TOKEN": "off",
                "PORT": str(port),
                "TEST_STEPS": str(steps[worker.removesuffix("_worker")].path),
            }
            started = running(
                ["node", "dist/main.mjs"],
                ready=lambda at=port: http_ok(f"http://127.0.0.1:{at}/health"),  # type: ignore[misc]
                log=tmp_path / f"{worker}.log",
                env=node.environment(own),
                cwd=system.tree / "workers" / worker,
            )
            processes.append(workers.enter_context(started))
        sent_all(system, emulators, ports)
        dead = ended(system, pubsub.host, steps)
        for process in processes:
            process.terminate()
        assert [process.wait(11) for process in processes] == [0, 0, 0]
    for kind in KINDS:
        assert steps[kind].count("done") == {n: 1 for n, what in MIX if what in ("ok", "once")}
        assert sorted(dead[kind]) == [31, 32]
        assert steps[kind].count("begin")[31] == 3


def sent_all(system: System, emulators: dict[str, str], ports: dict[str, int]) -> None:
    for kind in KINDS:
        config = system.output(f"{kind}_producer")
        if config["type"] == "cloud_tasks":
            make_task_queue(emulators, config["levels"][""], system.tree / "clients/typescript")
            config["url"] = f"http://127.0.0.1:{ports['tasks_worker']}/jobs"
        jobs = [["emails", {"n": n, "kind": what}] for n, what in MIX]
        sent = send(system.tree / "clients/typescript", kind, config, emulators, *jobs)
        assert not [one for one in sent if "error" in one]


def ended(system: System, host: str, steps: dict[str, Steps]) -> dict[str, list[int]]:
    """Wait for all jobs; the numbers of the dead ones by queue."""
    dead: dict[str, list[int]] = {kind: [] for kind in KINDS}
    subscriptions = {
        resource["name"].removesuffix("_dead_letter"): resource["values"]["id"]
        for resource in system.resources("google_pubsub_subscription")
        if resource["name"].endswith("_dead_letter")
    }

    def all_ended() -> bool:
        for kind in KINDS:
            seen = google.drain(host, subscriptions[kind])
            dead[kind].extend(json.loads(one["body"])["data"]["n"] for one in seen)
        return all(len(dead[kind]) >= 2 and len(steps[kind].count("done")) >= 31 for kind in KINDS)

    wait_for(all_ended, 90, "every job done or dead")
    time.sleep(1)
    all_ended()
    return dead
