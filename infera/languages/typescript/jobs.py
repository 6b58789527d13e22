"""The jobs of a worker as its files see them: handlers, payload types and schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from infera.languages.typescript.names import handler_name, payload_type, string
from infera.languages.typescript.types import declarations
from infera.model import Job, Queue
from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class HandledJob:
    """A job name, and the different schemas that the queues give it (mostly one)."""

    name: str
    schemas: tuple[Any, ...]

    @property
    def type(self) -> str:
        """The type of its payload."""
        return payload_type(self.name)


def handled(queues: tuple[Queue, ...]) -> list[HandledJob]:
    """The jobs of some queues, sorted by name."""
    found: dict[str, list[Any]] = {}
    for queue in queues:
        for job in queue.jobs:
            schemas = found.setdefault(job.name, [])
            if job.schema not in schemas:
                schemas.append(job.schema)
    return [HandledJob(name, tuple(schemas)) for name, schemas in sorted(found.items())]


def by_name(queues: tuple[Queue, ...]) -> dict[str, HandledJob]:
    """The jobs of some queues by name: made once, however many queues are asked about."""
    return {one.name: one for one in handled(queues)}


def type_of(job: Job, known: Mapping[str, HandledJob]) -> str:
    """The payload type of one queue's job in the `types.ts` of all these jobs."""
    found = known[job.name]
    if len(found.schemas) == 1:
        return found.type
    return f"{found.type}{found.schemas.index(job.schema) + 1}"


def type_names(queues: tuple[Queue, ...], known: Mapping[str, HandledJob]) -> list[str]:
    """The payload types of all jobs of these queues, sorted."""
    return sorted({type_of(job, known) for queue in queues for job in queue.jobs})


def wire_names(job: Job) -> list[str]:
    """What the job may be called on the wire: the name that producers send, then the others."""
    names = [job.renamed_from, job.name, *job.aliases]
    return list(dict.fromkeys(name for name in names if name))


def types_file(queues: tuple[Queue, ...]) -> str:
    """`types.ts`: the payload types of all jobs."""
    parts = ["/** Payloads of the jobs, from the JSON Schemas in infera.yaml. */"]
    for job in handled(queues):
        parts.extend(_types_of(job))
    return "\n\n".join(parts) + "\n"


def _types_of(job: HandledJob) -> Iterator[str]:
    if len(job.schemas) == 1:
        yield declarations(job.type, _schema(job.schemas[0]))
        return
    names = [f"{job.type}{number}" for number, _ in enumerate(job.schemas, start=1)]
    yield f"export type {job.type} = {' | '.join(names)};"
    for name, schema in zip(names, job.schemas, strict=True):
        yield declarations(name, _schema(schema))


def _schema(schema: Mapping[str, Any] | None) -> Any:
    return True if schema is None else schema


def schemas_file(queues: tuple[Queue, ...]) -> str:
    """`schemas.json`: queue -> job -> JSON Schema of its payload, `true` for any."""
    schemas = {queue.name: {job.name: _schema(job.schema) for job in queue.jobs} for queue in queues}
    return json.dumps(schemas, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def jobs_file(queues: tuple[Queue, ...]) -> str:
    """`jobs.ts`: which handler each job of each queue has."""
    lines = ["/** Which handler each job of each queue has. */"]
    for job in handled(queues):
        path = string(f"../handlers/{job.name}.ts")
        lines.append(f"import {handler_name(job.name)} from {path};")
    lines += [
        'import type { Jobs } from "./runtime/context.ts";',
        "",
        "export const jobs: Jobs = {",
    ]
    for queue in sorted(queues, key=lambda one: one.name):
        lines.append(f"  {string(queue.name)}: [")
        lines += [f"    {_entry(job)}," for job in queue.jobs]
        lines.append("  ],")
    return "\n".join([*lines, "};"]) + "\n"


def _entry(job: Job) -> str:
    wire = ", ".join(string(name) for name in wire_names(job))
    name, handler = string(job.name), handler_name(job.name)
    return f"{{ name: {name}, types: [{wire}], handler: {handler} }}"
