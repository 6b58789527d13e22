"""A queue of Celery's in Redis: sending as any other program would, looking at what lies there."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import redis

SEPARATOR = "\x06\x16"


@dataclass
class CeleryQueue:
    """One queue and its dead letters."""

    url: str
    name: str = field(default_factory=lambda: f"app-jobs-{uuid.uuid4().hex[:6]}")
    levels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.client: Any = redis.Redis.from_url(self.url)
        self.dead_name = f"{self.name}-dead-letter"

    @property
    def source(self) -> dict[str, Any]:
        """The entry of INFERA_QUEUES."""
        return {
            "name": self.name,
            "dead_letter": self.dead_name,
            "priorities": list(self.levels),
            "visibility_timeout_s": 1,  # the worker lifts it above its longest run and pause
        }

    def send(self, task: str, payload: Any, id: str = "", *, raw: Any = None, level: int = 0, sent: int = 0) -> str:
        """Put a task into the queue; its id."""
        job_id = id or str(uuid.uuid4())
        body = json.dumps([[payload], {}, {}]) if raw is None else raw
        message = {
            "body": base64.b64encode(body.encode()).decode(),
            "content-encoding": "utf-8",
            "content-type": "application/json",
            "headers": {
                "lang": "any",
                "task": task,
                "id": job_id,
                "root_id": job_id,
                **({"infera_sent": str(sent)} if sent else {}),
            },
            "properties": {
                "correlation_id": job_id,
                "delivery_mode": 2,
                "delivery_info": {"exchange": "", "routing_key": self.name},
                "priority": level,
                "body_encoding": "base64",
                "delivery_tag": str(uuid.uuid4()),
            },
        }
        key = self.name if level == 0 else f"{self.name}{SEPARATOR}{level}"
        self.client.lpush(key, json.dumps(message))
        return job_id

    def work(self, n: int, do: str = "ok", s: float = 0, id: str = "", task: str = "work", sent: int = 0) -> str:
        """Put a job for the scenario handler into the queue; `sent` is when its sender says that it did."""
        return self.send(task, {"n": n, "do": do, "s": s}, id, sent=sent)

    def dead(self) -> list[dict[str, Any]]:
        """The headers of the dead letters."""
        found = [json.loads(each) for each in self.client.lrange(self.dead_name, 0, -1)]
        return [{**each["headers"], "died": json.loads(each["headers"]["infera_dead"])} for each in found]

    def held(self) -> int:
        """Tasks in the queue and those that a worker has, at one moment."""
        found = self.client.pipeline().llen(self.name).hlen(f"app:{self.name}:work_er:unacked").execute()
        return sum(found)

    def waiting(self) -> int:
        """Tasks in the queue, those that a worker holds not counted."""
        return int(self.client.llen(self.name))
