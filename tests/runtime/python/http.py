"""Requests to a push worker, as Pub/Sub and Cloud Tasks make them."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

SUBSCRIPTION = "projects/p1/subscriptions/work_er"
QUEUE = "projects/p1/locations/europe-west1/queues/jobs"


def post(port: int, data: bytes, headers: Mapping[str, str] | None = None) -> int:
    """`POST /jobs`; its status."""
    url = f"http://127.0.0.1:{port}/jobs"
    request = urllib.request.Request(url, data=data, headers=dict(headers or {}), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def pushed(body: Any, message_id: str = "1", **more: Any) -> bytes:
    """A body as Pub/Sub pushes it."""
    text = body if isinstance(body, str) else json.dumps(body)
    message = {"data": base64.b64encode(text.encode()).decode(), "messageId": message_id, **more}
    return json.dumps({"message": message, "subscription": SUBSCRIPTION}).encode()


def task(port: int, body: Any, name: str = "t1", **headers: str) -> int:
    """A task as Cloud Tasks dispatches it; the status of the answer."""
    own = {"X-CloudTasks-QueueName": "jobs", "X-CloudTasks-TaskName": name}
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    text = body if isinstance(body, str) else json.dumps(body)
    return post(port, text.encode(), {**own, **named})
