"""The jobs of a worker or a client: their payload types, their handlers, their schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from infera.languages.python import identifiers
from infera.languages.python.emit import Emitter
from infera.languages.python.typetext import text
from infera.model import Job, Queue
from infera.records import dataclass, field
from infera.render.env import render
from infera.render.python import Raw, literal, quote

_TYPING = ("Annotated", "Any", "Literal", "TypeAlias", "Union")
_PYDANTIC = ("BaseModel", "ConfigDict", "Field")
_OWN = ("Flag", "Format", "If", "Integer", "Matches", "Number", "OneInteger", "Present", "Text")


def payload_type(job: str) -> str:
    """The type of a job's payload: `ResizeImagePayload`."""
    return identifiers.class_name(job) + "Payload"


def wire_names(job: Job) -> list[str]:
    """What the job may be called on the wire: the name that producers send, then the others."""
    names = [job.renamed_from, job.name, *job.aliases]
    return list(dict.fromkeys(name for name in names if name))


@dataclass(slots=True)
class Types:
    """The payload types of some queues, in one file.

    `of` maps queue and job to a type, `asks` says for which the schema itself must be asked.
    """

    body: str = ""
    of: dict[tuple[str, str], str] = field(default_factory=dict)
    asks: set[tuple[str, str]] = field(default_factory=set)


def schemas_of(queues: tuple[Queue, ...]) -> dict[str, list[tuple[Any, list[str]]]]:
    """Job -> its different schemas, each with the queues that have it; sorted by job."""
    found: dict[str, list[tuple[Any, list[str]]]] = {}
    for queue in queues:
        for job in queue.jobs:
            schemas = found.setdefault(job.name, [])
            same = next((entry for entry in schemas if entry[0] == job.schema), None)
            if same:
                same[1].append(queue.name)
            else:
                schemas.append((job.schema, [queue.name]))
    return dict(sorted(found.items()))


def types_of(queues: tuple[Queue, ...]) -> Types:
    """The types of all jobs of the queues."""
    out = Types()
    parts: list[str] = []
    found = schemas_of(queues)
    taken = {payload_type(job) for job in found}
    for job, schemas in found.items():
        name = payload_type(job)
        if len(schemas) == 1:
            schema, owners = schemas[0]
            parts += _one(out, job, name, schema=schema, owners=owners, taken=taken)
            continue
        names = [f"{name}{number}" for number in range(1, len(schemas) + 1)]
        taken.update(names)
        for each, (schema, owners) in zip(names, schemas, strict=True):
            parts += _one(out, job, each, schema=schema, owners=owners, taken=taken)
        parts.append(f"{name}: TypeAlias = {' | '.join(names)}\n")
    out.body = "\n".join(_spaced(parts))
    return out


def _one(out: Types, job: str, name: str, *, schema: Any, owners: list[str], taken: set[str]) -> Iterator[str]:
    for owner in owners:
        out.of[owner, job] = name
    if schema is None:
        yield f"{name}: TypeAlias = Any\n"
        return
    emitted = Emitter(schema, identifiers.class_name(job), taken).run(name)
    if not emitted.exact:
        out.asks.update((owner, job) for owner in owners)
    yield from emitted.classes
    if emitted.root.flat != name:
        start = f"{name}: TypeAlias = "
        yield start + text(emitted.root, "", len(start)) + "\n"


def _spaced(parts: list[str]) -> Iterator[str]:
    """Two blank lines around a class, none between aliases."""
    after_class = False
    for index, part in enumerate(parts):
        is_class = part.startswith("class ")
        if index and (is_class or after_class):
            yield "\n"
        yield part.rstrip("\n")
        after_class = is_class


def types_file(types: Types, package: str = "infera") -> str:
    """`types.py`."""
    body = types.body
    view = {
        "typing": Raw(", ".join(_used(body, _TYPING))),
        "pydantic": Raw(", ".join(_used(body, _PYDANTIC))),
        "own": Raw(_import_list(_used(body, _OWN))),
        "package": Raw(package),
        "body": Raw(f"\n{body}" if body.startswith("class ") else body),  # two blank lines after the imports
    }
    return render("python/worker/types.py.j2", view).rstrip("\n") + "\n"


def _used(body: str, names: tuple[str, ...]) -> list[str]:
    code = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', body.replace('"""', '"'))
    return [name for name in names if re.search(rf"(?<![\w.]){name}(?!\w)", code)]


def _import_list(names: list[str]) -> str:
    return ", ".join(names)


def schemas_file(queues: tuple[Queue, ...]) -> str:
    """`schemas.json`: queue -> job -> JSON Schema of its payload, `true` for any."""
    schemas = {
        queue.name: {job.name: True if job.schema is None else job.schema for job in queue.jobs} for queue in queues
    }
    return json.dumps(schemas, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def parser(types: Types, queue: str, job: Job) -> Raw:
    """The expression that makes the parser of a job's payload."""
    if job.schema is None:
        return Raw("Parser()")
    model = f"types.{types.of[queue, job.name]}"
    if (queue, job.name) not in types.asks:
        return Raw(f"Parser({model})")
    return Raw(f"Parser({model}, schema_of({quote(queue)}, {quote(job.name)}))")


def jobs_file(queues: tuple[Queue, ...], types: Types) -> str:
    """`jobs.py` of a worker."""
    modules = sorted({identifiers.module_name(job.name) for queue in queues for job in queue.jobs})
    by_name = [module for module in modules if not identifiers.is_importable(module)]

    def handle(module: str) -> str:
        found = f"import_module({quote(f'handlers.{module}')})" if module in by_name else f"handlers.{module}"
        return f"{found}.handle"

    view = {
        "by_name": bool(by_name),
        "modules": [Raw(module) for module in modules if module not in by_name],
        "asks": bool(types.asks),
        "typed": any(job.schema is not None for queue in queues for job in queue.jobs),
        "jobs": [
            {
                "queue": queue.name,
                "name": job.name,
                "parser": parser(types, queue.name, job),
                "handle": Raw(handle(identifiers.module_name(job.name))),
                "aliases": Raw(literal(tuple(n for n in wire_names(job) if n != job.name))),
                "has_aliases": len(wire_names(job)) > 1,
            }
            for queue in queues
            for job in queue.jobs
        ],
    }
    return render("python/worker/jobs.py.j2", view)
