"""The project of one worker: `workers/<worker>/`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from infera.languages.typescript import jobs, variant
from infera.languages.typescript.samples import literal, sample
from infera.model import Project, Worker
from infera.output.files import File, Owner, Spliced
from infera.render import make
from infera.render.env import render
from infera.render.javascript import Raw
from infera.resources import data_dir

_NAME = "\0name"  # stands where a package's own name goes
# what the platform runs images on: Fargate on ARM, Cloud Run on x86 alone, a container here on this machine
ARCHITECTURES = {"aws": "arm64", "gcp": "x86_64", "self_hosted": make.Raw("$(shell uname -m)")}
LINE_WIDTH = 100  # of templates/typescript/worker/biome.json


@cache
@cache
def verbatim(path: str) -> str:
    """The text of a file below `templates/typescript/` that is written as it stands."""
    return data_dir("templates").joinpath("typescript", *path.split("/")).read_text("utf-8")


def worker_files(project: Project, worker: Worker) -> Iterator[File]:
    """Every file of the worker's project."""
    chosen = variant.variant_of(project, worker)
    if chosen is None:
        return
    folder = PurePosixPath("workers") / worker.name
    queues = variant.sources(project, worker)
    for name in (*variant.SHARED_FILES, *variant.CORE_FILES):
        yield File(folder / name, verbatim(f"worker/{name}"))
    for name in chosen.files:
        yield File(folder / name, verbatim(f"{chosen.folder}/{name}"))
    yield File(folder / "infera/types.ts", jobs.types_file(queues))
    yield File(folder / "infera/jobs.ts", jobs.jobs_file(queues))
    yield File(folder / "infera/schemas.json", jobs.schemas_file(queues))
    yield from _manifest(folder, chosen, worker)
    yield from _around(project, folder, chosen, worker)
    fresh = getattr(project, "fresh", True)
    for job in jobs.handled(queues):
        yield from _handler(folder, job, fresh=fresh)


def _manifest(folder: PurePosixPath, chosen: variant.Variant, worker: Worker) -> Iterator[File]:
    name = worker.name.replace("_", "-").strip("-")
    for file in ("package.json", "package-lock.json"):
        yield File(folder / file, named(verbatim(f"{chosen.folder}/{file}"), name), Owner.SHARED)


def named(text: str, name: str) -> Spliced:
    """A package manifest or lock file with the package's name in place of its own."""
    first, *others = _nameless(text)
    line = f'"name": {json.dumps(name)}'
    return Spliced((first, *(piece for other in others for piece in (line, other))))


@cache
def _nameless(text: str) -> list[str]:
    """What stands around the name, the same for every worker: a long lock file is kept once."""
    own, _, _ = text.partition(",")
    return text.split(own.removeprefix("{").strip(), 2)


def _around(project: Project, folder: PurePosixPath, chosen: variant.Variant, worker: Worker) -> Iterator[File]:
    """Makefile, README and what a container needs."""
    view: dict[str, Any] = {
        "architecture": ARCHITECTURES[project.provider],
        "worker": worker.name,
        "image_name": worker.cloud_base,  # the repository keeps its name through a rename
        "label": worker.label,
        "container": chosen.container,
    }
    for name in ("Makefile", "README.md"):
        yield File(folder / name, render(f"typescript/{chosen.folder}/{name}.j2", view))
    yield File(folder / ".gitignore", verbatim("worker/gitignore"))
    if chosen.container:
        yield File(folder / "Dockerfile", verbatim("worker/Dockerfile"), Owner.SHARED)
        yield File(folder / ".dockerignore", verbatim("worker/dockerignore"))


def _handler(folder: PurePosixPath, job: jobs.HandledJob, *, fresh: bool) -> Iterator[File]:
    """The stub of a handler and its test: the user's from the first day."""
    view = {
        "name": job.name,
        "module": f"../handlers/{job.name}.ts",
        "type": Raw(job.type),
        "imports": Raw(_imports(job.type)),
        "signature": Raw(_signature(job.type)),
        "fresh": fresh,
        "payload": Raw(literal(sample(job.schemas[0]))),
    }
    for template, path in (("handler", "handlers/{}.ts"), ("test", "tests/{}.test.ts")):
        text = render(f"typescript/worker/{template}.ts.j2", view)
        yield File(folder / path.format(job.name), text, Owner.USER)


def _imports(payload: str) -> str:
    """The import of a handler, laid out and sorted as the formatter does."""
    names = sorted(("Context", payload), key=str.lower)
    line = f'import type {{ {", ".join(names)} }} from "../infera/index.ts";'
    if len(line) <= LINE_WIDTH:
        return line
    inner = "".join(f"  {name},\n" for name in names)
    return f'import type {{\n{inner}}} from "../infera/index.ts";'


def _signature(payload: str) -> str:
    """The first line of a handler, laid out as the formatter does."""
    line = f"export default async (payload: {payload}, ctx: Context): Promise<void> => {{"
    if len(line) <= LINE_WIDTH:
        return line
    return f"export default async (\n  payload: {payload},\n  ctx: Context,\n): Promise<void> => {{"
