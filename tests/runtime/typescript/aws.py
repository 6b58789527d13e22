"""Calls of AWS's JSON protocols to a local engine, which reads no signature."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from typing import Any
from xml.etree import ElementTree

from tests.engines.ministack import REGION, Ministack

_TARGETS = {
    "sqs": ("AmazonSQS", "application/x-amz-json-1.0"),
    "dynamodb": ("DynamoDB_20120810", "application/x-amz-json-1.0"),
    "secretsmanager": ("secretsmanager", "application/x-amz-json-1.1"),
}


def call(engine: Ministack, service: str, action: str, **parameters: Any) -> dict[str, Any]:
    """One action; its answer."""
    target, kind = _TARGETS[service]
    request = urllib.request.Request(
        engine.url,
        data=json.dumps(parameters).encode(),
        method="POST",
        headers={
            "Content-Type": kind,
            "X-Amz-Target": f"{target}.{action}",
            **_signed(service),
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


def make_table(engine: Ministack, name: str) -> None:
    """A table for what was done already."""
    call(
        engine,
        "dynamodb",
        "CreateTable",
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


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


def _signed(service: str) -> dict[str, str]:
    scope = f"test/20260101/{REGION}/{service}/aws4_request"
    value = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    return {"Authorization": value}


def rest(engine: Ministack, method: str, service: str, path: str, body: Any = None) -> Any:
    """One request of a REST protocol; its JSON."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **_signed(service)}
    request = urllib.request.Request(engine.url + path, data=data, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.loads(response.read() or b"{}")


def query(engine: Ministack, service: str, action: str, **parameters: str) -> dict[str, str]:
    """One action of the query protocol; the texts of its answer by tag."""
    form = urllib.parse.urlencode({"Action": action, "Version": "2010-03-31", **parameters})
    request = urllib.request.Request(engine.url, data=form.encode(), headers=_signed(service))
    with urllib.request.urlopen(request, timeout=30) as response:
        root = ElementTree.fromstring(response.read())
    return {tag.tag.rpartition("}")[2]: tag.text or "" for tag in root.iter()}
