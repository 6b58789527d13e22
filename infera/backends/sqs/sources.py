"""Which SQS queues a queue of infera.yaml is made of, and the numbers that follow from its worker.

A plain queue is one source. With levels there is one for each level, with `fan_out` one for each worker. Every
source has a dead letter queue of its own unless `dead_letter: false`.
"""

from __future__ import annotations

from infera import names
from infera.backends.sqs import limits
from infera.model import Environment, Queue, Worker
from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One SQS queue: its Terraform label, its level, and the worker that alone reads it in a fan-out."""

    label: str
    level: str = ""
    worker: str | None = None  # name of the worker, in a fan-out only
    part: str = ""  # what the cloud name adds to the queue's

    @property
    def dead_letter_label(self) -> str:
        """The label of its dead letter queue."""
        return f"{self.label}_dead_letter"

    def title(self, queue: Queue) -> str:
        """What a person calls it: the name in infera.yaml, with its level or its worker."""
        if self.level:
            return f"{queue.name} at level {self.level}"
        return f"{queue.name} for {self.worker}" if self.worker else queue.name


def sources(environment: Environment, queue: Queue) -> tuple[Source, ...]:
    """The SQS queues of a queue: levels highest first, fan-out workers in order of name."""
    if queue.existing is not None:
        return (Source(queue.label),)
    if queue.fan_out:
        return tuple(
            Source(f"{queue.label}_{worker.label}", worker=worker.name, part=worker.cloud_base)
            for worker in environment.consumers(queue)
        )
    if queue.priority:
        return tuple(Source(f"{queue.label}_{names.label(level)}", level=level, part=level) for level in queue.priority)
    return (Source(queue.label),)


def is_fifo(queue: Queue) -> bool:
    """Whether the queue is FIFO: as declared, or as the ARN of an existing one ends."""
    return queue.ordering or (isinstance(queue.existing, str) and queue.existing.endswith(".fifo"))


def fifo_suffix(queue: Queue) -> str:
    """What AWS demands at the end of a FIFO name."""
    return ".fifo" if is_fifo(queue) else ""


def queue_name(environment: Environment, queue: Queue, source: Source) -> str:
    """The cloud name of a source."""
    return _name(environment, queue, source.part, fifo_suffix(queue))


def dead_letter_name(environment: Environment, queue: Queue, source: Source) -> str:
    """The cloud name of a source's dead letter queue; it ends in `-dead-letter` also when it is cut."""
    return _name(environment, queue, source.part, "-dead-letter" + fifo_suffix(queue))


def topic_name(environment: Environment, queue: Queue) -> str:
    """The cloud name of a fan-out topic."""
    return _name(environment, queue, "", fifo_suffix(queue), limit=256)


def _name(environment: Environment, queue: Queue, part: str, suffix: str, limit: int = 80) -> str:
    tail = "-" + part.replace("_", "-") if part else ""
    if queue.resource_name is not None:
        return queue.resource_name.removesuffix(fifo_suffix(queue)) + tail + suffix
    return names.cloud_name(environment, queue.cloud_base + tail, limit, suffix)


def consumer(environment: Environment, queue: Queue, source: Source) -> Worker | None:
    """The worker that reads a source, None when nothing does."""
    if source.worker is not None:
        return environment.worker(source.worker)
    return next(iter(environment.consumers(queue)), None)


def dead_letter_consumer(environment: Environment, queue: Queue) -> Worker | None:
    """The worker that reads a queue's dead letters, None when nothing does."""
    if queue.dead_letter.worker is None:
        return None
    return environment.worker(queue.dead_letter.worker)


def function_timeout_s(worker: Worker) -> int:
    """The timeout of the whole function: the jobs of a batch run one after the other."""
    return worker.batch_size * worker.timeout_s


def derived_visibility_s(worker: Worker | None) -> int:
    """What the visibility timeout must be for a worker: six times the function's timeout, and the window."""
    if worker is None:
        return limits.VISIBILITY_WITHOUT_WORKER_S
    return limits.VISIBILITY_FACTOR * function_timeout_s(worker) + worker.batch_window_s


def visibility_s(environment: Environment, queue: Queue, source: Source) -> int:
    """The visibility timeout of a source: as written, else derived from its worker."""
    if queue.visibility_timeout_s is not None:
        return queue.visibility_timeout_s
    return derived_visibility_s(consumer(environment, queue, source))


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a worker reads: a source of a queue, or (`dead_letters`) the dead letter queue of one."""

    queue: Queue
    source: Source
    dead_letters: bool = False

    @property
    def label(self) -> str:
        """The Terraform label of the SQS queue that is read."""
        return self.source.dead_letter_label if self.dead_letters else self.source.label


def readings(environment: Environment, worker: Worker) -> tuple[Reading, ...]:
    """Everything that a worker reads, in the order written, levels highest first."""
    found = []
    for name in worker.queues:
        queue = environment.queue(name)
        for source in sources(environment, queue):
            if source.worker in (None, worker.name):
                found.append(Reading(queue, source))
    for name in worker.dead_letter_of:
        queue = environment.queue(name)
        found += [Reading(queue, source, True) for source in sources(environment, queue)]
    return tuple(found)


def concurrency(worker: Worker, count: int) -> int:
    """The concurrency to share out: a default that is too small for `count` sources grows, a written one never."""
    if "concurrency" in worker.written:
        return worker.concurrency
    return max(worker.concurrency, 2 * count)


def shares(environment: Environment, worker: Worker) -> dict[str, int]:
    """Label of each SQS queue -> its maximum concurrency; they add up to the worker's.

    Queues share evenly. The levels of one queue share by rank, so that the highest gets the most. Each gets 2 at
    least, which AWS demands; a worker with less than that is refused by the checks.
    """
    reads = readings(environment, worker)
    weights: list[int] = []
    for reading in reads:
        levels = reading.queue.priority
        weights.append(len(levels) - levels.index(reading.source.level) if reading.source.level else 1)
    totals: dict[str, int] = {}
    for reading, weight in zip(reads, weights, strict=True):
        totals[reading.queue.name] = totals.get(reading.queue.name, 0) + weight
    parts = [w / totals[r.queue.name] / len(totals) for r, w in zip(reads, weights, strict=True)]
    spare = max(0, concurrency(worker, len(reads)) - 2 * len(reads))
    result = [2 + int(spare * part) for part in parts]
    for index in range(spare - sum(result) + 2 * len(reads)):
        result[index % len(result)] += 1  # what rounding left goes to the first, the highest
    return {reading.label: share for reading, share in zip(reads, result, strict=True)}
