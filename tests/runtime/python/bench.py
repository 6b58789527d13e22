"""What the generated Python workers carry, against the least that a worker on the same library can be.

    python -m tests.runtime.python.bench [--rounds 3] [--jobs 3000]

Handlers are empty and idempotency is off; a last column says what idempotency costs. Rounds alternate and the best of
each side counts, so that a busy machine hurts both alike. Throughput is in jobs a second; a ratio under 0.9 is marked.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines import tools
from tests.engines.firestore_emulator import running_firestore
from tests.engines.ministack import running_ministack
from tests.engines.process import free_port, http_ok, running
from tests.engines.redis import running_redis
from tests.engines.rie import running_function
from tests.runtime.python.aws import Aws
from tests.runtime.python.house import bin_folder, environment
from tests.runtime.python.http import SUBSCRIPTION, pushed
from tests.runtime.python.projects import Case, worker_files, write
from tests.runtime.python.redis_queue import CeleryQueue

TARGET = 0.9
EMPTY = '"""Does nothing."""\n\n\ndef handle(payload: object, ctx: object) -> None:\n    pass\n'
BODY = {"type": "work", "data": {"n": 1, "do": "ok"}}
CONNECTIONS = 4
TRIVIAL_PUSH = """
import asyncio, base64, json, os
import uvicorn

def handle(payload):
    pass

async def app(scope, receive, send):
    if scope["path"] == "/jobs":
        message = json.loads((await receive())["body"])["message"]
        job = json.loads(base64.b64decode(message["data"]))
        await asyncio.get_running_loop().run_in_executor(None, handle, job["data"])
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})

uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", access_log=False, lifespan="off")
"""
TRIVIAL_LAMBDA = """
import json

def handle(payload):
    pass

def handler(event, context):
    for record in event["Records"]:
        handle(json.loads(record["body"])["data"])
    return {"batchItemFailures": []}
"""
TRIVIAL_CELERY = """
import os
from celery import Celery
from kombu import Queue

app = Celery("trivial", broker=os.environ["INFERA_REDIS_URL"])
app.conf.update(
    task_acks_late=True, worker_prefetch_multiplier=1, task_ignore_result=True, accept_content=["json"],
    task_queues=[Queue(os.environ["QUEUE"])], worker_hijack_root_logger=False,
)

@app.task(name="work")
def work(payload):
    pass

app.Worker(concurrency=4, loglevel="ERROR", without_gossip=True, without_mingle=True, quiet=True).start()
"""


@dataclass(frozen=True)
class Result:
    """Jobs a second of the three, the best of the rounds."""

    name: str
    trivial: float
    ours: float
    with_claims: float

    def line(self) -> str:
        """One row of the table."""
        ratio = self.ours / self.trivial
        mark = "" if ratio >= TARGET else "  under the target"
        return f"{self.name:10} {self.trivial:9.0f} {self.ours:9.0f} {ratio:7.2f} {self.with_claims:12.0f}{mark}"


def worker_of(kind: str, root: Path) -> Path:
    folder = root / kind
    write(worker_files(Case(kind)), folder)
    (folder / "handlers/work.py").write_text(EMPTY)
    (folder / "handlers/later.py").write_text(EMPTY)
    return folder


def flood(port: int, jobs: int) -> float:
    """Jobs a second over a few connections that stay open."""
    left = iter(range(jobs))
    lock = threading.Lock()

    def send() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            with lock:
                number = next(left, None)
            if number is None:
                return
            connection.request("POST", "/jobs", pushed(BODY, f"{port}-{number}-{time.time_ns()}"))
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 204, answer.status

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return jobs / (time.perf_counter() - began)


@contextmanager
def server(folder: Path, words: list[str], env: dict[str, str]) -> Iterator[int]:
    port = free_port()
    own = {**env, "PORT": str(port), "HOST": "127.0.0.1"}
    ready = lambda: http_ok(f"http://127.0.0.1:{port}/health")  # noqa: E731
    command = [str(bin_folder("gcp") / "python"), *words]
    with running(command, ready=ready, log=folder / "bench.log", env=own, cwd=folder):
        yield port


def best(rounds: int, *sides: Callable[[], float]) -> list[float]:
    """The best of each side; rounds alternate."""
    found = [[side() for side in sides] for _ in range(rounds)]
    return [max(column) for column in zip(*found, strict=True)]


def push(root: Path, rounds: int, jobs: int) -> Result:
    folder = worker_of("pubsub", root)
    (folder / "trivial.py").write_text(TRIVIAL_PUSH)
    source = {"subscription": SUBSCRIPTION, "mode": "push", "dead_letter_topic": None}
    plain = environment(Case("pubsub"), [source], INFERA_VERIFY_TOKEN="off", INFERA_CONCURRENCY="16")
    with running_firestore() as firestore:
        claims = {
            **firestore.env,
            "GOOGLE_CLOUD_PROJECT": "p1",
            "INFERA_IDEMPOTENCY_TTL_S": "600",
            "INFERA_IDEMPOTENCY_DATABASE": "bench",
            "INFERA_IDEMPOTENCY_COLLECTION": "bench",
        }
        with (
            server(folder, ["trivial.py"], plain) as trivial,
            server(folder, ["-m", "infera.main"], plain) as ours,
            server(folder, ["-m", "infera.main"], {**plain, **claims}) as careful,
        ):
            for port in (trivial, ours, careful):
                flood(port, 50)
            rates = best(
                rounds,
                lambda: flood(trivial, jobs),
                lambda: flood(ours, jobs),
                lambda: flood(careful, max(50, jobs // 10)),
            )
    return Result("push", *rates)


def function(root: Path, rounds: int, jobs: int) -> Result:
    folder = worker_of("sqs", root)
    (folder / "trivial.py").write_text(TRIVIAL_LAMBDA)
    client = tools.venv("awslambdaric", "awslambdaric==4.2.2")
    site = next((client.parent / "lib").glob("python3*")) / "site-packages"
    python = bin_folder("aws") / "python"
    with running_ministack() as engine:
        aws = Aws(engine)
        plain = environment(Case("sqs"), [aws.source], **engine.env, INFERA_REGION="us-east-1")
        own = {**plain, "PYTHONPATH": f"{folder}:{site}"}
        batches = [
            {
                "Records": [
                    {
                        "messageId": f"{batch}-{number}",
                        "receiptHandle": "r",
                        "body": json.dumps({**BODY, "id": f"{time.time_ns()}-{batch}-{number}"}),
                        "attributes": {"ApproximateReceiveCount": "1"},
                        "messageAttributes": {},
                        "eventSourceARN": aws.source["arn"],
                    }
                    for number in range(10)
                ]
            }
            for batch in range(jobs // 10)
        ]

        def rate(handler: str, env: dict[str, str], count: int) -> float:
            command: list[str | Path] = [python, "-m", "awslambdaric", handler]
            with running_function(command, folder, env, timeout_s=60) as made:
                made.invoke({"Records": []})
                began = time.perf_counter()
                for batch in batches[:count]:
                    status, answer = made.invoke(batch)
                    assert (status, answer) == (200, {"batchItemFailures": []}), answer
                return count * 10 / (time.perf_counter() - began)

        claims = {**own, "INFERA_IDEMPOTENCY_TABLE": aws.table, "INFERA_IDEMPOTENCY_TTL_S": "1"}
        rates = best(
            rounds,
            lambda: rate("trivial.handler", own, len(batches)),
            lambda: rate("infera.lambda_entry.handler", own, len(batches)),
            lambda: rate("infera.lambda_entry.handler", claims, max(5, len(batches) // 10)),
        )
    return Result("lambda", *rates)


def celery(root: Path, rounds: int, jobs: int) -> Result:
    folder = worker_of("celery", root)
    (folder / "trivial.py").write_text(TRIVIAL_CELERY)
    python = str(bin_folder("celery") / "python")
    with running_redis() as engine:

        def rate(words: list[str], ttl_s: int) -> float:
            queue = CeleryQueue(engine.url)
            for n in range(jobs):
                queue.work(n)
            env = environment(
                Case("celery"),
                [queue.source],
                INFERA_REDIS_URL=engine.url,
                INFERA_IDEMPOTENCY_TTL_S=str(ttl_s),
                QUEUE=queue.name,
            )
            left = queue.waiting
            command = [python, *words]
            ready = lambda: left() < jobs - 100  # noqa: E731
            with running(command, ready=ready, log=folder / "bench.log", env=env, cwd=folder):
                start, began = left(), time.perf_counter()
                while left() > 100:
                    time.sleep(0.01)
                return (start - 100) / (time.perf_counter() - began)

        rates = best(
            rounds,
            lambda: rate(["trivial.py"], 0),
            lambda: rate(["-m", "infera.main"], 0),
            lambda: rate(["-m", "infera.main"], 3600),
        )
    return Result("celery", *rates)


def main() -> int:
    """Print the table; the status is 1 when a ratio is under the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=3000)
    given = parser.parse_args()
    print(f"{'jobs/s':10} {'trivial':>9} {'ours':>9} {'ratio':>7} {'with claims':>12}", flush=True)
    results = []
    for measure in (push, function, celery):
        with TemporaryDirectory(prefix="infera-py-bench-") as name:
            result = measure(Path(name), given.rounds, given.jobs)
            shutil.rmtree(name, ignore_errors=True)
        print(result.line(), flush=True)
        results.append(result)
    return int(any(each.ours / each.trivial < TARGET for each in results))


if __name__ == "__main__":
    sys.exit(main())
