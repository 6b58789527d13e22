"""Dead letters into a queue of their own: tasks like any other, with how they died in their headers."""

from __future__ import annotations

from typing import Any

import redis

from infera import broker
from infera.engine import Dead
from infera.logs import Log


class DeadLetters:
    """Writes each death once: a delivery that comes again after a crash adds no second letter."""

    def __init__(self, client: redis.Redis, log: Log) -> None:
        self._log = log
        self._bury: Any = client.register_script(broker.BURY)

    def __call__(self, dead: Dead) -> None:
        """Bury a job; an error when Redis did not take it."""
        delivery = dead.delivery
        name, data = delivery.envelope or ("", None)
        body = delivery.body if isinstance(delivery.body, str) else delivery.body.decode()
        self.bury(
            delivery.source.dead_letter, name, body or broker.task_body(data), dead.attributes
        )

    def bury(self, queue: str | None, task: str, body: str, attributes: Any) -> None:
        """Bury a task by its parts."""
        job_id = attributes["infera_id"]
        if queue is None:
            self._log.error("dropped: the queue has no dead letter queue", job_id=job_id)
            return
        guard = f"{queue}.buried.{job_id}.{attributes.get('infera_redriven', '')}"
        text = broker.letter(queue, task, job_id, body, attributes)
        self._bury([queue, guard], [text, broker.BURIED_TTL_S, broker.binding(queue)])
