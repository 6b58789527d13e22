"""Names in the cloud that would be one: of two queues, two workers, two environments.

Labels that meet are another rule's; here it is about names that someone wrote, or kept after a rename.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infera import codes
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Worker
from infera.names import label

# back ends whose names stand in one namespace: a Redis, the topics of a project
_SPACES = {"bullmq": "redis", "celery": "redis"}


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Each cloud name that is taken a second time, at what gives it."""
    yield from _environments(project, environment)
    yield from _queues(environment)
    yield from _workers(environment)
    yield from _handed_on(environment.queues)
    yield from _handed_on(environment.workers)


def _environments(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    for other in project.environments[: project.environments.index(environment)]:
        if other.prefix == environment.prefix:
            text = f"`{environment.name}` and `{other.name}` both prefix cloud names with `{environment.prefix}-`"
            path = ("environments", environment.name)
            yield Diagnostic(codes.NAME_COLLISION, text, path, "rename one of them", on_key=True)
            return


def _handed_on(items: Iterable[Queue] | Iterable[Worker]) -> Iterator[Diagnostic]:
    """A name that one gives up and another takes: Terraform refuses a `moved` from an address that is still there."""
    by_label = {item.label: item for item in items}
    for item in by_label.values():
        other = by_label.get(label(item.renamed_from)) if item.renamed_from else None
        if other is not None and other is not item and other.renamed_from is not None:
            text = f"`{other.name}` takes the name that `{item.name}` gave up: Terraform cannot move both"
            hint = f"choose another name than `{other.name}`: what was renamed keeps its old name in the cloud"
            yield Diagnostic(codes.NAME_COLLISION, text, (*other.at, "renamed_from"), hint)


def _queues(environment: Environment) -> Iterator[Diagnostic]:
    taken: dict[tuple[str, str], Queue] = {}
    for queue in environment.queues:
        if queue.existing is not None:
            continue
        for key in _names(environment, queue):
            other = taken.setdefault(key, queue)
            if other is not queue and (found := _clash(queue, other, key[1])):
                yield found
                break


def _names(environment: Environment, queue: Queue) -> Iterator[tuple[str, str]]:
    """(namespace, name) of a queue, its levels and their dead letters, before any suffix or cut."""
    base = (queue.resource_name or f"{environment.prefix}-{queue.cloud_base}".replace("_", "-")).removesuffix(".fifo")
    parts = ["", *(f"-{level}".replace("_", "-") for level in queue.priority)]
    random = queue.type == "cloud_tasks" and queue.resource_name is None
    for part in parts:
        # a queue of Cloud Tasks ends in a random suffix of its own, its dead letters are a topic
        yield "random" if random else _SPACES.get(queue.type, queue.type), base + part
        if queue.dead_letter.enabled:
            space = "pubsub" if queue.type == "cloud_tasks" else _SPACES.get(queue.type, queue.type)
            yield space, f"{base}{part}-dead-letter"


def _clash(queue: Queue, other: Queue, name: str) -> Diagnostic | None:
    """The finding at the queue whose name is written; None where it is the labels that meet."""
    text = f"`{queue.name}` and `{other.name}` would both be called `{name}` in the cloud"
    for each in (queue, other):
        if each.resource_name is not None:
            hint = "put `{name}` into it, or write another"
            return Diagnostic(codes.NAME_COLLISION, text, (*each.at, "resource_name"), hint)
    for each in (queue, other):
        if each.renamed_from is not None:
            hint = "what was renamed keeps its cloud name: choose another for the new one"
            return Diagnostic(codes.NAME_COLLISION, text, (*each.at, "renamed_from"), hint)
    return None


def _workers(environment: Environment) -> Iterator[Diagnostic]:
    taken: dict[str, Worker] = {}
    for worker in environment.workers:
        other = taken.setdefault(label(worker.cloud_base), worker)
        if other is worker or worker.label == other.label:
            continue
        renamed = worker if worker.renamed_from is not None else other
        text = f"`{worker.name}` and `{other.name}` would both be called `{worker.cloud_base}` in the cloud"
        hint = "what was renamed keeps its cloud name: choose another for the new one"
        yield Diagnostic(codes.NAME_COLLISION, text, (*renamed.at, "renamed_from"), hint)
