"""`tests/module.tftest.hcl`: assertions of `terraform test` that fail when the module is broken, on a mocked cloud."""

from __future__ import annotations

from typing import Any

from infera.backends.sqs import limits, references, schedules, sources
from infera.model import Environment, Queue, Var, Worker
from infera.platforms import redis_viewer
from infera.platforms.aws import ecs, network, redis
from infera.render.hcl import Expr
from infera.terraform.module import Module
from infera.terraform.render import named

GIVEN = "arn:aws:sqs:us-east-1:123456789012:given"  # stands for every variable that someone must give
GIVEN_KEY = "alias/given"


def add(module: Module) -> None:
    """Add the tests; the module's own variables are all declared by now."""
    environment = module.project.environments[0]
    queues = [q for q in module.project.queues if q.type == "sqs" and q.existing is None]
    workers = [w for w in module.project.workers if w.runtime == "lambda"]
    view = {
        "variables": _variables(module),
        "queues": _mocked_queues(environment, queues),
        "sources": [s for queue in queues for s in _sources(environment, queue)],
        "workers": [_worker(environment, worker) for worker in workers],
        "schedules": [s for queue in queues for s in _schedules(queue)],
        "containers": [_container(worker) for worker in module.project.workers if worker.runtime == "ecs"],
        "viewers": [{"ref": Expr(each.label), "image": Expr(each.image)} for each in redis_viewer.used(module.project)],
        "redis": redis.needed(module.project) and redis.kind(environment.redis) == "made",
        "zones": ["us-east-1a", "us-east-1b"] if network.needed(module) else None,
        "subnet": network.first_subnet(module) if redis.needed(module.project) else None,
    }
    if view["queues"] or view["workers"] or view["containers"]:
        module.add("tests/module.tftest.hcl", "aws/module.tftest.hcl.j2", view)


def _variables(module: Module) -> list[tuple[Expr, Any]]:
    """A value for each variable: the first environment's, an existing file as package, something for the rest."""
    environment = module.project.environments[0].name
    found: list[tuple[Expr, Any]] = []
    for name, variable in sorted(module.variables.items()):
        if name == "deletion_protection":
            found.append((Expr(name), True))
        elif name.endswith("_package"):
            found.append((Expr(name), "versions.tf"))
        elif name in module.root_values:
            found.append((Expr(name), _given(module.root_values[name][environment])))
        elif not variable.has_default:
            found.append((Expr(name), GIVEN_KEY if name in _keys(module) else GIVEN))
    return found


def _keys(module: Module) -> set[str]:
    """The variables that stand for a KMS key, which the provider takes in its own forms alone."""
    queues = [queue for environment in module.project.environments for queue in environment.queues]
    return {q.encryption.key.name for q in queues if isinstance(q.encryption.key, Var)}


def _given(value: Any) -> Any:
    """A root's value with something in the place of each variable that it names."""
    if not any(True for _ in named(value)):
        return value
    if isinstance(value, dict):
        return {key: _given(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_given(item) for item in value]
    return GIVEN


def _mocked_queues(environment: Environment, queues: list[Queue]) -> list[dict[str, Any]]:
    """A mock gives all queues one ARN; apart from each other, a wrong reference shows."""
    labels: list[str] = []
    for queue in queues:
        for source in sources.sources(environment, queue):
            labels.append(source.label)
            if queue.dead_letter.enabled:
                labels.append(source.dead_letter_label)
        own = schedules.own_dead_letter(queue)
        labels += [own] if own else []
    return [{"bare": Expr(label), "target": Expr(f"aws_sqs_queue.{label}")} for label in labels]


def _sources(environment: Environment, queue: Queue) -> list[dict[str, Any]]:
    return [
        {
            "ref": Expr(source.label),
            "dead_letter": Expr(source.dead_letter_label) if queue.dead_letter.enabled else None,
            "outlives": queue.dead_letter.enabled and _outlives(queue),
            "fifo": sources.is_fifo(queue),
            "filtered": source.worker is not None and bool(environment.worker(source.worker).filter),
            "made_key": Expr(f"aws_kms_key.{queue.label}") if queue.encryption.kind == "customer" else None,
            "max_attempts": queue.retry.max_attempts,
            "managed": queue.encryption.kind == "managed",
            "topic": Expr(f"aws_sns_topic.{queue.label}") if queue.fan_out else None,
        }
        for source in sources.sources(environment, queue)
    ]


def _outlives(queue: Queue) -> bool:
    """Whether dead letters are meant to be kept longer than jobs; the other way round is a warning, not a fault."""
    return (queue.dead_letter.retention_s or limits.LONGEST_RETENTION_S) > queue.retention_s


def _worker(environment: Environment, worker: Worker) -> dict[str, Any]:
    reads = sources.readings(environment, worker)
    labels = [worker.label if len(reads) == 1 else f"{worker.label}_{reading.label}" for reading in reads]
    limit = "aws_lambda_event_source_mapping.{}.scaling_config[0].maximum_concurrency"
    return {
        "label": f"worker_{worker.label}",
        "ref": Expr(worker.label),
        "arns": [references.reading_arn(reading) for reading in reads],
        "mappings": [
            {
                "ref": Expr(label),
                "arn": references.reading_arn(reading),
                "fifo": sources.is_fifo(reading.queue),
            }
            for label, reading in zip(labels, reads, strict=True)
        ],
        # one job at a time is the reservation's to keep: a mapping takes no less than two
        "limits": [Expr(limit.format(label)) for label in labels] if worker.concurrency > 1 else None,
        "concurrency": worker.concurrency,
        "visible": [
            Expr(f"aws_sqs_queue.{reading.label}")
            for reading in reads
            if reading.queue.existing is None and reading.queue.visibility_timeout_s is None
        ],
        "idempotency": worker.idempotency_ttl_s is not None,
    }


def _container(worker: Worker) -> dict[str, Any]:
    return {
        "label": f"worker_{worker.label}",
        "ref": Expr(worker.label),
        "image": Expr(f"{worker.label}_image"),
        "own_image": worker.image is None,
        "scaled": ecs.tasks(worker)[0] != ecs.tasks(worker)[1],
    }


def _schedules(queue: Queue) -> list[dict[str, Any]]:
    role = Expr(f"aws_iam_role.{queue.label}_scheduler")
    return [
        {"ref": Expr(label), "role": role, "timezone": schedule.timezone}
        for label, schedule in zip(schedules.labels(queue), queue.schedules, strict=True)
    ]
