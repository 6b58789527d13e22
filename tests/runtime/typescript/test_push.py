"""The generated push worker: HTTP, tokens, the Pub/Sub emulator, Firestore's for the ids."""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.engines import node
from tests.engines.firestore_emulator import Firestore, running_firestore
from tests.engines.process import free_port
from tests.engines.pubsub_emulator import PubSub, running_pubsub
from tests.runtime.typescript import google
from tests.runtime.typescript.house import HERE, House, Running, built, environment, job, wait_for
from tests.runtime.typescript.projects import CASES

pytestmark = pytest.mark.engine("node", "pubsub_emulator", "firestore_emulator")
PUSH, TASKS = CASES[1], CASES[3]
AUDIENCE, CALLER = "https://worker.example", "push@p1.iam.gserviceaccount.com"


@pytest.fixture(scope="module")
def pubsub() -> Iterator[PubSub]:
    with running_pubsub() as engine:
        yield engine


@pytest.fixture(scope="module")
def firestore() -> Iterator[Firestore]:
    with running_firestore() as engine:
        yield engine


class Queue:
    """A topic with its dead letter topic, and what Terraform would say of them."""

    def __init__(self, engine: PubSub, name: str) -> None:
        self.host = engine.host
        self.topic = google.topic(self.host, name)
        self.dead_topic = google.topic(self.host, f"{name}-dead-letter")
        self.dead = google.subscription(self.host, f"{name}-dead-letter", self.dead_topic)
        self.subscription = f"projects/{google.PROJECT}/subscriptions/{name}"

    def source(self) -> dict[str, object]:
        return {
            "type": "pubsub",
            "mode": "push",
            "subscription": self.subscription,
            "dead_letter_topic": self.dead_topic,
        }

    def push_to(self, port: int) -> None:
        name = self.subscription.rpartition("/")[2]
        config = {"pushEndpoint": f"http://127.0.0.1:{port}/jobs"}
        google.subscription(self.host, name, self.topic, pushConfig=config)


def house(pubsub: PubSub, firestore: Firestore | None, queue: Queue, folder: Path, **more: str) -> House:
    own = {"GOOGLE_CLOUD_PROJECT": google.PROJECT, "INFERA_VERIFY_TOKEN": "off", **pubsub.env}
    if firestore:
        own |= firestore.env
        own |= {
            "INFERA_IDEMPOTENCY_DATABASE": "ids",
            "INFERA_IDEMPOTENCY_COLLECTION": queue.topic.rpartition("/")[2],
            "INFERA_IDEMPOTENCY_TTL_S": "3600",
        }
    return House(PUSH, environment(queue.source(), **{**own, **more}), folder)


def tasks_house(pubsub: PubSub, firestore: Firestore, queue: Queue, parent: str, folder: Path) -> House:
    source = {"type": "cloud_tasks", "id": parent, "dead_letter_topic": queue.dead_topic}
    own = {
        "GOOGLE_CLOUD_PROJECT": google.PROJECT,
        "INFERA_VERIFY_TOKEN": "off",
        "INFERA_IDEMPOTENCY_DATABASE": "ids",
        "INFERA_IDEMPOTENCY_COLLECTION": "tasks",
        "INFERA_IDEMPOTENCY_TTL_S": "3600",
        **pubsub.env,
        **firestore.env,
    }
    return House(TASKS, environment(source, **own), folder)


def post(
    worker: Running,
    body: str | bytes,
    headers: Mapping[str, str] | None = None,
    path: str = "/jobs",
) -> int:
    """The status of a request; 0 when the connection broke."""
    data = body if isinstance(body, bytes) else body.encode()
    url = f"http://127.0.0.1:{worker.port}{path}"
    request = urllib.request.Request(url, data=data, headers=dict(headers or {}), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def push(body: str, *, attempt: int | None = None, **attributes: str) -> str:
    """The request of a push subscription."""
    message: dict[str, Any] = {
        "data": base64.b64encode(body.encode()).decode(),
        "messageId": "m1",
        "attributes": attributes,
    }
    return json.dumps({"message": message, "subscription": "", "deliveryAttempt": attempt})


def test_a_push_is_answered_as_it_was_settled(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "answers")
    worker = house(pubsub, firestore, queue, tmp_path)
    with worker.start() as running:
        assert post(running, push(job(1))) == 204
        assert post(running, push(job(1))) == 204, "a duplicate is settled"
        assert post(running, push(job(2, "once"))) == 500
        assert post(running, push(job(2, "once"))) == 204
        assert [post(running, push(job(3, "always"))) for _ in range(3)] == [500, 500, 204]
        assert post(running, push(job(4, "poison"))) == 204
        assert post(running, push("not json")) == 204
        assert post(running, push('{"type": "unknown", "data": 1}')) == 204
        assert post(running, push('{"type": "emails", "data": {"n": -1}}')) == 204
        assert post(running, "not a push") == 400
        assert post(running, "x", path="/other") == 404
    assert worker.steps.count("begin") == {1: 1, 2: 2, 3: 3, 4: 1}
    dead = google.drain(queue.host, queue.dead)
    reasons = sorted(json.loads(one["attributes"]["infera_dead"])["reason"] for one in dead)
    assert reasons == ["attempts", "poison", "poison", "poison", "poison"]


def test_a_body_may_come_in_pieces_be_too_large_or_be_cut_off(pubsub: PubSub, tmp_path: Path) -> None:
    worker = house(pubsub, None, Queue(pubsub, "pieces"), tmp_path)
    letters = "ü" * 200_000  # two bytes each: some are split
    whole = push(json.dumps({"type": "emails", "data": {"n": 1}}), note=letters).encode()
    with worker.start() as running:
        assert post(running, whole) == 204, "more than a socket hands over at once"
        head = f"POST /jobs HTTP/1.1\r\nhost: x\r\ncontent-length: {len(whole)}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", running.port), timeout=30) as caller:
            for piece in (head, whole[:7], whole[7:300_001], whole[300_001:]):
                caller.sendall(piece)
                time.sleep(0.05)  # so that they come apart
            assert caller.recv(100).startswith(b"HTTP/1.1 204 ")
        with socket.create_connection(("127.0.0.1", running.port), timeout=30) as caller:
            caller.sendall(head + whole[:1000])
        running.tells("a request could not be served")
        assert post(running, b"x" * (17 * 1024 * 1024)) in (413, 0), "0: it answers before it has heard all"
        (cut, large) = running.tells("a request could not be served", times=2)
        assert (cut["status"], large["status"]) == (400, 413)
        assert post(running, push(job(2))) == 204
    assert worker.steps.count("done") == {1: 2, 2: 1}


def test_a_body_that_came_whole_is_not_streamed(pubsub: PubSub, tmp_path: Path) -> None:
    worker = house(pubsub, None, Queue(pubsub, "whole"), tmp_path)
    body = push(job(1)).encode()
    head = b"POST /jobs HTTP/1.1\r\nhost: x\r\n"
    sized = head + f"content-length: {len(body)}\r\n\r\n".encode() + body
    chunked = head + b"transfer-encoding: chunked\r\n\r\n" + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    empty = head + b"content-length: 0\r\n\r\n"
    listens = str(HERE / "whole.mjs")
    with worker.start(NODE_OPTIONS=f"--import={listens}") as running:
        with socket.create_connection(("127.0.0.1", running.port), timeout=30) as caller:
            for request, status in ((sized, 204), (sized, 204), (chunked, 204), (empty, 400), (sized, 204)):
                caller.sendall(request)  # in one piece, on one connection that is kept
                answer = caller.recv(1000)
                assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer
        answered = running.tells("answered", times=5)
        assert [one["streamed"] for one in answered] == [False, False, True, False, False]
    assert worker.steps.count("done") == {1: 4}


def test_without_a_store_the_transport_counts(pubsub: PubSub, tmp_path: Path) -> None:
    queue = Queue(pubsub, "counted")
    worker = house(pubsub, None, queue, tmp_path)
    with worker.start() as running:
        assert post(running, push(job(1, "always"), attempt=1)) == 500
        assert post(running, push(job(1, "always"), attempt=3)) == 204
        statuses = [post(running, push(job(2, "always"))) for _ in range(3)]
        assert statuses == [500, 500, 204], "and the process where it does not"


def test_deliveries_that_reached_no_handler_are_no_attempts(
    pubsub: PubSub, firestore: Firestore, tmp_path: Path
) -> None:
    """Pub/Sub also counts pushes that nobody answered; a job is given up for its own failures alone."""
    worker = house(pubsub, firestore, Queue(pubsub, "refused"), tmp_path)
    with worker.start() as running:
        assert [post(running, push(job(1, "always"), attempt=n)) for n in (40, 41, 42)] == [500, 500, 204]
    assert [step["attempt"] for step in worker.steps.all()] == [1, 2, 3]


def test_a_job_that_cannot_be_buried_stays_in_its_queue(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "unburied")
    queue.dead_topic = f"projects/{google.PROJECT}/topics/unburied-later"
    worker = house(pubsub, firestore, queue, tmp_path)
    with worker.start() as running:
        assert post(running, push(job(1, "poison"))) == 503, "its dead letter topic is not there"
        assert post(running, push("not json")) == 503
        later = google.topic(queue.host, "unburied-later")
        dead = google.subscription(queue.host, "unburied-later", later)
        assert post(running, push(job(1, "poison"))) == 204
        assert post(running, push("not json")) == 204
    reasons = [json.loads(one["attributes"]["infera_dead"])["reason"] for one in google.drain(queue.host, dead)]
    assert reasons == ["poison", "poison"]


def test_a_body_without_an_id_goes_by_the_message_id(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "no-id")
    worker = house(pubsub, firestore, queue, tmp_path)
    body = '{"type": "emails", "data": {"n": 1}}'
    with worker.start() as running:
        assert [post(running, push(body)) for _ in range(2)] == [204, 204]
        assert post(running, push(body, infera_id="mine", infera_worker="other")) == 204
        assert len(running.tells("left to another worker")) == 1
    assert [step["id"] for step in worker.steps.all()] == ["m1", "m1"]


def test_more_than_the_slots_is_429_and_a_long_job_times_out(
    pubsub: PubSub, firestore: Firestore, tmp_path: Path
) -> None:
    queue = Queue(pubsub, "slots")
    own = {"INFERA_CONCURRENCY": "2", "INFERA_TIMEOUT_S": "2"}
    worker = house(pubsub, firestore, queue, tmp_path, **own)
    with worker.start() as running, ThreadPoolExecutor(4) as pool:
        bodies = [push(job(n, "hang")) for n in range(4)]
        statuses = sorted(pool.map(lambda body: post(running, body), bodies))
        assert statuses == [429, 429, 500, 500]
        assert running.tells("tried again")[0]["error"]["name"] in ("TimedOut", "AbortError")


def test_a_trace_is_logged_and_a_payload_never(pubsub: PubSub, tmp_path: Path) -> None:
    queue = Queue(pubsub, "logs")
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    worker = house(pubsub, None, queue, tmp_path)
    with worker.start() as running:
        assert post(running, push(job(424242), traceparent=trace)) == 204
        assert post(running, push('{"type":"emails","data":{"n":"hushhush"}}')) == 204
        (done,) = running.finishes()
        assert (done["traceparent"], done["job_id"], done["job"]) == (trace, "job-424242", "emails")
        running.tells("went to the dead letter queue")
        text = running.log.read_text()
        assert "hushhush" not in text
        assert '"n":' not in text


def test_a_foreign_claim_is_waited_for(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "waiting")
    worker = house(pubsub, firestore, queue, tmp_path, INFERA_TIMEOUT_S="30")
    with worker.start() as first, worker.start() as second, ThreadPoolExecutor(2) as pool:
        assert [post(one, push(job(n))) for n, one in ((8, first), (9, second))] == [204, 204]
        body = push(job(1, "slow", ms=3000))  # longer than the lock: the live worker renews it
        statuses = pool.map(lambda one: post(one, body), (first, second))
        assert list(statuses) == [204, 204]
    assert worker.steps.count("begin") == {1: 1, 8: 1, 9: 1}


def test_a_killed_workers_claim_is_free_after_its_lock(pubsub: PubSub, firestore: Firestore, tmp_path: Path) -> None:
    queue = Queue(pubsub, "killed")
    worker = house(pubsub, firestore, queue, tmp_path)
    body = push(job(1, "slow", ms=1500))
    with worker.start() as running, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(post, running, body)
        wait_for(lambda: worker.steps.count("begin")[1] == 1, 10, "begun")
        running.kill()
        assert answer.result() == 0
    with worker.start() as running:
        assert post(running, body) == 204
    assert [step["attempt"] for step in worker.steps.all()] == [1, 2, 2]


def test_a_stop_finishes_what_it_can_and_gives_back_the_rest(
    pubsub: PubSub, firestore: Firestore, tmp_path: Path
) -> None:
    queue = Queue(pubsub, "stop")
    own = {"INFERA_SHUTDOWN_S": "5", "INFERA_TIMEOUT_S": "60"}
    worker = house(pubsub, firestore, queue, tmp_path, **own)
    with worker.start() as running, ThreadPoolExecutor(2) as pool:
        short = pool.submit(post, running, push(job(1, "slow", ms=1000)))
        long = pool.submit(post, running, push(job(2, "hang")))
        wait_for(lambda: len(worker.steps.count("begin")) == 2, 10, "both begun")
        assert running.terminate(within_s=5.5) == 0
        assert (short.result(), long.result()) == (204, 503)
    with worker.start() as running:
        assert post(running, push(job(2))) == 204
    assert worker.steps.all()[-1]["attempt"] == 1, "what was given back is no attempt"


def test_an_error_that_nobody_caught_ends_the_process_in_order(
    pubsub: PubSub, firestore: Firestore, tmp_path: Path
) -> None:
    queue = Queue(pubsub, "stray")
    worker = house(pubsub, firestore, queue, tmp_path)
    with worker.start() as running, ThreadPoolExecutor(1) as pool:
        beside = pool.submit(post, running, push(job(1, "slow", ms=1000)))
        wait_for(lambda: worker.steps.count("begin")[1] == 1, 10, "begun")
        post(running, push(job(2, "stray")))
        assert beside.result() == 204, "what ran beside it was finished"
        assert running.process.wait(10) == 1


class Certificates(BaseHTTPRequestHandler):
    """Serves the certificates of the test."""

    certs: Mapping[str, str] = {}
    fetched = 0

    def do_GET(self) -> None:
        type(self).fetched += 1
        body = json.dumps(self.certs).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize("case", [PUSH, TASKS], ids=lambda case: case.name)
def test_only_its_callers_get_in(pubsub: PubSub, tmp_path: Path, case: Any) -> None:
    made = node.run(["node", HERE / "tokens.mjs", AUDIENCE, CALLER], tmp_path)
    tokens = json.loads(made.stdout)
    Certificates.certs, Certificates.fetched = tokens["certs"], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Certificates)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    queue = Queue(pubsub, f"tokens-{case.name.replace('_', '-')}")
    own = {
        "INFERA_VERIFY_TOKEN": "",
        "INFERA_TOKEN_AUDIENCE": AUDIENCE,
        "INFERA_TOKEN_EMAILS": f"other@p1.iam.gserviceaccount.com,{CALLER}",
        "INFERA_TOKEN_CERTS_URL": f"http://127.0.0.1:{server.server_port}/certs",
    }
    worker = house(pubsub, None, queue, tmp_path, **own)
    body = push(job(1))
    try:
        with worker.start() as running:
            assert post(running, body) == 401
            refused = {
                name: post(running, body, {"Authorization": token} if token else {})
                for name, token in tokens["bad"].items()
            }
            assert refused == dict.fromkeys(refused, 401)
            for name in ("good", "lower"):
                assert post(running, body, {"Authorization": tokens[name]}) == 204
        assert Certificates.fetched <= 2, "certificates are kept"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "more",
    [
        {"INFERA_VERIFY_TOKEN": "off", "K_SERVICE": "worker"},
        {"INFERA_VERIFY_TOKEN": "", "INFERA_TOKEN_EMAILS": CALLER},
        {"INFERA_VERIFY_TOKEN": "", "INFERA_TOKEN_AUDIENCE": AUDIENCE},
    ],
    ids=["off on the cloud", "no audience", "no callers"],
)
def test_a_worker_that_would_let_anyone_in_does_not_start(pubsub: PubSub, tmp_path: Path, more: dict[str, str]) -> None:
    worker = house(pubsub, None, Queue(pubsub, f"open-{len(more)}-{free_port()}"), tmp_path)
    with pytest.raises(RuntimeError, match="exited 1"), worker.start(None, **more):
        pass


def test_a_task_is_told_apart_by_its_headers(pubsub: PubSub, tmp_path: Path) -> None:
    queue = Queue(pubsub, "tasks")
    source = {
        "type": "cloud_tasks",
        "id": "projects/p1/locations/us-central1/queues/emails",
        "dead_letter_topic": queue.dead_topic,
    }
    own = {"GOOGLE_CLOUD_PROJECT": google.PROJECT, "INFERA_VERIFY_TOKEN": "off", **pubsub.env}
    worker = House(TASKS, environment(source, **own), tmp_path)

    def headers(retries: int, **more: str) -> dict[str, str]:
        """Of a task whose every run was answered with 500: Cloud Tasks leaves those out of the executions."""
        return {
            "X-CloudTasks-QueueName": "emails",
            "X-CloudTasks-TaskName": "task-1",
            "X-CloudTasks-TaskExecutionCount": "0",
            "X-CloudTasks-TaskRetryCount": str(retries),
            **more,
        }

    body = '{"type": "emails", "data": {"n": 1, "kind": "always"}}'
    with worker.start() as running:
        assert post(running, body, headers(0)) == 500
        assert post(running, body, headers(1)) == 500
        assert post(running, body, headers(2)) == 204, "the last attempt is dead-lettered"
        assert post(running, job(2), {"infera-id": "kept"}) == 204
    ids = [step["id"] for step in worker.steps.all()]
    assert ids == ["task-1", "task-1", "task-1", "kept", "kept"]
    assert [step["attempt"] for step in worker.steps.all()][:3] == [1, 2, 3]
    (dead,) = google.drain(queue.host, queue.dead)
    assert dead["attributes"]["infera_id"] == "task-1"
    assert dead["body"] == body


def test_a_start_loads_no_client_of_google() -> None:
    """Each takes half a second; what a worker does not use it does not wait for."""
    dist = built(CASES[1]) / "dist"
    waiting, at_start = ["main.mjs"], set()
    while waiting:
        name = waiting.pop()
        if name not in at_start:
            at_start.add(name)
            waiting += re.findall(r'^import (?:[^"(]*from )?"\./([^"]+)"', (dist / name).read_text(), re.MULTILINE)
    text = "\n".join((dist / name).read_text() for name in sorted(at_start))
    assert re.findall(r'^import [^"(]*"(@google-cloud/[^"]+)"', text, re.MULTILINE) == []
    later = "\n".join(path.read_text() for path in dist.glob("*.mjs") if path.name not in at_start)
    assert "@google-cloud/pubsub" in text + later, "the test would see nothing"
