"""Which sources a worker has, over all back ends of this platform."""

from __future__ import annotations

from infera.backends.pubsub import sources as pubsub
from infera.model import Worker
from infera.platforms.gcp.sources import Source
from infera.terraform.module import Module


def sources_of(module: Module, worker: Worker) -> list[Source]:
    """The sources of a worker, in the order of its queues, highest level first."""
    from infera.backends.cloud_tasks import sources as cloud_tasks

    first = module.project.environments[0]
    found: list[Source] = []
    for queue in (first.queue(name) for name in worker.queues):
        if queue.type == "pubsub":
            found += pubsub.of_worker(module, worker, queue)
        elif queue.type == "cloud_tasks":
            found += cloud_tasks.of_worker(module, worker, queue)
    if not worker.queues:
        found += [pubsub.of_dead_letters(module, worker, first.queue(name)) for name in worker.dead_letter_of]
    return found
