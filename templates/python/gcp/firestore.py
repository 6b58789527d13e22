"""Claims in a Firestore collection: a document for each job, TTL field `expires_at`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore

from infera.claims import UNFINISHED_TTL_S, Claim, State

TRIES = 5  # at a record that others change at the same time


class FirestoreClaims:
    """One collection for one worker, in a named database."""

    def __init__(self, database: str, collection: str, ttl_s: int, lock_s: float) -> None:
        self._client = firestore.Client(database=database)
        self._collection = self._client.collection(collection)
        self._ttl_s, self._lock_s = ttl_s, lock_s

    def claim(self, key: str, owner: str, redriven: str) -> Claim:
        """Claim the job: one write for a new job, a read and a conditional write for one that was seen before."""
        document = self._document(key)
        for _ in range(TRIES):
            record = self._record(key, owner, redriven, run=1)
            try:
                document.create(record)
            except AlreadyExists:
                claim = self._claim_again(document, key, owner, redriven)
                if claim is not None:
                    return claim
            else:
                return Claim(State.CLAIMED, 1)
        return Claim(State.HELD)

    def renew(self, key: str, owner: str) -> bool:
        """Hold the claim for longer."""
        return self._if_owner(key, owner, {"lock_until": _in(self._lock_s)})

    def finish(self, key: str, owner: str) -> None:
        """Keep the id for the declared time."""
        self._document(key).set(
            {
                "key": key,
                "state": "done",
                "owner": owner,
                "lock_until": _in(0),
                "expires_at": _in(self._ttl_s),
            }
        )

    def release(self, key: str, owner: str, *, counted: bool) -> None:
        """Free the job at once."""
        changed: dict[str, Any] = {"state": "failed", "lock_until": _in(0)}
        if not counted:
            changed["runs"] = firestore.Increment(-1)
        self._if_owner(key, owner, changed)

    def forget(self, key: str) -> None:
        """Drop the record."""
        self._document(key).delete()

    def _claim_again(self, document: Any, key: str, owner: str, redriven: str) -> Claim | None:
        """A claim on a job with a record; None when the record changed meanwhile."""
        found = document.get()
        if not found.exists:
            return None
        old = found.to_dict()
        now = datetime.now(UTC)
        anew = old["expires_at"] < now
        if not anew and old["state"] == "done":
            return Claim(State.DONE)
        if not anew and old["lock_until"] > now:
            return Claim(State.HELD)
        anew = anew or bool(redriven and old.get("redriven") != redriven)
        run = 1 if anew else int(old.get("runs", 0)) + 1
        record = self._record(key, owner, redriven or old.get("redriven", ""), run)
        try:
            document.update(
                record, option=self._client.write_option(last_update_time=found.update_time)
            )
        except (FailedPrecondition, NotFound):
            return None
        return Claim(State.CLAIMED, run)

    def _record(self, key: str, owner: str, redriven: str, run: int) -> dict[str, Any]:
        return {
            "key": key,
            "state": "running",
            "owner": owner,
            "runs": run,
            "redriven": redriven,
            "lock_until": _in(self._lock_s),
            "expires_at": _in(max(self._ttl_s, UNFINISHED_TTL_S)),
        }

    def _if_owner(self, key: str, owner: str, changed: dict[str, Any]) -> bool:
        document = self._document(key)
        found = document.get()
        if not found.exists or found.get("owner") != owner or found.get("state") != "running":
            return False
        try:
            document.update(
                changed, option=self._client.write_option(last_update_time=found.update_time)
            )
        except (FailedPrecondition, NotFound):
            return False
        return True

    def _document(self, key: str) -> Any:
        return self._collection.document(hashlib.sha256(key.encode()).hexdigest())


def _in(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)
