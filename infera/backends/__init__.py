"""The registry of back ends: one line each. A back end is imported when a file names its type."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from infera.backends.base import Backend

# type in infera.yaml -> package with a module-level `BACKEND`
REGISTRY: dict[str, str] = {
    "sqs": "infera.backends.sqs",
    "pubsub": "infera.backends.pubsub",
    "cloud_tasks": "infera.backends.cloud_tasks",
    "bullmq": "infera.backends.bullmq",
    "celery": "infera.backends.celery",
}


@cache
def backend(name: str) -> Backend:
    """The back end of that type; KeyError when there is none."""
    return cast(Backend, import_module(REGISTRY[name]).BACKEND)
