"""`make start`: takes messages from the queues and calls the function with them, as Lambda's event source mapping does.

For a developer's machine and for tests. The answer is read by Lambda's rule: a malformed one fails the whole batch.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from collections.abc import Mapping
from types import FrameType
from typing import Any

import boto3

from infera.lambda_entry import Worker
from infera.logs import Log
from infera.settings import Source


class Clock:
    """The part of Lambda's context object that the function reads."""

    def __init__(self, limit_s: float) -> None:
        self.aws_request_id = str(uuid.uuid4())
        self._until = time.monotonic() + limit_s

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda would end the call."""
        return max(0, int((self._until - time.monotonic()) * 1000))


def failed_ids(answer: Any, ids: list[str]) -> list[str]:
    """The message ids that come again: those of the answer, all where the answer is malformed."""
    if answer is None:
        return []
    items = answer.get("batchItemFailures") if isinstance(answer, Mapping) else None
    if items is None:
        return [] if isinstance(answer, Mapping) and "batchItemFailures" not in answer else ids
    found = [item.get("itemIdentifier") if isinstance(item, Mapping) else None for item in items]
    return ids if any(item not in ids for item in found) else [item for item in found if item]


class Poller:
    """One loop over all sources; a batch is handled before the next is taken."""

    def __init__(self) -> None:
        self._worker = Worker()
        self._sqs = boto3.client("sqs", region_name=os.environ.get("INFERA_REGION"))
        self._log = Log(self._worker.settings.log_level)
        self._size = int(os.environ.get("INFERA_BATCH_SIZE", "1"))
        self._stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def run(self) -> None:
        """Poll until SIGTERM or SIGINT; the batch at hand is finished first."""
        sources = self._worker.settings.sources
        self._log.info("polling", queues=[source.url for source in sources])
        while not self._stop.is_set():
            for source in sources:
                if not self._stop.is_set():
                    self._poll(source)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _poll(self, source: Source) -> None:
        messages = self._sqs.receive_message(
            QueueUrl=source.url,
            MaxNumberOfMessages=min(10, self._size),
            WaitTimeSeconds=1,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if not messages:
            return
        event = {"Records": [_record(source, message) for message in messages]}
        answer = self._worker(event, Clock(self._worker.settings.timeout_s * len(messages)))
        failed = failed_ids(answer, [message["MessageId"] for message in messages])
        for message in messages:
            if message["MessageId"] not in failed:
                self._sqs.delete_message(
                    QueueUrl=source.url, ReceiptHandle=message["ReceiptHandle"]
                )


def _record(source: Source, message: Mapping[str, Any]) -> dict[str, Any]:
    """A received message as Lambda hands it to a function."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {
            name: {"stringValue": value.get("StringValue"), "dataType": value["DataType"]}
            for name, value in message.get("MessageAttributes", {}).items()
        },
        "eventSource": "aws:sqs",
        "eventSourceARN": source.arn,
    }


if __name__ == "__main__":
    Poller().run()
