"""`monitoring.tf`: what wakes someone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from infera.backends.cloud_tasks import layout as task_layout
from infera.backends.pubsub import layout as pubsub_layout
from infera.model import Queue
from infera.platforms.gcp import names
from infera.platforms.gcp.notify import PAGE, TICKET, Channels
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

Condition = dict[str, Any]


def add(module: Module) -> None:
    """Add the file when any queue is watched in any environment."""
    channels = Channels(module)
    policies = [policy for queue in module.project.queues for policy in of_queue(module, channels, queue)]
    if not policies:
        return
    module.add(
        "monitoring.tf",
        "gcp/monitoring.tf.j2",
        {
            "project": names.project_id(module),
            "labels": names.base_labels(module),
            "policies": policies,
            "emails": channels.all_addresses() if channels.used else None,
        },
    )


def of_queue(module: Module, channels: Channels, queue: Queue) -> Iterator[dict[str, Any]]:
    """The alert policies of a queue."""
    if queue.type not in ("pubsub", "cloud_tasks") or queue.existing is not None:
        return
    kind = _PubSub(module, queue) if queue.type == "pubsub" else _CloudTasks(module, queue)
    if _ever(module, queue, lambda q: True):
        yield {
            **_frame(
                module,
                channels,
                queue,
                "oldest_age",
                PAGE,
                lambda q: True,
                f"jobs of {queue.name} wait too long",
                "The worker is down, too slow, or failing: see its logs.",
            ),
            "conditions": kind.oldest_age(),
        }
    if _ever(module, queue, lambda q: q.alarms.depth is not None):
        yield {
            **_frame(
                module,
                channels,
                queue,
                "depth",
                PAGE,
                lambda q: q.alarms.depth is not None,
                f"too many jobs of {queue.name} wait",
                "More comes in than the worker does: raise its concurrency, or find out who sends.",
            ),
            "conditions": kind.depth(),
        }
    if queue.dead_letter.enabled and _ever(module, queue, lambda q: q.alarms.dead_letters):
        yield {
            **_frame(
                module,
                channels,
                queue,
                "dead_letters",
                TICKET,
                lambda q: q.alarms.dead_letters,
                f"jobs of {queue.name} failed for good",
                "They lie in the dead letter queue: `infera dead-letter list` shows them.",
            ),
            "conditions": kind.dead_letters(),
        }


def _ever(module: Module, queue: Queue, wanted: Callable[[Queue], bool]) -> bool:
    return any(_wants(e.queue(queue.name), wanted) for e in module.project.environments)


def _wants(queue: Queue, wanted: Callable[[Queue], bool]) -> bool:
    return queue.alarms.enabled and wanted(queue)


def _frame(
    module: Module,
    channels: Channels,
    queue: Queue,
    what: str,
    severity: str,
    wanted: Callable[[Queue], bool],
    summary: str,
    advice: str,
) -> dict[str, Any]:
    """What every policy of a queue has."""
    label = f"{queue.label}_{what}"
    prefix = module.vary("name_prefix", lambda e: e.prefix, description="Prefix of every cloud name.")
    return {
        "label": label,
        "title": joined(prefix, f": {summary}"),
        "content": _content(module, queue, f"{summary[0].upper()}{summary[1:]}. {advice}"),
        "enabled": module.vary(
            f"{label}_alarm",
            lambda e: _wants(e.queue(queue.name), wanted),
            description=f"Whether the alarm {what} of {queue.name} is on.",
        ),
        "severity": "CRITICAL" if severity == PAGE else "WARNING",
        "channels": channels.of_queue(queue, severity),
        "labels": names.labels_of(module, queue),
    }


def _content(module: Module, queue: Queue, text: str) -> Any:
    runbook = module.vary(
        f"{queue.label}_runbook",
        lambda e: e.queue(queue.name).alarms.runbook,
        description=f"What to do at an alarm of {queue.name}.",
    )
    return joined(f"{text}\n\nRunbook: ", runbook) if runbook else text


def _threshold(module: Module, queue: Queue, knob: str, default: int) -> Any:
    values = [getattr(e.queue(queue.name).alarms, knob) for e in module.project.environments]
    fallback = next((value for value in values if value is not None), default)

    def get(environment: Any) -> Any:
        value = getattr(environment.queue(queue.name).alarms, knob)
        return fallback if value is None else value

    return module.vary(f"{queue.label}_alarm_{knob}", get, description=f"Alarm threshold {knob} of {queue.name}.")


def condition(title: str, metric: str, resource: str, where: tuple[str, Any], **more: Any) -> Condition:
    """A threshold on one metric of one resource; `where` is a resource label and its value."""
    label, value = where
    return {
        "title": title,
        "filter": joined(
            f'metric.type = "{metric}" AND resource.type = "{resource}" AND resource.labels.{label} = "',
            value,
            '"',
            more.pop("also", ""),
        ),
        "period": "60s",
        "duration": "300s",
        **more,
    }


class _PubSub:
    """Conditions on the subscriptions of a queue."""

    def __init__(self, module: Module, queue: Queue) -> None:
        self.module, self.queue = module, queue
        found = pubsub_layout.subscriptions(module.project.environments[0], queue)
        self.subscriptions = [s.label for s in found]

    def _each(self, what: str, metric: str, **more: Any) -> list[Condition]:
        several = len(self.subscriptions) > 1
        return [
            condition(
                f"{what} ({label})" if several else what,
                f"pubsub.googleapis.com/subscription/{metric}",
                "pubsub_subscription",
                ("subscription_id", reference("google_pubsub_subscription", label, "name")),
                **more,
            )
            for label in self.subscriptions
        ]

    def oldest_age(self) -> list[Condition]:
        threshold = _threshold(self.module, self.queue, "oldest_age_s", 900)
        return self._each(
            "age of the oldest job",
            "oldest_unacked_message_age",
            threshold=threshold,
            aligner="ALIGN_MAX",
        )

    def depth(self) -> list[Condition]:
        threshold = _threshold(self.module, self.queue, "depth", 1000)
        return self._each("jobs that wait", "num_undelivered_messages", threshold=threshold, aligner="ALIGN_MAX")

    def dead_letters(self) -> list[Condition]:
        moved = self._each(
            "moved by Pub/Sub",
            "dead_letter_message_count",
            threshold=0,
            aligner="ALIGN_DELTA",
            duration="0s",
        )
        return [*moved, _published(self.queue)]


class _CloudTasks:
    """Conditions on the queues of Cloud Tasks."""

    def __init__(self, module: Module, queue: Queue) -> None:
        self.module, self.queue = module, queue
        self.queues = [each.label for each in task_layout.task_queues(queue)]

    def _each(self, what: str, metric: str, **more: Any) -> list[Condition]:
        several = len(self.queues) > 1
        return [
            condition(
                f"{what} ({label})" if several else what,
                f"cloudtasks.googleapis.com/queue/{metric}",
                "cloud_tasks_queue",
                ("queue_id", reference("google_cloud_tasks_queue", label, "name")),
                **more,
            )
            for label in self.queues
        ]

    def oldest_age(self) -> list[Condition]:
        """Cloud Tasks has no age: how late attempts start stands for it, and attempts that fail for as long."""
        age = _threshold(self.module, self.queue, "oldest_age_s", 900)
        late = self._each(
            "delay of attempts, in ms",
            "task_attempt_delays",
            threshold=Expr(f"{age} * 1000") if isinstance(age, Expr) else age * 1000,
            aligner="ALIGN_PERCENTILE_99",
        )
        failing = self._each(
            "attempts keep failing",
            "task_attempt_count",
            also=' AND metric.labels.response_code != "ok"',
            threshold=0,
            aligner="ALIGN_DELTA",
            reducer="REDUCE_SUM",
            period="300s",
            duration="900s",
        )
        return [*late, *failing]

    def depth(self) -> list[Condition]:
        threshold = _threshold(self.module, self.queue, "depth", 1000)
        return self._each("jobs that wait", "depth", threshold=threshold, aligner="ALIGN_MAX")

    def dead_letters(self) -> list[Condition]:
        return [_published(self.queue)]


def _published(queue: Queue) -> Condition:
    label = pubsub_layout.dead_letter_label(queue)
    return condition(
        "moved by the worker",
        "pubsub.googleapis.com/topic/send_request_count",
        "pubsub_topic",
        ("topic_id", reference("google_pubsub_topic", label, "name")),
        threshold=0,
        aligner="ALIGN_DELTA",
        reducer="REDUCE_SUM",
        duration="0s",
    )
