"""Projects to generate: one queue, one worker, one or two jobs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infera.languages.python import LANGUAGE
from infera.model import Environment, Job, Project, Queue, Worker

PAYLOAD: dict[str, Any] = {
    "type": "object",
    "required": ["n", "do"],
    "additionalProperties": False,
    "properties": {
        "n": {"type": "integer", "minimum": 0},
        "do": {"enum": ["ok", "once", "always", "poison", "slow", "signal"]},
        "s": {"type": "number", "minimum": 0, "default": 0},
        "tenant": {"type": "string"},
    },
}
PROVIDERS = {"sqs": "aws", "pubsub": "gcp", "cloud_tasks": "gcp", "celery": "self_hosted"}


@dataclass(frozen=True)
class Case:
    """What differs from one project to the next."""

    type: str
    jobs: tuple[Job, ...] = (Job("work", PAYLOAD, ("old-work",)), Job("later", PAYLOAD))
    queue: dict[str, Any] = field(default_factory=dict)
    worker: dict[str, Any] = field(default_factory=dict)
    fan_out: bool = False

    @property
    def project(self) -> Project:
        """The project; its queue is `jobs`, its worker `work_er`."""
        queue = Queue(
            name="jobs",
            label="jobs",
            type=self.type,
            resource_name=None,
            jobs=self.jobs,
            **self.queue,
        )
        worker = Worker(
            name="work_er",
            label="work_er",
            queues=("jobs",),
            language="python",
            **self.worker,
        )
        environment = Environment(
            name="default",
            prefix="app",
            region="us-east-1",
            project_id=None,
            labels=(),
            backend=None,
            provider_config={},
            deletion_protection=False,
            queues=(queue,),
            workers=(worker,),
        )
        return Project("app", PROVIDERS[self.type], (environment,))


def worker_files(case: Case) -> dict[str, bytes]:
    """Path below the worker's folder -> bytes."""
    project = case.project
    files = LANGUAGE.worker_files(project, project.workers[0])
    return {str(each.path.relative_to("workers/work_er")): each.data for each in files}


def client_files(case: Case) -> dict[str, bytes]:
    """Path below the client's folder -> bytes."""
    files = LANGUAGE.client_files(case.project)
    return {str(each.path.relative_to("clients/python")): each.data for each in files}


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put files below a folder."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
