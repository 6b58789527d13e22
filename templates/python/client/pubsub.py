"""Jobs to Pub/Sub topics."""

from __future__ import annotations

from google.cloud.pubsub_v1 import PublisherClient
from google.cloud.pubsub_v1.types import PublisherOptions

from .sending import Config, Facts, Outgoing, Unsupported

TIMEOUT_S = 60


class PubSub:
    """One topic, or one for each level."""

    def __init__(self, config: Config, facts: Facts) -> None:
        self._config, self._facts = config, facts
        options = PublisherOptions(enable_message_ordering=facts.ordering)
        self._client = PublisherClient(publisher_options=options)

    def send(self, job: Outgoing) -> str:
        """Publish a job and wait until Pub/Sub has it; the message id."""
        if job.wait_s > 0:
            raise Unsupported("Pub/Sub cannot hold a job back: a Cloud Tasks queue can")
        topic, key = self._topic(job.level), job.ordering_key or ""
        future = self._client.publish(topic, job.body.encode(), ordering_key=key, **job.attributes)
        try:
            return str(future.result(timeout=TIMEOUT_S))
        except Exception:
            if key:  # a key whose publish failed is blocked until it is told to go on
                self._client.resume_publish(topic, key)
            raise

    def close(self) -> None:
        """Close connections."""
        self._client.stop()

    def _topic(self, level: str) -> str:
        topic = (self._config.get("levels") or {}).get(level)
        if not topic:
            raise Unsupported(f"queue {self._facts.name} has no topic for {level!r}")
        return str(topic)
