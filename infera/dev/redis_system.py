"""BullMQ and Celery on a Redis of this machine."""

from __future__ import annotations

import base64
import json
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

from infera.backends import redis_queue
from infera.dev import resp
from infera.dev.processes import Failed
from infera.dev.system import Outgoing, encoded, inherited
from infera.model import Environment, Queue, Worker

SEPARATOR = "\x06\x16"  # between a queue's name and a priority in the keys of kombu
SEND_TIMEOUT_S = 30
# run in a worker's folder, whose own BullMQ writes the job; stdin: names, job, payload and options
SEND = """
import { Queue } from "bullmq";
import { Redis } from "ioredis";
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { url, names, job, payload, options } = JSON.parse(Buffer.concat(chunks).toString());
const connection = new Redis(url, { maxRetriesPerRequest: 1 });
for (const name of names) {
  const queue = new Queue(name, { connection, prefix: "bull" });
  await queue.add(job, payload, options);
  await queue.close();
}
connection.disconnect();
"""


class RedisSystem:
    """Both back ends: one Redis."""

    def __init__(self, environment: Environment, folder: Path, port: int) -> None:
        """`folder` is the output folder; the Redis listens on `port`."""
        self._environment, self._folder, self._port = environment, folder, port
        self.url = f"redis://127.0.0.1:{port}/0"

    def environment(self, worker: Worker) -> dict[str, str] | None:
        """The same entries as in a compose file; the worker itself leaves a paused queue alone."""
        found = encoded(list(redis_queue.sources(self._environment, worker)))
        return None if found is None else {**found, "INFERA_REDIS_URL": self.url}

    def send(self, job: Outgoing) -> str:
        """To the queue, or to that of each worker of a fan-out."""
        names = redis_queue.producer(self._environment, job.queue)["names"]
        if job.queue.type == "bullmq":
            self._bullmq(job, names)
        else:
            for name in names:
                self._celery(job, name)
        return job.id

    def _bullmq(self, job: Outgoing, names: list[str]) -> None:
        queue = job.queue
        message = {
            "url": self.url,
            "names": names,
            "job": job.type,
            "payload": job.payload,
            "options": {
                "jobId": job.id,
                "attempts": queue.retry.max_attempts,
                "backoff": {"type": "infera", "delay": queue.retry.min_backoff_s * 1000},
                "removeOnComplete": {"age": 86_400, "count": 1000},
                "removeOnFail": {"age": 86_400, "count": 1000},
                **_bull_priority(queue),
            },
        }
        done = subprocess.run(
            ["node", "--input-type=module", "--eval", SEND],
            cwd=self._consumer(queue),
            env=inherited(),
            input=json.dumps(message),
            capture_output=True,
            text=True,
            timeout=SEND_TIMEOUT_S,
            check=False,
        )
        if done.returncode:
            raise Failed(f"the job could not be sent: {done.stderr.strip()[-500:]}")

    def _consumer(self, queue: Queue) -> Path:
        for worker in self._environment.consumers(queue):
            if worker.image is None:
                return self._folder / "workers" / worker.name
        raise Failed(f"`{queue.name}` has no worker here whose BullMQ could send")

    def _celery(self, job: Outgoing, name: str) -> None:
        """A task as Celery writes it, with one argument."""
        level = _level(job.queue)
        body = json.dumps([[job.payload], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}])
        message = {
            "body": base64.b64encode(body.encode()).decode(),
            "content-encoding": "utf-8",
            "content-type": "application/json",
            "headers": {"lang": "py", "task": job.type, "id": job.id, "root_id": job.id, "argsrepr": "(…)"},
            "properties": {
                "correlation_id": job.id,
                "delivery_mode": 2,
                "delivery_info": {"exchange": "", "routing_key": name},
                "priority": level,
                "body_encoding": "base64",
                "delivery_tag": str(uuid.uuid4()),
            },
        }
        try:
            resp.command(self._port, "LPUSH", f"{name}{SEPARATOR}{level}" if level else name, json.dumps(message))
        except OSError as error:
            raise Failed(f"the job could not be sent: {error}") from error

    def notes(self) -> Iterator[str]:
        """Where other programs find it."""
        yield f"Redis: INFERA_REDIS_URL={self.url}"

    def close(self) -> None:
        """Nothing runs here."""


def _level(queue: Queue) -> int:
    """Redis hands out 0 first."""
    return queue.priority.index(queue.default_level) if queue.priority else 0


def _bull_priority(queue: Queue) -> dict[str, int]:
    return {"priority": _level(queue) + 1} if queue.priority else {}


def with_schedules(environment: Environment) -> list[Worker]:
    """The Celery workers whose queues have schedules: a clock has to run for them."""
    return [
        worker
        for worker in environment.workers
        if worker.image is None
        and any(environment.queue(q).type == "celery" and environment.queue(q).schedules for q in worker.queues)
    ]
