"""Claims in a DynamoDB table: partition key `id`, TTL attribute `expires_at` (seconds since 1970).

Written over boto3 and not taken from a library: its idempotency must not lock a job for longer than its worker lives,
must wait for another worker's lock instead of failing, and must count runs of the handler.
"""

from __future__ import annotations

import time
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infera.claims import UNFINISHED_TTL_S, Claim, State

CLAIM = "SET #state = :running, #owner = :owner, lock_until = :until, expires_at = :expires ADD runs :one"
FREE = "attribute_not_exists(id) OR expires_at < :now_s OR (#state <> :done AND lock_until < :now)"
NAMES = {"#state": "state", "#owner": "owner"}


class DynamoClaims:
    """One table for one worker. Reads its region and endpoint from the environment."""

    def __init__(self, table: str, ttl_s: int, lock_s: float, region: str | None) -> None:
        config = Config(
            connect_timeout=3, read_timeout=5, retries={"mode": "standard", "max_attempts": 4}
        )
        self._client = boto3.client("dynamodb", region_name=region, config=config)
        self._table, self._ttl_s, self._lock_s = table, ttl_s, lock_s

    def claim(self, key: str, owner: str, redriven: str) -> Claim:
        """Claim the job: one conditional write."""
        now = time.time()
        try:
            old = self._update(
                key,
                CLAIM,
                FREE,
                {
                    ":running": _text("running"),
                    ":done": _text("done"),
                    ":owner": _text(owner),
                    ":until": _number(now + self._lock_s),
                    ":expires": _whole(now + max(self._ttl_s, UNFINISHED_TTL_S)),
                    ":now": _number(now),
                    ":now_s": _whole(now),
                    ":one": {"N": "1"},
                },
                returns="ALL_OLD",
            )
        except ClientError as error:
            return Claim(
                State.DONE if _refused(error).get("state", {}).get("S") == "done" else State.HELD
            )
        if not old:
            if redriven:
                self._start_anew(key, owner, redriven)
            return Claim(State.CLAIMED, 1)
        expired = float(old.get("expires_at", {}).get("N", 0)) < now
        if expired or (redriven and old.get("redriven", {}).get("S", "") != redriven):
            self._start_anew(key, owner, redriven)
            return Claim(State.CLAIMED, 1)
        return Claim(State.CLAIMED, int(old.get("runs", {}).get("N", 0)) + 1)

    def renew(self, key: str, owner: str) -> bool:
        """Hold the claim for longer."""
        values = {":owner": _text(owner), ":until": _number(time.time() + self._lock_s)}
        return self._if_owner(key, "SET lock_until = :until", values)

    def finish(self, key: str, owner: str) -> None:
        """Keep the id for the declared time."""
        self._client.update_item(
            TableName=self._table,
            Key={"id": _text(key)},
            UpdateExpression="SET #state = :done, #owner = :owner, lock_until = :zero, expires_at = :expires",
            ExpressionAttributeNames=NAMES,
            ExpressionAttributeValues={
                ":done": _text("done"),
                ":owner": _text(owner),
                ":zero": {"N": "0"},
                ":expires": _whole(time.time() + self._ttl_s),
            },
        )

    def release(self, key: str, owner: str, *, counted: bool) -> None:
        """Free the job at once."""
        values: dict[str, Any] = {
            ":owner": _text(owner),
            ":failed": _text("failed"),
            ":zero": {"N": "0"},
        }
        update = "SET #state = :failed, lock_until = :zero"
        if not counted:
            update += " ADD runs :back"
            values[":back"] = {"N": "-1"}
        self._if_owner(key, update, values)

    def forget(self, key: str) -> None:
        """Drop the record."""
        self._client.delete_item(TableName=self._table, Key={"id": _text(key)})

    def _start_anew(self, key: str, owner: str, redriven: str) -> None:
        values = {":owner": _text(owner), ":one": {"N": "1"}, ":redriven": _text(redriven or "-")}
        self._if_owner(key, "SET runs = :one, redriven = :redriven", values)

    def _if_owner(self, key: str, update: str, values: dict[str, Any]) -> bool:
        try:
            self._update(key, update, "#owner = :owner", values)
        except ClientError as error:
            _refused(error)
            return False
        return True

    def _update(
        self,
        key: str,
        update: str,
        condition: str,
        values: dict[str, Any],
        *,
        returns: str = "NONE",
    ) -> dict[str, Any]:
        answer = self._client.update_item(
            TableName=self._table,
            Key={"id": _text(key)},
            UpdateExpression=update,
            ConditionExpression=condition,
            ExpressionAttributeNames={
                k: v for k, v in NAMES.items() if k in update or k in condition
            },
            ExpressionAttributeValues=values,
            ReturnValues=returns,
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
        found: dict[str, Any] = answer.get("Attributes", {})
        return found


def _refused(error: ClientError) -> dict[str, Any]:
    """The record that stood in the way; any other error is raised again."""
    if error.response.get("Error", {}).get("Code") != "ConditionalCheckFailedException":
        raise error
    found: dict[str, Any] = error.response.get("Item", {})
    return found


def _text(value: str) -> dict[str, str]:
    return {"S": value}


def _number(value: float) -> dict[str, str]:
    return {"N": f"{value:.3f}"}


def _whole(value: float) -> dict[str, str]:
    return {"N": str(int(value))}
