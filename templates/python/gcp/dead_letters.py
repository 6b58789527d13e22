"""Dead letters into a Pub/Sub topic, with what the message carried and how it died."""

from __future__ import annotations

import threading
from typing import Any

from infera.engine import Dead
from infera.logs import Log

PUBLISH_TIMEOUT_S = 30
MAX_VALUE_BYTES = 1024  # of an attribute


class DeadLetters:
    """Publishes and waits until Pub/Sub has it: only then is the delivery settled."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._client: Any = None
        self._lock = threading.Lock()

    def __call__(self, dead: Dead) -> None:
        """Bury a job; an error when Pub/Sub did not take it."""
        topic = dead.delivery.source.dead_letter_topic
        if topic is None:
            self._log.error(
                "dropped: the queue has no dead letter queue", message_id=dead.delivery.message_id
            )
            return
        body = dead.delivery.body
        data = body.encode() if isinstance(body, str) else body
        attributes = {name: _cut(value) for name, value in dead.attributes.items()}
        self._publisher().publish(topic, data, **attributes).result(timeout=PUBLISH_TIMEOUT_S)

    def _publisher(self) -> Any:
        with self._lock:
            if self._client is None:
                from google.cloud.pubsub_v1 import PublisherClient  # slow to import, seldom needed

                self._client = PublisherClient()
            return self._client


def _cut(value: str) -> str:
    return value.encode()[:MAX_VALUE_BYTES].decode(errors="ignore")
