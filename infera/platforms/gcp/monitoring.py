"""`monitoring.tf`: what wakes someone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from infera.model import Queue
from infera.platforms.gcp import conditions, limits, names, redis
from infera.platforms.gcp.notify import PAGE, TICKET, Channels
from infera.platforms.gcp.text import joined, reference
from infera.records import dataclass
from infera.render.hcl import Expr
from infera.terraform.module import Module


@dataclass(frozen=True, slots=True)
class Alarm:
    """A kind of alarm of a queue. `summary` takes the queue's name; `wanted` says whether the queue has it."""

    what: str
    severity: str
    summary: str
    advice: str
    wanted: Callable[[Queue], bool]

    def on(self, queue: Queue) -> bool:
        """Whether the alarm is on for a queue as one environment has it."""
        return queue.alarms.enabled and self.wanted(queue)

    def ever(self, module: Module, queue: Queue) -> bool:
        """Whether the alarm is on in any environment; the others have it switched off."""
        return any(self.on(e.queue(queue.name)) for e in module.project.environments)


OLDEST_AGE = Alarm(
    "oldest_age",
    PAGE,
    "jobs of {} wait too long",
    "The worker is down, too slow, or failing: see its logs.",
    lambda _: True,
)
DEPTH = Alarm(
    "depth",
    PAGE,
    "too many jobs of {} wait",
    "More comes in than the worker does: raise its concurrency, or find out who sends.",
    lambda queue: queue.alarms.depth is not None,
)
DEAD_LETTERS = Alarm(
    "dead_letters",
    TICKET,
    "jobs of {} failed for good",
    "They lie in the dead letter queue: `infera dead-letter list` shows them.",
    lambda queue: queue.alarms.dead_letters and queue.dead_letter.enabled,
)
ERRORS = Alarm(
    "dead_letters",
    TICKET,
    "jobs of {} failed for good",
    "The worker says so in its log: `infera dead-letter list` shows them.",
    lambda queue: queue.alarms.dead_letters,
)
MEMORY = Alarm(
    "redis_memory",
    PAGE,
    "Redis is three quarters full",
    "A full Redis refuses new jobs: find out which queue grows, or give it a larger `node_type`.",
    lambda _: True,
)


def add(module: Module) -> None:
    """Add the file when any queue is watched in any environment."""
    channels = Channels(module)
    policies = [policy for queue in module.project.queues for policy in of_queue(module, channels, queue)]
    policies += of_broker(module, channels)
    if not policies:
        return
    module.add(
        "monitoring.tf",
        "gcp/monitoring.tf.j2",
        {
            "project": names.project_id(module),
            "labels": names.base_labels(module),
            "policies": policies,
            "emails": channels.all_addresses() if channels.used else None,
        },
    )


def of_queue(module: Module, channels: Channels, queue: Queue) -> Iterator[dict[str, Any]]:
    """The alert policies of a queue."""
    if queue.existing is not None:
        return
    if queue.type in redis.TYPES:
        yield from _in_redis(module, channels, queue)
        return
    kind = conditions.PubSub if queue.type == "pubsub" else conditions.CloudTasks
    measured = kind(module, queue)
    for alarm, found in (
        (OLDEST_AGE, measured.oldest_age),
        (DEPTH, measured.depth),
        (DEAD_LETTERS, measured.dead_letters),
    ):
        if alarm.ever(module, queue):
            label = f"{queue.label}_{alarm.what}"
            yield {**_frame(module, channels, queue, alarm, label), "conditions": found(), "logs": None}


def _in_redis(module: Module, channels: Channels, queue: Queue) -> Iterator[dict[str, Any]]:
    """Google sees no queue in Redis: what the workers log each minute, and as an error of a job that failed for good.

    A condition on the log needs no metric, which would have to exist before the policy.
    """
    workers = [w for w in module.project.workers if queue.name in w.queues]
    if not workers:
        return
    pools = [joined('resource.labels.worker_pool_name = "', _pool_name(module, w.name), '"') for w in workers]
    parts: list[Any] = []
    for pool in pools:
        parts += [" OR ", pool] if parts else [pool]
    own = (f' AND jsonPayload.queue = "{queue.name}" AND (', *parts, ")")
    backlog = 'jsonPayload.message = "backlog"'
    for alarm, before, get in (
        (OLDEST_AGE, f"{backlog} AND jsonPayload.oldest_age_s > ", lambda: _limit(module, queue, "oldest_age_s", 900)),
        (DEPTH, f"{backlog} AND jsonPayload.depth > ", lambda: _limit(module, queue, "depth", 1000)),
        (ERRORS, "severity >= ERROR AND jsonPayload.dead_error:*", lambda: ""),
    ):
        if alarm.ever(module, queue):
            label = f"{queue.label}_{alarm.what}"
            frame = _frame(module, channels, queue, alarm, label)
            yield {**frame, "conditions": [], "logs": joined(before, get(), *own)}


def _limit(module: Module, queue: Queue, knob: str, default: int) -> Any:
    """A threshold as text inside a filter."""
    value = conditions.threshold(module, queue, knob, default)
    return value if isinstance(value, Expr) else str(value)


def _pool_name(module: Module, worker: str) -> Any:
    return names.of_worker(module, module.project.environments[0].worker(worker), limits.SERVICE_NAME)


def of_broker(module: Module, channels: Channels) -> list[dict[str, Any]]:
    """The memory of the Redis that infera makes; who hears of the first queue in it hears of this."""
    queues = [q for q in module.project.queues if q.type in redis.TYPES and MEMORY.ever(module, q)]
    if not queues or redis.kind(module.project.environments[0].redis) != "made":
        return []
    full = conditions.condition(
        "share of memory in use",
        "redis.googleapis.com/stats/memory/usage_ratio",
        "redis_instance",
        ("instance_id", reference(redis.INSTANCE, "redis", "id")),
        threshold=0.75,
        aligner="ALIGN_MEAN",
    )
    frame = _frame(module, channels, queues[0], MEMORY, MEMORY.what)
    return [{**frame, "labels": names.base_labels(module), "conditions": [full], "logs": None}]


def _frame(module: Module, channels: Channels, queue: Queue, alarm: Alarm, label: str) -> dict[str, Any]:
    """What every policy has."""
    prefix = module.vary("name_prefix", lambda e: e.prefix, description="Prefix of every cloud name.")
    summary = alarm.summary.format(queue.name)
    return {
        "label": label,
        "title": joined(prefix, f": {summary}"),
        "content": _content(module, queue, f"{summary[0].upper()}{summary[1:]}. {alarm.advice}"),
        "enabled": module.vary(
            f"{label}_alarm",
            lambda e: alarm.on(e.queue(queue.name)),
            description=f"Whether the alarm `{label}` is on.",
        ),
        "severity": "CRITICAL" if alarm.severity == PAGE else "WARNING",
        "channels": channels.of_queue(queue, alarm.severity),
        "labels": names.labels_of(module, queue),
    }


def _content(module: Module, queue: Queue, text: str) -> Any:
    runbook = module.vary(
        f"{queue.label}_runbook",
        lambda e: e.queue(queue.name).alarms.runbook,
        description=f"What to do at an alarm of {queue.name}.",
    )
    return joined(f"{text}\n\nRunbook: ", runbook) if runbook else text
