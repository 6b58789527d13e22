"""Messages that were pulled and are not settled: their leases are extended, acknowledgements go out in batches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from google.cloud.pubsub_v1 import SubscriberClient

from infera.logs import Log

MAX_IDS = 1000  # of one request
TICK_S = 0.5
GATHER_S = 0.002  # after a job ended: others end too, and one request tells of all of them
SLACK_S = 120  # a lease goes on for so long after the job's deadline
CALL_TIMEOUT_S = 10


@dataclass(slots=True, eq=False)
class Held:
    """A message that this worker holds."""

    subscription: str
    message: Any
    ack_id: str
    attempt: int
    held_at: float = field(default_factory=time.monotonic)
    extend_at: float = 0


@dataclass(slots=True)
class _Batch:
    acks: list[str] = field(default_factory=list)
    nacks: list[str] = field(default_factory=list)
    leases: list[str] = field(default_factory=list)


class Leases:
    """Holds messages for as long as their jobs take, also beyond the 600 s that one lease has at most."""

    def __init__(self, client: SubscriberClient, lease_s: int, job_s: float, log: Log) -> None:
        self._client, self._lease_s, self._longest_s, self._log = (
            client,
            lease_s,
            job_s + SLACK_S,
            log,
        )
        self._held: dict[str, Held] = {}
        self._pending: dict[str, _Batch] = {}
        self._changed = threading.Condition()
        self._sending = 0
        threading.Thread(target=self._send_loop, name="acks", daemon=True).start()
        threading.Thread(target=self._extend_loop, name="leases", daemon=True).start()

    def hold(self, subscription: str, received: list[Any]) -> list[Held]:
        """Look after messages that were just pulled: what is not done in a moment gets a lease of ours."""
        now = time.monotonic()
        held = [Held(subscription, r.message, r.ack_id, r.delivery_attempt or 1) for r in received]
        for each in held:
            each.extend_at = now + self._lease_s / 3
            self._held[each.ack_id] = each
        self._tell(subscription, lambda batch: batch.leases, *(each.ack_id for each in held))
        return held

    def ack(self, held: Held) -> None:
        """The job is settled."""
        self._settle(held, lambda batch: batch.acks)

    def nack(self, held: Held) -> None:
        """Another worker may have it at once, or after the subscription's back-off."""
        self._settle(held, lambda batch: batch.nacks)

    def flush(self, until: float) -> bool:
        """Wait until Pub/Sub was told everything; False when the time (monotonic) is up before that."""
        with self._changed:
            while self._pending or self._sending:
                left_s = until - time.monotonic()
                if left_s <= 0:
                    return False
                self._changed.wait(left_s)
        return True

    def _settle(self, held: Held, ids: Callable[[_Batch], list[str]]) -> None:
        self._held.pop(held.ack_id, None)
        self._tell(held.subscription, ids, held.ack_id)

    def _tell(self, subscription: str, ids: Callable[[_Batch], list[str]], *ack_ids: str) -> None:
        with self._changed:
            if not self._pending:
                self._changed.notify_all()
            ids(self._pending.setdefault(subscription, _Batch())).extend(ack_ids)

    def _send_loop(self) -> None:
        while True:
            with self._changed:
                while not self._pending:
                    self._changed.wait()
            time.sleep(GATHER_S)
            with self._changed:
                pending, self._pending = self._pending, {}
                self._sending += 1
            for subscription, batch in pending.items():
                self._send(subscription, batch)
            with self._changed:
                self._sending -= 1
                self._changed.notify_all()

    def _send(self, subscription: str, batch: _Batch) -> None:
        self._extend(subscription, [ack_id for ack_id in batch.leases if ack_id in self._held])
        self._log.flush()
        for start in range(0, len(batch.acks), MAX_IDS):
            ids = batch.acks[start : start + MAX_IDS]
            self._call(self._client.acknowledge, subscription=subscription, ack_ids=ids)
        for start in range(0, len(batch.nacks), MAX_IDS):
            self._modify(subscription, batch.nacks[start : start + MAX_IDS], 0)

    def _extend_loop(self) -> None:
        while True:
            time.sleep(TICK_S)
            now = time.monotonic()
            due: dict[str, list[str]] = {}
            for held in tuple(self._held.values()):
                if held.extend_at <= now <= held.held_at + self._longest_s:
                    held.extend_at = now + self._lease_s / 3
                    due.setdefault(held.subscription, []).append(held.ack_id)
            for subscription, ids in due.items():
                self._extend(subscription, ids)

    def _extend(self, subscription: str, ids: list[str]) -> None:
        for start in range(0, len(ids), MAX_IDS):
            self._modify(subscription, ids[start : start + MAX_IDS], self._lease_s)

    def _modify(self, subscription: str, ids: list[str], deadline_s: int) -> None:
        self._call(
            self._client.modify_ack_deadline,
            subscription=subscription,
            ack_ids=ids,
            ack_deadline_seconds=deadline_s,
        )

    def _call(self, method: Callable[..., Any], **arguments: Any) -> None:
        """What cannot be told is told again by the next delivery: a finished job is skipped then."""
        try:
            method(timeout=CALL_TIMEOUT_S, **arguments)
        except Exception as error:
            self._log.warning("Pub/Sub was not told", error=type(error).__name__)
