"""One Cloud Tasks queue -> `queue_<label>.tf`: queues, who may call and send, dead letters, schedules."""

from __future__ import annotations

from typing import Any

from infera.backends.cloud_tasks import backoff, layout
from infera.backends.cloud_tasks.limits import CONCURRENT, DEADLINE, RATE, SUFFIX
from infera.backends.pubsub import resources as pubsub
from infera.model import Environment, Queue, Worker
from infera.platforms.gcp import limits, names, producers, schedules
from infera.platforms.gcp.knobs import knob
from infera.platforms.gcp.text import every, joined, negated, reference
from infera.render.hcl import Expr
from infera.terraform.module import Module

QUEUE = "google_cloud_tasks_queue"
SERVICE = "google_cloud_run_v2_service"
WHY_PAUSED = "Paused: jobs are kept, and not handed out."
WHY_SWITCHED = "Jobs are kept, and not handed out, until a real image is deployed."
NOWHERE = "https://no-worker.invalid"  # until a worker is declared; the queue is paused


def add(module: Module, queue: Queue) -> None:
    """Add the queue's file and its producer output."""
    module.add(f"queue_{queue.label}.tf", "cloud_tasks/queue.tf.j2", view(module, queue))
    _output(module, queue)


def view(module: Module, queue: Queue) -> dict[str, Any]:
    """What the template writes."""
    worker = layout.consumer(module.project.environments[0], queue)
    made = queue.existing is None
    return {
        "title": f"Queue {queue.name}",
        "project": names.project_id(module),
        "region": names.region(module),
        "labels": names.labels_of(module, queue),
        "queues": [_queue(module, queue, each, worker) for each in layout.task_queues(queue)] if made else [],
        "worker": _worker(worker) if worker else None,
        "dead_letter": pubsub.dead_letter(module, queue) if made else None,
        "producers": producers.members(module, queue),
        "producer_label": f"{queue.label}_producer",
        "scheduler": _scheduler(module, queue) if queue.schedules else None,
        "existing": None if made else _existing(module, queue),
        "schedules": schedules.of_queue(module, queue),
        "task": _task(module, queue, worker),
    }


def identity(module: Module, queue: Queue, each: layout.TaskQueue) -> Any:
    """`projects/P/locations/L/queues/Q` of a queue, in a way that does not wait for the queue."""
    if queue.existing is not None:
        return _existing(module, queue)
    place = ("projects/", names.project_id(module), "/locations/", names.region(module), "/queues/")
    return joined(*place, cloud_name(module, queue, each))


def _existing(module: Module, queue: Queue) -> Any:
    return module.vary(
        f"{queue.label}_existing",
        lambda e: e.queue(queue.name).existing,
        description=f"Id of the queue of {queue.name}, which is there already.",
    )


def cloud_name(module: Module, queue: Queue, each: layout.TaskQueue) -> Any:
    """The cloud name: with a suffix, unless someone wrote it."""
    limit = limits.TASK_QUEUE_NAME - (0 if queue.resource_name is not None else SUFFIX)
    name = names.of_queue(module, queue, limit, part=each.level, variable=f"{each.label}_name")
    return name if queue.resource_name is not None else joined(name, "-", Expr(f"random_id.{each.label}.hex"))


def _queue(module: Module, queue: Queue, each: layout.TaskQueue, worker: Worker | None) -> dict[str, Any]:
    state = _state(module, queue, worker)
    return {
        "label": each.label,
        "name": cloud_name(module, queue, each),
        "suffixed": queue.resource_name is None,
        "state": state,
        "state_why": WHY_PAUSED if state == "PAUSED" else WHY_SWITCHED,
        "rate": module.vary(
            f"{each.label}_dispatches_per_second",
            lambda e: _rate(e.queue(queue.name), each.level),
            description=f"Jobs of {queue.name} a second at most.",
        ),
        "concurrent": _concurrent(module, queue, each, worker),
        "attempts": knob(
            module,
            queue,
            "queue_attempts",
            lambda q: backoff.attempts(q.retry),
            "The queue's own limit, out of reach.",
        ),
        "min_backoff": knob(
            module,
            queue,
            "min_pause",
            lambda q: backoff.pause(q.retry.min_backoff_s),
            "Pause before the first retry.",
        ),
        "max_backoff": knob(
            module,
            queue,
            "max_pause",
            lambda q: backoff.pause(q.retry.max_backoff_s),
            "Longest pause before a retry.",
        ),
        "doublings": knob(
            module,
            queue,
            "doublings",
            lambda q: backoff.doublings(q.retry),
            "How often the pause doubles.",
        ),
        "max_attempts": queue.retry.max_attempts,
        "producer_label": f"{each.label}_producer",
        "scheduler_label": f"{each.label}_scheduler",
        "name_ref": reference(QUEUE, each.label, "name"),
        "scheduled": each.level == queue.default_level,
    }


def _rate(queue: Queue, level: str) -> float:
    """A queue without a rate gets the highest: a value that is left out would not be reset."""
    if queue.rate_limit is None:
        return RATE.high
    return max(RATE.low, round(queue.rate_limit * layout.rate_share(queue, level), 3))


def _state(module: Module, queue: Queue, worker: Worker | None) -> Any:
    if worker is None:
        return "PAUSED"
    paused = knob(
        module,
        queue,
        "paused",
        lambda q: q.paused,
        f"Whether {queue.name} keeps its jobs to itself.",
    )
    runs = every([Expr(f"local.{worker.label}_runs"), negated(paused)])
    return Expr(f'{runs} ? "RUNNING" : "PAUSED"') if isinstance(runs, Expr) else "PAUSED"


def _concurrent(module: Module, queue: Queue, each: layout.TaskQueue, worker: Worker | None) -> Any:
    def get(environment: Environment) -> int:
        if worker is None:
            return int(CONCURRENT.low)
        here = layout.shares(environment, environment.worker(worker.name))
        return min(int(CONCURRENT.high), here[queue.name, each.level])

    return module.vary(
        f"{each.label}_concurrent_dispatches",
        get,
        description=f"Jobs of {queue.name} at once at most.",
    )


def _worker(worker: Worker) -> dict[str, Any]:
    invoker = f"{worker.label}_invoker"
    return {
        "uri": reference(SERVICE, worker.label, "uri"),
        "account": reference("google_service_account", invoker, "email"),
        "account_name": reference("google_service_account", invoker, "name"),
        "audience": Expr(f"local.{worker.label}_audience"),
        "grant": reference("google_cloud_run_v2_service_iam_member", invoker),
    }


def deadline_s(module: Module, queue: Queue, worker: Worker | None) -> Any:
    """Seconds that a dispatch waits for the worker's answer."""

    def get(environment: Environment) -> int:
        timeout = environment.worker(worker.name).timeout_s if worker else 60
        return min(int(DEADLINE.high), max(int(DEADLINE.low), timeout))

    return module.vary(
        f"{queue.label}_dispatch_deadline_s",
        get,
        description=f"Seconds that a dispatch of {queue.name} waits.",
    )


def _scheduler(module: Module, queue: Queue) -> dict[str, Any]:
    label = f"{queue.label}_scheduler"
    return {
        "label": label,
        "account_id": names.account(module, queue.label, queue.cloud_base, "scheduler"),
        "display": f"puts the schedules of {queue.name} into the queue",
        "email": reference("google_service_account", label, "email"),
        "member": reference("google_service_account", label, "member"),
    }


def _task(module: Module, queue: Queue, worker: Worker | None) -> dict[str, Any]:
    """How a scheduled task is created: where it is sent, and what it calls."""
    level = next(each for each in layout.task_queues(queue) if each.level == queue.default_level)
    target = _existing(module, queue) if queue.existing is not None else reference(QUEUE, level.label, "id")
    return {
        "uri": joined("https://cloudtasks.googleapis.com/v2/", target, "/tasks"),
        "url": url(worker),
        "deadline": joined(deadline_s(module, queue, worker), "s"),
    }


def url(worker: Worker | None) -> Any:
    """Where a task is sent."""
    return joined(reference(SERVICE, worker.label, "uri") if worker else NOWHERE, "/jobs")


def _output(module: Module, queue: Queue) -> None:
    worker = layout.consumer(module.project.environments[0], queue)
    invoker = f"{worker.label}_invoker" if worker else ""
    made = {each.level: reference(QUEUE, each.label, "id") for each in layout.task_queues(queue)}
    producers.output(
        module,
        queue,
        {
            "type": "cloud_tasks",
            "levels": {"": _existing(module, queue)} if queue.existing is not None else made,
            "default_level": queue.default_level,
            "url": url(worker),
            "invoker": reference("google_service_account", invoker, "email") if worker else "",
            "audience": Expr(f"local.{worker.label}_audience") if worker else "",
            "dispatch_deadline_s": deadline_s(module, queue, worker),
            "deduplication": queue.deduplication,
            "max_message_size_bytes": knob(
                module,
                queue,
                "max_message_size_bytes",
                lambda q: q.max_message_size_bytes,
                f"Bytes of a job of {queue.name} at most.",
            ),
            "delay_s": knob(
                module,
                queue,
                "delay_s",
                lambda q: q.delay_s,
                f"Seconds that a job of {queue.name} waits.",
            ),
        },
    )
