"""What waits in the queues: logged, and published to CloudWatch for scaling and alarms, by one instance at a time."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from typing import Any

from infera import broker
from infera.app import OWN, SETTINGS, UNACKED_INDEX, levels
from infera.logs import Log
from infera.settings import Source

EVERY_S = 60.0
ALIVE_S = 150.0
PRIORITY_SEPARATOR = "\x06\x16"  # kombu's, between a queue and a level


class Backlog(threading.Thread):
    """Counts while the worker runs; publishes where `INFERA_METRIC_NAMESPACE` says in which namespace."""

    def __init__(self, log: Log) -> None:
        super().__init__(name="infera-backlog", daemon=True)
        self._log = log
        self._redis: Any = broker.connect()
        self._namespace = os.environ.get("INFERA_METRIC_NAMESPACE", "")
        self._name = f"{socket.gethostname()}:{os.getpid()}"

    def run(self) -> None:
        """Say every half minute that this instance lives; once a minute one of all looks and publishes."""
        client: Any = None
        if self._namespace:
            import boto3  # slow to import, and only on AWS

            client = boto3.client("cloudwatch", region_name=os.environ.get("INFERA_REGION") or None)
        while True:
            try:
                self._once(client)
            except Exception as error:
                self._log.warning("the backlog was not published", error=type(error).__name__)
            time.sleep(EVERY_S / 2)

    def per_instance(self) -> float:
        """Tasks that wait or run, over the instances that live."""
        now = time.time()
        alive = f"{OWN}:alive"
        self._redis.zadd(alive, {self._name: now})
        self._redis.zremrangebyscore(alive, "-inf", now - ALIVE_S)
        waiting = sum(self.depth(source) for source in SETTINGS.sources)
        waiting += int(self._redis.zcard(UNACKED_INDEX))
        return waiting / max(1, int(self._redis.zcard(alive)))

    def depth(self, source: Source) -> int:
        """Tasks of a queue that wait and are due."""
        return sum(int(self._redis.llen(key)) for key in _keys(source))

    def oldest_age_s(self, source: Source) -> int:
        """For how many seconds the oldest of them waits: since it was sent, where its sender said when.

        For a sender that didn't: since it was first seen to be the next of its level.
        """
        heads = {key: self._redis.lindex(key, -1) for key in _keys(source)}
        return max(
            (self._age_s(key, json.loads(raw)) for key, raw in heads.items() if raw), default=0
        )

    def _age_s(self, key: str, message: dict[str, Any]) -> int:
        now = time.time()
        sent = str((message.get("headers") or {}).get("infera_sent", ""))
        if sent.isdecimal():
            return max(0, int(now) - int(sent))
        tag = str((message.get("properties") or {}).get("delivery_tag", ""))
        seen = self._redis.hget(f"{OWN}:heads", key)
        known, _, since = (seen or b"").decode().rpartition(" ")
        if known == tag and since:
            return max(0, int(now) - int(since))
        self._redis.hset(f"{OWN}:heads", key, f"{tag} {int(now)}")
        return 0

    def _once(self, client: Any) -> None:
        value = self.per_instance()
        leader = f"{OWN}:backlog"
        # the lock outlives most of a minute: of all instances one publishes
        if not self._redis.set(leader, self._name, nx=True, px=int((EVERY_S - 5) * 1000)):
            return
        worker = {"Name": "Worker", "Value": SETTINGS.worker}
        data = [_datum("BacklogPerWorker", "Count", value, [worker])]
        for source in SETTINGS.sources:
            if source.dead_letters:
                continue
            depth, age_s = self.depth(source), self.oldest_age_s(source)
            self._log.info("backlog", queue=source.queue, depth=depth, oldest_age_s=age_s)
            where = [{"Name": "Queue", "Value": source.queue}, worker]
            data.append(_datum("Depth", "Count", depth, where))
            data.append(_datum("OldestAge", "Seconds", age_s, where))
        if client is not None:
            client.put_metric_data(Namespace=self._namespace, MetricData=data)


def _keys(source: Source) -> list[str]:
    """The lists of a queue: one for each level, the first without a number."""
    more = [f"{source.name}{PRIORITY_SEPARATOR}{level}" for level in range(1, levels())]
    return [source.name, *more]


def _datum(name: str, unit: str, value: float, where: list[dict[str, str]]) -> dict[str, Any]:
    return {"MetricName": name, "Unit": unit, "Value": value, "Dimensions": where}
