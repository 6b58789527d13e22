"""One queue of a merged document -> `model.Queue`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from infera import names
from infera.diagnostics import Path
from infera.lower.values import (
    labels,
    optional_seconds,
    optional_text,
    seconds,
    text,
    texts,
    written,
)
from infera.model import Alarms, DeadLetter, Encryption, Expected, Job, Queue, Retry, Schedule
from infera.scalars import rate_per_s, size_bytes

# Reads the JSON Schema of a job: the value under `payload` and its path -> the schema, None when it was refused.
ReadPayload = Callable[[Any, Path], Mapping[str, Any] | None]

DEFAULT_TYPES = {"aws": "sqs", "gcp": "pubsub", "self_hosted": "bullmq"}


def queue(
    item: Mapping[str, Any],
    at: Path,
    *,
    provider: str,
    placeholders: Mapping[str, str],
    project_labels: Mapping[str, Any],
    read_payload: ReadPayload,
) -> Queue:
    """A queue; `placeholders` are `project` and `environment` for `resource_name`."""
    name = item["name"]
    return Queue(
        name=name,
        label=names.label(name),
        type=item.get("type") or DEFAULT_TYPES[provider],
        resource_name=_resource_name(item.get("resource_name"), item.get("renamed_from") or name, placeholders),
        paused=item.get("paused", False),
        existing=optional_text(item.get("existing")),
        ordering=item.get("ordering", False),
        deduplication=item.get("deduplication", False),
        delay_s=seconds(item.get("delay"), 0),
        retention_s=seconds(item.get("retention"), 345_600),
        max_message_size_bytes=_size(item.get("max_message_size"), 262_144),
        visibility_timeout_s=optional_seconds(item.get("visibility_timeout")),
        rate_limit=None if item.get("rate_limit") is None else rate_per_s(item["rate_limit"]),
        retry=_retry(item.get("retry") or {}),
        dead_letter=_dead_letter(item.get("dead_letter")),
        priority=tuple(item.get("priority") or ()),
        fan_out=item.get("fan_out", False),
        encryption=_encryption(item.get("encryption")),
        envelope=item.get("envelope", "infera"),
        jobs=_jobs(item, (*at, "jobs"), read_payload),
        schedules=_schedules(item.get("schedules"), (*at, "schedules")),
        alarms=_alarms(item.get("alarms")),
        producers=texts(item.get("producers")),
        expected=_expected(item.get("expected")),
        labels=labels(project_labels, item.get("labels")),
        renamed_from=item.get("renamed_from"),
        written=written(item),
        at=at,
    )


def _resource_name(template: str | None, name: str, placeholders: Mapping[str, str]) -> str | None:
    if template is None:
        return None
    result = template
    for key, value in {**placeholders, "name": name}.items():
        result = result.replace("{" + key + "}", value)
    return result


def _size(value: Any, default: int) -> int:
    return default if value is None else size_bytes(value)


def _retry(item: Mapping[str, Any]) -> Retry:
    low = seconds(item.get("min_backoff"), 10)
    backoff = item.get("backoff", "exponential")
    # a written minimum above the default maximum lifts the maximum: a default never contradicts a written value
    high = low if backoff == "fixed" else seconds(item.get("max_backoff"), max(low, 600))
    if "min_backoff" not in item:
        low = min(low, high)
    return Retry(item.get("max_attempts", 5), low, high, backoff)


def _dead_letter(value: Any) -> DeadLetter:
    if isinstance(value, Mapping):
        return DeadLetter(True, optional_seconds(value.get("retention")), value.get("worker"))
    return DeadLetter(enabled=value is not False)


def _encryption(value: Any) -> Encryption:
    if value is None or value == "managed":
        return Encryption()
    if value == "customer":
        return Encryption("customer")
    return Encryption("key", text(value))


def _jobs(queue: Mapping[str, Any], at: Path, read_payload: ReadPayload) -> tuple[Job, ...]:
    items = queue.get("jobs")
    if not items:  # one untyped job, named after the queue; a renamed queue keeps its type on the wire
        return (Job(queue["name"], renamed_from=queue.get("renamed_from"), at=at[:-1]),)
    return tuple(_job(name, item or {}, (*at, name), read_payload) for name, item in sorted(items.items()))


def _job(name: str, item: Mapping[str, Any], at: Path, read_payload: ReadPayload) -> Job:
    schema = read_payload(item["payload"], (*at, "payload")) if "payload" in item else None
    return Job(name, schema, tuple(item.get("aliases") or ()), item.get("renamed_from"), at)


def _schedules(items: Any, at: Path) -> tuple[Schedule, ...]:
    result = [
        Schedule(
            name=item["name"],
            cron=" ".join(str(item["cron"]).split()),
            timezone=item.get("timezone", "UTC"),
            job=item.get("job", ""),
            payload=_ordered(item.get("payload", {})),
            enabled=item.get("enabled", True),
            at=(*at, index),
        )
        for index, item in enumerate(items or ())
        if item  # shape refused it; the others keep their places
    ]
    return tuple(result)


def _ordered(value: Any) -> Any:
    """The same value with the keys of its maps sorted: their order in the file changes no byte."""
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _alarms(value: Any) -> Alarms:
    if value is False:
        return Alarms(enabled=False)
    item = value if isinstance(value, Mapping) else {}
    notify = item.get("notify") or ()
    page, ticket = (
        (notify, ())
        if not isinstance(notify, Mapping)
        else (
            notify.get("page"),
            notify.get("ticket"),
        )
    )
    return Alarms(
        enabled=item.get("enabled", True),
        oldest_age_s=optional_seconds(item.get("oldest_age")),
        depth=item.get("depth") or None,
        dead_letters=item.get("dead_letters", True),
        page=texts(page),
        ticket=texts(ticket),
        runbook=item.get("runbook", ""),
    )


def _expected(item: Mapping[str, Any] | None) -> Expected | None:
    if item is None:
        return None
    duration = item.get("duration")
    return Expected(
        messages=_count(item.get("messages", 1_000_000)),
        size_bytes=_size(item.get("size"), 1000),
        duration_ms=200 if duration is None else _milliseconds(duration),
    )


def _count(value: int | str) -> int:
    """`1000000`, `1M` or `250k`."""
    if isinstance(value, int):
        return value
    factor = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}.get(value[-1:].lower())
    return int(float(value[:-1]) * factor) if factor else int(value)


def _milliseconds(value: int | str) -> int:
    """`200ms`, or a duration."""
    if isinstance(value, str) and value.endswith("ms"):
        return int(value[:-2])
    return seconds(value, 0) * 1000
