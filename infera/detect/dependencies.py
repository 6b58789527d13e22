"""Dependency files of npm, PyPI, Go and Ruby."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from infera.detect.evidence import Evidence

NPM = {
    "bullmq": "bullmq",
    "bull": "bull",
    "bee-queue": "bee-queue",
    "@aws-sdk/client-sqs": "sqs",
    "sqs-consumer": "sqs",
    "sqs-producer": "sqs",
    "@google-cloud/pubsub": "pubsub",
    "@google-cloud/tasks": "cloud_tasks",
}
PYPI = {
    "celery": "celery",
    "rq": "rq",
    "dramatiq": "dramatiq",
    "django-rq": "rq",
    "google-cloud-pubsub": "pubsub",
    "google-cloud-tasks": "cloud_tasks",
}
GO = {
    "github.com/hibiken/asynq": "asynq",
    "github.com/RichardKnop/machinery": "machinery",
    "github.com/aws/aws-sdk-go-v2/service/sqs": "sqs",
    "cloud.google.com/go/pubsub": "pubsub",
    "cloud.google.com/go/cloudtasks": "cloud_tasks",
}
RUBY = {"sidekiq": "sidekiq", "aws-sdk-sqs": "sqs", "shoryuken": "sqs", "google-cloud-pubsub": "pubsub"}
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_GEM = re.compile(r"""\s*gem\s+["']([^"']+)["']""")


def scan(file: str, text: str) -> Iterator[Evidence]:
    """The queue libraries that a dependency file names; nothing for any other file."""
    name = file.rsplit("/", 1)[-1]
    if name == "package.json":
        yield from _found(file, text, _npm(text), NPM)
    elif name in ("pyproject.toml", "Pipfile"):
        yield from _found(file, text, _toml(text), PYPI)
    elif re.fullmatch(r"(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)", name):
        lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "-"))]
        yield from _found(file, text, [_normal(m[1]) for line in lines if (m := _REQUIREMENT.match(line))], PYPI)
    elif name == "go.mod":
        modules = [module for module in GO if re.search(rf"^\s*(?:require\s+)?{re.escape(module)}[\s/]", text, re.M)]
        yield from _found(file, text, modules, GO)
    elif name == "Gemfile":
        yield from _found(file, text, [m[1] for line in text.splitlines() if (m := _GEM.match(line))], RUBY)


def _npm(text: str) -> list[str]:
    try:
        data = json.loads(text)
        return [name for key in ("dependencies", "devDependencies") for name in data.get(key) or {}]
    except (ValueError, AttributeError, RecursionError):
        return []


def _toml(text: str) -> list[str]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return []
    found: list[str] = []
    project = data.get("project") or {}
    for requirement in project.get("dependencies") or []:
        if match := _REQUIREMENT.match(str(requirement)):
            found.append(match[1])
    tables = [(data.get("tool") or {}).get("poetry") or {}, data]
    for table in tables:
        for key in ("dependencies", "packages"):
            found += list(table.get(key) or {})
    return [_normal(name) for name in found]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _found(file: str, text: str, names: list[str], known: dict[str, str]) -> Iterator[Evidence]:
    lines = text.splitlines()
    for name in sorted(set(names) & set(known)):
        at = next((i for i, line in enumerate(lines, 1) if name.lower() in line.lower().replace("_", "-")), 1)
        shown = lines[at - 1].strip()[:100] if lines else ""
        yield Evidence(file, at, known[name], "dependency", text=shown)
