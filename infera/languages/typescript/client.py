"""The typed producers: `clients/typescript/`, one package for all queues of the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from infera.languages import base
from infera.languages.typescript import jobs
from infera.languages.typescript.names import camel, key, pascal, string
from infera.languages.typescript.samples import literal, sample
from infera.languages.typescript.worker import named, verbatim
from infera.model import Environment, Job, Project, Queue
from infera.output.files import File, Owner
from infera.render.env import render
from infera.render.javascript import Raw

FOLDER = PurePosixPath("clients/typescript")
# queue type -> the module that sends to it, and the packages that the module needs
TRANSPORTS = {"sqs": "sqs", "pubsub": "pubsub", "cloud_tasks": "cloud_tasks", "bullmq": "bullmq"}
PACKAGES = {"sqs": "sqs", "pubsub": "google", "cloud_tasks": "google", "bullmq": "bullmq"}
STATIC = (
    "biome.json",
    "tsconfig.json",
    "src/runtime/options.ts",
    "src/runtime/producer.ts",
    "src/runtime/validator.ts",
)


def queues_of(project: Project) -> tuple[Queue, ...]:
    """The queues that a TypeScript program can send to, sorted by name."""
    found = (queue for queue in project.queues if queue.type in TRANSPORTS)
    return tuple(sorted(found, key=lambda queue: queue.name))


def client_files(project: Project) -> Iterator[File]:
    """Every file of the package; none when no queue can be sent to from TypeScript."""
    queues = queues_of(project)
    if not queues:
        return
    types = sorted({queue.type for queue in queues})
    for name in STATIC:
        yield File(FOLDER / name, verbatim(f"client/{name}"))
    for module in types:
        name = f"src/runtime/{TRANSPORTS[module]}.ts"
        yield File(FOLDER / name, verbatim(f"client/{name}"))
    yield File(FOLDER / ".gitignore", verbatim("client/gitignore"))
    yield File(FOLDER / "src/types.ts", jobs.types_file(queues))
    yield File(FOLDER / "src/schemas.json", jobs.schemas_file(queues))
    yield File(FOLDER / "src/transports.ts", _transports(types))
    yield File(FOLDER / "src/index.ts", _index(project.environments[0], queues))
    yield from _around(project, queues)
    yield from _manifest(project, types)


def _manifest(project: Project, types: list[str]) -> Iterator[File]:
    folder = "client_" + "_".join(sorted({PACKAGES[one] for one in types}, reverse=True))
    for file in ("package.json", "package-lock.json"):
        text = named(verbatim(f"{folder}/{file}"), f"{project.name}-client")
        yield File(FOLDER / file, text, Owner.SHARED)


def _transports(types: list[str]) -> str:
    lines = [
        "/** How the client of each back end is loaded, at its first use. */",
        'import type { Transports } from "./runtime/producer.ts";',
        "",
        "export const transports: Transports = {",
        *(f'  {one}: () => import("./runtime/{TRANSPORTS[one]}.ts"),' for one in types),
        "};",
    ]
    return "\n".join(lines) + "\n"


def _index(environment: Environment, queues: tuple[Queue, ...]) -> str:
    """`index.ts`: a class and a ready instance for each queue."""
    known = jobs.by_name(queues)
    imported = jobs.type_names(queues, known)
    head = [
        "/** Typed producers, one for each queue. */",
        'import { type ProducerConfig, Unsupported, InvalidPayload } from "./runtime/options.ts";',
        'import { Producer } from "./runtime/producer.ts";',
        'import schemas from "./schemas.json" with { type: "json" };',
        'import { transports } from "./transports.ts";',
        f'import type {{ {", ".join(imported)} }} from "./types.ts";',
        "",
        'export type { EnqueueOptions, ProducerConfig } from "./runtime/options.ts";',
        'export type * from "./types.ts";',
        "export { InvalidPayload, Unsupported };",
    ]
    parts = ["\n".join(head)]
    parts.extend(_queue(environment, queue, known) for queue in queues)
    return "\n\n".join(parts) + "\n"


def _queue(environment: Environment, queue: Queue, known: Mapping[str, jobs.HandledJob]) -> str:
    name = pascal(queue.name)
    payloads = [f"  {key(job.name)}: {jobs.type_of(job, known)};" for job in _sorted_jobs(queue)]
    levels = " | ".join(string(level) for level in queue.priority) or "never"
    return "\n".join(
        [
            f"export interface {name}Jobs {{",
            *payloads,
            "}",
            "",
            f"/** Sends jobs to the queue {queue.name}. */",
            f"export class {name}Queue extends Producer<{name}Jobs, {levels}> {{",
            "  /** `config` is the JSON of the Terraform output; without it, it is read from",
            f"   * `INFERA_PRODUCER_{queue.label.upper()}` at the first job. */",
            "  constructor(config?: ProducerConfig) {",
            f"    super({_facts(environment, queue)}, schemas, transports, config);",
            "  }",
            "}",
            "",
            f"export const {camel(queue.name)}Queue = new {name}Queue();",
        ]
    )


def _sorted_jobs(queue: Queue) -> list[Job]:
    return sorted(queue.jobs, key=lambda job: job.name)


def _facts(environment: Environment, queue: Queue) -> str:
    """What the declaration says of the queue, as an object literal."""
    filtered = {name for worker in environment.consumers(queue) for name, _ in worker.filter}
    facts: dict[str, Any] = {
        "name": queue.name,
        "label": queue.label.upper(),
        "envelope": queue.envelope,
        "ordering": queue.ordering,
        "deduplication": queue.deduplication,
        "levels": list(queue.priority),
        "types": {job.name: jobs.wire_names(job)[0] for job in _sorted_jobs(queue)},
        "filtered": sorted(filtered),
    }
    return literal(facts, 2)


def _around(project: Project, queues: tuple[Queue, ...]) -> Iterator[File]:
    first = queues[0]
    served = {queue.name for queue in queues}
    job = _sorted_jobs(first)[0]
    view: dict[str, Any] = {
        "project": project.name,
        "package": f"{project.name}-client",
        "queues": [
            {
                "name": queue.name,
                "instance": f"{camel(queue.name)}Queue",
                "variable": f"INFERA_PRODUCER_{queue.label.upper()}",
                "source": base.producer_source(project, queue),
                "jobs": ", ".join(job.name for job in _sorted_jobs(queue)),
            }
            for queue in queues
        ],
        "elsewhere": ", ".join(sorted(queue.name for queue in project.queues if queue.name not in served)),
        "instance": Raw(f"{camel(first.name)}Queue"),
        "class": Raw(f"{pascal(first.name)}Queue"),
        "job": job.name,
        "payload": Raw(literal(sample(True if job.schema is None else job.schema))),
    }
    for name in ("Makefile", "README.md"):
        yield File(FOLDER / name, render(f"typescript/client/{name}.j2", view))
    text = render("typescript/client/client.test.ts.j2", view)
    yield File(FOLDER / "tests/client.test.ts", text)
