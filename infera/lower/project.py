"""Merged documents -> `model.Project`: references resolved, runtime and language chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infera import codes
from infera.backends import REGISTRY, backend
from infera.diagnostics import Diagnostic, Path
from infera.lower import queue as queues
from infera.lower import worker as workers
from infera.lower.queue import ReadPayload
from infera.lower.unused import unused
from infera.lower.values import given, labels, network, optional_text, written
from infera.model import Environment, Project, Queue, Redis, StateBackend, Worker
from infera.overlay import Merged
from infera.records import dataclass, field, replace
from infera.suggest import hint

ALARM_AGE_S = 900  # `oldest_age` is the larger of this and 2 x timeout + delay (SPEC, section 2)


@dataclass(slots=True)
class Lowered:
    """The model, None when the file lacks what everything else stands on, and what was found on the way."""

    project: Project | None
    found: list[tuple[str, Diagnostic]] = field(default_factory=list)  # (environment, finding)


_STATE: Path = ("terraform", "backend")


def lower(documents: Sequence[Merged], read_payload: ReadPayload) -> Lowered:
    """The model of a file. `documents` is what `overlay.merge_all` made of it, at least one."""
    result = Lowered(None)
    first = documents[0].data
    if not {"project_name", "provider"} <= first.keys():
        return result
    environments = []
    for document in documents:
        found: list[Diagnostic] = []
        environments.append(_environment(document, read_payload, found))
        result.found += [(document.name, each) for each in found]
    result.project = _project(first, tuple(environments))
    return result


def _project(data: Mapping[str, Any], environments: tuple[Environment, ...]) -> Project:
    terraform = data.get("terraform") or {}
    aws = data.get("aws") or {}
    return Project(
        name=data["project_name"],
        provider=data["provider"],
        environments=environments,
        required_version=terraform.get("required_version", ""),
        provider_versions=tuple(sorted((terraform.get("providers") or {}).items())),
        roots=terraform.get("roots", True),
        permissions_boundary=optional_text(aws.get("permissions_boundary")),
        iam_path=aws.get("iam_path"),
        overrides=_normal(data.get("overrides") or {}),
    )


def _normal(value: Any) -> Any:
    """NFC all the way down, as Terraform keeps strings, so that a plan is quiet."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_normal(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return value


def _environment(document: Merged, read_payload: ReadPayload, found: list[Diagnostic]) -> Environment:
    data = document.data
    project, name = data["project_name"], document.name
    places = {"project": project, "environment": name}
    found.extend(unused(data))
    state = (data.get("terraform") or {}).get("backend")
    if state is not None and "type" not in state:  # an overlay may leave it out, where the file says it
        found.append(Diagnostic(codes.MISSING_KEY, "`backend` needs `type`", _STATE, "add `type: s3`, say"))
    all_queues = _queues(data, places, read_payload, found)
    all_workers = _workers(data, all_queues, found)
    return Environment(
        name=name,
        prefix=project if name == "default" else f"{project}-{name}".replace("_", "-"),
        region=data.get("region", ""),
        project_id=data.get("project_id"),
        labels=labels(data.get("labels")),
        backend=_backend(state, places),
        provider_config=given(_normal(data.get("provider_config") or {})),
        deletion_protection=data.get("deletion_protection", False),
        queues=_with_alarms(all_queues, all_workers),
        workers=all_workers,
        redis=_redis(data.get("redis") or {}),
    )


def _backend(item: Mapping[str, Any] | None, places: Mapping[str, str]) -> StateBackend | None:
    if item is None or "type" not in item:
        return None

    def fill(value: Any) -> Any:
        if isinstance(value, str):
            for key, text in places.items():
                value = value.replace("{" + key + "}", text)
            return value
        if isinstance(value, Mapping):
            return {key: fill(each) for key, each in value.items()}
        return [fill(each) for each in value] if isinstance(value, list) else value

    return StateBackend(item["type"], fill(_normal(item.get("config") or {})))


def _redis(item: Mapping[str, Any]) -> Redis:
    return Redis(
        existing=optional_text(item.get("existing")),
        node_type=item.get("node_type", ""),
        replicas=item.get("replicas", 1),
        engine_version=str(item.get("engine_version", "")),
        network=network(item.get("network")),
        written=written(item),
        at=("redis",),
    )


def _queues(
    data: Mapping[str, Any], places: Mapping[str, str], read: ReadPayload, found: list[Diagnostic]
) -> tuple[Queue, ...]:
    provider = data["provider"]
    result = []
    for index, item in enumerate(data.get("queues") or ()):
        if "name" not in item:
            continue
        one = queues.queue(
            item,
            ("queues", index),
            provider=provider,
            placeholders=places,
            project_labels=data.get("labels") or {},
            read_payload=read,
        )
        problem = _type_problem(one, provider)
        if problem:
            found.append(problem)
        else:
            result.append(one)
    return tuple(result)


def _type_problem(queue: Queue, provider: str) -> Diagnostic | None:
    if queue.type in REGISTRY and provider in backend(queue.type).runtimes:
        return None
    possible = [t for t in REGISTRY if provider in backend(t).runtimes]
    return Diagnostic(
        codes.WRONG_TYPE,
        f"`{queue.type}` does not run on `{provider}`",
        (*queue.at, "type"),
        f"`{provider}` runs: " + ", ".join(f"`{each}`" for each in possible),
    )


def _workers(data: Mapping[str, Any], all_queues: tuple[Queue, ...], found: list[Diagnostic]) -> tuple[Worker, ...]:
    by_name = {queue.name: queue for queue in all_queues}
    # a queue that was refused elsewhere is not also an unknown reference
    known = set(by_name) | {q.get("name", q.get("refused")) for q in data.get("queues") or ()}
    dead_letters: dict[str, list[Queue]] = {}
    for queue in all_queues:
        if queue.dead_letter.worker:
            dead_letters.setdefault(queue.dead_letter.worker, []).append(queue)
    result = []
    for name, item in sorted((data.get("workers") or {}).items()):
        at: Path = ("workers", name)
        sources = [by_name[q] for q in workers.queue_names(item) if q in by_name]
        found += _unknown(item, at, known)
        sources = sources or dead_letters.get(name, [])
        if not sources:
            if not workers.queue_names(item) and not dead_letters.get(name):
                found.append(_no_queue(name, at))
            continue
        one = _worker(name, item, at, data, sources, dead_letters.get(name, []), found)
        if one:
            result.append(one)
    return tuple(result)


def _unknown(item: Mapping[str, Any], at: Path, known: set[Any]) -> Iterator[Diagnostic]:
    single = item.get("queue")
    places: list[tuple[Any, Path]] = [(single, (*at, "queue"))] if single is not None else []
    several = item.get("queues")
    if isinstance(several, list):
        places += [(each, (*at, "queues", index)) for index, each in enumerate(several)]
    elif several is not None:
        places.append((several, (*at, "queues")))
    for name, path in places:
        if name not in known:
            yield Diagnostic(
                codes.UNKNOWN_REFERENCE,
                f"there is no queue `{name}`",
                path,
                hint(str(name), [str(k) for k in known if k], "queue"),
            )


def _no_queue(name: str, at: Path) -> Diagnostic:
    return Diagnostic(
        codes.MISSING_KEY,
        f"worker `{name}` consumes nothing",
        (*at, "queue"),
        "add `queue:`, or name it in a queue's `dead_letter: {worker: …}`",
    )


def _worker(
    name: str,
    item: Mapping[str, Any],
    at: Path,
    data: Mapping[str, Any],
    sources: list[Queue],
    dead_letter_of: list[Queue],
    found: list[Diagnostic],
) -> Worker | None:
    types = sorted({queue.type for queue in sources})
    if len(types) > 1:
        listed = " and ".join(f"`{each}`" for each in types)
        found.append(
            Diagnostic(
                codes.MIXED_TYPES,
                f"worker `{name}` would consume {listed}",
                (*at, "queues"),
                "give each type a worker of its own; both may use the same handler code",
            )
        )
        return None
    end = backend(types[0])
    runtime = _choice(item, at, "runtime", end.runtimes[data["provider"]], types[0], found)
    language = _language(item, at, data, end.languages, types[0], found)
    one = workers.worker(
        name,
        item,
        at,
        runtime=runtime,
        language=language,
        dead_letter_of=tuple(queue.name for queue in dead_letter_of),
        project_labels=data.get("labels") or {},
        position=list(data["workers"]).index(name),
    )
    known = {queue.name for queue in sources}
    return replace(one, queues=tuple(q for q in one.queues if q in known))


def _choice(
    item: Mapping[str, Any],
    at: Path,
    key: str,
    possible: tuple[str, ...],
    queue_type: str,
    found: list[Diagnostic],
) -> str:
    chosen = item.get(key)
    if chosen is None or chosen in possible:
        return chosen or possible[0]
    found.append(
        Diagnostic(
            codes.WRONG_RUNTIME,
            f"a `{queue_type}` queue is not consumed on `{chosen}` here",
            (*at, key),
            "possible: " + ", ".join(f"`{each}`" for each in possible),
        )
    )
    return possible[0]


def _language(
    item: Mapping[str, Any],
    at: Path,
    data: Mapping[str, Any],
    possible: tuple[str, ...],
    queue_type: str,
    found: list[Diagnostic],
) -> str:
    path, chosen = (*at, "language"), item.get("language")
    if chosen is None:
        path, chosen = ("language",), data.get("language")
    if chosen is None or chosen in possible:
        return chosen or possible[0]
    found.append(
        Diagnostic(
            codes.WRONG_LANGUAGE,
            f"a `{queue_type}` queue has no {chosen} workers",
            path,
            "possible: " + ", ".join(f"`{each}`" for each in possible),
        )
    )
    return possible[0]


def _with_alarms(all_queues: tuple[Queue, ...], all_workers: tuple[Worker, ...]) -> tuple[Queue, ...]:
    """The queues with what their consumers decide."""
    longest: dict[str, int] = {}
    for worker in all_workers:
        for name in worker.queues:
            longest[name] = max(worker.timeout_s, longest.get(name, 0))
    return tuple(_settled(queue, longest.get(queue.name, 60)) for queue in all_queues)


def _settled(queue: Queue, timeout_s: int) -> Queue:
    """The default of `oldest_age`, and a schedule's default job, once the consumers are known."""
    alarms = queue.alarms
    if alarms.oldest_age_s is None:
        alarms = replace(alarms, oldest_age_s=max(ALARM_AGE_S, 2 * timeout_s + queue.delay_s))
    schedules = tuple(
        replace(each, job=queue.jobs[0].name) if not each.job and len(queue.jobs) == 1 else each
        for each in queue.schedules
    )
    return replace(queue, alarms=alarms, schedules=schedules)
