"""Which runtime a worker's project gets: one for each kind of transport, with its lock file."""

from __future__ import annotations

from infera.model import Project, Queue, Worker
from infera.records import dataclass
from infera.resources import data_dir

PYTHON_VERSION = "3.13"  # Lambda's runtime and the image's
PYTHON_IMAGE = "3.13-slim-bookworm"

CORE = (
    "__init__",
    "backoff",
    "calling",
    "claims",
    "context",
    "credentials",
    "engine",
    "envelope",
    "keeper",
    "logs",
    "payload",
    "registry",
    "settings",
    "testing",
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A runtime: its folder under `templates/python/`, its own modules, its lock file."""

    folder: str
    lock: str
    modules: tuple[str, ...]
    container: bool = True
    port: bool = False
    probe_interval: str = "30s"
    probe_timeout: str = "5s"
    untyped: tuple[str, ...] = ()  # packages without type information


SQS = Variant(
    "sqs",
    "aws",
    ("dynamodb", "lambda_entry", "pack", "poll"),
    container=False,
    untyped=("boto3.*", "botocore.*"),
)
GOOGLE = Variant(
    "gcp",
    "gcp",
    ("dead_letters", "firestore", "health", "leases", "main", "pull", "push", "threads", "tokens"),
    port=True,
    untyped=("boto3.*", "google.*"),
)
CELERY = Variant(
    "celery",
    "celery",
    (
        "app",
        "backlog",
        "beat",
        "broker",
        "consumer",
        "cron",
        "dead_letters",
        "health",
        "main",
        "promoter",
        "redis_claims",
        "transport",
    ),
    probe_interval="60s",
    probe_timeout="20s",
    untyped=("boto3.*", "botocore.*", "kombu.*"),
)
_BY_TYPE = {"sqs": SQS, "pubsub": GOOGLE, "cloud_tasks": GOOGLE, "celery": CELERY}


def sources(project: Project, worker: Worker) -> tuple[Queue, ...]:
    """The queues whose jobs the worker handles (also as dead letters), sorted by name."""
    environment = project.environments[0]
    names = dict.fromkeys((*worker.queues, *worker.dead_letter_of))
    return tuple(sorted((environment.queue(name) for name in names), key=lambda queue: queue.name))


def variant_of(project: Project, worker: Worker) -> Variant | None:
    """The runtime of a worker; None when Python has none (the checks refuse such a worker)."""
    found = {_BY_TYPE.get(queue.type) for queue in sources(project, worker)}
    return found.pop() if len(found) == 1 else None


def verbatim(path: str) -> str:
    """The text of a file below `templates/python/` that is written as it stands."""
    return data_dir("templates").joinpath("python", *path.split("/")).read_text("utf-8")


def pins(lock: str, *names: str) -> list[str]:
    """`name==version` of some packages as a lock file has them, sorted by name."""
    wanted = {name.lower() for name in names}
    found = (line.split(" ")[0] for line in verbatim(f"locks/{lock}.lock").splitlines() if "==" in line)
    return sorted(pin for pin in found if pin.split("==")[0].split("[")[0] in wanted)


# What the runtimes import; everything else in a lock file is there because of these.
DIRECT = {
    "aws": ("boto3", "jsonschema", "pydantic"),
    "gcp": (
        "cachecontrol",
        "google-auth",
        "google-cloud-firestore",
        "google-cloud-pubsub",
        "httptools",
        "jsonschema",
        "pydantic",
        "requests",
        "uvicorn",
        "uvloop",
    ),
    "celery": ("boto3", "celery", "jsonschema", "pydantic", "redis"),
}
DEV = ("mypy", "pytest", "ruff")
