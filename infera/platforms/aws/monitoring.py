"""`monitoring.tf`: alarms of queues and workers, the topics that carry them, a dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infera.backends.sqs import schedules, sources
from infera.backends.sqs.sources import Source
from infera.model import Environment, Queue, Worker
from infera.platforms.aws import dashboards, redis, redis_monitoring, scope, thresholds
from infera.platforms.aws.alarms import description, ever, frame
from infera.platforms.aws.notify import PAGE, TICKET, Topics
from infera.render.hcl import Expr
from infera.terraform.module import Module


def add(module: Module) -> None:
    """Add monitoring.tf when there is anything to watch."""
    queues = [q for q in module.project.queues if q.type == "sqs" and q.existing is None]
    if not queues and not redis.needed(module.project):
        return
    topics = Topics(module)
    alarms = [alarm for queue in queues for alarm in _of_queue(module, topics, queue)]
    alarms += redis_monitoring.alarms(module, topics)
    alarms += [alarm for worker in module.project.workers for alarm in _of_worker(module, topics, worker)]
    view = {
        "alarms": alarms,
        "filters": list(redis_monitoring.filters(module)),
        "topics": topics.views(),
        "tags": scope.project_tags(module) and Expr("local.tags"),
        "dashboards": list(dashboards.views(module, queues)),
    }
    module.add("monitoring.tf", "aws/monitoring.tf.j2", view)


def _of_queue(module: Module, topics: Topics, queue: Queue) -> Iterator[dict[str, Any]]:
    environment = module.project.environments[0]
    for source in sources.sources(environment, queue):
        if ever(module, queue, lambda _: True):
            yield _oldest_age(module, topics, queue, source)
        if ever(module, queue, lambda q: q.alarms.depth is not None):
            yield _depth(module, topics, queue, source)
        if queue.dead_letter.enabled and ever(module, queue, lambda q: q.alarms.dead_letters):
            yield _dead_letters(module, topics, queue, source.dead_letter_label)
    own = schedules.own_dead_letter(queue)
    if own and ever(module, queue, lambda q: q.alarms.dead_letters):
        yield _dead_letters(module, topics, queue, own)


def _oldest_age(module: Module, topics: Topics, queue: Queue, source: Source) -> dict[str, Any]:
    return {
        **frame(module, topics, queue, f"{source.label}_oldest_age", PAGE, lambda _: True),
        "description": description(module, queue, f"Jobs of {source.title(queue)} wait too long"),
        "metric": {
            "namespace": "AWS/SQS",
            "name": "ApproximateAgeOfOldestMessage",
            "statistic": "Maximum",
        },
        "dimensions": {"QueueName": Expr(f"aws_sqs_queue.{source.label}.name")},
        "period": 60,
        "evaluation_periods": 3,
        "threshold": thresholds.oldest_age(module, queue, source.label),
    }


def _depth(module: Module, topics: Topics, queue: Queue, source: Source) -> dict[str, Any]:
    return {
        **frame(module, topics, queue, f"{source.label}_depth", PAGE, lambda q: q.alarms.depth is not None),
        "description": description(module, queue, f"Too many jobs of {source.title(queue)} wait"),
        "metric": {
            "namespace": "AWS/SQS",
            "name": "ApproximateNumberOfMessagesVisible",
            "statistic": "Maximum",
        },
        "dimensions": {"QueueName": Expr(f"aws_sqs_queue.{source.label}.name")},
        "period": 60,
        "evaluation_periods": 3,
        "threshold": thresholds.depth(module, queue, source.label),
    }


def _dead_letters(module: Module, topics: Topics, queue: Queue, label: str) -> dict[str, Any]:
    """Fires at each growth: the difference of what lies there, also from nothing."""
    return {
        **frame(module, topics, queue, label, TICKET, lambda q: q.alarms.dead_letters),
        "description": description(module, queue, f"A job of {queue.name} failed for good"),
        "metric": None,
        "growth": {"QueueName": Expr(f"aws_sqs_queue.{label}.name")},
        "evaluation_periods": 1,
        "threshold": 0,
    }


def _of_worker(module: Module, topics: Topics, worker: Worker) -> Iterator[dict[str, Any]]:
    """Errors and throttles of a function, for whoever hears of its first queue's."""
    if worker.runtime != "lambda":
        return
    environment: Environment = module.project.environments[0]
    watched = [environment.queue(name) for name in (*worker.queues, *worker.dead_letter_of)]
    queue = next((q for q in watched if q.existing is None and ever(module, q, lambda _: True)), None)
    if queue is None:
        return
    for metric, text in (
        ("Errors", "crashes or runs out of time"),
        ("Throttles", "is refused concurrency, which counts as an attempt of its jobs"),
    ):
        yield {
            **frame(
                module,
                topics,
                queue,
                f"{worker.label}_{metric.lower()}",
                TICKET,
                lambda _: True,
                f"{worker.cloud_base}_{metric.lower()}",
            ),
            "description": description(module, queue, f"The worker {worker.name} {text}"),
            "metric": {"namespace": "AWS/Lambda", "name": metric, "statistic": "Sum"},
            "dimensions": {"FunctionName": Expr(f"aws_lambda_function.{worker.label}.function_name")},
            "period": 300,
            "evaluation_periods": 1,
            "threshold": 0,
            "tags": scope.tags(module, "worker", worker)[0],
        }
