"""Dead letters into a queue of their own: tasks like any other, with how they died in their headers."""

from __future__ import annotations

from collections.abc import Mapping
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
            delivery.source.dead_letter,
            name,
            body or broker.task_body(data),
            {**dead.attributes, "infera_redriven": delivery.attributes.get("infera_redriven", "")},
            priority=delivery.priority,
        )

    def bury(
        self,
        queue: str | None,
        task: str,
        body: str,
        attributes: Mapping[str, str],
        *,
        priority: int = 0,
    ) -> None:
        """Bury a task by its parts. `infera_redriven` tells a second death from the same one told twice."""
        job_id = attributes["infera_id"]
        if queue is None:
            self._log.error("dropped: the queue has no dead letter queue", job_id=job_id)
            return
        guard = f"{queue}.buried.{job_id}.{attributes.get('infera_redriven', '')}"
        kept = {name: value for name, value in attributes.items() if name != "infera_redriven"}
        text = broker.letter(queue, task, job_id, body, kept, priority=priority)
        self._bury([queue, guard], [text, broker.BURIED_TTL_S, broker.binding(queue)])
