"""What a worker is told about its Cloud Tasks queues."""

from __future__ import annotations

from infera.backends.cloud_tasks import layout, resources
from infera.backends.pubsub import layout as pubsub
from infera.model import Queue, Worker
from infera.platforms.gcp.sources import Source, retry
from infera.platforms.gcp.text import reference
from infera.terraform.module import Module


def of_worker(module: Module, worker: Worker, queue: Queue) -> list[Source]:
    """One source for each level of a queue."""
    del worker  # the queue has one
    has_dead_letters = queue.dead_letter.enabled and queue.existing is None
    dead = pubsub.dead_letter_label(queue) if has_dead_letters else None
    topic = reference("google_pubsub_topic", dead, "id") if dead else None
    return [
        Source(
            {
                **retry(module, queue),
                "queue": queue.name,
                "level": each.level,
                "type": "cloud_tasks",
                "dead_letters": False,
                "id": resources.identity(module, queue, each),
                "dead_letter_topic": topic,
            },
            dead_letters=(dead, topic) if dead else None,
        )
        for each in layout.task_queues(queue)
    ]
