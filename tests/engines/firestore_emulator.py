"""Google's Firestore emulator: named databases, transactions, preconditions; no TTL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines import google_emulators, tools

MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"


def jar() -> Path:
    """The emulator's jar; `FIRESTORE_EMULATOR_JAR` names another."""
    google_emulators.java()
    pattern = "cloud-firestore-emulator/cloud-firestore-emulator.jar"
    return google_emulators.jar("FIRESTORE_EMULATOR_JAR", pattern)


def available() -> str | None:
    """None, or why the emulator cannot run."""
    return tools.reason(jar)


@dataclass(frozen=True, slots=True)
class Firestore:
    """A running emulator; `host` is `127.0.0.1:port`."""

    host: str

    @property
    def env(self) -> dict[str, str]:
        """What clients need."""
        return {"FIRESTORE_EMULATOR_HOST": self.host, "METADATA_SERVER_DETECTION": "none"}


@contextmanager
def running_firestore() -> Iterator[Firestore]:
    """A fresh emulator."""
    with google_emulators.running_jar(jar(), MAIN) as host:
        yield Firestore(host)
