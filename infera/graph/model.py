"""What there is and what leads where: producers, schedules, queues, workers, dead letters, alarms."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.environment import load_of, queue_usage
from infera.cost.model import Load, dollars, estimate
from infera.model import Environment, Project, Queue, Retry, Worker
from infera.records import dataclass

# The columns of the picture, from left to right.
COLUMNS = ("source", "queue", "worker", "dead_letter")


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `facts` are what a reader asks next, as (name, value)."""

    id: str
    kind: str  # producer, schedule, queue, worker, dead_letter
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def column(self) -> int:
        """The column of the picture that it stands in."""
        return {"producer": 0, "schedule": 0, "queue": 1, "worker": 2, "dead_letter": 3}[self.kind]


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow."""

    start: str
    end: str
    label: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture of one environment."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(project: Project, environment: Environment) -> Graph:
    """The graph of one environment, in the order of the file."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for queue in environment.queues:
        for node in _around(environment, queue):
            nodes.setdefault(node.id, node)
        edges += _edges(environment, queue)
    order = {queue.name: index for index, queue in enumerate(environment.queues)}
    for worker in sorted(environment.workers, key=lambda w: order[(*w.queues, *w.dead_letter_of)[0]]):
        node = _worker(worker)  # beside its queue, so that few arrows cross
        nodes.setdefault(node.id, node)
    suffix = "" if environment.name == "default" else f" {environment.name}"
    ordered = sorted(nodes.values(), key=lambda node: node.column)
    return Graph(f"{project.name}{suffix}", tuple(ordered), tuple(edges))


def _around(environment: Environment, queue: Queue) -> Iterator[Node]:
    producers = ", ".join(str(getattr(p, "name", p)) for p in queue.producers) or "your code"
    yield Node(f"producer:{queue.name}", "producer", "producers", producers)
    for schedule in queue.schedules:
        facts = (("cron", schedule.cron), ("time zone", schedule.timezone), ("job", schedule.job))
        state = "" if schedule.enabled else " (off)"
        yield Node(f"schedule:{queue.name}:{schedule.name}", "schedule", schedule.name, schedule.cron + state, facts)
    yield Node(f"queue:{queue.name}", "queue", queue.name, _kind(queue), tuple(_facts(environment, queue)))
    if queue.dead_letter.enabled and queue.existing is None:
        kept = queue.dead_letter.retention_s
        kept_for = (("kept", _time(kept) if kept else "as long as the back end can"),)
        yield Node(f"dead:{queue.name}", "dead_letter", f"{queue.name} dead letters", "what failed for good", kept_for)


def _kind(queue: Queue) -> str:
    words = [queue.type]
    words += ["ordered"] if queue.ordering else []
    words += ["fan-out"] if queue.fan_out else []
    words += ["paused"] if queue.paused else []
    words += [f"levels {' > '.join(queue.priority)}"] if queue.priority else []
    return ", ".join(words)


def _facts(environment: Environment, queue: Queue) -> Iterator[tuple[str, str]]:
    yield "retries", retries(queue.retry)
    if queue.rate_limit is not None:
        yield "rate limit", f"{queue.rate_limit:g} jobs/s"
    if queue.delay_s:
        yield "delay", _time(queue.delay_s)
    yield "kept", _time(queue.retention_s)
    yield "jobs", ", ".join(job.name for job in queue.jobs)
    alarms = queue.alarms
    if alarms.enabled and alarms.oldest_age_s:
        notified = ", ".join(str(getattr(n, "name", n)) for n in (*alarms.page, *alarms.ticket)) or "nobody"
        yield "alarm", f"a job waits {_time(alarms.oldest_age_s)}; tells {notified}"
    else:
        yield "alarm", "off"
    month = estimate(queue_usage(environment, queue, load_of(queue, Load())))
    yield "a month", dollars(month.total) + (" + unknown" if month.unknown else "") + " at 1M messages"


def retries(retry: Retry) -> str:
    """`5 attempts, 10 s to 10 min apart`."""
    if retry.max_attempts == 1:
        return "none: one attempt"
    apart = _time(retry.min_backoff_s)
    if retry.max_backoff_s != retry.min_backoff_s:
        apart += f" to {_time(retry.max_backoff_s)}"
    return f"{retry.max_attempts} attempts, {apart} apart"


def _worker(worker: Worker) -> Node:
    facts = (
        ("at once", str(worker.concurrency)),
        ("timeout", _time(worker.timeout_s)),
        ("memory", f"{worker.memory_mb} MB"),
        ("idempotency", _time(worker.idempotency_ttl_s) if worker.idempotency_ttl_s else "off"),
    )
    return Node(f"worker:{worker.name}", "worker", worker.name, f"{worker.runtime}, {worker.language}", facts)


def _edges(environment: Environment, queue: Queue) -> Iterator[Edge]:
    here = f"queue:{queue.name}"
    yield Edge(f"producer:{queue.name}", here)
    for schedule in queue.schedules:
        yield Edge(f"schedule:{queue.name}:{schedule.name}", here, dashed=not schedule.enabled)
    for worker in environment.consumers(queue):
        chosen = "; ".join(f"{name}: {' or '.join(values)}" for name, values in worker.filter)
        yield Edge(here, f"worker:{worker.name}", chosen, dashed=queue.paused)
    if not queue.dead_letter.enabled or queue.existing is not None:
        return
    dead = f"dead:{queue.name}"
    for worker in environment.consumers(queue):
        yield Edge(f"worker:{worker.name}", dead, f"after {queue.retry.max_attempts}", dashed=True)
    if not environment.consumers(queue):
        yield Edge(here, dead, dashed=True)
    if queue.dead_letter.worker:
        yield Edge(dead, f"worker:{queue.dead_letter.worker}")


def _time(seconds: int) -> str:
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
