"""What SQS and its Lambda cost.

A message is one send, its share of a batched receive and its share of a batched delete; a request takes 64 KB. An idle
queue is polled all the time: five pollers with 20-second polls, since `maximum_concurrency` switches the saving of an
idle mapping off (AWS Lambda developer guide, "Configuring scaling behavior for SQS event source mappings").
"""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.cron import runs_a_month
from infera.cost.model import CLAIM_WRITES, PERIOD_S, Load, Price, Usage, chunks, count
from infera.model import Environment, Queue, Worker

_READ = "2026-11-24"
_SQS = "https://aws.amazon.com/sqs/pricing/"
_LAMBDA = "https://aws.amazon.com/lambda/pricing/"
STANDARD = Price("sqs", "SQS requests", "requests", 0.40, 1e6, 1e6, _SQS, _READ)
FIFO = Price("sqs-fifo", "SQS FIFO requests", "requests", 0.50, 1e6, 1e6, _SQS, _READ)
INVOCATIONS = Price("lambda-requests", "Lambda requests", "requests", 0.20, 1e6, 1e6, _LAMBDA, _READ)
DURATION = Price("lambda-gb-s", "Lambda duration (arm64)", "GB-s", 0.0000133334, 1, 400_000, _LAMBDA, _READ)
SNS = Price("sns", "SNS publishes", "requests", 0.50, 1e6, 1e6, "https://aws.amazon.com/sns/pricing/", _READ)
SCHEDULER = Price(
    "scheduler",
    "EventBridge Scheduler",
    "invocations",
    1.00,
    1e6,
    14e6,
    "https://aws.amazon.com/eventbridge/pricing/",
    _READ,
)

# On demand there is no free tier.
CLAIMS = Price(
    "dynamodb-writes",
    "DynamoDB writes",
    "writes",
    0.625,
    1e6,
    0,
    "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    _READ,
)

CHUNK_BYTES = 65_536
POLLERS = 5
POLL_S = 20
MAX_BATCH = 10


def usage(environment: Environment, queue: Queue, load: Load) -> Iterator[Usage]:
    """A queue, its workers and their polling."""
    consumers = environment.consumers(queue)
    price = FIFO if queue.ordering else STANDARD
    copies = len(consumers) if queue.fan_out else 1
    if queue.fan_out:
        yield Usage(SNS, load.messages, f"{count(load.messages)} publishes", queue.name)
    else:
        sends = load.messages * chunks(load.size_bytes, CHUNK_BYTES)
        yield Usage(price, sends, f"{count(load.messages)} sends", queue.name)
    for worker in consumers:
        yield from _consumer(queue, worker, load, price)
    for schedule in queue.schedules:
        runs = runs_a_month(schedule.cron)
        yield Usage(SCHEDULER, runs, f"`{schedule.name}`: {count(runs)} runs", queue.name, idle=True)
    if not consumers:
        return
    mappings = copies * max(1, len(queue.priority))
    polls = mappings * POLLERS * PERIOD_S / POLL_S
    why = f"{mappings * POLLERS} pollers x {count(PERIOD_S / POLL_S)} polls of {POLL_S} s"
    yield Usage(price, polls, why, queue.name, idle=True)


def _consumer(queue: Queue, worker: Worker, load: Load, price: Price) -> Iterator[Usage]:
    batch = min(worker.batch_size, MAX_BATCH)
    invocations = load.attempts / worker.batch_size
    receives = load.attempts / batch * chunks(load.size_bytes * batch, CHUNK_BYTES)
    yield Usage(price, receives, f"{count(load.attempts)} receives in batches of {batch}", queue.name)
    yield Usage(
        price,
        load.messages / batch,
        f"{count(load.messages)} deletes in batches of {batch}",
        queue.name,
    )
    yield Usage(
        INVOCATIONS,
        invocations,
        f"{count(load.attempts)} jobs / batch of {worker.batch_size}",
        queue.name,
    )
    seconds = load.duration_ms / 1000
    gigabytes = worker.memory_mb / 1024
    why = f"{count(load.attempts)} x {seconds:g} s x {gigabytes:g} GB"
    yield Usage(DURATION, load.attempts * seconds * gigabytes, why, queue.name)
    if worker.idempotency_ttl_s is not None:
        why = f"{count(load.attempts)} jobs x {CLAIM_WRITES} (idempotency)"
        yield Usage(CLAIMS, load.attempts * CLAIM_WRITES, why, queue.name)
