"""What holds for queues of Pub/Sub and of Cloud Tasks alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Project, Queue, Text
from infera.platforms.gcp import notify
from infera.platforms.gcp.producers import PREFIXES, member

EMAIL = re.compile(r"[^@\s:/]+@[^@\s:/]+\.[^@\s:/.]+")
CHANNEL_ID = re.compile(r"projects/[^/\s]+/notificationChannels/[0-9]+")
EVERYONE = ("allUsers", "allAuthenticatedUsers")
LONGEST_RETENTION_S = 2_678_400  # of a Pub/Sub subscription


def producers(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Principals, and never everyone."""
    for index, principal in enumerate(queue.producers):
        if not isinstance(principal, str):
            continue
        path = (*queue.at, "producers", index)
        if principal in EVERYONE:
            text = f"`{principal}`: anyone on the internet could send jobs"
            yield Diagnostic(codes.BROAD_GRANT, text, path, "name the service accounts that send")
        elif not _is_principal(principal):
            text = f"`{principal}` is not a principal of Google Cloud"
            hint = "the e-mail address of a service account or a person, `group:ADDRESS`, or `principal://…`"
            yield Diagnostic(codes.BAD_RESOURCE_ID, text, path, hint)


def _is_principal(principal: str) -> bool:
    kind, _, rest = member(principal).partition(":")
    if f"{kind}:" not in PREFIXES or not rest:
        return False
    return kind in ("domain", "principal", "principalSet", "deleted") or EMAIL.fullmatch(rest) is not None


def listeners(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Who hears of an alarm: an address, or a channel that is there already."""
    yield from _listeners(queue, queue.alarms.page, "page")
    yield from _listeners(queue, queue.alarms.ticket, "ticket")


def _listeners(queue: Queue, targets: tuple[Text, ...], kind: str) -> Iterator[Diagnostic]:
    base: Path = (*queue.at, "alarms", "notify")
    path = (*base, kind) if queue.alarms.ticket else base
    for index, target in enumerate(targets):
        if not isinstance(target, str) or CHANNEL_ID.fullmatch(target):
            continue
        if notify.is_email(target) and EMAIL.fullmatch(target):
            continue
        text = f"`{target}` is neither an e-mail address nor the id of a notification channel"
        yield Diagnostic(
            codes.BAD_RESOURCE_ID,
            text,
            (*path, index),
            "projects/PROJECT/notificationChannels/NUMBER",
        )


def dead_letters(_environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Dead letters should be kept longer than jobs."""
    if not queue.dead_letter.enabled or queue.existing is not None or queue.type != "pubsub":
        return
    kept = queue.dead_letter.retention_s or LONGEST_RETENTION_S
    if kept > queue.retention_s:
        return
    on_dead_letter = "dead_letter.retention" in queue.written
    yield Diagnostic(
        codes.DEAD_LETTER_RETENTION,
        f"dead letters are kept {kept} s, the queue's jobs {queue.retention_s} s: none longer",
        (*queue.at, "dead_letter", "retention") if on_dead_letter else (*queue.at, "retention"),
        "someone must have time to look: keep dead letters longer than the queue keeps its jobs",
    )


def same_structure(project: Project, environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """An overlay may change a key id, not whether there is a key."""
    first = project.environments[0].queue(queue.name)
    for key, differs in (
        ("encryption", first.encryption.kind != queue.encryption.kind),
        ("existing", _kind(first) != _kind(queue)),
        ("dead_letter", _dead(first) != _dead(queue)),
        ("resource_name", _suffixed(first) != _suffixed(queue)),
    ):
        if differs:
            yield Diagnostic(
                codes.STRUCTURE_IN_OVERLAY,
                f"`{key}` would change which resources exist in `{environment.name}`",
                (*queue.at, key),
                "say the same in every environment",
            )


def _dead(queue: Queue) -> tuple[bool, str | None]:
    return queue.dead_letter.enabled, queue.dead_letter.worker


def _suffixed(queue: Queue) -> bool:
    """Whether the name ends in a `random_id`."""
    return queue.type == "cloud_tasks" and queue.resource_name is None


def _kind(queue: Queue) -> str:
    if queue.existing is None:
        return "made"
    return "subscription" if isinstance(queue.existing, str) and "/subscriptions/" in queue.existing else "given"
