"""The schedules of a queue, the role that delivers them, and what a producer is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from infera import names
from infera.backends.sqs import cron, references, sources
from infera.backends.sqs.sources import Source
from infera.model import Environment, Queue, Schedule
from infera.platforms.aws import scope
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

SCHEDULER_NAME_CHARACTERS = 64
ROLE_NAME_CHARACTERS = 64


def view(module: Module, queue: Queue, found: Sequence[Source]) -> dict[str, Any]:
    """The part of a queue's view that schedules and producers make."""
    label = f"{queue.label}_scheduler"
    own = own_dead_letter(queue)
    dead_letters = [f"aws_sqs_queue.{own}.arn"] if own else _dead_letters(queue, found)
    queues = [] if queue.fan_out else [references.arn(queue, source) for source in found]
    return {
        "schedules_dead_letter": _own_dead_letter(module, queue) if own else None,
        "scheduler": {
            "label": label,
            "label_ref": Expr(label),
            "ref": Expr(f"aws_iam_role.{label}"),
            "name": _name(module, queue, "scheduler", ROLE_NAME_CHARACTERS),
            "queues": [*queues, *map(Expr, dead_letters)],
        },
        "schedules": [_schedule(module, queue, each, found) for each in queue.schedules],
        "producer": {
            "label": f"{queue.label}_producer",
            "name": _name(module, queue, "producer", 128),
            "description": f"Send jobs to the queue {queue.cloud_base}",
            "queues": queues,
            "schedules": references.schedule_group_pattern(),
        },
    }


def labels(queue: Queue) -> list[str]:
    """The Terraform labels of the schedules of a queue."""
    return [f"{queue.label}_{each.label}" for each in queue.schedules]


def own_dead_letter(queue: Queue) -> str | None:
    """The label of the dead letter queue that only the schedules of a queue have.

    Scheduler's dead letters go to a standard queue, and a fan-out has none that belongs to no worker.
    """
    if queue.existing is not None or not queue.schedules or not queue.dead_letter.enabled:
        return None
    return f"{queue.label}_schedules_dead_letter" if queue.fan_out or sources.is_fifo(queue) else None


def own_dead_letter_name(environment: Environment, queue: Queue) -> str:
    """The cloud name of that queue."""
    return names.cloud_name(environment, queue.cloud_base, 80, "-schedules-dead-letter")


def _own_dead_letter(module: Module, queue: Queue) -> dict[str, Any]:
    label = f"{queue.label}_schedules_dead_letter"
    name = module.name(
        f"{label}_name",
        lambda e: own_dead_letter_name(e, e.queue(queue.name)),
        what=f"the dead letter queue of the schedules of `{queue.name}`",
    )
    return {"label": label, "name": name, "ref": Expr(f"aws_sqs_queue.{label}")}


def _dead_letters(queue: Queue, found: Sequence[Source]) -> list[str]:
    """ARNs of the dead letter queues that a schedule may use."""
    if queue.fan_out or sources.is_fifo(queue):
        return []
    dead = [references.dead_letter(queue, source) for source in found]
    return [f"{each}.arn" for each in dead if each is not None]


def _name(module: Module, queue: Queue, part: str, limit: int) -> Any:
    return module.name(
        f"{queue.label}_{part}_name",
        lambda e: names.cloud_name(e, f"{e.queue(queue.name).cloud_base}-{part}", limit),
        what=f"the {part} of `{queue.name}`",
    )


def _default_source(queue: Queue, found: Sequence[Source]) -> Source:
    return next((each for each in found if each.level == queue.default_level), found[0])


def _schedule(module: Module, queue: Queue, schedule: Schedule, found: Sequence[Source]) -> dict[str, Any]:
    label = f"{queue.label}_{schedule.label}"
    base = f"{queue.cloud_base}-{schedule.name}"
    dead = _schedule_dead_letter(queue, found)
    return {
        "label": label,
        "name": module.name(
            f"{label}_schedule_name",
            lambda e: names.cloud_name(e, base, SCHEDULER_NAME_CHARACTERS),
            what=f"the schedule `{schedule.name}`",
        ),
        "description": f"{schedule.cron} ({schedule.timezone}): {schedule.job} on {queue.name}"[:512],
        "state": module.vary(
            f"{label}_schedule_state",
            lambda e: "ENABLED" if _same(e, queue, schedule).enabled else "DISABLED",
            description=f"ENABLED or DISABLED: the schedule `{schedule.name}`.",
        ),
        "expression": cron.expression(schedule.cron),
        "timezone": schedule.timezone,
        "dead_letter": dead,
        **_target(queue, schedule, found),
    }


def _same(environment: Environment, queue: Queue, schedule: Schedule) -> Schedule:
    return next(s for s in environment.queue(queue.name).schedules if s.name == schedule.name)


def _schedule_dead_letter(queue: Queue, found: Sequence[Source]) -> Expr | None:
    own = own_dead_letter(queue)
    if own:
        return Expr(f"aws_sqs_queue.{own}")
    if queue.fan_out or sources.is_fifo(queue):
        return None
    return references.dead_letter(queue, _default_source(queue, found))


def _target(queue: Queue, schedule: Schedule, found: Sequence[Source]) -> dict[str, Any]:
    """Where a schedule sends, and what: `stamped` input holds the time of the tick in place of a placeholder."""
    stamp = _placeholder(schedule)
    body = _body(queue, schedule, stamp)
    group = schedule.name if sources.is_fifo(queue) else None
    result: dict[str, Any] = {"placeholder": stamp, "stamped": True, "group": None}
    if queue.fan_out:
        # SNS's own target takes no attributes, and the filters of the workers look at nothing else.
        arguments: dict[str, Any] = {
            "TopicArn": Expr(f"aws_sns_topic.{queue.label}.arn"),
            "Message": Expr(f"jsonencode({literal(body)})"),
        }
        attributes = _attributes(schedule)
        if attributes:
            arguments["MessageAttributes"] = attributes
        if group:
            arguments |= {
                "MessageGroupId": group,
                "MessageDeduplicationId": f"{schedule.name}-{stamp}",
            }
        return result | {"target": _universal("sns:publish"), "input": arguments}
    source = _default_source(queue, found)
    if group and queue.envelope == "raw":
        # A raw body cannot carry the time, and FIFO would drop the same body within five minutes.
        arguments = {
            "QueueUrl": references.url(queue, source),
            "MessageBody": Expr(f"jsonencode({literal(body)})"),
            "MessageGroupId": group,
            "MessageDeduplicationId": f"{schedule.name}-{stamp}",
        }
        return result | {"target": _universal("sqs:sendMessage"), "input": arguments}
    stamped = queue.envelope != "raw"
    return result | {
        "target": references.arn(queue, source),
        "input": body,
        "stamped": stamped,
        "group": group,
    }


def _universal(call: str) -> Expr:
    return Expr(f'"arn:${{{scope.PARTITION}}}:scheduler:::aws-sdk:{call}"')


def _body(queue: Queue, schedule: Schedule, stamp: str) -> Any:
    if queue.envelope == "raw":
        return schedule.payload
    job = next((each for each in queue.jobs if each.name == schedule.job), None)
    return {
        "type": job.wire if job else schedule.job,
        "data": schedule.payload,
        "id": f"{schedule.name}-{stamp}",
    }


def _attributes(schedule: Schedule) -> dict[str, Any]:
    """What a producer would set: the payload's top-level strings, ten at most."""
    payload = schedule.payload if isinstance(schedule.payload, dict) else {}
    texts = {key: value for key, value in sorted(payload.items()) if isinstance(value, str) and value}
    return {key: {"DataType": "String", "StringValue": value} for key, value in list(texts.items())[:10]}


def _placeholder(schedule: Schedule) -> str:
    """A word that stands nowhere in what is sent."""
    text = json.dumps([schedule.name, schedule.job, schedule.payload], sort_keys=True)
    word = "SCHEDULED_TIME"
    while word in text:
        word += "_"
    return word


def producer_output(module: Module, queue: Queue) -> Expr:
    """The object that a generated client takes."""
    environment = module.project.environments[0]
    found = sources.sources(environment, queue)
    topic = Expr(f"aws_sns_topic.{queue.label}.arn") if queue.fan_out else None
    levels = {} if queue.fan_out else {source.level: references.url(queue, source) for source in found}
    arns = {"": topic} if queue.fan_out else {source.level: references.arn(queue, source) for source in found}
    dead = _schedule_dead_letter(queue, found) if found else None
    value = {
        "type": "sqs",
        "region": scope.REGION,
        "fifo": sources.is_fifo(queue),
        "levels": levels,
        "default_level": queue.default_level,
        "topic_arn": topic,
        "scheduler": {
            "group": Expr("aws_scheduler_schedule_group.this.name"),
            "role_arn": Expr(f"aws_iam_role.{queue.label}_scheduler.arn"),
            "target_arns": arns,
            "dead_letter_arn": None if dead is None else Expr(f"{dead}.arn"),
        },
        "delay_s": scope.of_queue(module, queue, "delay_s", lambda _, q: q.delay_s, "Seconds before a job starts"),
    }
    return Expr(literal(value))
