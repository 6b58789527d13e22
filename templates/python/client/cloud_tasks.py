"""Jobs to Cloud Tasks queues: HTTP tasks for the worker, with its caller's identity."""

from __future__ import annotations

import hashlib
import os
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from google.api_core.exceptions import AlreadyExists
from google.cloud.tasks_v2 import CloudTasksClient
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from .sending import Config, Facts, Outgoing, Unsupported

MAX_WAIT_S = 30 * 86_400
TIMEOUT_S = 30


class CloudTasks:
    """One queue, or one for each level."""

    def __init__(self, config: Config, facts: Facts) -> None:
        self._config, self._facts = config, facts
        self._client = _client()

    def send(self, job: Outgoing) -> str:
        """Create a task; its short name. A task that is there already is left as it is."""
        parent, url = (self._config.get("levels") or {}).get(job.level), self._config.get("url")
        if not parent or not url:
            raise Unsupported(f"queue {self._facts.name} has no worker to send to")
        task = self._task(job, str(url))
        if job.dedupe_key is not None:
            # hashed: names that grow with time would slow the queue down
            digest = hashlib.sha256(job.dedupe_key.encode()).hexdigest()[:40]
            task["name"] = f"{parent}/tasks/{digest}"
        try:
            made = self._client.create_task(
                request={"parent": parent, "task": task}, timeout=TIMEOUT_S
            )
        except AlreadyExists:
            return str(task["name"]).rsplit("/", 1)[-1]
        return str(made.name).rsplit("/", 1)[-1]

    def close(self) -> None:
        """Close connections."""
        transport: Any = self._client.transport
        transport.close()

    def _task(self, job: Outgoing, url: str) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        for name, value in job.attributes.items():
            if re.match(r"traceparent$|infera_", name):
                headers[name.replace("_", "-")] = value
        request: dict[str, Any] = {
            "url": url,
            "http_method": "POST",
            "headers": headers,
            "body": job.body.encode(),
        }
        invoker, audience = self._config.get("invoker"), self._config.get("audience")
        if invoker:
            request["oidc_token"] = {"service_account_email": invoker, "audience": audience or url}
        task: dict[str, Any] = {"http_request": request}
        start = self._start(job)
        if start is not None:
            moment = Timestamp()
            moment.FromDatetime(datetime.fromtimestamp(start, UTC))
            task["schedule_time"] = moment
        deadline_s = self._config.get("dispatch_deadline_s")
        if deadline_s:
            duration = Duration()
            duration.FromTimedelta(timedelta(seconds=min(max(int(deadline_s), 15), 1800)))
            task["dispatch_deadline"] = duration
        return task

    def _start(self, job: Outgoing) -> float | None:
        start = job.start_at
        if start is None and self._config.get("delay_s"):
            start = time.time() + float(self._config["delay_s"])
        if start is None or start <= time.time():
            return None
        if start - time.time() > MAX_WAIT_S:
            raise Unsupported("Cloud Tasks holds a job back for 30 days at most")
        return start


def _client() -> CloudTasksClient:
    """A client; of an emulator where `CLOUD_TASKS_EMULATOR_HOST` names one."""
    host = os.environ.get("CLOUD_TASKS_EMULATOR_HOST")
    if not host:
        return CloudTasksClient()
    import grpc
    from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

    return CloudTasksClient(transport=CloudTasksGrpcTransport(channel=grpc.insecure_channel(host)))
