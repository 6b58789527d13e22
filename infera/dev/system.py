"""What `infera dev` needs of a back end, and what all workers are told alike."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from infera.dev.processes import free_port
from infera.model import Environment, Project, Queue, Var, Worker

SHUTDOWN_S = 10  # the grace of a worker that is stopped
# of the caller's environment, kept from workers: what leads to a cloud, and what a `make` around infera says
FOREIGN = ("INFERA_", "AWS_", "GOOGLE_", "CLOUDSDK_", "K_", "MAKE", "MFLAGS")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A job to send: `id` is the one that the worker shall log."""

    queue: Queue
    type: str
    payload: Any
    id: str

    @property
    def body(self) -> str:
        """The job on the wire."""
        if self.queue.envelope == "raw":
            return json.dumps(self.payload)
        return json.dumps({"type": self.type, "data": self.payload, "id": self.id})


class System(Protocol):
    """One back end on this machine, after its engines are up."""

    def environment(self, worker: Worker) -> dict[str, str] | None:
        """What the worker is told of its queues; None: all of them are paused."""

    def send(self, job: Outgoing) -> str:
        """Send a job; the transport's own id, which a worker logs when it cannot read that of the job."""

    def notes(self) -> Iterator[str]:
        """What is different here from the cloud."""

    def close(self) -> None:
        """Stop what runs in this process."""


def common(project: Project, environment: Environment, worker: Worker) -> dict[str, str]:
    """What Terraform or a compose file sets for every kind of worker."""
    return {
        "INFERA_PROJECT": project.name,
        "INFERA_ENVIRONMENT": environment.name,
        "INFERA_WORKER": worker.name,
        "INFERA_CONCURRENCY": str(worker.request_concurrency),
        "INFERA_TIMEOUT_S": str(worker.timeout_s),
        "INFERA_SHUTDOWN_S": str(SHUTDOWN_S),
        "INFERA_IDEMPOTENCY_TTL_S": str(worker.idempotency_ttl_s or 0),
        "INFERA_LOG_LEVEL": "debug",  # where the runtimes say that a job is done
        "INFERA_VERIFY_TOKEN": "off",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),  # of the health check, or of what is pushed
    }


def own(worker: Worker, folder: Path) -> tuple[dict[str, str], list[str]]:
    """The worker's `env` and secrets, and the names of those that are nowhere to be found.

    A secret is taken from the caller's environment, else from the file that a self-hosted system has under `secrets/`.
    """
    found: dict[str, str] = {}
    missing: list[str] = []
    for name, value in worker.env:
        if not isinstance(value, Var):
            found[name] = str(value)
        elif name not in os.environ:
            missing.append(name)
    for name, reference in worker.secrets:
        file = folder / "secrets" / str(reference)
        if name in os.environ:
            continue
        if worker.runtime == "container" and isinstance(reference, str) and file.is_file():
            found[name] = file.read_text("utf-8").rstrip("\r\n")
        else:
            missing.append(name)
    return found, missing


def inherited() -> dict[str, str]:
    """The caller's environment without what is not for a worker."""
    return {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}


def retry(queue: Queue) -> dict[str, Any]:
    """How the queue's jobs are tried, as an entry of `INFERA_QUEUES`."""
    return {
        "max_attempts": queue.retry.max_attempts,
        "min_backoff_s": queue.retry.min_backoff_s,
        "max_backoff_s": queue.retry.max_backoff_s,
        "backoff": queue.retry.backoff,
        "envelope": queue.envelope,
        "ordered": queue.ordering,
    }


def encoded(entries: list[Mapping[str, Any]]) -> dict[str, str] | None:
    """`INFERA_QUEUES`, None when there is nothing to consume."""
    return {"INFERA_QUEUES": json.dumps(entries)} if entries else None


def unscheduled(environment: Environment, kind: str) -> Iterator[str]:
    """A note for each queue whose crons the cloud would fire, and nothing does here."""
    for queue in environment.queues:
        if queue.type == kind and any(each.enabled for each in queue.schedules):
            listed = ", ".join(each.name for each in queue.schedules if each.enabled)
            yield f"schedules of `{queue.name}` do not fire here ({listed}): send their jobs yourself"
