"""`monitoring.tf`: alarms of queues and workers, the topics that carry them, a dashboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from infera import names
from infera.backends.sqs import schedules, sources
from infera.backends.sqs.sources import Source
from infera.model import Environment, Queue, Worker
from infera.platforms.aws import scope
from infera.platforms.aws.notify import PAGE, TICKET, Topics
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

ALARM_NAME_CHARACTERS = 255
QUEUES_ON_A_DASHBOARD = 150  # three widgets each, of the 500 that a dashboard holds


def add(module: Module) -> None:
    """Add monitoring.tf when there is anything to watch."""
    queues = [q for q in module.project.queues if q.type == "sqs" and q.existing is None]
    if not queues:
        return
    topics = Topics(module)
    alarms = [alarm for queue in queues for alarm in _of_queue(module, topics, queue)]
    alarms += [alarm for worker in module.project.workers for alarm in _of_worker(module, topics, worker)]
    view = {
        "alarms": alarms,
        "topics": topics.views(),
        "tags": scope.project_tags(module) and Expr("local.tags"),
        "dashboards": list(_dashboards(module, queues)),
    }
    module.add("monitoring.tf", "aws/monitoring.tf.j2", view)


def _ever(module: Module, queue: Queue, wanted: Callable[[Queue], bool]) -> bool:
    """Whether an alarm exists: any environment wants it, the others have it without actions."""
    return any(_wants(e.queue(queue.name), wanted) for e in module.project.environments)


def _wants(queue: Queue, wanted: Callable[[Queue], bool]) -> bool:
    return queue.alarms.enabled and wanted(queue)


def _of_queue(module: Module, topics: Topics, queue: Queue) -> Iterator[dict[str, Any]]:
    environment = module.project.environments[0]
    for source in sources.sources(environment, queue):
        if _ever(module, queue, lambda _: True):
            yield _oldest_age(module, topics, queue, source)
        if _ever(module, queue, lambda q: q.alarms.depth is not None):
            yield _depth(module, topics, queue, source)
        if queue.dead_letter.enabled and _ever(module, queue, lambda q: q.alarms.dead_letters):
            yield _dead_letters(module, topics, queue, source.dead_letter_label)
    own = schedules.own_dead_letter(queue)
    if own and _ever(module, queue, lambda q: q.alarms.dead_letters):
        yield _dead_letters(module, topics, queue, own)


def _oldest_age(module: Module, topics: Topics, queue: Queue, source: Source) -> dict[str, Any]:
    threshold = module.vary(
        f"{source.label}_oldest_age_s",
        lambda e: e.queue(queue.name).alarms.oldest_age_s or 900,
        description=f"Seconds that a job of `{source.label}` may wait.",
    )
    return {
        **_frame(module, topics, queue, f"{source.label}_oldest_age", PAGE, lambda _: True),
        "description": _description(queue, f"Jobs of {source.label} wait too long"),
        "metric": {
            "namespace": "AWS/SQS",
            "name": "ApproximateAgeOfOldestMessage",
            "statistic": "Maximum",
        },
        "dimensions": {"QueueName": Expr(f"aws_sqs_queue.{source.label}.name")},
        "period": 60,
        "evaluation_periods": 3,
        "threshold": threshold,
    }


def _depth(module: Module, topics: Topics, queue: Queue, source: Source) -> dict[str, Any]:
    written = [e.queue(queue.name).alarms.depth for e in module.project.environments]
    some = next(depth for depth in written if depth is not None)
    threshold = module.vary(
        f"{source.label}_depth",
        lambda e: some if e.queue(queue.name).alarms.depth is None else e.queue(queue.name).alarms.depth,
        description=f"Jobs of `{source.label}` that may wait.",
    )
    wanted: Callable[[Queue], bool] = lambda q: q.alarms.depth is not None  # noqa: E731
    return {
        **_frame(module, topics, queue, f"{source.label}_depth", PAGE, wanted),
        "description": _description(queue, f"Too many jobs of {source.label} wait"),
        "metric": {
            "namespace": "AWS/SQS",
            "name": "ApproximateNumberOfMessagesVisible",
            "statistic": "Maximum",
        },
        "dimensions": {"QueueName": Expr(f"aws_sqs_queue.{source.label}.name")},
        "period": 60,
        "evaluation_periods": 3,
        "threshold": threshold,
    }


def _dead_letters(module: Module, topics: Topics, queue: Queue, label: str) -> dict[str, Any]:
    """Fires at each growth: the difference of what lies there, also from nothing."""
    return {
        **_frame(module, topics, queue, label, TICKET, lambda q: q.alarms.dead_letters),
        "description": _description(queue, f"A job of {queue.name} failed for good"),
        "metric": None,
        "growth": {"QueueName": Expr(f"aws_sqs_queue.{label}.name")},
        "evaluation_periods": 1,
        "threshold": 0,
    }


def _frame(
    module: Module,
    topics: Topics,
    queue: Queue,
    label: str,
    severity: str,
    wanted: Callable[[Queue], bool],
) -> dict[str, Any]:
    """What every alarm of a queue has."""
    tags, _ = scope.tags(module, "queue", queue)
    return {
        "label": label,
        "name": module.name(
            f"{label}_alarm_name",
            lambda e: names.cloud_name(e, label, ALARM_NAME_CHARACTERS),
            what="an alarm",
        ),
        "enabled": module.vary(
            f"{label}_alarm",
            lambda e: _wants(e.queue(queue.name), wanted),
            description=f"Whether the alarm `{label}` tells anyone.",
        ),
        "actions": topics.actions(queue, severity),
        "tags": tags,
        "growth": None,
    }


def _description(queue: Queue, text: str) -> str:
    runbook = queue.alarms.runbook
    return f"{text}. Runbook: {runbook}" if runbook else f"{text}."


def _of_worker(module: Module, topics: Topics, worker: Worker) -> Iterator[dict[str, Any]]:
    """Errors and throttles of a function, for whoever hears of its first queue's."""
    if worker.runtime != "lambda":
        return
    environment: Environment = module.project.environments[0]
    watched = [environment.queue(name) for name in (*worker.queues, *worker.dead_letter_of)]
    queue = next((q for q in watched if q.existing is None and _ever(module, q, lambda _: True)), None)
    if queue is None:
        return
    for metric, text in (
        ("Errors", "crashes or runs out of time"),
        ("Throttles", "is refused concurrency, which counts as an attempt of its jobs"),
    ):
        yield {
            **_frame(module, topics, queue, f"{worker.label}_{metric.lower()}", TICKET, lambda _: True),
            "description": _description(queue, f"The worker {worker.name} {text}"),
            "metric": {"namespace": "AWS/Lambda", "name": metric, "statistic": "Sum"},
            "dimensions": {"FunctionName": Expr(f"aws_lambda_function.{worker.label}.function_name")},
            "period": 300,
            "evaluation_periods": 1,
            "threshold": 0,
            "tags": scope.tags(module, "worker", worker)[0],
        }


def _dashboards(module: Module, queues: list[Queue]) -> Iterator[dict[str, Any]]:
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
