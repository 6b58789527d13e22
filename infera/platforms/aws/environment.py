"""The environment variables of a Lambda worker: all that its runtime knows of its queues."""

from __future__ import annotations

from typing import Any

from infera.backends.sqs import references, sources
from infera.backends.sqs.sources import Reading
from infera.model import Environment, Queue, Worker
from infera.platforms.aws import iam, scope
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

# A transport that counts for itself (an existing queue, a dead letter queue) is never given up on by the worker.
NEVER = 1000


def environment_variables(module: Module, worker: Worker, reads: tuple[Reading, ...]) -> Any:
    """The value of `variables`: infera's own, with the user's beside them."""
    own = _own(module, worker, reads)
    user = scope.of_worker(module, worker, "env", lambda _, w: dict(w.env), "Environment variables", type="map(string)")
    if isinstance(user, Expr):
        return Expr(f"merge({user}, {literal(own, 2)})")
    return {**user, **own}


def _own(module: Module, worker: Worker, reads: tuple[Reading, ...]) -> dict[str, Any]:
    name = module.vary("environment", lambda e: e.name, description="Name of the environment.")
    own: dict[str, Any] = {
        "INFERA_PROJECT": module.project.name,
        "INFERA_ENVIRONMENT": name,
        "INFERA_WORKER": worker.name,
        "INFERA_QUEUES": Expr(f"jsonencode({literal([_entry(module, r) for r in reads], 3)})"),
        "INFERA_CONCURRENCY": "1",
        "INFERA_TIMEOUT_S": scope.of_worker(
            module, worker, "timeout_s", lambda _, w: str(w.timeout_s), "Seconds of one job"
        ),
        "INFERA_LOG_LEVEL": "info",
    }
    if worker.idempotency_ttl_s is not None:
        own["INFERA_IDEMPOTENCY_TABLE"] = Expr(f"aws_dynamodb_table.{worker.label}.name")
        own["INFERA_IDEMPOTENCY_TTL_S"] = scope.of_worker(
            module,
            worker,
            "idempotency_ttl_s",
            lambda _, w: str(w.idempotency_ttl_s or 0),
            "Seconds that a finished job is remembered",
        )
    secrets = iam.secrets(module, worker)
    if secrets is not None:
        own["INFERA_SECRETS"] = Expr(f"jsonencode({literal(secrets['references'], 3)})")
    return own


def _entry(module: Module, reading: Reading) -> dict[str, Any]:
    """One queue, level or dead letter queue in `INFERA_QUEUES`."""
    queue, source = reading.queue, reading.source
    dead = references.dead_letter(queue, source)
    counted_elsewhere = reading.dead_letters or queue.existing is not None
    entry: dict[str, Any] = {
        "queue": queue.name,
        "level": source.level,
        "type": "sqs",
        "dead_letters": reading.dead_letters,
        "arn": references.reading_arn(reading),
        "url": Expr(f"{dead}.url") if reading.dead_letters else references.url(queue, source),
        "dead_letter_url": None if dead is None or reading.dead_letters else Expr(f"{dead}.url"),
        "visibility_timeout_s": _visibility(module, reading),
        "max_attempts": NEVER
        if counted_elsewhere
        else _number(module, queue, "max_attempts", lambda _, q: q.retry.max_attempts),
        "min_backoff_s": _number(module, queue, "min_backoff_s", lambda _, q: q.retry.min_backoff_s),
        "max_backoff_s": _number(module, queue, "max_backoff_s", lambda _, q: q.retry.max_backoff_s),
        "backoff": scope.of_queue(module, queue, "backoff", lambda _, q: q.retry.backoff, "fixed or exponential:"),
        "envelope": queue.envelope,
        "ordered": sources.is_fifo(queue),
    }
    if queue.existing is not None:
        entry["existing"] = True
    return entry


def _number(module: Module, queue: Queue, key: str, get: Any) -> Any:
    what = {
        "max_attempts": "Runs of a job, the first included,",
        "min_backoff_s": "Seconds before the first retry",
        "max_backoff_s": "Most seconds before a retry",
    }[key]
    return scope.of_queue(module, queue, key, get, what)


def _visibility(module: Module, reading: Reading) -> Any:
    queue, source = reading.queue, reading.source
    if reading.dead_letters:
        return scope.of_queue(
            module,
            queue,
            "dead_letter_visibility_timeout_s",
            lambda e, q: sources.derived_visibility_s(sources.dead_letter_consumer(e, q)),
            "Seconds that a dead letter stays hidden while its worker has it",
        )

    def get(environment: Environment) -> int:
        return sources.visibility_s(environment, environment.queue(queue.name), source)

    return module.vary(
        f"{source.label}_visibility_timeout_s",
        get,
        description=f"Seconds that a job of `{source.label}` stays hidden while it runs.",
    )
