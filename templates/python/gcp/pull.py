"""Pulls from Pub/Sub subscriptions: leases are extended while a job runs, also beyond 600 s."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Any

from google.cloud.pubsub_v1 import SubscriberClient
from google.cloud.pubsub_v1.subscriber.scheduler import ThreadScheduler
from google.cloud.pubsub_v1.types import FlowControl

from infera.engine import Delivery, Engine, Verdict
from infera.logs import Log
from infera.settings import Settings, Source

LEASE_SLACK_S = 120  # a lease goes on for so long after the job's deadline


class Pull:
    """One stream for each subscription; all share the worker's places."""

    def __init__(self, settings: Settings, engine: Engine, log: Log) -> None:
        self._settings, self._engine, self._log = settings, engine, log
        self._client = SubscriberClient()
        self._places = threading.BoundedSemaphore(settings.concurrency)
        self._stopped = threading.Event()
        self._streams: list[Any] = []
        self._held = 0
        self._count_lock = threading.Lock()

    def run(self) -> None:
        """Pull until SIGTERM or SIGINT, finish what is under way, give back the rest within the grace."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        for source in self._settings.sources:
            self._streams.append(self._open(source))
        self._log.info(
            "pulling", subscriptions=[source.subscription for source in self._settings.sources]
        )
        while not self._stopped.wait(1):
            self._reopen()
        self._log.info("stopping", busy=self._held)
        self._drain()

    @property
    def stuck(self) -> bool:
        """Whether every place is held by a job past its deadline."""
        return self._engine.stuck >= self._settings.concurrency

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped.set()

    def _open(self, source: Source) -> Any:
        flow = FlowControl(
            max_messages=self._settings.concurrency,
            max_lease_duration=self._settings.timeout_s + LEASE_SLACK_S,
        )
        threads = ThreadPoolExecutor(self._settings.concurrency, thread_name_prefix="job")
        return self._client.subscribe(
            source.subscription,
            lambda message: self._message(source, message),
            flow_control=flow,
            scheduler=ThreadScheduler(threads),
            await_callbacks_on_shutdown=True,
        )

    def _reopen(self) -> None:
        """A stream that ended for good is opened again; what it held comes again."""
        for index, stream in enumerate(self._streams):
            if stream.done():
                error = stream.exception()
                self._log.error(
                    "a stream ended; it is opened again", error_message=str(error)[:300]
                )
                time.sleep(1)
                self._streams[index] = self._open(self._settings.sources[index])

    def _message(self, source: Source, message: Any) -> None:
        with self._places:
            if self._stopped.is_set():
                message.nack()
                return
            self._count(1)
            try:
                attributes = {str(key): str(value) for key, value in message.attributes.items()}
                delivery = Delivery(
                    source,
                    message.data,
                    message.message_id,
                    message.delivery_attempt or 1,
                    attributes,
                )
                if self._engine.process(delivery).verdict is Verdict.SETTLED:
                    message.ack()
                else:
                    message.nack()
            finally:
                self._count(-1)

    def _count(self, change: int) -> None:
        with self._count_lock:
            self._held += change

    def _drain(self) -> None:
        """No new jobs, those under way end or are given back; acknowledgements go out before the process ends."""
        for stream in self._streams:
            stream.cancel()  # takes no more, and goes on extending the leases of what is under way
        until = time.monotonic() + max(0.5, self._settings.shutdown_s - 3)
        while self._held and time.monotonic() < until:
            time.sleep(0.05)
        if self._held:
            self._engine.stop()
            until = time.monotonic() + 1
            while self._held and time.monotonic() < until:
                time.sleep(0.05)
            self._engine.give_back()
        self._log.info("stopped", given_back=self._held)
        until = time.monotonic() + 1.5
        for stream in self._streams:
            self._end(stream, until)

    @staticmethod
    def _end(stream: Any, until: float) -> None:
        try:
            stream.result(timeout=max(0.1, until - time.monotonic()))
        except Exception:  # cancelled, or not ended in time: what it holds comes again
            return
