"""Typed producers: `clients/python/`, one package for all queues of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from infera.languages import base
from infera.languages.python import identifiers, jobs, schemas, variant
from infera.languages.python.variant import pins, verbatim
from infera.model import Environment, Job, Project, Queue
from infera.output.files import File, Owner
from infera.render.env import render
from infera.render.markdown import Raw as Markdown
from infera.render.python import Raw, literal, quote

FOLDER = PurePosixPath("clients/python")
# queue type -> the module that sends to it, its class, the lock file's part, the packages that it imports
TRANSPORTS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "sqs": ("sqs", "Sqs", "aws", ("boto3",)),
    "pubsub": ("pubsub", "PubSub", "gcp", ("google-cloud-pubsub",)),
    "cloud_tasks": ("cloud_tasks", "CloudTasks", "gcp", ("google-cloud-tasks",)),
    "celery": ("celery_tasks", "CeleryTasks", "celery", ("celery", "redis")),
}
UNTYPED = ("boto3.*", "celery.*", "google.*", "grpc.*", "jsonschema.*", "kombu.*", "referencing.*")

_MAPPING = " | Mapping[str, Any]"  # a model may also be given as a plain value


def queues_of(project: Project) -> tuple[Queue, ...]:
    """The queues that a Python program can send to, sorted by name."""
    found = (queue for queue in project.queues if queue.type in TRANSPORTS)
    return tuple(sorted(found, key=lambda queue: queue.name))


def package_of(project: Project) -> str:
    """The package's import name."""
    return f"{project.label}_client"


def client_files(project: Project) -> Iterator[File]:
    """Every file of the package; none when no queue can be sent to from Python."""
    queues = queues_of(project)
    if not queues:
        return
    kinds = sorted({queue.type for queue in queues})
    package = FOLDER / package_of(project)
    types = jobs.types_of(queues)
    yield File(package / "payload.py", verbatim("runtime/payload.py"))
    yield File(package / "sending.py", verbatim("client/sending.py"))
    for kind in kinds:
        module = TRANSPORTS[kind][0]
        yield File(package / f"{module}.py", verbatim(f"client/{module}.py"))
    yield File(package / "types.py", jobs.types_file(types, package=""))
    yield File(package / "schemas.json", jobs.schemas_file(queues))
    yield File(package / "py.typed", "")
    yield File(package / "queues.py", _queues(project.environments[0], queues, types))
    yield from _around(project, queues, kinds)


def class_of(queue: Queue) -> str:
    """`EmailsQueue`."""
    return identifiers.class_name(queue.name) + "Queue"


def instance_of(queue: Queue) -> str:
    """`emails_queue`."""
    return f"{queue.label}_queue"


def _queues(environment: Environment, queues: tuple[Queue, ...], types: jobs.Types) -> str:
    kinds = sorted({queue.type for queue in queues})
    views = [_queue(environment, queue, types) for queue in queues]
    overloads = any(view["many"] for view in views)
    mappings = any(_MAPPING in str(job["type"]) for view in views for job in view["jobs"])
    view = {
        "mappings": mappings,
        "any": mappings or overloads,
        "overloads": overloads,
        "asks": bool(types.asks),
        "transports": [
            {"type": Raw(kind), "module": Raw(TRANSPORTS[kind][0]), "name": Raw(TRANSPORTS[kind][1])} for kind in kinds
        ],
        "queues": views,
    }
    return render("python/client/queues.py.j2", view)


def _queue(environment: Environment, queue: Queue, types: jobs.Types) -> dict[str, Any]:
    filtered = {name for worker in environment.consumers(queue) for name, _ in worker.filter}
    return {
        "cls": Raw(class_of(queue)),
        "instance": Raw(instance_of(queue)),
        "plain": Raw(queue.name),
        "label": Raw(queue.label),
        "variable": Raw(f"INFERA_PRODUCER_{queue.label.upper()}"),
        "name": queue.name,
        "upper": queue.label.upper(),
        "envelope": queue.envelope,
        "ordering": queue.ordering,
        "deduplication": queue.deduplication,
        "levels": queue.priority,
        "filtered": tuple(sorted(filtered)),
        "many": len(queue.jobs) > 1,
        "jobs": [_job(queue, job, types) for job in sorted(queue.jobs, key=lambda job: job.name)],
    }


def _job(queue: Queue, job: Job, types: jobs.Types) -> dict[str, Any]:
    name = types.of[queue.name, job.name]
    is_model = f"class {name}(BaseModel)" in types.body
    return {
        "name": job.name,
        "wire": jobs.wire_names(job)[0],
        "parser": jobs.parser(types, queue.name, job),
        "type": Raw(f"types.{name}{_MAPPING}" if is_model else f"types.{name}"),
    }


def _around(project: Project, queues: tuple[Queue, ...], kinds: list[str]) -> Iterator[File]:
    lock = "client-" + "-".join(sorted({TRANSPORTS[kind][2] for kind in kinds}))
    package, first = package_of(project), queues[0]
    view = {**_package(project, kinds, lock), **_shown(project, queues)}
    yield File(FOLDER / package / "__init__.py", render("python/client/init.py.j2", view))
    yield File(FOLDER / "pyproject.toml", render("python/client/pyproject.toml.j2", view), Owner.SHARED)
    yield File(FOLDER / "requirements-dev.lock", verbatim(f"locks/{lock}.lock"), Owner.SHARED)
    yield File(FOLDER / "Makefile", render("python/client/Makefile.j2", view))
    readme = {
        **view,
        "package": Markdown(package),
        "instance": Markdown(instance_of(first)),
    }
    yield File(FOLDER / "README.md", render("python/client/README.md.j2", readme))
    yield File(FOLDER / ".gitignore", verbatim("worker/gitignore"))
    yield File(FOLDER / "tests/test_client.py", render("python/client/test_client.py.j2", view))


def _package(project: Project, kinds: list[str], lock: str) -> dict[str, Any]:
    """What the manifest of the package says."""
    package = package_of(project)
    needed = {name for kind in kinds for name in TRANSPORTS[kind][3]} | {"jsonschema", "pydantic"}
    return {
        "name": package.replace("_", "-"),
        "description": f"Sends jobs to the queues of {project.name}.",
        "project": Raw(project.name),
        "package": Raw(package),
        "packages": [package],
        "files": [package, "tests"],
        "first_party": [package],
        "dependencies": [pin.replace("==", ">=").replace("celery>", "celery[redis]>") for pin in pins(lock, *needed)],
        "dev": pins(lock, *variant.DEV),
        "untyped": list(UNTYPED),
    }


def _shown(project: Project, queues: tuple[Queue, ...]) -> dict[str, Any]:
    """What the package exports, and the examples of its README and its test: the first job of the first queue."""
    first = queues[0]
    served = {queue.name for queue in queues}
    names = sorted([*(class_of(queue) for queue in queues), *(instance_of(queue) for queue in queues)])
    return {
        "names": [Raw(name) for name in names],
        "all": Raw(literal(sorted([*names, "InvalidPayload", "Options", "Unsupported"]))),
        "instance": Raw(instance_of(first)),
        "cls": Raw(class_of(first)),
        "job": first.jobs[0].name,
        "job_text": Markdown(quote(first.jobs[0].name)),
        "payload": Raw(_sample(first.jobs[0])),
        "upper": Markdown(first.label.upper()),
        "output": Markdown(f"{first.label}_producer"),
        "terraform": project.provider != "self_hosted",
        "file": Markdown(base.producers_file(project)),
        "elsewhere": ", ".join(sorted(queue.name for queue in project.queues if queue.name not in served)),
        "queues": [_producer(project, queue) for queue in queues],
    }


def _producer(project: Project, queue: Queue) -> dict[str, Any]:
    return {
        "name": queue.name,
        "instance": instance_of(queue),
        "variable": f"INFERA_PRODUCER_{queue.label.upper()}",
        "source": base.producer_source(project, queue),
        "jobs": ", ".join(sorted(job.name for job in queue.jobs)),
    }


def _sample(job: Job) -> str:
    try:
        return literal(schemas.sample(job.schema))
    except (LookupError, TypeError, ValueError):
        return "{}"
