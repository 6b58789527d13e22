"""Google's Pub/Sub emulator.

Traps: a `retry_policy` on a push subscription loses messages when the endpoint fails in bulk, so
leave it out of emulator subscriptions that see failures; refused connections count as delivery
attempts; a push carries neither a `deliveryAttempt` nor a token; filters are ignored; at most two
pushes are in flight; after a nack an ordered message comes back behind later ones.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines import google_emulators, tools


def jar() -> Path:
    """The emulator's jar; `PUBSUB_EMULATOR_JAR` names another."""
    google_emulators.java()
    pattern = "pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar"
    return google_emulators.jar("PUBSUB_EMULATOR_JAR", pattern)


def available() -> str | None:
    """None, or why the emulator cannot run."""
    return tools.reason(jar)


@dataclass(frozen=True, slots=True)
class PubSub:
    """A running emulator; `host` is `127.0.0.1:port`."""

    host: str

    @property
    def env(self) -> dict[str, str]:
        """What clients need; without the second one Node clients look for a metadata server."""
        return {"PUBSUB_EMULATOR_HOST": self.host, "METADATA_SERVER_DETECTION": "none"}

    def reset(self) -> None:
        """Forget every topic and subscription."""
        request = urllib.request.Request(f"http://{self.host}/reset", method="POST", data=b"")
        urllib.request.urlopen(request, timeout=10).close()


@contextmanager
def running_pubsub() -> Iterator[PubSub]:
    """A fresh emulator."""
    with google_emulators.running_jar(jar()) as host:
        yield PubSub(host)
