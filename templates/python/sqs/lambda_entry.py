"""The entry point on AWS Lambda: `infera.lambda_entry.handler` takes a batch of one or several SQS queues.

What is done of a batch stays done: only the failed messages are returned, each with its own pause before it comes
again. On a FIFO queue the batch ends at the first failure and the rest is returned with it, so that the order holds.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

import boto3
from botocore.config import Config

from infera import credentials, settings
from infera.claims import Claims
from infera.dynamodb import DynamoClaims
from infera.engine import Dead, Delivery, Engine, Outcome, Verdict
from infera.logs import Log
from infera.registry import Registry

Record = Mapping[str, Any]

MARGIN_S = 1.0  # kept back from the function's time, to answer in; a tenth of it where that is less
MAX_ATTRIBUTES = 10  # of one SQS message


class Worker:
    """The function: built once for each of its environments, called with one batch after the other."""

    def __init__(self) -> None:
        self.settings = settings.read()
        self._margin_s = min(MARGIN_S, self.settings.timeout_s / 10)
        self._region = os.environ.get("INFERA_REGION") or None
        self._log = Log(self.settings.log_level)
        self._sources = {source.arn: source for source in self.settings.sources}
        config = Config(
            connect_timeout=3, read_timeout=10, retries={"mode": "standard", "max_attempts": 3}
        )
        self._sqs = boto3.client("sqs", region_name=self._region, config=config)
        credentials.load()
        from infera.jobs import JOBS  # handlers may read their secrets when they are imported

        self._engine = Engine(self.settings, Registry(JOBS), self._claims(), self._bury, self._log)

    def __call__(self, event: Mapping[str, Any], context: Any) -> dict[str, list[dict[str, str]]]:
        """Handle a batch. The answer names the messages that must come again, as Lambda's partial batch response."""
        records: Sequence[Record] = event.get("Records", ())
        failed: list[Record] = []
        left_s = context.get_remaining_time_in_millis() / 1000 - self._margin_s
        until = time.monotonic() + left_s
        for index, record in enumerate(records):
            outcome = self._one(record, until - time.monotonic())
            if outcome.verdict is Verdict.SETTLED:
                continue
            failed.append(record)
            if _is_fifo(record):
                rest = records[index + 1 :]
                self._put_off_fifo(record, rest, outcome)
                failed.extend(rest)
                break
            self._put_off([record], outcome.delay_s)
        self._engine.rest()
        return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in failed]}

    def _one(self, record: Record, left_s: float) -> Outcome:
        source = self._sources.get(record["eventSourceARN"])
        if source is None:
            self._log.error("a message of an unknown queue", arn=record["eventSourceARN"])
            return Outcome(Verdict.BUSY, delay_s=60)
        if left_s <= 0:
            return Outcome(Verdict.BUSY)
        attempt = int(record["attributes"].get("ApproximateReceiveCount", 1))
        attributes = _attributes(record)
        return self._engine.process(
            Delivery(source, record["body"], record["messageId"], attempt, attributes, left_s)
        )

    def _put_off_fifo(self, record: Record, rest: Sequence[Record], outcome: Outcome) -> None:
        """The failed message's group waits with it; other groups may come again at once."""
        group = _group(record)
        self._put_off([record, *(r for r in rest if _group(r) == group)], outcome.delay_s)
        self._put_off([r for r in rest if _group(r) != group], 0)

    def _put_off(self, records: Sequence[Record], delay_s: float) -> None:
        """Hide messages for so long. When that fails they come again after the queue's visibility timeout."""
        for record in records:
            source = self._sources.get(record["eventSourceARN"])
            if source is None:
                continue
            try:
                self._sqs.change_message_visibility(
                    QueueUrl=source.url,
                    ReceiptHandle=record["receiptHandle"],
                    VisibilityTimeout=min(43_200, max(0, round(delay_s))),
                )
            except Exception as error:
                self._log.warning("the pause was not set", error=type(error).__name__)

    def _bury(self, dead: Dead) -> None:
        source = dead.delivery.source
        if source.dead_letter_url is None:
            self._log.error(
                "dropped: the queue has no dead letter queue", message_id=dead.delivery.message_id
            )
            return
        kept = {name: value for name, value in dead.attributes.items() if value}
        ours = [name for name in kept if name.startswith("infera_") or name == "traceparent"]
        names = [*ours, *(name for name in kept if name not in ours)][:MAX_ATTRIBUTES]
        body = dead.delivery.body
        fifo: dict[str, str] = {}
        if source.dead_letter_url.endswith(".fifo"):
            group = dead.delivery.attributes.get("infera_group", "")
            fifo = {
                "MessageGroupId": group or dead.delivery.message_id,
                "MessageDeduplicationId": dead.delivery.message_id,
            }
        self._sqs.send_message(
            QueueUrl=source.dead_letter_url,
            MessageBody=body if isinstance(body, str) else body.decode(),
            MessageAttributes={
                name: {"DataType": "String", "StringValue": kept[name]} for name in names
            },
            **fifo,
        )

    def _claims(self) -> Claims | None:
        table = os.environ.get("INFERA_IDEMPOTENCY_TABLE")
        ttl_s = self.settings.idempotency_ttl_s
        return (
            DynamoClaims(table, ttl_s, self.settings.lock_s, self._region)
            if table and ttl_s
            else None
        )


def _is_fifo(record: Record) -> bool:
    return bool(record["eventSourceARN"].endswith(".fifo"))


def _group(record: Record) -> str | None:
    group: str | None = record["attributes"].get("MessageGroupId")
    return group


def _attributes(record: Record) -> dict[str, str]:
    given = record.get("messageAttributes")
    found = {k: v["stringValue"] for k, v in given.items() if v.get("stringValue")} if given else {}
    if group := record["attributes"].get("MessageGroupId"):
        found["infera_group"] = group
    return found


_worker: Worker | None = None


def handler(event: Mapping[str, Any], context: Any) -> dict[str, list[dict[str, str]]]:
    """What Lambda calls."""
    return _the_worker()(event, context)


def _the_worker() -> Worker:
    global _worker
    if _worker is None:
        _worker = Worker()
    return _worker


if os.environ.get("AWS_LAMBDA_FUNCTION_NAME"):
    _the_worker()  # in the init phase, which Lambda gives more processor and does not bill as a job
