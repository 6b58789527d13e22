"""Labels and names that Google Cloud refuses or that meet after mapping."""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Queue, Worker
from infera.platforms.gcp import limits, names

# https://docs.cloud.google.com/resource-manager/docs/labels-overview, read 2026-11-24
_HINT = "small letters, digits, `_` and `-`, 63 characters at most; a key begins with a letter"


def labels(environment: Environment) -> Iterator[Diagnostic]:
    """Keys and values of labels, where they were written."""
    shared = dict(environment.labels)
    yield from _labels(environment.labels, ("labels",))
    items: list[Queue | Worker] = [*environment.queues, *environment.workers]
    for item in items:
        own = tuple(pair for pair in item.labels if shared.get(pair[0]) != pair[1])
        yield from _labels(own, (*item.at, "labels"))
        if own and len(item.labels) > limits.LABELS:
            text = f"a resource takes {limits.LABELS} labels, not {len(item.labels)}"
            yield Diagnostic(codes.REFUSED_LABEL, text, (*item.at, "labels"), on_key=True)
    if len(environment.labels) > limits.LABELS:
        text = f"a resource takes {limits.LABELS} labels, not {len(environment.labels)}"
        yield Diagnostic(codes.REFUSED_LABEL, text, ("labels",), on_key=True)


def _labels(pairs: tuple[tuple[str, str], ...], at: Path) -> Iterator[Diagnostic]:
    for key, value in pairs:
        if not (key[:1].isalpha() and _plain(key)):
            text = f"Google Cloud does not take `{key}` as the key of a label"
            yield Diagnostic(codes.REFUSED_LABEL, text, (*at, key), _HINT, on_key=True)
        elif not _plain(value):
            text = f"Google Cloud does not take `{value}` as the value of a label"
            yield Diagnostic(codes.REFUSED_LABEL, text, (*at, key), _HINT)


def _plain(text: str) -> bool:
    """Letters without case count as small: labels take every alphabet."""
    fits = len(text) <= limits.LABEL_LENGTH and len(text.encode()) <= 2 * limits.LABEL_LENGTH
    return fits and all((char.isalnum() and char == char.lower()) or char in "_-" for char in text)


def collisions(environment: Environment) -> Iterator[Diagnostic]:
    """A worker's caller, a queue's scheduler and a worker may come to share the label or the id of an account."""
    if environment.labels_meet:
        return
    for claimed in (_labels_of_accounts(environment), _ids_of_accounts(environment)):
        taken: dict[str, Path] = {}
        for name, path, on_key in claimed:
            other = taken.setdefault(name, path)
            if other != path:
                text = f"two service accounts would be called `{name}`"
                yield Diagnostic(codes.NAME_COLLISION, text, path, "rename a queue or a worker", on_key)
                break


Claim = tuple[str, Path, bool]


def _labels_of_accounts(environment: Environment) -> Iterator[Claim]:
    for worker in environment.workers:
        yield worker.label, worker.at, True
        yield f"{worker.label}_invoker", worker.at, True
    for queue in _scheduled(environment):
        yield f"{queue.label}_scheduler", (*queue.at, "name"), False


def _ids_of_accounts(environment: Environment) -> Iterator[Claim]:
    for worker in environment.workers:
        yield names.account_id(environment, worker.cloud_base), worker.at, True
        yield names.account_id(environment, worker.cloud_base, "invoker"), worker.at, True
    for queue in _scheduled(environment):
        yield (
            names.account_id(environment, queue.cloud_base, "scheduler"),
            (*queue.at, "name"),
            False,
        )


def _scheduled(environment: Environment) -> list[Queue]:
    return [queue for queue in environment.queues if queue.type == "cloud_tasks" and queue.schedules]


def protection(environment: Environment) -> Iterator[Diagnostic]:
    """Only some resources can be protected."""
    if environment.deletion_protection:
        yield Diagnostic(
            codes.UNPROTECTED,
            "workers and stores are protected; topics, subscriptions and task queues have nothing to protect them",
            ("deletion_protection",),
            "take `pubsub.topics.delete`, `pubsub.subscriptions.delete` and `cloudtasks.queues.delete` from people",
        )
