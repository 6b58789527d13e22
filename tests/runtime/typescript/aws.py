"""Calls of AWS's JSON protocols to a local engine, which reads no signature."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from tests.engines.ministack import REGION, Ministack

_TARGETS = {
    "sqs": ("AmazonSQS", "application/x-amz-json-1.0"),
    "dynamodb": ("DynamoDB_20120810", "application/x-amz-json-1.0"),
    "secretsmanager": ("secretsmanager", "application/x-amz-json-1.1"),
}


def call(engine: Ministack, service: str, action: str, **parameters: Any) -> dict[str, Any]:
    """One action; its answer."""
    target, kind = _TARGETS[service]
    scope = f"test/20260101/{REGION}/{service}/aws4_request"
    request = urllib.request.Request(
        engine.url,
        data=json.dumps(parameters).encode(),
        method="POST",
        headers={
            "Content-Type": kind,
            "X-Amz-Target": f"{target}.{action}",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer: dict[str, Any] = json.loads(response.read() or b"{}")
        return answer


def make_queue(engine: Ministack, name: str, **attributes: str) -> tuple[str, str]:
    """A queue; its URL and ARN."""
    url = call(engine, "sqs", "CreateQueue", QueueName=name, Attributes=attributes)["QueueUrl"]
    found = call(engine, "sqs", "GetQueueAttributes", QueueUrl=url, AttributeNames=["QueueArn"])
    return url, found["Attributes"]["QueueArn"]


def drain(engine: Ministack, url: str) -> list[dict[str, Any]]:
    """Every message of a queue that can be seen, deleted as they are read."""
    found: list[dict[str, Any]] = []
    while True:
        got = call(
            engine,
            "sqs",
            "ReceiveMessage",
            QueueUrl=url,
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            AttributeNames=["All"],
        ).get("Messages")
        if not got:
            return found
        for message in got:
            call(engine, "sqs", "DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        found.extend(got)
