"""compose.yaml: Redis that loses nothing, and workers with enough grace to stop; and what its clients are told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from infera.backends import redis_queue
from infera.model import Environment, Project, Worker
from infera.output.files import File
from infera.platforms import redis_viewer
from infera.render.env import render
from infera.render.shell import Raw as Shell
from infera.render.yaml import Raw

REDIS_IMAGE = "valkey/valkey:8.1.4-alpine"
GRACE_S = 130  # `docker compose stop` waits so long before it kills; the default of 10 s cuts jobs off
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
NO_STRING = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # to a reader of YAML 1.1
MARGIN_S = 10  # what is left of the grace when the worker has given back what it holds


def files(project: Project) -> Iterator[File]:
    """For each environment `compose.yaml` and `producers.env`; a named one's name stands before the suffix."""
    for environment in project.environments:
        part = "" if environment.name == "default" else f".{environment.name}"
        text = render("self_hosted/compose.yaml.j2", view(project, environment))
        yield File(PurePosixPath(f"compose{part}.yaml"), text)
        name = f"producers{part}.env"
        yield File(PurePosixPath(name), render("self_hosted/producers.env.sh.j2", _producers(environment, name)))
    yield File(PurePosixPath(".env.example"), render("self_hosted/env.example.sh.j2", {}))


def view(project: Project, environment: Environment) -> dict[str, Any]:
    """The values of one compose file."""
    celery = [w for w in environment.workers if _type(environment, w) == "celery"]
    bullmq = [w for w in environment.workers if _type(environment, w) == "bullmq"]
    return {
        "name": environment.prefix,
        "redis": environment.redis.existing is None,
        "redis_image": REDIS_IMAGE,
        "redis_url": redis_url(environment),
        "workers": [_service(project, environment, w) for w in environment.workers],
        "beat": _beat(project, environment, celery),
        "bull_board": _shown(environment, bullmq),
        "flower": _shown(environment, celery),
        "levels": str(redis_viewer.levels(environment, redis_viewer.FLOWER)),
        "secrets": [
            {"name": key(name), "file": f"./secrets/{file}"}
            for name, file in sorted({s for w in environment.workers for s in w.secrets}, key=str)
        ],
        "grace": f"{GRACE_S}s",
    }


def _producers(environment: Environment, file: str) -> dict[str, Any]:
    """The configuration of each queue's client, which a Terraform output gives on a cloud.

    An apostrophe is written as JSON's escape: shells, Node and Compose differ in how one stands in quotes.
    """
    queues = [
        {
            "variable": Shell(f"INFERA_PRODUCER_{queue.label.upper()}"),
            "config": json.dumps(redis_queue.producer(environment, queue), separators=(",", ":")).replace(
                "'", r"\u0027"
            ),
        }
        for queue in sorted(environment.queues, key=lambda queue: queue.name)
    ]
    return {"file": Shell(file), "queues": queues}


def redis_url(environment: Environment) -> str:
    """Where the broker is; the password comes from `.env`, never from a file of infera's."""
    if environment.redis.existing is not None:
        return str(environment.redis.existing)
    return Raw('"redis://:${INFERA_REDIS_PASSWORD:?set it in .env}@redis:6379/0"')  # an interpolation


def key(name: str) -> str:
    """A name as a key of YAML: bare where every reader takes it for a string."""
    return Raw(name) if PLAIN_KEY.fullmatch(name) and name.lower() not in NO_STRING else name


def _keyed(values: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key(name), value) for name, value in values.items()]


def _type(environment: Environment, worker: Worker) -> str:
    return environment.queue((*worker.queues, *worker.dead_letter_of)[0]).type


def _service(project: Project, environment: Environment, worker: Worker) -> dict[str, Any]:
    return {
        "name": key(worker.label.replace("_", "-")),
        "folder": None if worker.image is not None else f"./workers/{worker.name}",
        "image": worker.image,
        "replicas": worker.max_instances,
        "cpus": f"{worker.cpu:g}",
        "memory": f"{worker.memory_mb}M",
        "environment": _keyed(settings(project, environment, worker)),
        "secrets": [key(name) for name, _ in worker.secrets],
        "labels": _keyed(dict(worker.labels)),
        "python": worker.language == "python",
    }


def settings(project: Project, environment: Environment, worker: Worker) -> dict[str, str]:
    """The environment variables of a worker but for the address of Redis, sorted by name."""
    ttl = worker.idempotency_ttl_s
    values = {
        "INFERA_PROJECT": project.name,
        "INFERA_ENVIRONMENT": environment.name,
        "INFERA_WORKER": worker.name,
        "INFERA_QUEUES": json.dumps(redis_queue.sources(environment, worker), separators=(",", ":")),
        "INFERA_CONCURRENCY": str(worker.request_concurrency),
        "INFERA_TIMEOUT_S": str(worker.timeout_s),
        "INFERA_SHUTDOWN_S": str(GRACE_S - MARGIN_S),
        "INFERA_IDEMPOTENCY_TTL_S": str(ttl or 0),
        **({"INFERA_SECRETS_DIR": "/run/secrets"} if worker.secrets else {}),
        **{name: str(value) for name, value in worker.env},
    }
    return dict(sorted(values.items()))


def _beat(project: Project, environment: Environment, workers: list[Worker]) -> dict[str, Any] | None:
    """One beat for the project: two would fire every cron twice. It runs in the image of the first worker."""
    with_schedules = [w for w in workers if any(environment.queue(q).schedules for q in w.queues)]
    if not with_schedules:
        return None
    service = _service(project, environment, with_schedules[0])
    sources = [s for w in with_schedules for s in redis_queue.sources(environment, w)]
    own = settings(project, environment, with_schedules[0])
    own["INFERA_QUEUES"] = json.dumps(sources, separators=(",", ":"))
    return {**service, "name": "beat", "environment": _keyed(own)}


def _shown(environment: Environment, workers: list[Worker]) -> str | None:
    """The queues that a viewer shows, comma-separated; None without workers."""
    if not workers:
        return None
    sources = [s for w in workers for s in redis_queue.sources(environment, w)]
    names = {str(s[part]) for s in sources for part in ("name", "dead_letter") if s[part]}
    return ",".join(sorted(names))
