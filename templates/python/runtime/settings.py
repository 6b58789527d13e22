"""What the worker is told by its environment; the README lists every variable."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """One queue (or level of a queue) that the worker takes jobs from; which of the fields hold depends on `type`."""

    queue: str
    type: str
    level: str = ""
    dead_letters: bool = False  # the source is a dead letter queue
    max_attempts: int = 5
    min_backoff_s: float = 10
    max_backoff_s: float = 600
    backoff: str = "exponential"
    envelope: str = "infera"
    ordered: bool = False
    # sqs
    arn: str = ""
    url: str = ""
    dead_letter_url: str | None = None
    visibility_timeout_s: int = 0
    # pubsub, cloud_tasks
    subscription: str = ""
    mode: str = "push"
    id: str = ""
    dead_letter_topic: str | None = None
    # celery
    paused: bool = False
    name: str = ""
    dead_letter: str | None = None
    prefix: str = ""
    rate_limit: Mapping[str, float] | None = None
    priorities: tuple[str, ...] = ()
    schedules: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole environment of the worker, read once at start."""

    project: str
    environment: str
    worker: str
    sources: tuple[Source, ...]
    concurrency: int
    timeout_s: float
    shutdown_s: float
    log_level: str
    idempotency_ttl_s: int  # 0: off
    lock_s: float  # a claim lapses after this long without its worker


_FIELDS = {field.name for field in fields(Source)}


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; SystemExit with the name of the variable when one is missing or cannot be read."""
    return Settings(
        project=environment.get("INFERA_PROJECT", ""),
        environment=environment.get("INFERA_ENVIRONMENT", "default"),
        worker=environment.get("INFERA_WORKER", ""),
        sources=_sources(environment),
        concurrency=max(1, int(_number(environment, "INFERA_CONCURRENCY", 1))),
        timeout_s=_number(environment, "INFERA_TIMEOUT_S", 60),
        shutdown_s=_number(environment, "INFERA_SHUTDOWN_S", 10),
        log_level=environment.get("INFERA_LOG_LEVEL", "info"),
        idempotency_ttl_s=int(_number(environment, "INFERA_IDEMPOTENCY_TTL_S", 0)),
        lock_s=_number(environment, "INFERA_LOCK_S", 15),
    )


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name) or str(default)
    try:
        return float(text)
    except ValueError:
        raise SystemExit(f"{name} must be a number, not {text!r}") from None


def _sources(environment: Mapping[str, str]) -> tuple[Source, ...]:
    text = environment.get("INFERA_QUEUES", "")
    if not text:
        raise SystemExit("INFERA_QUEUES is not set: the README says what it holds")
    try:
        return tuple(_source(item) for item in json.loads(text))
    except (ValueError, TypeError, AttributeError) as error:
        raise SystemExit(f"INFERA_QUEUES cannot be read: {error}") from None


def _source(item: Mapping[str, Any]) -> Source:
    known = {key: value for key, value in item.items() if key in _FIELDS and value is not None}
    for key in ("priorities", "schedules"):
        if key in known:
            known[key] = tuple(known[key])
    return Source(**known)
