"""One queue to send to: what is asked for is checked first, then handed to the queue's back end."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TypedDict

from pydantic import BaseModel

from .payload import Parser, Refused

MAX_ATTRIBUTE_BYTES = 1024
RESERVED = re.compile(r"(infera_|goog|aws\.|amazon\.).*|traceparent", re.IGNORECASE | re.DOTALL)


class Unsupported(ValueError):
    """The back end cannot do what was asked for. Nothing was sent."""


class InvalidPayload(ValueError):
    """The payload does not match its schema. Nothing was sent."""


class Options(TypedDict, total=False):
    """What a sender may say of a job.

    `delay_s` seconds pass before the job may start, or it starts at the time `at` (with a time zone). Jobs of one
    `ordering_key` are handled in the order they were sent, on a queue that keeps order. A second job with the same
    `dedupe_key` is not queued, on a queue with deduplication; without a key the payload is it. `priority` is one of
    the queue's levels. `id` is the job's own, a fresh one without it: a worker runs an id once. `traceparent` is the
    W3C trace context that the job belongs to, a new trace without it.
    """

    delay_s: float
    at: datetime
    ordering_key: str
    dedupe_key: str
    priority: str
    id: str
    traceparent: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What infera.yaml says of a queue."""

    name: str
    label: str  # of the environment variable with the queue's configuration
    envelope: str = "infera"
    ordering: bool = False
    deduplication: bool = False
    levels: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)  # job -> its type on the wire
    filtered: tuple[str, ...] = ()  # attributes that a worker's filter reads
    parsers: Mapping[str, Parser] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A job on its way out. `start_at` is in seconds since 1970; None: as soon as the queue's own delay allows."""

    type: str
    data: Any
    body: str
    id: str | None
    attributes: Mapping[str, str]
    level: str
    start_at: float | None
    ordering_key: str | None
    dedupe_key: str | None

    @property
    def wait_s(self) -> float:
        """Seconds until the job may start; 0 when it may at once."""
        return 0 if self.start_at is None else max(0.0, self.start_at - time.time())


class Transport(Protocol):
    """Sends jobs to one queue."""

    def send(self, job: Outgoing) -> str:
        """The transport's own id of what it took; an error when it took nothing."""
        ...

    def close(self) -> None:
        """Close connections; what was sent is sent."""
        ...


Config = Mapping[str, Any]
Open = Callable[[Config, Facts], Transport]


class Producer:
    """Sends jobs to one queue. Safe to share between threads; connections are opened by the first job."""

    def __init__(
        self, facts: Facts, transports: Mapping[str, Callable[[], Open]], config: Config | None
    ) -> None:
        self._facts, self._transports, self._given = facts, transports, config
        self._transport: Transport | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close connections; what was sent is sent."""
        with self._lock:
            transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()

    def _enqueue(self, job: str, payload: Any, options: Options) -> str:
        """Send a job; its id, as the handler will see it. InvalidPayload or Unsupported before anything is sent."""
        config = self._config()
        outgoing = self._outgoing(job, payload, options, config)
        sent = self._open(config).send(outgoing)
        return outgoing.id or sent

    def _config(self) -> Config:
        if self._given is None:
            name = f"INFERA_PRODUCER_{self._facts.label}"
            text = os.environ.get(name, "")
            if not text:
                raise LookupError(
                    f"{name} is not set: it holds the JSON of the queue's producer output"
                )
            self._given = json.loads(text)
        return self._given

    def _open(self, config: Config) -> Transport:
        with self._lock:
            if self._transport is None:
                load = self._transports.get(str(config.get("type")))
                if load is None:
                    raise Unsupported(f"no client for {config.get('type')} in this package")
                self._transport = load()(config, self._facts)
            return self._transport

    def _outgoing(self, job: str, payload: Any, options: Options, config: Config) -> Outgoing:
        facts = self._facts
        data, text = self._checked(job, payload)
        _refuse(facts, options, config)
        type_ = facts.types[job]
        dedupe_key = options.get("dedupe_key")
        if dedupe_key is None and facts.deduplication:
            dedupe_key = _digest(f"{type_}\n{text}")
        raw = facts.envelope == "raw"
        # where the back end does not deduplicate the worker does: it runs an id once
        by_worker = dedupe_key if config.get("type") in ("pubsub", "celery") else None
        job_id = options.get("id") or by_worker or (None if raw else str(uuid.uuid4()))
        body = (
            text
            if raw
            else _dump({"type": type_, "data": data, **({"id": job_id} if job_id else {})})
        )
        limit = config.get("max_message_size_bytes")
        if limit is not None and len(body.encode()) > int(limit):
            raise InvalidPayload(f"{job}: the job is over {limit} bytes")
        attributes = {
            "traceparent": options.get("traceparent") or _new_trace(),
            **_attributes(data, facts),
        }
        if raw and job_id:
            attributes["infera_id"] = job_id
        return Outgoing(
            type=type_,
            data=data,
            body=body,
            id=job_id,
            attributes=attributes,
            level=options.get("priority") or str(config.get("default_level") or ""),
            start_at=_start(options),
            ordering_key=options.get("ordering_key"),
            dedupe_key=dedupe_key,
        )

    def _checked(self, job: str, payload: Any) -> tuple[Any, str]:
        """The payload as JSON has it, and its text."""
        parse = self._facts.parsers.get(job)
        if parse is None:
            raise InvalidPayload(f"queue {self._facts.name} has no job {job}")
        text = _dump(_plain(payload))
        data = json.loads(text)
        try:
            parse(data)
        except Refused as error:
            raise InvalidPayload(f"{job}: {error}") from None
        return data, text


def _plain(value: Any) -> Any:
    """Models as what they hold; a property that was not set is left out."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _dump(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidPayload(f"the payload is not a JSON value: {type(error).__name__}") from None


def _refuse(facts: Facts, options: Options, config: Config) -> None:
    """What no back end can do for a queue that does not declare it."""
    priority = options.get("priority")
    if priority is not None and priority not in facts.levels:
        raise Unsupported(f"queue {facts.name} has no priority {priority}")
    if options.get("ordering_key") is not None and not facts.ordering:
        raise Unsupported(f"queue {facts.name} does not keep order: declare `ordering: true`")
    if options.get("dedupe_key") is None or facts.deduplication or config.get("type") == "celery":
        return
    raise Unsupported(f"queue {facts.name} has no deduplication: declare `deduplication: true`")


def _start(options: Options) -> float | None:
    delay_s, at = options.get("delay_s"), options.get("at")
    if delay_s is not None and at is not None:
        raise Unsupported("give delay_s or at, not both")
    if at is not None:
        if at.tzinfo is None:
            raise Unsupported("at needs a time zone")
        return at.astimezone(UTC).timestamp()
    if delay_s is None:
        return None
    if not 0 <= delay_s < float("inf"):
        raise Unsupported("delay_s is a number of seconds")
    return time.time() + delay_s


def _attributes(data: Any, facts: Facts) -> dict[str, str]:
    """The top-level strings of a payload, those that a filter reads first."""
    if not isinstance(data, dict):
        return {}
    found: dict[str, str] = {}
    for name in dict.fromkeys((*facts.filtered, *data)):
        value = data.get(name)
        if not isinstance(value, str) or not value or RESERVED.fullmatch(name):
            continue
        if len(value.encode()) <= MAX_ATTRIBUTE_BYTES and len(name.encode()) <= 256:
            found[name] = value
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _new_trace() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
