"""The HTTP server of a push worker: `POST /jobs` for Pub/Sub and Cloud Tasks, `GET /health`.

2xx says that the job is settled (done, or in the dead letter queue); 5xx and 429 ask for it again.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import os
import signal
import time
import uuid
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import uvicorn
import uvloop
from pydantic_core import from_json

from infera.engine import Delivery, Engine, Outcome, Verdict
from infera.logs import Log
from infera.settings import Settings, Source
from infera.threads import Threads
from infera.tokens import Unavailable, Verifier

OVERRUN_GRACE_S = 1.0  # so long after its deadline a job is answered for without waiting for it
WATCH_S = 0.25
# 500 asks for the declared back-off; 503 and 429 would slow down the whole queue
STATUS = {Verdict.SETTLED: 204, Verdict.RETRY: 500, Verdict.BUSY: 503}
MAX_BODY_BYTES = 32 * 1024 * 1024
# headers of a task that mean something to us, and the attributes they stand for: the trace, and what a redrive says
KEPT = (
    (b"traceparent", "traceparent"),
    (b"infera-id", "infera_id"),
    (b"infera-worker", "infera_worker"),
    (b"infera-redriven", "infera_redriven"),
)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Answer = asyncio.Future[Outcome | None]


class Push:
    """Takes requests, checks who sends them, and hands each job to a thread of its own."""

    def __init__(self, settings: Settings, engine: Engine, log: Log) -> None:
        self._settings, self._engine, self._log = settings, engine, log
        self._verifier = Verifier()
        self._threads = Threads(settings.concurrency, log)
        self._sources = {source.subscription or source.id: source for source in settings.sources}
        self._by_short_name = {
            name.rsplit("/", 1)[-1]: source for name, source in self._sources.items()
        }
        self._tasks_only = all(source.type == "cloud_tasks" for source in settings.sources)
        self._places = settings.concurrency
        self._loop = asyncio.get_running_loop()
        self._answers: dict[Answer, float] = {}  # answer -> begun
        self._ended: deque[tuple[Answer, Outcome | None]] = deque()
        self._told = False  # the loop will look at what ended

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """The application, as ASGI has it."""
        if scope["type"] != "http":
            return
        path, method = scope["path"], scope["method"]
        if path == "/jobs":
            status = await self.jobs(scope, receive) if method == "POST" else 405
        elif path == "/health":
            status = self.health() if method in ("GET", "HEAD") else 405
        else:
            status = 404
        headers = [] if status == 204 else [(b"content-length", b"0")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def health(self) -> int:
        """200 while the worker can take jobs; 503 when every place is held by a job past its deadline."""
        return 503 if self._engine.stuck >= self._settings.concurrency else 200

    async def jobs(self, scope: Mapping[str, Any], receive: Receive) -> int:
        """One job of Pub/Sub or Cloud Tasks; the status of the answer."""
        headers = dict(scope["headers"])
        authorization = _text(headers, b"authorization")
        if not self._verifier.known(authorization):
            refused = await self._refused(authorization)
            if refused:
                return refused
        if self._places <= 0:
            return 429
        self._places -= 1
        held = False
        try:
            body = await _body(receive)
            if body is None:
                return 413
            delivery = self._delivery(headers, body)
            if delivery is None:
                return 400
            held = True
            return await self._answer(delivery)
        finally:
            if not held:
                self._places += 1

    def end(self) -> None:
        """The grace is over: requests are answered without their jobs."""
        self._give_up(float("inf"))

    async def watch(self) -> None:
        """Answer for jobs that are past their deadline; they go on, and keep their places."""
        while True:
            await asyncio.sleep(WATCH_S)
            self._give_up(time.monotonic() - self._settings.timeout_s - OVERRUN_GRACE_S)

    def _give_up(self, begun_before: float) -> None:
        for answer, began in self._answers.items():
            if began <= begun_before and not answer.done():
                answer.set_result(None)

    async def _answer(self, delivery: Delivery) -> int:
        """Run the job in a thread, and wait for it unless `watch` or `end` gives up waiting."""
        answer: Answer = self._loop.create_future()
        self._answers[answer] = time.monotonic()
        self._threads.submit(partial(self._work, delivery, answer))
        try:
            outcome = await answer
        finally:
            self._answers.pop(answer, None)
        return STATUS[Verdict.BUSY if outcome is None else outcome.verdict]

    def _work(self, delivery: Delivery, answer: Answer) -> None:
        outcome = None
        try:
            outcome = self._engine.process(delivery)
        finally:
            self._ended.append((answer, outcome))
            if not self._told:
                self._told = True
                self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        """Answer for the jobs that ended, once their lines are out."""
        self._told = False  # before the look: what ends from here on tells again
        count = len(self._ended)
        self._log.flush()
        for _ in range(count):
            answer, outcome = self._ended.popleft()
            self._places += 1
            if not answer.done():
                answer.set_result(outcome)

    async def _refused(self, authorization: str) -> int:
        """The status for a caller who may not call; 0 for one who may."""
        try:
            good = await asyncio.to_thread(self._verifier.check, authorization)
        except Unavailable as error:
            self._log.error("the caller's token could not be checked", error=error)
            return 503
        if not good:
            self._log.warning("a caller without a good token was turned away")
        return 0 if good else 401

    def _delivery(self, headers: Mapping[bytes, bytes], body: bytes) -> Delivery | None:
        queue = _text(headers, b"x-cloudtasks-queuename")
        if queue or self._tasks_only:
            return self._task(queue, headers, body)
        return self._message(body)

    def _task(self, queue: str, headers: Mapping[bytes, bytes], body: bytes) -> Delivery | None:
        source = self._by_short_name.get(queue.rsplit("/", 1)[-1]) or self._only("cloud_tasks")
        if source is None:
            return None
        name = _text(headers, b"x-cloudtasks-taskname").rsplit("/", 1)[-1] or str(uuid.uuid4())
        attributes = {
            attribute: headers[name].decode("latin-1")
            for name, attribute in KEPT
            if name in headers
        }
        retries = _text(headers, b"x-cloudtasks-taskretrycount")
        attempt = int(retries) + 1 if retries.isascii() and retries.isdigit() else 1
        return Delivery(source, body, name, attempt, attributes)

    def _message(self, body: bytes) -> Delivery | None:
        try:
            pushed = from_json(body)
            message = pushed["message"]
            data = base64.b64decode(message.get("data", ""), validate=True)
            attributes = {str(k): str(v) for k, v in (message.get("attributes") or {}).items()}
            message_id = str(message.get("messageId") or message["message_id"])
            attempt = int(pushed.get("deliveryAttempt") or 1)
            subscription = str(pushed.get("subscription", ""))
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, RecursionError):
            return None
        source = self._sources.get(subscription) or self._by_short_name.get(
            subscription.rsplit("/", 1)[-1]
        )
        source = source or self._only("pubsub")
        return None if source is None else Delivery(source, data, message_id, attempt, attributes)

    def _only(self, kind: str) -> Source | None:
        """The source of a kind when all are of one queue, for callers that name the queue in another way."""
        found = [source for source in self._settings.sources if source.type == kind]
        return found[0] if len({source.queue for source in found}) == 1 else None


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str:
    """A header's value; "" when it is not there."""
    return headers.get(name, b"").decode("latin-1")


async def _body(receive: Receive) -> bytes | None:
    """The body of a request; None when it is too large or its sender has gone."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > MAX_BODY_BYTES:
            return None
        if not message.get("more_body"):
            return b"".join((*parts, part)) if parts else part
        parts.append(part)


class Server(uvicorn.Server):
    """uvicorn, with the worker's own way to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the worker's own affair."""
        yield


def serve(settings: Settings, engine: Engine, log: Log) -> None:
    """Serve until SIGTERM or SIGINT, finish what is under way, and give back what does not end within the grace."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, engine, log))


async def _serve(settings: Settings, engine: Engine, log: Log) -> None:
    push = Push(settings, engine, log)
    server = Server(
        uvicorn.Config(
            push,
            host=os.environ.get("HOST", "0.0.0.0"),  # a container's port is the platform's to guard
            port=int(os.environ.get("PORT", "8080")),
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_keep_alive=620,
            timeout_graceful_shutdown=None,
        )
    )
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    serving = asyncio.create_task(server.serve())
    watching = asyncio.create_task(push.watch())
    stopping = asyncio.create_task(stopped.wait())
    log.info("listening", port=server.config.port)
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    log.info("stopping", busy=engine.busy)
    server.should_exit = True
    await _drain(serving, engine, push, settings.shutdown_s)
    watching.cancel()
    log.info("stopped", given_back=engine.busy)
    engine.give_back()
    os._exit(0)  # threads whose handlers did not end hold nothing any more


async def _drain(
    serving: asyncio.Task[None], engine: Engine, push: Push, shutdown_s: float
) -> None:
    """Wait for the jobs under way; near the end of the grace end them."""
    grace_s = max(0.5, shutdown_s - 2)
    await asyncio.wait({serving}, timeout=grace_s)
    if serving.done():
        return
    engine.stop()
    await asyncio.wait({serving}, timeout=0.7)
    push.end()
    await asyncio.wait({serving}, timeout=1.1)
