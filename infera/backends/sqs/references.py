"""How other files of the module name the queues of a queue: expressions for ARN, URL and key."""

from __future__ import annotations

from infera.backends.sqs.sources import Reading, Source
from infera.model import Environment, Queue
from infera.platforms.aws.scope import PARTITION, of_queue
from infera.render.hcl import Expr, quote
from infera.terraform.module import Module


def arn(queue: Queue, source: Source) -> Expr:
    """The ARN of a source."""
    if queue.existing is not None:
        return Expr(f"local.{source.label}_queue_arn")
    return Expr(f"aws_sqs_queue.{source.label}.arn")


def url(queue: Queue, source: Source) -> Expr:
    """The URL of a source."""
    if queue.existing is not None:
        return Expr(f"local.{source.label}_queue_url")
    return Expr(f"aws_sqs_queue.{source.label}.url")


def dead_letter(queue: Queue, source: Source) -> Expr | None:
    """The dead letter queue of a source, None when it has none that infera knows."""
    if queue.existing is not None or not queue.dead_letter.enabled:
        return None
    return Expr(f"aws_sqs_queue.{source.dead_letter_label}")


def reading_arn(reading: Reading) -> Expr:
    """The ARN of what a worker reads."""
    if reading.dead_letters:
        return Expr(f"aws_sqs_queue.{reading.source.dead_letter_label}.arn")
    return arn(reading.queue, reading.source)


def existing_locals(module: Module, queue: Queue) -> dict[str, Expr]:
    """ARN and URL of an existing queue; the URL follows from the ARN, without a call to the cloud."""
    value = of_queue(module, queue, "queue_arn", lambda _, q: q.existing, "ARN")
    text = value if isinstance(value, Expr) else Expr(quote(value))
    name = f"{queue.label}_queue"
    url_text = (
        f'"https://sqs.${{split(":", local.{name}_arn)[3]}}.${{data.aws_partition.current.dns_suffix}}'
        f'/${{split(":", local.{name}_arn)[4]}}/${{split(":", local.{name}_arn)[5]}}"'
    )
    return {f"{name}_arn": text, f"{name}_url": Expr(url_text)}


def key_arn(module: Module, queue: Queue) -> Expr | str | None:
    """The ARN of the KMS key of a queue, None when SQS or nobody of ours manages it."""
    if queue.existing is not None or queue.encryption.kind == "managed":
        return None
    if queue.encryption.kind == "customer":
        return Expr(f"aws_kms_key.{queue.label}.arn")
    if looked_up(module, queue):
        return Expr(f"data.aws_kms_key.{queue.label}.arn")
    given = given_key(module, queue)
    return given if isinstance(given, Expr) else str(given)


def given_key(module: Module, queue: Queue) -> object:
    """The key that was written: a literal, or a variable where environments differ."""
    return of_queue(module, queue, "kms_key", lambda _, q: q.encryption.key, "KMS key")


def looked_up(module: Module, queue: Queue) -> bool:
    """Whether the ARN of a given key must be asked for: an id, an alias or a variable in any environment."""

    def is_arn(environment: Environment) -> bool:
        key = environment.queue(queue.name).encryption.key
        return isinstance(key, str) and key.startswith("arn:") and ":key/" in key

    return not all(is_arn(environment) for environment in module.project.environments)


def schedule_group_pattern() -> Expr:
    """Every schedule of the module's group, for a policy."""
    return Expr(
        f'"arn:${{{PARTITION}}}:scheduler:${{var.region}}:'
        '${data.aws_caller_identity.current.account_id}:schedule/${aws_scheduler_schedule_group.this.name}/*"'
    )
