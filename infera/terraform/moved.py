"""`renamed_from`: which addresses of the module were called what before, so that Terraform keeps the resources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from infera import names
from infera.model import Environment, Project, Queue, Worker
from infera.records import replace
from infera.terraform.module import Module

_RESOURCE = re.compile(r'^resource "([^"]+)" "([^"]+)"', re.MULTILINE)


def moves(module: Module, build: Callable[[Module], None]) -> Iterator[tuple[str, str]]:
    """(old address, new address) of everything that a rename touched, in the order of the files.

    The module is built once more under the old names: what stands in the same place is the same resource. The order
    of queues and workers is that of the new names in both.
    """
    items: tuple[Queue | Worker, ...] = (*module.project.queues, *module.project.workers)
    if not any(each.renamed_from for each in items):
        return
    old = Module(_before(module.project))
    build(old)
    for was, now in zip(_addresses(old), _addresses(module), strict=True):
        if was != now:
            yield was, now


def _addresses(module: Module) -> Iterator[str]:
    for file in module.files:
        if file.path.suffix == ".tf":
            for match in _RESOURCE.finditer(file.data.decode()):
                yield f"{match[1]}.{match[2]}"


def _before(project: Project) -> Project:
    """The project with every renamed queue and worker under its old name."""
    queues = {q.name: q.renamed_from or q.name for q in project.queues}
    workers = {w.name: w.renamed_from or w.name for w in project.workers}
    environments = tuple(_environment(e, queues, workers) for e in project.environments)
    return replace(project, environments=environments)


def _environment(environment: Environment, queues: dict[str, str], workers: dict[str, str]) -> Environment:
    return replace(
        environment,
        queues=tuple(_queue(q, queues, workers) for q in environment.queues),
        workers=tuple(_worker(w, queues, workers) for w in environment.workers),
    )


def _queue(queue: Queue, queues: dict[str, str], workers: dict[str, str]) -> Queue:
    name = queues[queue.name]
    dead = queue.dead_letter
    if dead.worker is not None:
        dead = replace(dead, worker=workers.get(dead.worker, dead.worker))
    return replace(queue, name=name, label=names.label(name), renamed_from=name, dead_letter=dead)


def _worker(worker: Worker, queues: dict[str, str], workers: dict[str, str]) -> Worker:
    name = workers[worker.name]
    return replace(
        worker,
        name=name,
        label=names.label(name),
        renamed_from=name,
        queues=tuple(queues[each] for each in worker.queues),
        dead_letter_of=tuple(queues[each] for each in worker.dead_letter_of),
    )
