"""What Cloud Run refuses of a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic
from infera.limits import number
from infera.model import Environment, Worker
from infera.platforms.gcp import compute, limits

# https://docs.cloud.google.com/run/docs/container-contract, read 2026-11-24; K_* and PORT are refused everywhere
OWN_VARIABLES = re.compile(r"GOOGLE_CLOUD_PROJECT|CLOUD_RUN_[A-Z_]*|X_GOOGLE_[A-Z_]*")
SECRET = re.compile(r"(?:projects/[^/\s]+/secrets/)?[A-Za-z0-9_-]{1,255}(?:/versions/(?:latest|[0-9]+))?")
LOG_RETENTION_DAYS = (1, 3650)


def cpu_and_memory(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """CPU in whole steps or a part of one, and memory that goes with it."""
    yield from limits.MEMORY.check(worker.memory_mb, (*worker.at, "memory"))
    cpu, path = worker.cpu, (*worker.at, "cpu")
    if cpu < 1:
        yield from _part_of_a_cpu(environment, worker)
        return
    if cpu not in limits.WHOLE_CPUS:
        text = f"Cloud Run takes 1, 2, 4, 6 or 8 CPUs, or a part of one, not {number(cpu)}"
        yield Diagnostic(codes.CPU_AND_MEMORY, text, path, f"see {limits.CPU_SOURCE}")
        return
    yield from _memory(worker, *limits.MEMORY_OF_CPU[cpu])


def _part_of_a_cpu(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    path = (*worker.at, "cpu")
    if worker.cpu < limits.SMALLEST_CPU:
        text = f"Cloud Run takes {limits.SMALLEST_CPU} CPU at least, not {number(worker.cpu)}"
        yield Diagnostic(codes.CPU_AND_MEMORY, text, path, f"see {limits.CPU_SOURCE}")
    elif compute.kind(environment, worker) == compute.POOL:
        text = f"a worker pool takes whole CPUs, not {number(worker.cpu)}"
        yield Diagnostic(codes.CPU_AND_MEMORY, text, path, "`cpu: 1`")
    elif worker.request_concurrency > 1:
        text = f"with {number(worker.cpu)} CPU an instance takes one job at once, not {worker.request_concurrency}"
        yield Diagnostic(codes.CPU_AND_MEMORY, text, path, "`cpu: 1`, or as many instances as `concurrency`")
    else:
        yield from _memory(worker, *limits.PART_OF_CPU_MEMORY)


def _memory(worker: Worker, least: int, most: int) -> Iterator[Diagnostic]:
    if least <= worker.memory_mb <= most or not limits.MEMORY.low <= worker.memory_mb <= limits.MEMORY.high:
        return
    cpus = f"{number(worker.cpu)} CPU" + ("s" if worker.cpu > 1 else "")
    key = "cpu" if worker.memory_mb < least and "memory" not in worker.written else "memory"
    yield Diagnostic(
        codes.CPU_AND_MEMORY,
        f"{cpus} take {least} to {most} MB of memory, not {worker.memory_mb}",
        (*worker.at, key),
        "more memory needs more CPUs" if worker.memory_mb > most else f"`memory: {least}` or more, or fewer CPUs",
    )


def instances(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Jobs at once on one instance of a service; how many of a pool run."""
    if compute.kind(environment, worker) == compute.POOL:
        written = [key for key in ("min", "max") if f"instances.{key}" in worker.written]
        if written and worker.min_instances != worker.max_instances:
            most = worker.max_instances
            text = f"a worker pool does not scale by itself: {most} of `{worker.name}` run all the time"
            hint = (
                f"`instances: {{min: {most}, max: {most}}}` says so; scaling by depth takes an autoscaler of your own"
            )
            yield Diagnostic(codes.EMULATED, text, (*worker.at, "instances", written[0]), hint)
    if compute.kind(environment, worker) == compute.SERVICE:
        key = "instances" if "instances.max" in worker.written else "concurrency"
        path = (*worker.at, "instances", "max") if key == "instances" else (*worker.at, key)
        yield from limits.REQUEST_CONCURRENCY.check(worker.request_concurrency, path, "spread it over more instances")


def batch(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Google Cloud hands out one job at a time."""
    for key, value, default in (
        ("size", worker.batch_size, 1),
        ("window", worker.batch_window_s, 0),
    ):
        if value != default:
            text = "on Google Cloud a worker is handed one job at a time: there are no batches"
            yield Diagnostic(
                codes.UNSUPPORTED,
                text,
                (*worker.at, "batch", key),
                "`concurrency` runs jobs side by side",
            )


def variables(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Names that Cloud Run or infera sets."""
    for kind, items in (("env", worker.env), ("secrets", worker.secrets)):
        for name, _ in items:
            if OWN_VARIABLES.fullmatch(name):
                text = f"`{name}` is set by infera or by Cloud Run"
                yield Diagnostic(codes.RESERVED_ENV, text, (*worker.at, kind, name), "rename it", on_key=True)


def network(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """A network of Google Cloud has other words than one of AWS."""
    given = worker.network
    if given is None:
        return
    for key in ("subnets", "security_groups"):
        if getattr(given, key):
            text = f"`{key}` are AWS's: a network of Google Cloud is `network` and `subnetwork`"
            yield Diagnostic(codes.UNSUPPORTED, text, (*worker.at, "network", key), on_key=True)


def secrets(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """References into Secret Manager."""
    for name, reference in worker.secrets:
        if isinstance(reference, str) and not SECRET.fullmatch(reference):
            text = f"`{name}` does not name a secret of Secret Manager"
            hint = "NAME or projects/PROJECT/secrets/NAME, either with /versions/NUMBER"
            yield Diagnostic(codes.BAD_RESOURCE_ID, text, (*worker.at, "secrets", name), hint)


def log_retention(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Days that a log bucket keeps its entries."""
    low, high = LOG_RETENTION_DAYS
    if not low <= worker.log_retention_days <= high:
        text = f"Cloud Logging keeps logs for {low} to {high} days, not {worker.log_retention_days}"
        yield Diagnostic(codes.OVER_LIMIT, text, (*worker.at, "log_retention"))
