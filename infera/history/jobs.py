"""Job types that jobs on their way no longer fit: `.infera/jobs.json` holds the schemas last written.

Compared is what breaks a job that was sent before: a job type that went, a field that became required, a type that
became narrower. Anything that only accepts more is silent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from infera import codes
from infera.backends import redis_queue
from infera.diagnostics import Diagnostic, Path
from infera.model import Project, Queue

NAME = "jobs.json"
MAX_DEPTH = 50


def snapshot(project: Project) -> bytes:
    """The job types of a project as they go to `.infera/jobs.json`: queue -> type on the wire -> schema."""
    queues = {queue.name: {job.wire: job.schema for job in queue.jobs} for queue in project.queues}
    types = {queue.name: queue.type for queue in project.queues}
    stored = {"version": 1, "queues": queues, "types": types}
    if names := _in_redis(project):
        stored["redis"] = names
    text = json.dumps(stored, indent=2, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()


def read(data: bytes | None) -> Mapping[str, Mapping[str, Any]]:
    """The queues of a stored snapshot; nothing when there is none or it is not one of ours."""
    try:
        stored = json.loads(data or b"{}")
        queues = stored.get("queues", {}) if stored.get("version") == 1 else {}
    except (ValueError, AttributeError, RecursionError):
        return {}
    if not isinstance(queues, dict):
        return {}
    return {name: jobs for name, jobs in queues.items() if isinstance(jobs, dict)}


def _in_redis(project: Project) -> dict[str, dict[str, list[str]]]:
    """Environment -> queue -> what holds its jobs in Redis."""
    found = {
        environment.name: {
            queue.name: redis_queue.lists(environment, queue)
            for queue in environment.queues
            if queue.type in redis_queue.LAYOUTS
        }
        for environment in project.environments
    }
    return {name: queues for name, queues in found.items() if queues}


def gone(project: Project, data: bytes | None) -> Iterator[str]:
    """The queues in Redis of the last run whose jobs, or those of one of their workers, nobody takes any more.

    Those of a cloud are resources of Terraform, whose loss shows there. An environment of a cloud that goes leaves its
    root and its Redis; one of a compose file leaves jobs without workers.
    """
    try:
        stored = json.loads(data or b"{}")
        types = {str(name): str(type_) for name, type_ in dict(stored.get("types") or {}).items()}
        before = {
            (str(environment), str(queue)): set(map(str, names))
            for environment, queues in dict(stored.get("redis") or {}).items()
            for queue, names in queues.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    now = {queue.name: queue for queue in project.queues}
    now |= {queue.renamed_from: queue for queue in project.queues if queue.renamed_from is not None}
    lost = {name for name, type_ in types.items() if type_ in redis_queue.LAYOUTS and _type(now.get(name)) != type_}
    there = _in_redis(project)
    for (environment, name), lists in before.items():
        if environment not in there and project.provider != "self_hosted":
            continue
        taken = {each for names in there.get(environment, {}).values() for each in names}
        if not lists <= taken and name not in lost:
            lost.add(now[name].name if name in now else name)
    yield from sorted(lost)


def _type(queue: Queue | None) -> str:
    return "" if queue is None else queue.type


def compare(project: Project, before: Mapping[str, Mapping[str, Any]]) -> Iterator[Diagnostic]:
    """A warning for each job type that jobs on their way no longer fit."""
    for queue in project.queues:
        old = before.get(queue.name) or before.get(queue.renamed_from or "")
        if old is None:
            continue
        now = {name: job for job in queue.jobs for name in (job.wire, job.name, *job.aliases)}
        for name, schema in sorted(old.items()):
            job = now.get(name)
            if job is None:
                yield Diagnostic(
                    codes.BREAKS_JOBS,
                    f"jobs of type `{name}` may still be in `{queue.name}`, and nothing handles them any more",
                    (*queue.at, "jobs") if "jobs" in queue.written else (*queue.at, "name"),
                    f"`renamed_from: {name}` or `aliases: [{name}]` on the job that takes them",
                )
                continue
            for problem in narrower(schema, job.schema):
                yield Diagnostic(
                    codes.BREAKS_JOBS,
                    f"a `{name}` job sent before would be refused: {problem}",
                    (*job.at, "payload"),
                    "make it optional or accept both until the queue has drained",
                )


def narrower(old: Any, new: Any, at: Path = (), depth: int = 0) -> Iterator[str]:
    """What the new schema refuses that the old one took, as far as it shows key by key."""
    if depth > MAX_DEPTH or new is None or new is True:
        return
    where = ".".join(str(part) for part in at) or "the payload"
    if new is False:
        yield f"`{where}` takes nothing any more"
        return
    if old is None or old is True:
        old = {}
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return
    yield from _types(old, new, where)
    yield from _required(old, new, at)
    yield from _bounds(old, new, where)
    properties, others = old.get("properties") or {}, new.get("properties") or {}
    for name in sorted(others):
        if name in properties:
            yield from narrower(properties[name], others[name], (*at, name), depth + 1)
    if "items" in new:
        yield from narrower(old.get("items"), new["items"], (*at, "items"), depth + 1)
    if new.get("additionalProperties") is False:
        yield from _closed(old, set(properties) - set(others), at, where)


def _closed(old: Mapping[str, Any], gone: set[str], at: Path, where: str) -> Iterator[str]:
    """The new schema takes no other fields: what did the old one take?"""
    if old.get("additionalProperties") is not False:
        yield f"`{where}` takes no other fields any more" + (f", not even `{min(gone)}`" if gone else "")
        return
    for name in sorted(gone):
        yield f"`{'.'.join(map(str, (*at, name)))}` is not taken any more"


def _types(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Iterator[str]:
    before, now = _set(old.get("type")), _set(new.get("type"))
    if "number" in now:
        now = now | {"integer"}
    if now and not (before and before <= now):
        missing = sorted(before - now) if before else []
        yield f"`{where}` must now be {' or '.join(sorted(_set(new.get('type'))))}" + (
            f", not {missing[0]}" if missing else ""
        )
    values, allowed = old.get("enum"), new.get("enum")
    if isinstance(allowed, list):
        gone = [v for v in values if v not in allowed] if isinstance(values, list) else None
        if gone is None or gone:
            yield f"`{where}` takes fewer values"
    if "const" in new and old.get("const", object()) != new["const"] and old.get("enum") != [new["const"]]:
        yield f"`{where}` takes one value alone"


def _set(value: Any) -> set[str]:
    if value is None:
        return set()
    return set(value) if isinstance(value, list) else {value}


def _required(old: Mapping[str, Any], new: Mapping[str, Any], at: Path) -> Iterator[str]:
    for name in sorted(set(new.get("required") or ()) - set(old.get("required") or ())):
        yield f"`{'.'.join(map(str, (*at, name)))}` became required"


LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


def _bounds(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in (*LOWER, *UPPER):
        if key not in new or not isinstance(new[key], int | float):
            continue
        before = old.get(key)
        if before is None or (new[key] > before if key in LOWER else new[key] < before):
            yield f"`{where}` has {'a higher' if key in LOWER else 'a lower'} `{key}`"
    for key in ("pattern", "format", "multipleOf"):
        if key in new and new[key] != old.get(key):
            yield f"`{where}` has another `{key}`"
