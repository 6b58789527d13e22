"""The dashboard of a module: depth, age and dead letters of each SQS queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infera import names
from infera.backends.sqs import sources
from infera.backends.sqs.sources import Source
from infera.model import Queue
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

QUEUES_ON_A_DASHBOARD = 150  # a widget each, of the 500 that a dashboard holds; its body has a limit too


def views(module: Module, queues: list[Queue]) -> Iterator[dict[str, Any]]:
    """What the template needs for each dashboard."""
    environment = module.project.environments[0]
    found = [(q, source) for q in queues for source in sources.sources(environment, q)]
    for start in range(0, len(found), QUEUES_ON_A_DASHBOARD):
        number = start // QUEUES_ON_A_DASHBOARD + 1
        label = "queues" if number == 1 else f"queues_{number}"
        yield {
            "label": label,
            "name": module.name(
                f"{label}_dashboard_name",
                lambda e, label=label: names.cloud_name(e, label, 255),  # type: ignore[misc]
                what="a dashboard",
            ),
            "widgets": [
                _widget(queue, source, row)
                for row, (queue, source) in enumerate(found[start : start + QUEUES_ON_A_DASHBOARD])
            ],
        }


def _widget(queue: Queue, source: Source, row: int) -> dict[str, Any]:
    name = Expr(f"aws_sqs_queue.{source.label}.name")
    metrics: list[Any] = [
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name],
        ["AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName", name],
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", name, {"yAxis": "right"}],
    ]
    if queue.dead_letter.enabled:
        dead = Expr(f"aws_sqs_queue.{source.dead_letter_label}.name")
        metrics.append(["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", dead])
    return {
        "title": source.label,
        "y": 6 * (row // 2),
        "x": 12 * (row % 2),
        "metrics": Expr(literal(metrics)),
    }
