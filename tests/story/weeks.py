"""A project's weeks with jobs in its queues: each step changes the file, is planned, written, applied and counted."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

from tests.engines.process import free_port, http_ok, running
from tests.runtime.python.house import bin_folder, wait_for
from tests.story.clouds import Cloud, Held, applied, resources
from tests.story.project import Story, announced, bare, files, lost

SEND = """
import importlib, json, sys
client = importlib.import_module(sys.argv[1])
for queue, job, payload, id_ in json.load(sys.stdin):
    getattr(client, queue).enqueue(job, payload, id=id_)
"""
HANDLER = '''"""Written by hand: notes which job it did."""

import os
from typing import Any

from infera import Context


def handle(payload: Any, ctx: Context) -> None:
    """Write the id down."""
    with open(os.environ["EFFECTS"], "a", encoding="utf-8") as file:
        file.write(ctx.id + "\\n")
'''


@dataclass(frozen=True, slots=True)
class Client:
    """A generated client as it was deployed one day, with the configuration of that day."""

    folder: Path
    package: str
    lock: str
    env: Mapping[str, str]

    def send(self, jobs: Sequence[tuple[str, str, Mapping[str, Any], str]]) -> None:
        """Queue, job, payload, id of each."""
        done = subprocess.run(
            [str(bin_folder(self.lock) / "python"), "-c", SEND, self.package],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], **self.env},
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@dataclass(slots=True)
class Weeks:
    """One project that lives: `lost` are the jobs that a step gave up, because someone allowed it."""

    story: Story
    cloud: Cloud
    lock: str
    roots: tuple[str, ...] = ("default",)
    lost: set[tuple[str, str]] = field(default_factory=set)
    states: dict[str, dict[str, Any]] = field(default_factory=dict)

    def step(self, *options: str) -> dict[str, Any]:
        """Plan, write and apply; the jobs that are gone are those whose loss was announced, refused and allowed."""
        plan = self.story.plan(*options)
        self._written(lost(plan), options)
        before = self.cloud.held()
        allowed = {job for root in self.roots for job in self._applied(root, plan, before)}
        wait_for(lambda: before - self.cloud.held() == allowed, 10, f"every job but {sorted(allowed)}")
        gone = before - self.cloud.held()
        assert not gone or lost(plan)
        self.lost |= gone
        return plan

    def _written(self, going: set[str], options: Sequence[str]) -> None:
        """Generate. What loses jobs is refused first, as a whole and where one address is left out."""
        story, strict = self.story, ("--fail-on", "loses-jobs", *options)
        allowed = [word for address in sorted(going) for word in ("--allow-loss", address)]
        if going:
            disk = files(story.folder)
            story.infera("plan", *strict, status=1)
            story.infera("generate", *strict, *allowed[:-2], status=1)
            assert files(story.folder) == disk
        story.generate(*strict, *allowed)

    def _applied(self, root: str, plan: Mapping[str, Any], before: Held) -> Iterator[tuple[str, str]]:
        """Apply a root; the jobs in what `plan` said is lost and Terraform destroyed."""
        folder = self.story.root(root, self.cloud.before)
        planned = folder.plan()
        destroyed = [each for each in planned["resource_changes"] if "delete" in each["change"]["actions"]]
        assert {bare(each["address"]) for each in destroyed} <= announced(plan)
        self.states[root] = applied(self.cloud, folder, planned)
        for each in destroyed:
            if each["type"] in self.cloud.holders and bare(each["address"]) in lost(plan):
                yield from (job for job in before if job[0] == each["change"]["before"]["name"])

    def output(self, name: str, root: str = "default") -> Any:
        """An output of a root."""
        return self.states[root]["values"]["outputs"][name]["value"]

    def client(self, root: str = "default") -> Client:
        """The generated client as it is today, deployed: it stays as it is when the project goes on."""
        outputs = {k: v["value"] for k, v in self.states[root]["values"]["outputs"].items()}
        config = {
            f"INFERA_PRODUCER_{name.removesuffix('_producer').upper()}": json.dumps(value)
            for name, value in outputs.items()
            if name.endswith("_producer")
        }
        source = self.story.folder / "clients/python"
        day = len(list(self.story.folder.parent.glob("client-*")))
        deployed = self.story.folder.parent / f"client-{day}"
        copytree(source, deployed)
        package = f"{self.story.data['project_name']}_client"
        return Client(deployed, package, f"client-{self.lock}", {**config, **self.cloud.env})

    @contextmanager
    def worker(self, name: str, module: str, effects: Path, **more: str) -> Iterator[Path]:
        """The generated worker with the environment that Terraform's state gives it; yields its log."""
        env = {
            "PATH": os.environ["PATH"],
            **self._environment(name),
            **self.cloud.env,
            "EFFECTS": str(effects),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PORT": str(free_port()),
            "HOST": "127.0.0.1",
            **more,
        }
        log, health = effects.with_suffix(".log"), f"http://127.0.0.1:{env['PORT']}/health"
        command = [bin_folder(self.lock) / "python", "-m", module]
        folder = self.story.folder / "workers" / name
        ready = lambda: "polling" in log.read_text() or http_ok(health)  # noqa: E731
        with running(command, ready=ready, log=log, env=env, cwd=folder):
            yield log

    def _environment(self, worker: str) -> dict[str, str]:
        for resource in resources(self.states["default"]):
            if resource["name"] != worker:
                continue
            if resource["type"] == "aws_lambda_function":
                return dict(resource["values"]["environment"][0]["variables"])
            if resource["type"].startswith("google_cloud_run_v2_") and "template" in resource["values"]:
                (container,) = resource["values"]["template"][0]["containers"]
                return {one["name"]: one["value"] for one in container["env"]}
        raise AssertionError(f"no environment of {worker}")
