"""The rules of Lambda about one worker of SQS queues."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infera import codes
from infera.backends.sqs import limits, sources
from infera.backends.sqs.queue_checks import ARN
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Var, Worker

CPU_MEMORY_MB = 1769  # what gives one vCPU (AWS Lambda developer guide, "Configure function memory", 2026-11-24)
LOG_RETENTION_DAYS = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip
OWN_BYTES = 320  # the variables of infera beside INFERA_QUEUES and INFERA_SECRETS, their names included
QUEUE_ENTRY_BYTES = 325  # one entry of INFERA_QUEUES without ARN, URLs and names
ACCOUNT_DIGITS = 12


def unsupported(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """What only containers have."""
    if "cpu" in worker.written:
        memory = round(worker.cpu * CPU_MEMORY_MB)
        hint = f"{worker.cpu:g} vCPU come with `memory: {memory}`"
        yield _lacks(worker, "cpu", "Lambda gives CPU by memory: it has no `cpu` of its own", hint)
    if "instances" in worker.written:
        hint = "`concurrency` caps them"
        yield _lacks(worker, "instances", "Lambda starts and ends its instances by itself", hint)
    if "delivery" in worker.written:
        hint = "remove it: Lambda reads the queue and is handed the jobs"
        yield _lacks(worker, "delivery", "SQS has no push and pull to choose from", hint)
    if worker.filter and not all(_environment.queue(name).fan_out for name in worker.queues):
        yield _lacks(
            worker,
            "filter",
            "a filter on an SQS queue deletes what it does not match",
            "`fan_out: true` on the queue filters the copies of each worker instead",
        )


def _lacks(worker: Worker, key: str, text: str, hint: str) -> Diagnostic:
    return Diagnostic(codes.UNSUPPORTED, text, (*worker.at, key), hint, on_key=True)


def run_time(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """The jobs of a batch run one after the other, within one run of the function."""
    total = sources.function_timeout_s(worker)
    if total <= limits.FUNCTION_TIMEOUT.high:
        return
    most = int(limits.FUNCTION_TIMEOUT.high)
    if worker.batch_size > 1 and worker.timeout_s <= most:
        text = f"{worker.batch_size} jobs of {worker.timeout_s} s take {total} s; Lambda stops at {most} s"
        hint = f"{most // worker.timeout_s} jobs fit"
        yield Diagnostic(codes.OVER_LIMIT, text, (*worker.at, "batch", "size"), hint)
    else:
        text = f"Lambda stops a function after {most} s, not {worker.timeout_s} s"
        hint = "split the job, or take a back end with containers: `bullmq` or `celery`"
        yield Diagnostic(codes.OVER_LIMIT, text, (*worker.at, "timeout"), hint)


def batch(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """FIFO takes ten and no window; more than ten need a window."""
    size, window = (*worker.at, "batch", "size"), (*worker.at, "batch", "window")
    fifo = [name for name in worker.queues if sources.is_fifo(environment.queue(name))]
    yield from limits.BATCH.check(worker.batch_size, size)
    yield from limits.WINDOW.check(worker.batch_window_s, window)
    if fifo:
        hint = f"`{fifo[0]}` is ordered"
        yield from limits.FIFO_BATCH.check(min(worker.batch_size, limits.BATCH.high), size, hint)
        if worker.batch_window_s:
            text = f"a FIFO queue has no batching window, and `{fifo[0]}` is one"
            yield Diagnostic(codes.UNSUPPORTED, text, window, "remove it: jobs come as soon as they are there")
    elif limits.UNBATCHED < worker.batch_size <= limits.BATCH.high and worker.batch_window_s < 1:
        text = f"a batch of {worker.batch_size} needs a window of 1 s at least"
        place: Path = window if "batch.window" in worker.written else size
        yield Diagnostic(codes.BATCH_WITHOUT_WINDOW, text, place, "`batch: {size: …, window: 1s}`")


def concurrency(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Two for each queue or level at least; one only on a single FIFO queue."""
    reads = sources.readings(environment, worker)
    path = (*worker.at, "concurrency")
    total = sources.concurrency(worker, len(reads))
    if total == 1 and len(reads) == 1 and sources.is_fifo(reads[0].queue):
        text = "Lambda reads a queue with 2 at least: a reserved concurrency of 1 makes it one at a time"
        hint = "a receive that is throttled by it counts as an attempt"
        yield Diagnostic(codes.EMULATED, text, path, hint)
    elif total < 2 * len(reads):
        what = "a standard queue" if len(reads) == 1 else f"{len(reads)} queues and levels"
        text = f"Lambda reads {what} with {2 * len(reads)} jobs at once at least, not {total}"
        hint = "`ordering: true` runs one job of each key at a time" if len(reads) == 1 else "2 for each, or fewer"
        yield Diagnostic(codes.OVER_LIMIT, text, path, hint)
    else:
        most = max(sources.shares(environment, worker).values(), default=0)
        if most > limits.CONCURRENCY.high:
            yield from limits.CONCURRENCY.check(most, path)


def memory(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """The range of Lambda."""
    yield from limits.MEMORY.check(worker.memory_mb, (*worker.at, "memory"))


def log_retention(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """CloudWatch keeps logs for certain numbers of days alone."""
    days = worker.log_retention_days
    if days not in LOG_RETENTION_DAYS:
        near = next((each for each in LOG_RETENTION_DAYS if each > days), LOG_RETENTION_DAYS[-1])
        text = f"CloudWatch does not keep logs for {days} days"
        yield Diagnostic(codes.UNSUPPORTED, text, (*worker.at, "log_retention"), f"`{near}d` is the next")


def environment_size(environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """All variables together take 4 KB, infera's own included."""
    own = OWN_BYTES + sum(_entry_bytes(environment, r) for r in sources.readings(environment, worker))
    if worker.secrets:
        own += len(json.dumps({name: str(value) for name, value in worker.secrets})) + len("INFERA_SECRETS")
    theirs = sum(len(name.encode()) + len(str(value).encode()) for name, value in worker.env)
    total, most = own + theirs, int(limits.ENVIRONMENT_BYTES.high)
    if total <= most:
        return
    if theirs:
        text = f"a Lambda function takes {most} bytes of environment; this comes to {total}, {own} of it infera's"
        yield Diagnostic(
            codes.OVER_LIMIT,
            text,
            (*worker.at, "env"),
            "keep large values in a secret or a file",
            True,
        )
    else:
        count = len(sources.readings(environment, worker))
        text = f"a Lambda function takes {most} bytes of environment; {count} queues and levels come to {total}"
        key = "queues" if "queues" in worker.written else "queue"
        hint = "give some of the queues a worker of their own"
        yield Diagnostic(codes.OVER_LIMIT, text, (*worker.at, key), hint, True)


def _entry_bytes(environment: Environment, reading: sources.Reading) -> int:
    """What a queue takes in INFERA_QUEUES: its ARN, its URL and that of its dead letters hold its cloud name."""
    queue, source = reading.queue, reading.source
    if queue.existing is not None:
        return QUEUE_ENTRY_BYTES + 2 * limits.QUEUE_NAME_CHARACTERS
    name = len(sources.queue_name(environment, queue, source))
    dead = len(sources.dead_letter_name(environment, queue, source))
    prefix = len(environment.region) + ACCOUNT_DIGITS
    return QUEUE_ENTRY_BYTES + 2 * name + dead + 3 * prefix + len(queue.name) + len(source.level)


def references(_environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """Where an ARN must stand, and Google's form of a permission."""
    for index, permission in enumerate(worker.permissions):
        path = (*worker.at, "permissions", index)
        arn = permission.policy_arn
        if permission.role:
            text = "`{role, resource}` is a permission of Google Cloud"
            hint = "on AWS: the ARN of a policy, or `{actions, resources}`"
            yield Diagnostic(codes.UNSUPPORTED, text, path, hint)
        elif isinstance(arn, str) and not ARN.fullmatch(arn):
            text = f"`{arn}` is not the ARN of a policy"
            yield Diagnostic(codes.BAD_ARN, text, path, "arn:aws:iam::aws:policy/NAME, or `{actions, resources}`")
        elif permission.actions and not permission.resources:
            yield Diagnostic(codes.BAD_ARN, "a permission needs `resources`", path, "name what the actions touch")
    network = worker.network
    if network is not None and not (network.subnets and network.security_groups):
        text = "a network on AWS is `{subnets, security_groups}`, both"
        missing = "security_groups" if network.subnets else "subnets"
        yield Diagnostic(codes.MISSING_KEY, text, (*worker.at, "network", missing), "list at least one of each")
    for name, value in worker.env:
        if not isinstance(value, Var) and "\0" in value:
            yield Diagnostic(codes.BAD_VALUE, f"`{name}` holds a NUL character", (*worker.at, "env", name))
