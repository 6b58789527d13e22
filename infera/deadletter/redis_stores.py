"""Dead letters in Redis: BullMQ's in a queue of its own, Celery's in a list."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import uuid
from collections.abc import Generator
from typing import Any
from urllib.parse import urlsplit

from infera.backends import redis_queue
from infera.deadletter.letters import MOST, Letter, Refused, parse
from infera.model import Environment, Queue, Worker

SEPARATOR = "\x06\x16"  # between a queue's name and a priority in the keys of kombu


def address(url: str | None) -> str:
    """Where the broker is; Refused when nobody says it."""
    found = url or os.environ.get("INFERA_REDIS_URL")
    if not found:
        raise Refused("which Redis? `--redis-url`, or INFERA_REDIS_URL")
    return found


def _connect(url: str) -> Any:
    try:
        import redis
    except ImportError as error:
        raise Refused('Redis needs its client: pip install "infera[redis]"') from error
    return redis.Redis.from_url(url, socket_timeout=30, socket_connect_timeout=10)


class RedisStore:
    """What both have in common: which queues there are, and where."""

    def __init__(self, environment: Environment, queue: Queue, url: str | None) -> None:
        """Connects when something is asked."""
        self.environment, self.queue = environment, queue
        self.url = address(url)
        self.redis = _connect(self.url)

    def workers(self) -> tuple[Worker | None, ...]:
        """With fan-out each worker has a queue and dead letters of its own."""
        if not self.queue.dead_letter.enabled:
            raise Refused(f"`{self.queue.name}` has no dead letter queue")
        return self.environment.consumers(self.queue) if self.queue.fan_out else (None,)

    def dead(self, worker: Worker | None) -> str:
        """The name of the dead letter queue."""
        return str(redis_queue.dead_letter_name(self.environment, self.queue, worker))

    def place(self) -> str:
        """Host and queue; the password is not shown."""
        parts = urlsplit(self.url)
        listed = ", ".join(self.dead(worker) for worker in self.workers())
        return f"Redis {parts.hostname}:{parts.port or 6379}{parts.path}, queue {listed}"

    def stays(self, letter: Letter) -> str:  # noqa: ARG002 - each worker of a fan-out has a queue of its own
        """None does: what lies in a dead letter queue came from the queue that it belongs to."""
        return ""

    def release(self, letters: list[Letter]) -> None:
        """Looking takes nothing away."""


class CeleryStore(RedisStore):
    """A list of messages as Celery writes them."""

    def letters(self, batch: int = 100) -> Generator[Letter, None, None]:  # noqa: ARG002 - a list is read at once
        """Every entry, oldest first."""
        for worker in self.workers():
            name = self.dead(worker)
            for raw in reversed(self.redis.lrange(name, 0, MOST - 1)):
                message = json.loads(raw)
                headers = {k: v for k, v in message.get("headers", {}).items() if isinstance(v, str)}
                body = base64.b64decode(message["body"]).decode()
                payload = json.loads(body)[0][0] if body.startswith("[[") else None
                text = json.dumps({"type": headers.get("task", ""), "data": payload, "id": headers.get("id", "")})
                attributes = {k: v for k, v in headers.items() if k.startswith("infera_") or k == "traceparent"}
                own, handle, task = headers.get("id", ""), (name, worker, raw), headers.get("task", "")
                yield parse(text, attributes, own, handle, task, worker.name if worker else "")

    def redrive(self, letter: Letter) -> None:
        """The same message in the queue that it came from."""
        _, worker, raw = letter.handle
        message = json.loads(raw)
        target = redis_queue.queue_name(self.environment, self.queue, worker)
        headers = {k: v for k, v in message["headers"].items() if not k.startswith("infera_")}
        message["headers"] = {**headers, "retries": 0, "eta": None, **letter.redriven(addressed=False)}
        message["properties"]["delivery_info"] = {"exchange": "", "routing_key": target}
        message["properties"]["delivery_tag"] = str(uuid.uuid4())
        priority = self._list_today(int(message["properties"].get("priority") or 0))
        message["properties"]["priority"] = priority
        key = f"{target}{SEPARATOR}{priority}" if priority else target
        self.redis.lpush(key, json.dumps(message))

    def _list_today(self, priority: int) -> int:
        """The list for a priority step; nobody reads that of a level that is gone."""
        levels = self.queue.priority
        if priority < max(len(levels), 1):
            return priority
        return levels.index(self.queue.default_level) if levels else 0

    def remove(self, letter: Letter) -> None:
        """Take the entry off the list."""
        name, _, raw = letter.handle
        self.redis.lrem(name, 1, raw)


class BullStore(RedisStore):
    """A BullMQ queue that no worker reads, or only the dead letter worker; through BullMQ's own Python client."""

    def letters(self, batch: int = 100) -> Generator[Letter, None, None]:  # noqa: ARG002 - a queue is read at once
        """Every job that waits or failed, oldest first."""
        for worker in self.workers():
            name = self.dead(worker)
            for job in self._run(name, self._jobs):
                metadata = job.opts.get("tm") or (job.opts.get("telemetry") or {}).get("metadata") or "{}"
                attributes = {k: v for k, v in json.loads(metadata).items() if isinstance(v, str)}
                text = json.dumps({"type": job.name, "data": job.data, "id": attributes.get("infera_id", job.id)})
                handle = name, worker, job
                yield parse(text, attributes, str(job.id), handle, job.name, worker.name if worker else "")

    async def _jobs(self, queue: Any) -> list[Any]:
        kinds = ["waiting", "failed", "delayed", "prioritized", "paused"]
        return [job for job in await queue.getJobs(kinds, 0, MOST - 1, True) if job is not None]

    def redrive(self, letter: Letter) -> None:
        """A job of the same name, data and id in the queue that it came from."""
        _, worker, job = letter.handle
        target = redis_queue.queue_name(self.environment, self.queue, worker)
        retry = self.queue.retry
        level = self.queue.level_today(letter.level)
        priority = {"priority": self.queue.priority.index(level) + 1} if level else {}
        options = {
            "jobId": job.id,
            "attempts": retry.max_attempts,
            "backoff": {"type": "infera", "delay": retry.min_backoff_s * 1000},
            "removeOnComplete": {"age": 86_400, "count": 1000},
            "removeOnFail": {"age": 86_400, "count": 1000},
            "tm": json.dumps(letter.redriven(addressed=False)),
            **priority,
        }

        async def add(queue: Any) -> None:
            await queue.add(job.name, job.data, options)

        self._run(target, add)

    def remove(self, letter: Letter) -> None:
        """Remove the job from the dead letter queue."""
        name, _, job = letter.handle

        async def away(queue: Any) -> None:
            found = await job.__class__.fromId(queue, job.id)
            if found is not None:
                await found.remove()

        self._run(name, away)

    def _run(self, name: str, work: Any) -> Any:
        try:
            from bullmq import Queue as Bull
        except ImportError as error:
            raise Refused('BullMQ needs its Python client: pip install "infera[redis]"') from error

        async def run() -> Any:
            queue = Bull(name, {"connection": self.url, "prefix": "bull"})
            try:
                return await work(queue)
            finally:
                await queue.close()

        return asyncio.run(run())
