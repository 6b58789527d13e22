"""Queues and tables on ministack."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

import boto3

from tests.engines.ministack import REGION, Ministack


@dataclass
class Aws:
    """What one test needs: a queue, its dead letter queue, a table for claims."""

    engine: Ministack
    fifo: bool = False
    max_receives: int = 5
    visibility_s: int = 30

    def __post_init__(self) -> None:
        access = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        made = {"region_name": REGION, "endpoint_url": self.engine.url, **access}
        self.sqs: Any = boto3.client("sqs", **made)
        self.dynamodb: Any = boto3.client("dynamodb", **made)
        name = f"q-{uuid.uuid4().hex[:8]}"
        tail = ".fifo" if self.fifo else ""
        ordered = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if self.fifo else {}
        self.dead_url = self._queue(f"{name}-dead-letter{tail}", ordered)
        policy = {
            "deadLetterTargetArn": self.arn(self.dead_url),
            "maxReceiveCount": self.max_receives,
        }
        visibility = {
            "VisibilityTimeout": str(self.visibility_s),
            "RedrivePolicy": json.dumps(policy),
        }
        self.url = self._queue(f"{name}{tail}", {**ordered, **visibility})
        self.table = f"t-{uuid.uuid4().hex[:8]}"
        self.dynamodb.create_table(
            TableName=self.table,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )

    def _queue(self, name: str, attributes: dict[str, str]) -> str:
        url: str = self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url

    def arn(self, url: str) -> str:
        """The ARN of a queue."""
        answer = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        found: str = answer["Attributes"]["QueueArn"]
        return found

    @property
    def source(self) -> dict[str, Any]:
        """The entry of INFERA_QUEUES."""
        return {
            "arn": self.arn(self.url),
            "url": self.url,
            "dead_letter_url": self.dead_url,
            "visibility_timeout_s": self.visibility_s,
            "ordered": self.fifo,
            "max_attempts": self.max_receives,
        }

    @property
    def env(self) -> dict[str, str]:
        """What the worker needs beside its queues."""
        claims = {"INFERA_IDEMPOTENCY_TABLE": self.table, "INFERA_IDEMPOTENCY_TTL_S": "3600"}
        return {**self.engine.env, "INFERA_REGION": REGION, **claims}

    def send(self, body: object, **more: Any) -> str:
        """Send a message, JSON unless it is a text; its message id."""
        text = body if isinstance(body, str) else json.dumps(body)
        sent: str = self.sqs.send_message(QueueUrl=self.url, MessageBody=text, **more)["MessageId"]
        return sent

    def depth(self, url: str) -> int:
        """Messages in a queue, seen or not."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        names.append("ApproximateNumberOfMessagesDelayed")
        got = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return sum(int(got.get(name, 0)) for name in names)

    def dead(self) -> list[dict[str, Any]]:
        """The messages of the dead letter queue, which stay there."""
        found: dict[str, dict[str, Any]] = {}
        for _ in range(60):
            messages = self.sqs.receive_message(
                QueueUrl=self.dead_url,
                MaxNumberOfMessages=10,
                VisibilityTimeout=5,
                MessageAttributeNames=["All"],
                AttributeNames=["All"],
            ).get("Messages", [])
            if not messages:
                break
            found.update({each["MessageId"]: each for each in messages})
        return list(found.values())
