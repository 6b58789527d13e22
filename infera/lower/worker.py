"""One worker of a merged document -> `model.Worker`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infera import names
from infera.diagnostics import Path
from infera.lower.values import labels, network, optional_text, pairs, seconds, text, texts, written
from infera.model import Permission, Worker
from infera.scalars import duration_s, memory_mb

JOBS_ON_ONE_INSTANCE = 10  # instances default to ceil(concurrency / this) (SPEC, "Time and number")


def worker(
    name: str,
    item: Mapping[str, Any],
    at: Path,
    *,
    runtime: str,
    language: str,
    dead_letter_of: tuple[str, ...],
    project_labels: Mapping[str, Any],
    position: int,
) -> Worker:
    """A worker; `runtime` and `language` are resolved by the caller, who knows the queues."""
    concurrency = item.get("concurrency", 10)
    instances = item.get("instances") or {}
    low = instances.get("min", 0)
    high = instances.get("max", max(-(-concurrency // JOBS_ON_ONE_INSTANCE), low, 1))
    batch = item.get("batch") or {}
    return Worker(
        name=name,
        label=names.label(name),
        queues=queue_names(item),
        dead_letter_of=dead_letter_of,
        runtime=runtime,
        language=language,
        concurrency=concurrency,
        min_instances=low,
        max_instances=high,
        timeout_s=seconds(item.get("timeout"), 60),
        memory_mb=512 if item.get("memory") is None else memory_mb(item["memory"]),
        cpu=item.get("cpu", 1),
        batch_size=batch.get("size", 1),
        batch_window_s=seconds(batch.get("window"), 0),
        delivery=item.get("delivery", "auto"),
        filter=_filter(item.get("filter") or {}),
        permissions=tuple(_permission(p) for p in item.get("permissions") or ()),
        log_retention_days=_days(item.get("log_retention")),
        env=pairs(item.get("env")),
        secrets=pairs(item.get("secrets")),
        idempotency_ttl_s=_idempotency(item.get("idempotency")),
        network=network(item.get("network")),
        image=optional_text(item.get("image")),
        labels=labels(project_labels, item.get("labels")),
        renamed_from=item.get("renamed_from"),
        written=written(item),
        at=at,
        position=position,
    )


def queue_names(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The queues of a worker: `queue`, or `queues` without repetition."""
    several = item.get("queues")
    single = item.get("queue")
    found = [single] if single is not None else []
    found += several if isinstance(several, list) else [several] if several is not None else []
    return tuple(dict.fromkeys(found))


def _filter(item: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    def values(value: Any) -> tuple[str, ...]:
        return tuple(str(text(v)) for v in (value if isinstance(value, list) else [value]))

    return tuple(sorted((key, values(value)) for key, value in item.items()))


def _permission(item: Any) -> Permission:
    if not isinstance(item, Mapping) or set(item) == {"var"}:
        return Permission(policy_arn=text(item))
    if "role" in item:
        return Permission(role=item["role"], resource=text(item.get("resource", "")))
    return Permission(actions=tuple(item.get("actions") or ()), resources=texts(item.get("resources")))


def _idempotency(value: Any) -> int | None:
    if value is False:
        return None
    if isinstance(value, Mapping):
        return seconds(value.get("ttl"), 86_400)
    return 86_400


def _days(value: Any) -> int:
    """A retention in whole days, rounded up."""
    return 30 if value is None else max(1, -(-duration_s(value) // 86_400))
