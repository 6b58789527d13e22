"""Queue -> `queue_<label>.tf`: every name, reference and number of its queues is decided here."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.backends.sqs import limits, references, schedules, sources
from infera.backends.sqs.sources import Source
from infera.model import Environment, Queue
from infera.platforms.aws import scope
from infera.render.hcl import Expr
from infera.terraform.module import Module


def add(module: Module, queue: Queue) -> None:
    """Add the file of a queue, its variables and its outputs to the module."""
    module.add(f"queue_{queue.label}.tf", "sqs/queue.tf.j2", view(module, queue))
    _outputs(module, queue)


def view(module: Module, queue: Queue) -> dict[str, Any]:
    """What `templates/sqs/queue.tf.j2` is filled with."""
    environment = module.project.environments[0]
    made = queue.existing is None
    found = sources.sources(environment, queue)
    tags, locals_ = scope.tags(module, "queue", queue)
    if not made:
        locals_ |= references.existing_locals(module, queue)
    result = {
        "label": queue.label,
        "locals": locals_,
        "tags": tags,
        "fifo": sources.is_fifo(queue),
        "sources": [_source(module, queue, source) for source in found] if made else [],
        "topic": _topic(module, queue) if queue.fan_out else None,
        "dead_letters": _dead_letters(module, queue),
        "protection": scope.deletion_protection(module) if made else None,
        "role": scope.role(module),
        **(_numbers(module, queue) if made else {}),
        **_key(module, queue),
        **_producers(module, queue),
    }
    return result | schedules.view(module, queue, found)


def _numbers(module: Module, queue: Queue) -> dict[str, Any]:
    return {
        "delay": scope.of_queue(module, queue, "delay_s", lambda _, q: q.delay_s, "Seconds before a job starts"),
        "retention": scope.of_queue(
            module, queue, "retention_s", lambda _, q: q.retention_s, "Seconds that a job is kept"
        ),
        "max_message_size": scope.of_queue(
            module,
            queue,
            "max_message_size",
            lambda _, q: q.max_message_size_bytes,
            "Bytes of the largest job",
        ),
        "max_attempts": scope.of_queue(
            module,
            queue,
            "max_attempts",
            lambda _, q: q.retry.max_attempts,
            "Runs of a job, the first included,",
        ),
    }


def _source(module: Module, queue: Queue, source: Source) -> dict[str, Any]:
    visibility = module.vary(
        f"{source.label}_visibility_timeout_s",
        lambda e: sources.visibility_s(e, e.queue(queue.name), source),
        description=f"Seconds that a job of `{source.label}` stays hidden while it runs.",
    )
    return {
        "label": source.label,
        "label_ref": Expr(source.label),
        "queue": Expr(f"aws_sqs_queue.{source.label}"),
        "name": module.name(
            f"{source.label}_name",
            lambda e: sources.queue_name(e, e.queue(queue.name), source),
            what=f"the queue `{source.label}`",
        ),
        "visibility": visibility,
        "visibility_why": _why(module, queue, source),
        "dead_letter_label": source.dead_letter_label,
        "dead_letter_label_ref": Expr(source.dead_letter_label),
        "dead_letter": Expr(f"aws_sqs_queue.{source.dead_letter_label}"),
        "dead_letter_name": module.name(
            f"{source.dead_letter_label}_name",
            lambda e: sources.dead_letter_name(e, e.queue(queue.name), source),
            what=f"the dead letter queue of `{source.label}`",
        )
        if queue.dead_letter.enabled
        else None,
        "filter": _filter(module.project.environments[0], source),
    }


def _why(module: Module, queue: Queue, source: Source) -> Expr | None:
    worker = sources.consumer(module.project.environments[0], queue, source)
    if worker is None or queue.visibility_timeout_s is not None:
        return None
    window = " plus its window" if worker.batch_window_s else ""
    return Expr(f"Six times the timeout of the function{window}: room for a throttled retry while a job is hidden.")


def _filter(environment: Environment, source: Source) -> dict[str, list[str]] | None:
    if source.worker is None:
        return None
    accepted = environment.worker(source.worker).filter
    return {name: list(values) for name, values in accepted} or None


def _topic(module: Module, queue: Queue) -> dict[str, Any]:
    return {
        "name": module.name(
            f"{queue.label}_topic_name",
            lambda e: sources.topic_name(e, e.queue(queue.name)),
            what=f"the topic `{queue.label}`",
        ),
        "ref": Expr(f"aws_sns_topic.{queue.label}"),
        "key": "alias/aws/sns" if queue.encryption.kind == "managed" else references.key_arn(module, queue),
    }


def _dead_letters(module: Module, queue: Queue) -> dict[str, Any] | None:
    if queue.existing is not None or not queue.dead_letter.enabled:
        return None
    return {
        "retention": scope.of_queue(
            module,
            queue,
            "dead_letter_retention_s",
            lambda _, q: q.dead_letter.retention_s or limits.LONGEST_RETENTION_S,
            "Seconds that a dead letter is kept",
        ),
        "visibility": scope.of_queue(
            module,
            queue,
            "dead_letter_visibility_timeout_s",
            lambda e, q: sources.derived_visibility_s(sources.dead_letter_consumer(e, q)),
            "Seconds that a dead letter stays hidden while its worker has it",
        ),
    }


def _key(module: Module, queue: Queue) -> dict[str, Any]:
    """The key of the queue: made here, given, or none."""
    arn = references.key_arn(module, queue)
    kind = queue.encryption.kind if queue.existing is None else "managed"
    result: dict[str, Any] = {
        "key_arn": arn,
        "kms_key": arn,
        "made_key": None,
        "looked_up_key": None,
    }
    if kind == "customer":
        alias = module.name(
            f"{queue.label}_key_alias",
            lambda e: "alias/" + names.cloud_name(e, e.queue(queue.name).cloud_base, 250),
            what=f"the alias of the key of `{queue.label}`",
        )
        why = "SNS delivers under this key too, and only a key of one's own lets it." if queue.fan_out else ""
        result["made_key"] = {
            "key": Expr(f"aws_kms_key.{queue.label}"),
            "alias": alias,
            "why": why or "Whoever sends or reads needs this key as well as the queue.",
            "description": f"Jobs of the queue {queue.name}",
            "services": ["sns.amazonaws.com"] if queue.fan_out else None,
        }
    elif kind == "key":
        result["looked_up_key"] = references.given_key(module, queue) if references.looked_up(module, queue) else None
    return result


def _producers(module: Module, queue: Queue) -> dict[str, Any]:
    """The principals that may send: a literal list, or a variable where environments differ."""
    value = scope.of_queue(
        module,
        queue,
        "producers",
        lambda _, q: list(q.producers),
        "Principals that may send to",
        "list(string)",
    )
    varies = isinstance(value, Expr)
    return {"producers": None if varies else value, "varying_producers": value if varies else None}


def _outputs(module: Module, queue: Queue) -> None:
    environment = module.project.environments[0]
    for source in sources.sources(environment, queue):
        about = f"of the queue `{source.label}`"
        module.output(f"{source.label}_queue_url", references.url(queue, source), f"URL {about}.")
        module.output(f"{source.label}_queue_arn", references.arn(queue, source), f"ARN {about}.")
        dead = references.dead_letter(queue, source)
        if dead is not None:
            module.output(
                f"{source.label}_dead_letter_queue_url",
                Expr(f"{dead}.url"),
                f"URL of the dead letters {about}.",
            )
    if queue.fan_out:
        module.output(
            f"{queue.label}_topic_arn",
            Expr(f"aws_sns_topic.{queue.label}.arn"),
            "ARN of the topic.",
        )
    module.output(
        f"{queue.label}_producer_policy_arn",
        Expr(f"aws_iam_policy.{queue.label}_producer.arn"),
        f"Policy that lets a role send jobs to `{queue.name}`.",
    )
    module.output(
        f"{queue.label}_producer",
        schedules.producer_output(module, queue),
        f"What a generated client of `{queue.name}` is given.",
    )
