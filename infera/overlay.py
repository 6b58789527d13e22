"""From one document to one merged document for each environment, with the place where each value was written.

Precedence, weakest first: `defaults`, an environment's `defaults`, the queue or worker itself, the environment's
overlay of it. Maps merge, everything else replaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.records import dataclass, field
from infera.suggest import hint

Data = dict[str, Any]

# What an environment may say beside `queues`, `workers`, `terraform` and `defaults`.
_SCALARS = ("region", "project_id", "deletion_protection", "provider_config")
_MAPS = ("labels", "redis")


@dataclass(frozen=True, slots=True)
class Merged:
    """The document as one environment sees it. `origins` leads from merged paths to where the value was written."""

    name: str
    data: Data
    origins: Mapping[Path, Path] = field(default_factory=dict)

    def place(self, path: Path) -> Path:
        """Where the value at a merged path was written: the longest known prefix decides."""
        for end in range(len(path), 0, -1):
            origin = self.origins.get(path[:end])
            if origin is not None:
                return origin + path[end:]
        return path


def merge_all(data: Data) -> list[Merged]:
    """One merged document for each environment, by name; `default` alone when none is named."""
    environments = data.get("environments") or {"default": {}}
    return [_merge(data, name, overlay or {}) for name, overlay in sorted(environments.items())]


def _merge(data: Data, name: str, overlay: Data) -> Merged:
    origins: dict[Path, Path] = {}
    merged = dict(data)
    merged.pop("environments", None)
    at: Path = ("environments", name)
    for key in _SCALARS:
        if key in overlay:
            merged[key] = overlay[key]
            origins[(key,)] = (*at, key)
    for key in _MAPS:
        if key in overlay:
            merged[key] = _combine(data.get(key), overlay[key], (key,), (*at, key), origins)
    if "backend" in (overlay.get("terraform") or {}):
        merged["terraform"] = _terraform(data.get("terraform") or {}, overlay["terraform"], at, origins)
    defaults = _defaults(data, overlay, at)
    merged["queues"] = [
        _item(queue, ("queues", index), queue.get("name"), "queues", overlay, at, defaults, origins)
        for index, queue in enumerate(data.get("queues") or [])
    ]
    merged["workers"] = {
        key: _item(worker or {}, ("workers", key), key, "workers", overlay, at, defaults, origins)
        for key, worker in (data.get("workers") or {}).items()
    }
    return Merged(name, merged, origins)


def _terraform(common: Data, overlay: Data, at: Path, origins: dict[Path, Path]) -> Data:
    """The state's own settings merge like any map, but the arguments of one kind of backend say nothing of another."""
    own, path, place = overlay["backend"], ("terraform", "backend"), (*at, "terraform", "backend")
    below = common.get("backend") or {}
    if own.get("type", below.get("type")) != below.get("type"):
        below = {}
    if not below:
        origins[path] = place
    return dict(common, backend=_combine(below, own, path, place, origins))


def _defaults(data: Data, overlay: Data, at: Path) -> dict[str, list[tuple[Data, Path]]]:
    """Kind -> the layers below an item, weakest first."""
    layers: dict[str, list[tuple[Data, Path]]] = {"queues": [], "workers": []}
    for source, path in ((data, ()), (overlay, at)):
        defaults = source.get("defaults") or {}
        here: Path = (*path, "defaults")
        if "alarms" in defaults:
            layers["queues"].append(({"alarms": defaults["alarms"]}, here))
        if "queue" in defaults:
            layers["queues"].append((defaults["queue"], (*here, "queue")))
        if "worker" in defaults:
            layers["workers"].append((defaults["worker"], (*here, "worker")))
    return layers


def _item(
    item: Data,
    merged_at: Path,
    name: str | None,
    kind: str,
    overlay: Data,
    at: Path,
    defaults: Mapping[str, list[tuple[Data, Path]]],
    origins: dict[Path, Path],
) -> Data:
    """One queue or worker with its defaults below it and its overlay above it."""
    own = (overlay.get(kind) or {}).get(name)
    # infera sets nothing of a queue that is already there, so defaults do not reach it
    below = [] if "existing" in item else defaults[kind]
    if (item | (own or {})).get("existing") is not None:
        below = [(_beside_existing(layer), place) for layer, place in below]
    if not below and own is None:
        return item
    local: dict[Path, Path] = {}  # of this item alone: forgetting what was replaced stays cheap
    result: Any = {}
    for layer, place in below:
        result = _combine(result, layer, merged_at, place, local)
    result = _combine(result, item, merged_at, merged_at, local) if below else item
    if own is not None:
        own = _switched(own, result.get("schedules"))
        result = _combine(result, own, merged_at, (*at, kind, str(name)), local)
    origins.update(local)
    return dict(result)


def _beside_existing(layer: Data) -> Data:
    """What of the defaults a queue that is already there can take; nobody wrote the rest on it."""
    return {key: value for key, value in layer.items() if key in ("type", "jobs", "schedules", "envelope")}


def _switched(own: Data, schedules: Any) -> Data:
    """An overlay's `schedules: false`, or `{name: false}`, as the list of schedules with each switched on or off."""
    wanted = own.get("schedules")
    if not isinstance(wanted, bool | Mapping) or not isinstance(schedules, list):
        return own

    def on(name: str) -> bool:
        return wanted if isinstance(wanted, bool) else bool(wanted.get(name, True))

    return dict(own, schedules=[dict(each, enabled=on(each["name"])) for each in schedules])


def _combine(low: Any, high: Any, merged_at: Path, place: Path, origins: dict[Path, Path]) -> Any:
    """`high` over `low`; what comes from `high` is noted in `origins`."""
    if not (isinstance(low, Mapping) and isinstance(high, Mapping)) or _is_var(low) or _is_var(high):
        _note(merged_at, place, origins)
        return high
    result = dict(low)
    for key, value in high.items():
        if key in low:
            result[key] = _combine(low[key], value, (*merged_at, key), (*place, key), origins)
        else:
            _note((*merged_at, key), (*place, key), origins)
            result[key] = value
    return result


def _note(merged_at: Path, place: Path, origins: dict[Path, Path]) -> None:
    """A value replaces what stood there, with all that was known below it."""
    for path in [p for p in origins if p[: len(merged_at)] == merged_at]:
        del origins[path]
    origins[merged_at] = place


def _is_var(value: Mapping[str, Any]) -> bool:
    return set(value) == {"var"}


# What an overlay may change: it needs no resource that is not there anyway (SPEC, "Environments").
QUEUE_KEYS = frozenset(
    (
        "resource_name existing encryption paused alarms schedules rate_limit retry delay retention "
        "max_message_size visibility_timeout producers labels expected dead_letter"
    ).split()
)
WORKER_KEYS = frozenset(
    (
        "permissions log_retention concurrency instances timeout memory cpu env secrets network image labels "
        "batch idempotency"
    ).split()
)


def structural(data: Data) -> Iterator[tuple[Path, str]]:
    """(place, key) of every key in an overlay that would change which resources exist."""
    for name, overlay in (data.get("environments") or {}).items():
        for kind, allowed in (("queues", QUEUE_KEYS), ("workers", WORKER_KEYS)):
            for item, values in ((overlay or {}).get(kind) or {}).items():
                for key, value in (values or {}).items():
                    if key not in allowed or (key == "dead_letter" and not _retention_alone(value)):
                        yield ("environments", name, kind, item, key), key


def unknown(data: Data, written: Data) -> Iterator[Diagnostic]:
    """Every queue and worker that only an overlay names. `written` also has what was refused elsewhere."""
    queues, workers = written.get("queues"), written.get("workers")
    items = [each for each in queues if isinstance(each, Mapping)] if isinstance(queues, list) else []
    known = {
        "queues": {str(each["name"]) for each in items if "name" in each},
        "workers": set(workers) if isinstance(workers, Mapping) else set(),
    }
    for name, overlay in (data.get("environments") or {}).items():
        for kind, names in known.items():
            what = kind.removesuffix("s")
            for item in (overlay or {}).get(kind) or {}:
                if item not in names:
                    place = ("environments", name, kind, item)
                    text = f"there is no {what} `{item}`: an environment changes values, not what exists"
                    yield Diagnostic(codes.UNKNOWN_REFERENCE, text, place, hint(item, names, what), on_key=True)


def _retention_alone(value: Any) -> bool:
    """Of a dead letter queue only the retention may differ: all environments have it, or none."""
    return isinstance(value, Mapping) and set(value) == {"retention"}


def without(data: Data, places: list[Path]) -> Data:
    """The document without the keys at some places; nothing else of it is copied."""
    for place in places:
        data = _drop(data, place)
    return data


def _drop(data: Data, place: Path) -> Data:
    key, rest = place[0], place[1:]
    if not rest:
        return {k: v for k, v in data.items() if k != key}
    return {**data, str(key): _drop(data[str(key)], rest)}
