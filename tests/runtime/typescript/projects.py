"""Projects for the tests of generated TypeScript, as the compiler hands them to the language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infera.languages.typescript import LANGUAGE
from infera.model import Environment, Job, Project, Queue, Retry, Worker
from infera.output.files import File
from infera.records import replace

# what the handler of the test does is said by the payload
SCENARIO: dict[str, Any] = {
    "type": "object",
    "required": ["n"],
    "properties": {
        "n": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["ok", "once", "always", "poison", "slow", "hang", "stray", "copy"]},
        "ms": {"type": "integer"},
    },
    "additionalProperties": False,
}

# every word of a schema that a type has to speak of
RICH: dict[str, Any] = {
    "description": "an order */ with a comment",
    "type": "object",
    "required": ["id", "lines", "total"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "e-mail": {"type": "string", "format": "email", "description": "where to write"},
        "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}},
        "total": {"type": ["number", "null"], "minimum": 0},
        "state": {"enum": ["new", "paid", None, 3]},
        "kind": {"const": "order"},
        "point": {
            "type": "array",
            "prefixItems": [{"type": "number"}, {"type": "number"}],
            "items": False,
        },
        "notes": {"type": "object", "additionalProperties": {"type": "string"}},
        "either": {
            "oneOf": [
                {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
                {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}},
            ]
        },
        "both": {
            "allOf": [
                {"type": "object", "properties": {"x": {"type": "string"}}},
                {"properties": {"y": {"type": "string", "pattern": "^[a-z]+$"}}},
            ]
        },
        "maybe": {"type": "string", "nullable": True},
        "tree": {"$ref": "#/$defs/node"},
        "__proto__": {"type": "string"},
        'a "quoted" \\ name': {"type": "boolean"},
    },
    "$defs": {
        "line": {
            "type": "object",
            "required": ["sku", "count"],
            "properties": {"sku": {"type": "string"}, "count": {"type": "integer", "minimum": 1}},
            "additionalProperties": False,
        },
        "node": {
            "type": "object",
            "properties": {
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
                "root": {"$ref": "#"},
            },
        },
    },
}


@dataclass(frozen=True)
class Case:
    """A queue type, and where and how its worker runs."""

    type: str
    provider: str
    runtime: str
    delivery: str = "auto"

    @property
    def name(self) -> str:
        return self.type if self.delivery == "auto" else f"{self.type}_{self.delivery}"


CASES = (
    Case("sqs", "aws", "lambda"),
    Case("pubsub", "gcp", "cloud_run", "push"),
    Case("pubsub", "gcp", "cloud_run", "pull"),
    Case("cloud_tasks", "gcp", "cloud_run"),
    Case("bullmq", "self_hosted", "container"),
)


def queue(case: Case, **changes: Any) -> Queue:
    made = Queue(
        name="emails",
        label="emails",
        type=case.type,
        resource_name=None,
        retry=Retry(max_attempts=3, min_backoff_s=1, max_backoff_s=4),
        jobs=(Job("emails", SCENARIO, aliases=("mails",)), Job("place-order", RICH), Job("note")),
    )
    return replace(made, **changes)


def project(case: Case, **changes: Any) -> Project:
    worker = Worker(
        name="email_worker",
        label="email_worker",
        queues=("emails",),
        runtime=case.runtime,
        delivery=case.delivery,
    )
    environment = Environment(
        name="default",
        prefix="my-app",
        region="us-central1",
        project_id=None,
        labels=(),
        backend=None,
        provider_config={},
        deletion_protection=False,
        queues=(queue(case, **changes),),
        workers=(worker,),
    )
    return Project(name="my-app", provider=case.provider, environments=(environment,))


def worker_files(case: Case, **changes: Any) -> list[File]:
    made = project(case, **changes)
    return list(LANGUAGE.worker_files(made, made.workers[0]))


def write(files: list[File], root: Path) -> None:
    for file in files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


def client_files(*cases: Case, **changes: Any) -> list[File]:
    """The producers of one project with a queue of each type."""
    projects = [project(case, **changes) for case in cases]
    first = projects[0].environments[0]
    queues = tuple(
        replace(made.queues[0], name=case.type, label=case.type) for case, made in zip(cases, projects, strict=True)
    )
    environment = replace(first, queues=queues, workers=())
    return list(LANGUAGE.client_files(replace(projects[0], environments=(environment,))))
