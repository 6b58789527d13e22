"""Dependency files of npm, PyPI, Go and Ruby."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from infera.detect.evidence import Evidence, short_lines

NPM = {
    "bullmq": "bullmq",
    "@nestjs/bullmq": "bullmq",
    "bull": "bull",
    "@nestjs/bull": "bull",
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
    "flask-rq2": "rq",
    "django-dramatiq": "dramatiq",
    "django-celery-beat": "celery",
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
RUBY = {
    "sidekiq": "sidekiq",
    "aws-sdk-sqs": "sqs",
    "shoryuken": "sqs",
    "google-cloud-pubsub": "pubsub",
    "google-cloud-tasks": "cloud_tasks",
}
_NPM_KEYS = ("dependencies", "devDependencies", "optionalDependencies")
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_GEM = re.compile(r"""\s*(?:gem|\w+\.add(?:_runtime)?_dependency)[\s(]\s*["']([^"']+)["']""")
_QUOTED = re.compile(
    r"""^\s*(?:install_requires\s*=\s*)?[\["']*\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:[\[=<>~!;,"']|$)"""
)


def scan(file: str, text: str) -> Iterator[Evidence]:
    """The queue libraries that a dependency file names; nothing for any other file."""
    name = file.rsplit("/", 1)[-1]
    if name == "package.json":
        yield from _found(file, text, _npm(text), NPM)
        return
    text = short_lines(text)
    if name in ("setup.py", "setup.cfg"):
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        yield from _found(file, text, [_normal(m[1]) for line in lines if (m := _QUOTED.match(line))], PYPI)
    elif name in ("pyproject.toml", "Pipfile"):
        yield from _found(file, text, _toml(text), PYPI)
    elif re.fullmatch(r"(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)", name):
        lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "-"))]
        yield from _found(file, text, [_normal(m[1]) for line in lines if (m := _REQUIREMENT.match(line))], PYPI)
    elif name == "go.mod":
        modules = [module for module in GO if re.search(rf"^\s*(?:require\s+)?{re.escape(module)}[\s/]", text, re.M)]
        yield from _found(file, text, modules, GO)
    elif name == "Gemfile" or name.endswith(".gemspec"):
        yield from _found(file, text, [m[1] for line in text.splitlines() if (m := _GEM.match(line))], RUBY)


def _npm(text: str) -> list[str]:
    try:
        data = json.loads(text)
        return [name for key in _NPM_KEYS for name in data.get(key) or {}]
    except (ValueError, AttributeError, RecursionError):
        return []


def _toml(text: str) -> list[str]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return []
    project, poetry = _table(data, "project"), _table(data, "tool", "poetry")
    lists = [project.get("dependencies"), *_table(project, "optional-dependencies").values()]
    lists += _table(data, "dependency-groups").values()
    requirements = [each for many in lists if isinstance(many, list) for each in many]
    found = [match[1] for each in requirements if (match := _REQUIREMENT.match(str(each)))]
    tables = [_table(poetry, "dependencies"), *(_table(data, key) for key in ("packages", "dev-packages"))]
    tables += [_table(group, "dependencies") for group in _table(poetry, "group").values()]
    return [_normal(name) for name in (*found, *(name for table in tables for name in table))]


def _table(data: Any, *keys: str) -> dict[str, Any]:
    """A table below others; empty where there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _found(file: str, text: str, names: list[str], known: dict[str, str]) -> Iterator[Evidence]:
    lines = text.splitlines()
    for name in sorted(set(names) & set(known)):
        word = re.compile(rf"(?<![\w@/.-]){re.escape(name.lower())}(?![\w-])")
        at = next((i for i, line in enumerate(lines, 1) if word.search(line.lower().replace("_", "-"))), 1)
        shown = lines[at - 1].strip()[:100] if lines else ""
        yield Evidence(file, at, known[name], "dependency", text=shown)
