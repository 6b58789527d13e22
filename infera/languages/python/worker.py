"""The project of one worker: `workers/<worker>/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from infera.languages.python import identifiers, jobs, schemas, variant
from infera.languages.python.variant import Variant, verbatim
from infera.model import Project, Worker
from infera.output.files import File, Owner
from infera.render import dockerfile, make
from infera.render.env import render
from infera.render.python import Raw, literal

LINE_WIDTH = 100
# What the images of a provider run on.
ARCHITECTURES = {"aws": "arm64", "gcp": "x86_64", "self_hosted": make.Raw("$(shell uname -m)")}


def worker_files(project: Project, worker: Worker) -> Iterator[File]:
    """Every file of the worker's project."""
    chosen = variant.variant_of(project, worker)
    if chosen is None:
        return
    folder = PurePosixPath("workers") / worker.name
    queues = variant.sources(project, worker)
    types = jobs.types_of(queues)
    for name in variant.CORE:
        yield File(folder / f"infera/{name}.py", verbatim(f"runtime/{name}.py"))
    for name in chosen.modules:
        yield File(folder / f"infera/{name}.py", verbatim(f"{chosen.folder}/{name}.py"))
    yield File(folder / "infera/types.py", jobs.types_file(types))
    yield File(folder / "infera/jobs.py", jobs.jobs_file(queues, types))
    yield File(folder / "infera/schemas.json", jobs.schemas_file(queues))
    yield from _manifest(folder, chosen, worker)
    yield from _around(project, folder, chosen, worker)
    yield File(folder / "handlers/__init__.py", '"""One module for each job."""\n', Owner.USER)
    for job, found in jobs.schemas_of(queues).items():
        yield from handler_files(folder, job, found[0][0], fresh=getattr(project, "fresh", True))


def _manifest(folder: PurePosixPath, chosen: Variant, worker: Worker) -> Iterator[File]:
    view = {
        "name": worker.name.replace("_", "-").strip("-"),
        "dependencies": variant.pins(chosen.lock, *variant.DIRECT[chosen.lock]),
        "dev": variant.pins(f"{chosen.lock}-dev", *variant.DEV),
        "untyped": sorted((*chosen.untyped, "jsonschema.*", "referencing.*")),
    }
    yield File(folder / "pyproject.toml", render("python/worker/pyproject.toml.j2", view), Owner.SHARED)
    yield File(folder / "requirements.lock", verbatim(f"locks/{chosen.lock}.lock"), Owner.SHARED)
    yield File(folder / "requirements-dev.lock", verbatim(f"locks/{chosen.lock}-dev.lock"), Owner.SHARED)


def _around(project: Project, folder: PurePosixPath, chosen: Variant, worker: Worker) -> Iterator[File]:
    """Makefile, README and what a container needs."""
    view: dict[str, Any] = {
        "architecture": ARCHITECTURES[project.provider],
        "worker": worker.name,
        "image_name": worker.cloud_base,  # the repository keeps its name through a rename
        "variable": f"{worker.label}_image",
        "python": variant.PYTHON_VERSION,
        "python_image": variant.PYTHON_IMAGE,
        "port": chosen.port,
        "interval": dockerfile.Raw(chosen.probe_interval),
        "timeout": dockerfile.Raw(chosen.probe_timeout),
    }
    kind = "container" if chosen.container else "lambda"
    yield File(folder / "Makefile", render(f"python/worker/{kind}/Makefile.j2", view))
    yield File(folder / "README.md", render(f"python/{chosen.folder}/README.md.j2", view))
    yield File(folder / ".gitignore", verbatim("worker/gitignore"))
    if chosen.container:
        yield File(
            folder / "Dockerfile",
            render("python/worker/container/Dockerfile.j2", view),
            Owner.SHARED,
        )
        yield File(folder / ".dockerignore", verbatim("worker/container/dockerignore"))
        yield File(folder / "infera/push_digest.py", verbatim("worker/container/push_digest.py"))


def handler_files(folder: PurePosixPath, job: str, schema: Any, *, fresh: bool) -> Iterator[File]:
    """The stub of a handler and its test, the user's: the same on every back end."""
    module = identifiers.module_name(job)
    view: dict[str, Any] = {
        "name": job,
        "shown": Raw(f"`{job}`"),
        "module": Raw(module),
        "type": Raw(jobs.payload_type(job)),
        "signature": Raw(_signature(jobs.payload_type(job))),
        "fresh": fresh,
        "sample_known": True,
        "payload": None,
    }
    try:
        view["payload"] = Raw(literal(schemas.sample(schema)))
    except (LookupError, TypeError, ValueError):
        view["sample_known"] = False
    yield File(folder / f"handlers/{module}.py", render("python/worker/handler.py.j2", view), Owner.USER)
    yield File(folder / f"tests/test_{module}.py", render("python/worker/test.py.j2", view), Owner.USER)


def _signature(payload: str) -> str:
    """The first line of a handler, laid out as the formatter does."""
    line = f"def handle(payload: {payload}, ctx: Context) -> None:"
    if len(line) <= LINE_WIDTH:
        return line
    return f"def handle(\n    payload: {payload}, ctx: Context\n) -> None:"
