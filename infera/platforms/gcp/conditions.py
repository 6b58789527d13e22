"""What is measured: the conditions of alert policies, on the metrics of each back end."""

from __future__ import annotations

from typing import Any

from infera.backends.cloud_tasks import layout as task_layout
from infera.backends.pubsub import layout as pubsub_layout
from infera.model import Queue
from infera.platforms.gcp.text import joined, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

Condition = dict[str, Any]


def threshold(module: Module, queue: Queue, knob: str, default: int) -> Any:
    """The number that an alarm compares with; where it is off, what another environment has."""
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


class PubSub:
    """Conditions on the subscriptions of a queue."""

    def __init__(self, module: Module, queue: Queue) -> None:
        """The subscriptions of the queue, with the first environment's levels and workers."""
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
        """How long the oldest job has waited."""
        limit = threshold(self.module, self.queue, "oldest_age_s", 900)
        return self._each(
            "age of the oldest job",
            "oldest_unacked_message_age",
            threshold=limit,
            aligner="ALIGN_MAX",
        )

    def depth(self) -> list[Condition]:
        """How many jobs wait."""
        limit = threshold(self.module, self.queue, "depth", 1000)
        return self._each("jobs that wait", "num_undelivered_messages", threshold=limit, aligner="ALIGN_MAX")

    def dead_letters(self) -> list[Condition]:
        """What came to the dead letters."""
        moved = self._each(
            "moved by Pub/Sub",
            "dead_letter_message_count",
            threshold=0,
            aligner="ALIGN_DELTA",
            duration="0s",
        )
        return [*moved, _published(self.queue)]


class CloudTasks:
    """Conditions on the queues of Cloud Tasks."""

    def __init__(self, module: Module, queue: Queue) -> None:
        """One queue of Cloud Tasks for each level."""
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
        age = threshold(self.module, self.queue, "oldest_age_s", 900)
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
        """How many jobs wait."""
        limit = threshold(self.module, self.queue, "depth", 1000)
        return self._each("jobs that wait", "depth", threshold=limit, aligner="ALIGN_MAX")

    def dead_letters(self) -> list[Condition]:
        """What came to the dead letters."""
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
