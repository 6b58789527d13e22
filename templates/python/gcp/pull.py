"""Pulls from Pub/Sub subscriptions.

It asks for no more messages than it has places for, and holds none in reserve: what a stopping worker has not begun is
not in its hands. (The library's streaming pull buffers ahead of its handlers, which is why it isn't used.)
"""

from __future__ import annotations

import signal
import threading
import time
from collections import deque
from functools import partial
from types import FrameType
from typing import Any

from google.api_core.exceptions import DeadlineExceeded, GoogleAPICallError
from google.cloud.pubsub_v1 import SubscriberClient

from infera.engine import Delivery, Engine, Verdict
from infera.leases import Held, Leases
from infera.logs import Log
from infera.settings import Settings, Source
from infera.threads import Threads

MAX_MESSAGES = 1000  # of one pull
POLL_S = 90  # Pub/Sub answers an empty pull before that
GATHER_S = 0.003  # after a place became free: short jobs free more, one request fills them all
LEASE_S = 60  # what a killed worker held comes again after this long


class Order:
    """One message of an ordering key at a time; what stands behind one that failed goes back with it."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Held]] = {}
        self._lock = threading.Lock()

    def begin(self, key: str, held: Held) -> bool:
        """Whether the message may run now; else it waits its turn."""
        with self._lock:
            if key in self._waiting:
                self._waiting[key].append(held)
                return False
            self._waiting[key] = deque()
            return True

    def end(self, key: str, *, settled: bool) -> tuple[Held | None, list[Held]]:
        """The next message of the key, and those that go back."""
        with self._lock:
            waiting = self._waiting[key]
            if settled and waiting:
                return waiting.popleft(), []
            del self._waiting[key]
            return None, list(waiting)


class Pull:
    """One loop for each subscription; all share the worker's places."""

    def __init__(self, settings: Settings, engine: Engine, log: Log) -> None:
        self._settings, self._engine, self._log = settings, engine, log
        self._puller = SubscriberClient()
        lease_s = int(max(10, min(LEASE_S, settings.lock_s * 4)))
        self._leases = Leases(SubscriberClient(), lease_s, settings.timeout_s, log)
        self._threads = Threads(settings.concurrency, log)
        self._free = settings.concurrency
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._order = Order()

    def run(self) -> None:
        """Pull until SIGTERM or SIGINT, finish what is under way, give back the rest within the grace."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        for source in self._settings.sources:
            threading.Thread(target=self._loop, args=(source,), name="pull", daemon=True).start()
        names = [source.subscription for source in self._settings.sources]
        self._log.info("pulling", subscriptions=names)
        while not self._stopped.wait(1):
            pass
        self._log.info("stopping", busy=self._held)
        self._drain()

    @property
    def stuck(self) -> bool:
        """Whether every place is held by a job past its deadline."""
        return self._engine.stuck >= self._settings.concurrency

    @property
    def _held(self) -> int:
        return self._settings.concurrency - self._free

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped.set()

    def _loop(self, source: Source) -> None:
        pause_s = 1.0
        while not self._stopped.is_set():
            wanted = self._wait_for_places()
            try:
                received = self._ask(source, wanted)
                pause_s = 1.0
            except DeadlineExceeded:
                continue
            except (GoogleAPICallError, ValueError) as error:  # ValueError: the channel was closed
                if self._stopped.is_set():
                    return
                self._log.error(
                    "the subscription cannot be read", error=error, source=source.subscription
                )
                self._stopped.wait(pause_s)
                pause_s = min(30.0, pause_s * 2)
                continue
            if received:
                self._take(source, received)

    def _ask(self, source: Source, wanted: int) -> list[Any]:
        answer = self._puller.pull(
            subscription=source.subscription,
            max_messages=min(MAX_MESSAGES, wanted),
            timeout=POLL_S,
            retry=None,
        )
        # the messages themselves: the client's wrappers take longer to read than a short job takes
        return list(type(answer).pb(answer).received_messages)

    def _wait_for_places(self) -> int:
        """How many messages to ask for. Each source asks for its share only, so that one never starves another."""
        with self._changed:
            while self._free <= 0 and not self._stopped.is_set():
                self._changed.wait(1)
            if self._free < self._settings.concurrency:
                self._changed.wait(GATHER_S)
            return max(1, self._free // len(self._settings.sources))

    def _take(self, source: Source, received: list[Any]) -> None:
        for held in self._leases.hold(source.subscription, received):
            key = held.message.ordering_key
            if not key or self._order.begin(f"{source.subscription} {key}", held):
                self._submit(source, held)

    def _submit(self, source: Source, held: Held) -> None:
        with self._changed:
            while self._free <= 0 and not self._stopped.is_set():
                self._changed.wait(1)
            stopped = self._stopped.is_set()
            if not stopped:
                self._free -= 1
        if stopped:
            self._end(source, held, settled=False)
        else:
            self._threads.submit(partial(self._run, source, held))

    def _run(self, source: Source, held: Held) -> None:
        """Run a message, and those of its ordering key that wait behind it, in one place."""
        following: Held | None = held
        try:
            while following is not None:
                current, settled = following, False
                try:
                    settled = not self._stopped.is_set() and self._process(source, current)
                finally:
                    following = self._end(source, current, settled=settled)
        finally:
            with self._changed:
                self._free += 1
                if self._free in (1, self._settings.concurrency):  # what somebody may wait for
                    self._changed.notify_all()

    def _process(self, source: Source, held: Held) -> bool:
        message = held.message
        attributes = {str(key): str(value) for key, value in message.attributes.items()}
        delivery = Delivery(source, message.data, message.message_id, held.attempt, attributes)
        return self._engine.process(delivery).verdict is Verdict.SETTLED

    def _end(self, source: Source, held: Held, *, settled: bool) -> Held | None:
        """Tell Pub/Sub; the next message of the same ordering key, if one waits."""
        (self._leases.ack if settled else self._leases.nack)(held)
        if not held.message.ordering_key:
            return None
        key = f"{source.subscription} {held.message.ordering_key}"
        following, returned = self._order.end(key, settled=settled)
        for each in returned:
            self._leases.nack(each)
        return following

    def _drain(self) -> None:
        """No new jobs, those under way end or are given back; then Pub/Sub is told, and the process ends."""
        began = time.monotonic()
        with self._changed:
            self._changed.notify_all()
        self._puller.close()  # ends the pulls that wait
        self._wait_idle(began + max(0.5, self._settings.shutdown_s - 3))
        if self._held:
            self._engine.stop()
            self._wait_idle(time.monotonic() + 1)
            self._engine.give_back()
        left_over = self._held
        self._leases.flush(max(began + self._settings.shutdown_s - 0.5, time.monotonic() + 0.5))
        self._log.info("stopped", given_back=left_over)

    def _wait_idle(self, until: float) -> None:
        while self._held and time.monotonic() < until:
            time.sleep(0.05)
