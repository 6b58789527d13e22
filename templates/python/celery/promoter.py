"""Delayed jobs into their queues when their time has come.

A producer's delay is kept in Redis, not in the memory of a worker: it may be longer than the visibility timeout.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from typing import Any

from celery import Celery

from infera import broker
from infera.logs import Log

EVERY_S = 0.5
LOCK_MS = 10_000
UNLOCK = (
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
)


class Promoter(threading.Thread):
    """One thread in each worker; a lock in Redis lets one of them at a time move the jobs of a queue."""

    def __init__(self, app: Celery, queues: list[str], log: Log) -> None:
        super().__init__(name="infera-promoter", daemon=True)
        self._app, self._queues, self._log = app, queues, log
        self._client = broker.connect()
        self._due: Any = self._client.register_script(broker.DUE)
        self._unlock: Any = self._client.register_script(UNLOCK)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Move no more."""
        self._stopped.set()

    def run(self) -> None:
        """Move what is due, again and again."""
        while not self._stopped.wait(EVERY_S):
            for queue in self._queues:
                try:
                    self._promote(queue)
                except Exception as error:
                    self._log.warning(
                        "delayed jobs wait: Redis does not answer", error=type(error).__name__
                    )

    def _promote(self, queue: str) -> None:
        key, lock, own = f"{queue}.delayed", f"{queue}.delayed.lock", uuid.uuid4().hex
        if not self._client.exists(key) or not self._client.set(lock, own, nx=True, px=LOCK_MS):
            return
        try:
            for entry in self._due([key], []):
                self._send(queue, json.loads(entry))
                self._client.zrem(
                    key, entry
                )  # after it was sent: a crash in between sends it twice, under one id
        finally:
            self._unlock([lock], [own])

    def _send(self, queue: str, entry: dict[str, Any]) -> None:
        self._app.send_task(
            entry["task"],
            args=[entry["payload"]],
            task_id=entry["id"],
            queue=queue,
            priority=entry["priority"],
            headers={**entry["headers"], "infera_sent": str(int(time.time()))},
            argsrepr="(…)",
        )
