"""The mistakes that people make with queues (SPEC, section 6), each a code; the defaults avoid them all.

The visibility timeout is the back ends' (`sqs`, `celery`): only they have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Worker

MANY = 1000  # jobs at once; above, what stands behind a worker is rarely asked first


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Each queue and each worker."""
    for queue in environment.queues:
        if queue.existing is None:
            yield from _queue(environment, queue)
            if project.provider != "self_hosted":  # nothing there could raise an alarm
                yield from _monitoring(queue)
    for worker in environment.workers:
        yield from _worker(worker)


def _queue(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    retry = queue.retry
    if retry.max_attempts == 1:
        text = "a job is tried once: any failure is final"
        yield Diagnostic(codes.NO_RETRY, text, (*queue.at, "retry", "max_attempts"), "5 is the default")
    elif retry.min_backoff_s == 0:
        key = "min_backoff" if "retry.min_backoff" in queue.written else "max_backoff"
        text = "a failed job is retried without a pause"
        yield Diagnostic(codes.NO_BACKOFF, text, (*queue.at, "retry", key), "10s is the default")
    elif retry.backoff == "fixed" and retry.max_attempts > 10:
        text = f"{retry.max_attempts} attempts with one and the same pause hammer what is failing"
        yield Diagnostic(codes.NO_BACKOFF, text, (*queue.at, "retry", "backoff"), "let the pauses grow")
    if not queue.dead_letter.enabled:
        text = "after the last attempt a job is dropped, with an error in the log"
        hint = "`dead_letter: true` keeps it"
        yield Diagnostic(codes.NO_DEAD_LETTER, text, (*queue.at, "dead_letter"), hint)
    yield from _priority(environment, queue)


def _monitoring(queue: Queue) -> Iterator[Diagnostic]:
    alarms = queue.alarms
    path = (*queue.at, "alarms")
    if not alarms.enabled:
        yield Diagnostic(codes.NO_MONITORING, "nobody hears when jobs pile up", path, "remove `alarms: false`")
    elif not (alarms.page or alarms.ticket):
        yield Diagnostic(
            codes.NO_MONITORING,
            f"the alarms of `{queue.name}` notify nobody",
            (*path, "notify") if "alarms" in queue.written else (*queue.at, "name"),
            "`alarms: {notify: [ops@example.com]}` on the queue or under `defaults:`",
        )


def _priority(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    if queue.priority or queue.ordering or len(queue.jobs) < 2:
        return
    slow = [w for w in environment.consumers(queue) if w.timeout_s >= 300]
    if slow:
        yield Diagnostic(
            codes.NO_PRIORITY,
            f"{len(queue.jobs)} kinds of job share one level, and one may run {slow[0].timeout_s} s",
            (*queue.at, "jobs"),
            "`priority: [high, normal, low]`, or a queue for the slow ones",
            on_key=True,
        )


def _worker(worker: Worker) -> Iterator[Diagnostic]:
    if worker.idempotency_ttl_s is None:
        text = "every back end delivers a job twice now and then; this worker would run it twice"
        hint = "remove `idempotency: false`, unless running twice does no harm"
        yield Diagnostic(codes.NO_IDEMPOTENCY, text, (*worker.at, "idempotency"), hint)
    if worker.concurrency > MANY:
        text = f"{worker.concurrency} jobs at once reach whatever stands behind `{worker.name}`"
        yield Diagnostic(codes.UNBOUNDED_CONCURRENCY, text, (*worker.at, "concurrency"))
    if worker.concurrency == 1 and "concurrency" in worker.written:
        text = f"`{worker.name}` runs one job at a time: each waits for all before it"
        hint = "raise concurrency, unless the order matters; `ordering: true` keeps the order of each key alone"
        yield Diagnostic(codes.SYNCHRONOUS, text, (*worker.at, "concurrency"), hint)
    if worker.image is not None:
        text = f"the ready image of `{worker.name}` must end its jobs on SIGTERM by itself"
        hint = "finish or give back what it holds within the platform's grace; infera's own runtime does"
        yield Diagnostic(codes.NO_SHUTDOWN, text, (*worker.at, "image"), hint)
