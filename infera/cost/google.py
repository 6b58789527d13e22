"""What Google Cloud's compute costs: Cloud Run by request, and worker pools, which are always on."""

from __future__ import annotations

from collections.abc import Iterator

from infera.cost.model import CLAIM_WRITES, MONTH_S, Load, Price, Usage, count
from infera.model import Worker

_READ = "2026-11-24"
_RUN = "https://cloud.google.com/run/pricing"
CPU = Price("run-cpu", "Cloud Run CPU", "vCPU-s", 0.000024, 1, 180_000, _RUN, _READ)
MEMORY = Price("run-memory", "Cloud Run memory", "GiB-s", 0.0000025, 1, 360_000, _RUN, _READ)
REQUESTS = Price("run-requests", "Cloud Run requests", "requests", 0.40, 1e6, 2e6, _RUN, _READ)
# No published price was found for worker pools: what runs all month is named and not summed.
POOL_CPU = Price("pool-cpu", "Cloud Run worker pool CPU", "vCPU-s", None, 1, 0, _RUN, _READ)
POOL_MEMORY = Price("pool-memory", "Cloud Run worker pool memory", "GiB-s", None, 1, 0, _RUN, _READ)
# Priced by location, a named database without a free quota; none was found for us-central1.
CLAIMS = Price(
    "firestore-writes",
    "Firestore writes",
    "writes",
    None,
    1e5,
    0,
    "https://cloud.google.com/firestore/pricing",
    _READ,
)
SCHEDULER_JOBS = Price(
    "cloud-scheduler", "Cloud Scheduler jobs", "jobs", 0.10, 1, 3, "https://cloud.google.com/scheduler/pricing", _READ
)


def requests(worker: Worker, load: Load, queue: str) -> Iterator[Usage]:
    """A service that is called: an instance is paid while it has a request, shared by those at once."""
    seconds = load.duration_ms / 1000
    busy = load.attempts * seconds / worker.request_concurrency
    shared = f" / {worker.request_concurrency} at once" if worker.request_concurrency > 1 else ""
    why = f"{count(load.attempts)} x {seconds:g} s{shared}"
    yield Usage(CPU, busy * worker.cpu, f"{why} x {worker.cpu:g} vCPU", queue)
    gibibytes = worker.memory_mb / 1024
    yield Usage(MEMORY, busy * gibibytes, f"{why} x {gibibytes:g} GiB", queue)
    yield Usage(REQUESTS, load.attempts, f"{count(load.attempts)} requests", queue)
    if worker.min_instances:
        yield from _kept(worker, worker.min_instances, CPU, MEMORY, queue)


def claims(worker: Worker, load: Load, queue: str) -> Iterator[Usage]:
    """The idempotency store, where the worker has one."""
    if worker.idempotency_ttl_s is not None:
        why = f"{count(load.attempts)} jobs x {CLAIM_WRITES} (idempotency)"
        yield Usage(CLAIMS, load.attempts * CLAIM_WRITES, why, queue)


def always_on(worker: Worker, queue: str) -> Iterator[Usage]:
    """A worker pool: every instance is paid all month."""
    yield from _kept(worker, worker.max_instances, POOL_CPU, POOL_MEMORY, queue)


def _kept(worker: Worker, instances: int, cpu: Price, memory: Price, queue: str) -> Iterator[Usage]:
    why = f"{instances} instance{'s' if instances != 1 else ''} x {count(MONTH_S)} s"
    yield Usage(cpu, instances * MONTH_S * worker.cpu, f"{why} x {worker.cpu:g} vCPU", queue, idle=True)
    gibibytes = worker.memory_mb / 1024
    yield Usage(memory, instances * MONTH_S * gibibytes, f"{why} x {gibibytes:g} GiB", queue, idle=True)
