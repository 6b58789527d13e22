"""Topics, subscriptions and claims for one test, on the emulators."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from tests.engines.firestore_emulator import Firestore
from tests.engines.pubsub_emulator import PubSub
from tests.runtime.typescript import google as rest


class Google:
    """A topic, a dead letter topic with a subscription, and a Firestore collection."""

    def __init__(self, pubsub: PubSub, firestore: Firestore | None) -> None:
        self.host, self._engines = pubsub.host, (pubsub, firestore)
        self.mark = uuid.uuid4().hex[:8]
        self.topic = rest.topic(self.host, f"jobs-{self.mark}")
        self.dead_topic = rest.topic(self.host, f"jobs-{self.mark}-dead-letter")
        self.dead = rest.subscription(self.host, f"dead-{self.mark}", self.dead_topic)

    def subscribe(self, push_port: int | None = None, **more: Any) -> str:
        """The worker's subscription; without a retry policy (see the emulator's traps)."""
        if push_port is not None:
            more["pushConfig"] = {"pushEndpoint": f"http://127.0.0.1:{push_port}/jobs"}
        policy = {"deadLetterTopic": self.dead_topic, "maxDeliveryAttempts": 100}
        return rest.subscription(self.host, f"work-{self.mark}", self.topic, deadLetterPolicy=policy, **more)

    @property
    def subscription(self) -> str:
        """Its name, before it is there too."""
        return f"projects/{rest.PROJECT}/subscriptions/work-{self.mark}"

    @property
    def env(self) -> dict[str, str]:
        """What a worker needs beside its queues."""
        pubsub, firestore = self._engines
        own = {**pubsub.env, "GOOGLE_CLOUD_PROJECT": rest.PROJECT, "INFERA_VERIFY_TOKEN": "off"}
        if firestore is None:
            return own
        claims = {
            "INFERA_IDEMPOTENCY_TTL_S": "3600",
            "INFERA_IDEMPOTENCY_DATABASE": "jobs",
            "INFERA_IDEMPOTENCY_COLLECTION": f"worker-{self.mark}",
        }
        return {**own, **firestore.env, **claims}

    def send(self, *bodies: object) -> None:
        """Publish jobs, JSON unless they are texts."""
        texts = [each if isinstance(each, str) else json.dumps(each) for each in bodies]
        rest.publish(self.host, self.topic, texts)

    def letters(self, least: int, within_s: float = 30) -> list[dict[str, Any]]:
        """The dead letters of so many jobs, with `infera_dead` read; a job whose worker was killed may have two."""
        until = time.monotonic() + within_s
        found: list[dict[str, Any]] = []
        while len({each["attributes"]["infera_id"] for each in found}) < least:
            left_s = until - time.monotonic()
            if left_s <= 0:
                break
            found += rest.drain_for(self.host, self.dead, 1, left_s)
        return [{**each, "died": json.loads(each["attributes"]["infera_dead"])} for each in found]
