"""Tasks that wait for each instance, for scaling: published to CloudWatch by one instance at a time."""

from __future__ import annotations

import os
import socket
import threading
import time
from typing import Any

from celery import Celery

from infera import broker
from infera.app import OWN, SETTINGS, UNACKED_INDEX, levels
from infera.logs import Log

EVERY_S = 60.0
ALIVE_S = 150.0
PRIORITY_SEPARATOR = "\x06\x16"  # kombu's, between a queue and a level


class Backlog(threading.Thread):
    """Counts while the worker runs; publishes where `INFERA_METRIC_NAMESPACE` says in which namespace."""

    def __init__(self, app: Celery, log: Log) -> None:
        super().__init__(name="infera-backlog", daemon=True)
        self._app, self._log = app, log
        self._redis: Any = broker.connect()
        self._namespace = os.environ.get("INFERA_METRIC_NAMESPACE", "")
        self._name = f"{socket.gethostname()}:{os.getpid()}"

    def run(self) -> None:
        """Say every half minute that this instance lives; once a minute one of all publishes."""
        if not self._namespace:
            return
        import boto3  # slow to import, and only on AWS

        client = boto3.client("cloudwatch", region_name=os.environ.get("INFERA_REGION") or None)
        while True:
            try:
                self._publish(client)
            except Exception as error:
                self._log.warning("the backlog was not published", error=type(error).__name__)
            time.sleep(EVERY_S / 2)

    def per_instance(self) -> float:
        """Tasks that wait or run, over the instances that live."""
        now = time.time()
        alive = f"{OWN}:alive"
        self._redis.zadd(alive, {self._name: now})
        self._redis.zremrangebyscore(alive, "-inf", now - ALIVE_S)
        keys = [source.name for source in SETTINGS.sources]
        keys += [
            f"{key}{PRIORITY_SEPARATOR}{level}" for key in keys for level in range(1, levels())
        ]
        waiting = sum(int(self._redis.llen(key)) for key in keys)
        waiting += int(self._redis.zcard(UNACKED_INDEX))
        return waiting / max(1, int(self._redis.zcard(alive)))

    def _publish(self, client: Any) -> None:
        value = self.per_instance()
        leader = f"{OWN}:backlog"
        # the lock outlives most of a minute: of all instances one publishes
        if not self._redis.set(leader, self._name, nx=True, px=int((EVERY_S - 5) * 1000)):
            return
        client.put_metric_data(
            Namespace=self._namespace,
            MetricData=[
                {
                    "MetricName": "BacklogPerWorker",
                    "Unit": "Count",
                    "Value": value,
                    "Dimensions": [{"Name": "Worker", "Value": SETTINGS.worker}],
                }
            ],
        )
