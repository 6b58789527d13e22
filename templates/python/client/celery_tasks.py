"""Jobs to Celery's queues in Redis: a task with one argument."""

from __future__ import annotations

import json
import os
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from celery import Celery
from kombu import Queue

from .sending import Config, Facts, Outgoing


class CeleryTasks:
    """One queue, or one for each worker of a fan-out."""

    def __init__(self, config: Config, facts: Facts) -> None:
        self._config, self._facts = config, facts
        self._names = [str(name) for name in config.get("names") or [config["name"]]]
        url = os.environ.get(str(config.get("redis_url_env", "INFERA_REDIS_URL")), "")
        if not url:
            raise LookupError(f"{config.get('redis_url_env', 'INFERA_REDIS_URL')} is not set")
        self._app = Celery(f"infera-{facts.name}", broker=url)
        self._app.conf.update(
            broker_use_ssl=_tls(url) or None,
            broker_transport_options={
                "queue_order_strategy": "priority",
                "priority_steps": list(range(max(1, len(facts.levels)))),
                "socket_timeout": 30,
                "socket_connect_timeout": 10,
                "socket_keepalive": True,
            },
            task_queues=[Queue(name) for name in self._names],
            task_serializer="json",
            accept_content=["json"],
            task_ignore_result=True,
        )

    def send(self, job: Outgoing) -> str:
        """Send a job, or put it aside until its time; its id."""
        job_id = job.id or str(uuid.uuid4())
        start = job.start_at
        if start is None and self._config.get("delay_s"):
            start = time.time() + float(self._config["delay_s"])
        # a message of Celery's does not say when it was sent; workers measure from this how long jobs wait
        headers = {
            "traceparent": job.attributes["traceparent"],
            "infera_sent": str(int(time.time())),
        }
        for name in self._names:
            if start is not None and start > time.time():
                self._put_aside(name, job, job_id, headers, start)
            else:
                self._app.send_task(
                    job.type,
                    args=[job.data],
                    task_id=job_id,
                    queue=name,
                    priority=self._priority(job.level),
                    headers=headers,
                    argsrepr="(…)",
                )
        return job_id

    def close(self) -> None:
        """Close connections."""
        self._app.close()

    def _priority(self, level: str) -> int:
        """Redis hands out 0 first."""
        return self._facts.levels.index(level) if level in self._facts.levels else 0

    def _put_aside(
        self, queue: str, job: Outgoing, job_id: str, headers: dict[str, str], start: float
    ) -> None:
        """A worker moves it into the queue at its time; until then it is in Redis, not in a worker's memory."""
        entry: dict[str, Any] = {
            "id": job_id,
            "task": job.type,
            "payload": job.data,
            "priority": self._priority(job.level),
            "headers": headers,
        }
        with self._app.connection_for_write() as connection:
            channel: Any = connection.default_channel
            channel.client.zadd(f"{queue}.delayed", {json.dumps(entry): start})


def _tls(url: str) -> dict[str, Any]:
    if not url.startswith("rediss://"):
        return {}
    text = os.environ.get("INFERA_REDIS_CA")
    if not text:
        return {"ssl_cert_reqs": "required"}
    file = Path(tempfile.gettempdir(), f"infera-redis-ca-{os.getpid()}.pem")
    file.write_text(text, "utf-8")
    return {"ssl_cert_reqs": "required", "ssl_ca_certs": str(file)}
