"""Calls to the Pub/Sub emulator over REST."""

from __future__ import annotations

import base64
import json
import time
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

PROJECT = "p1"


def call(host: str, method: str, path: str, body: Any = None) -> dict[str, Any]:
    """One request; its answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"http://{host}/v1/{path}",
        data=data,
        method=method,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer: dict[str, Any] = json.loads(response.read() or b"{}")
        return answer


def topic(host: str, name: str) -> str:
    """A topic; its full name."""
    path = f"projects/{PROJECT}/topics/{name}"
    call(host, "PUT", path, {})
    return path


def subscription(host: str, name: str, topic_path: str, **more: Any) -> str:
    """A subscription; its full name."""
    path = f"projects/{PROJECT}/subscriptions/{name}"
    call(host, "PUT", path, {"topic": topic_path, "ackDeadlineSeconds": 10, **more})
    return path


def publish(host: str, topic_path: str, bodies: Sequence[str], attributes: Mapping[str, str] | None = None) -> None:
    """Messages, a hundred at a time."""
    for start in range(0, len(bodies), 100):
        messages = [
            {"data": base64.b64encode(body.encode()).decode(), "attributes": attributes or {}}
            for body in bodies[start : start + 100]
        ]
        call(host, "POST", f"{topic_path}:publish", {"messages": messages})


def drain(host: str, subscription_path: str) -> list[dict[str, Any]]:
    """Every message that waits in a subscription, acknowledged; `body` is its text."""
    found: list[dict[str, Any]] = []
    while True:
        ask = {"maxMessages": 100, "returnImmediately": True}
        got = call(host, "POST", f"{subscription_path}:pull", ask).get("receivedMessages")
        if not got:
            return found
        call(
            host,
            "POST",
            f"{subscription_path}:acknowledge",
            {"ackIds": [one["ackId"] for one in got]},
        )
        for one in got:
            message = one["message"]
            body = base64.b64decode(message.get("data", "")).decode()
            found.append({**message, "body": body})


def publish_ordered(host: str, topic_path: str, body: str, key: str) -> None:
    """One message with an ordering key."""
    message = {"data": base64.b64encode(body.encode()).decode(), "orderingKey": key}
    call(host, "POST", f"{topic_path}:publish", {"messages": [message]})


def drain_for(host: str, subscription_path: str, least: int, within_s: float) -> list[dict[str, Any]]:
    """Drain until `least` messages came or the time is up."""
    until = time.monotonic() + within_s
    found: list[dict[str, Any]] = []
    while len(found) < least and time.monotonic() < until:
        found.extend(drain(host, subscription_path))
        time.sleep(0.2)
    return found
