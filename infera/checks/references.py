"""Names: unique, not colliding after mapping, leading somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from infera import codes, names
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Project, Queue
from infera.suggest import hint


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Duplicate and colliding names, two workers on one queue, dead letter workers."""
    yield from _collisions(environment)
    for queue in environment.queues:
        yield from _shared(environment, queue)
        yield from _dead_letter_worker(environment, queue)
        yield from _job_names(queue)
    yield from _jobs_of_worker(environment)


def _collisions(environment: Environment) -> Iterator[Diagnostic]:
    seen: dict[str, tuple[str, Path]] = {}
    for queue in environment.queues:
        at = (*queue.at, "name")
        claims = [list(_claim(seen, text, queue.name, at, "queue")) for text in derived(environment, queue)]
        yield from islice(chain.from_iterable(claims), 1)  # the rest of its labels meet for the same reason
    taken: dict[str, tuple[str, Path]] = {}
    for worker in sorted(environment.workers, key=lambda each: each.position):
        yield from _claim(taken, worker.label, worker.name, worker.at, "worker", on_key=True)


def derived(environment: Environment, queue: Queue) -> list[str]:
    """The labels that a queue takes in the module: its own, its levels', its workers' and their dead letters."""
    own = [queue.label]
    own += [f"{queue.label}_{names.label(level)}" for level in queue.priority]
    if queue.fan_out:
        own += [f"{queue.label}_{worker.label}" for worker in environment.consumers(queue)]
    return own + ([f"{each}_dead_letter" for each in own] if queue.dead_letter.enabled else [])


def _claim(
    seen: dict[str, tuple[str, Path]], label: str, name: str, at: Path, what: str, *, on_key: bool = False
) -> Iterator[Diagnostic]:
    other = seen.setdefault(label, (name, at))
    if other[1] == at:
        return
    if other[0] == name:
        text = f"a second {what} is called `{name}`"
        yield Diagnostic(codes.DUPLICATE_NAME, text, at, "give each a name of its own", on_key)
    else:
        text = f"`{name}` and `{other[0]}` both become `{label}`"
        yield Diagnostic(codes.NAME_COLLISION, text, at, "rename one of them", on_key)


def _shared(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    if queue.fan_out:
        return
    consumers = sorted(environment.consumers(queue), key=lambda each: each.position)
    for worker in consumers[1:]:
        yield Diagnostic(
            codes.SHARED_QUEUE,
            f"`{queue.name}` already has the worker `{consumers[0].name}`",
            _queue_path(worker.at, queue.name, worker.queues, "queues" in worker.written),
            "`fan_out: true` on the queue gives each worker its own copy; else send both kinds of job to one worker",
        )


def _queue_path(at: Path, name: str, all_names: tuple[str, ...], several: bool) -> Path:
    return (*at, "queues", all_names.index(name)) if several else (*at, "queue")


def _dead_letter_worker(environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    name = queue.dead_letter.worker
    if name is None:
        return
    path = (*queue.at, "dead_letter", "worker")
    worker = next((w for w in environment.workers if w.name == name), None)
    if worker is None:
        known = [w.name for w in environment.workers]
        yield Diagnostic(codes.UNKNOWN_REFERENCE, f"there is no worker `{name}`", path, hint(name, known, "worker"))
    elif worker.queues:
        yield Diagnostic(
            codes.SHARED_QUEUE,
            f"`{name}` consumes `{worker.queues[0]}` and cannot also take dead letters",
            path,
            "name a worker that has no `queue:`",
        )


def _job_names(queue: Queue) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for job in queue.jobs:
        old = [(names.label(job.wire), "old name")] if job.renamed_from else []
        for text, kind in [(job.module, "name"), *old, *((names.label(a), "alias") for a in job.aliases)]:
            other = seen.setdefault(text, job.name)
            if other != job.name:
                yield Diagnostic(
                    codes.NAME_COLLISION,
                    f"the {kind} of job `{job.name}` is that of `{other}` too",
                    job.at,
                    "rename one of them",
                    on_key=True,
                )


def _jobs_of_worker(environment: Environment) -> Iterator[Diagnostic]:
    """One handler file for each job: two queues of one worker may not have different jobs of one name."""
    for worker in environment.workers:
        seen: dict[str, Queue] = {}
        for queue in (environment.queue(name) for name in worker.queues):
            for job in queue.jobs:
                other = seen.setdefault(job.module, queue)
                if other is not queue:
                    yield Diagnostic(
                        codes.NAME_COLLISION,
                        f"`{worker.name}` gets a job `{job.name}` from `{queue.name}` and from `{other.name}`",
                        job.at,
                        "a handler is found by the name of its job: rename one of them",
                        on_key=len(job.at) > len(queue.at),
                    )
