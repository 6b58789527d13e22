"""What the generated Python workers carry, against the least that a worker on the same library can be.

    python -m tests.runtime.python.bench [--rounds 5] [--jobs 3000] [KIND …]

Both sides of a row have one handler file, which does nothing; the same server or client with the same settings; as many
threads or processes; the same messages. The trivial side (`trivial/`) decodes a message, calls the handler and
acknowledges. It checks no payload, logs nothing, knows no deadline. On Lambda it is a function over Powertools' batch
processor, which is what answers for each message of a batch; a bare loop, which cannot, is a row of its own without a
target. Pull is the same unary pulls on as many threads: the client's streaming pull is several times slower.

Idempotency is off; the last columns say what it costs with the store of the emulator. Sides take turns and the ratio is
the median of the turns, so that a busy machine hurts both alike; throughput is the median of each side, in
jobs a second. A ratio under 0.9 is marked, and the status is then 1.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from tests.engines import tools
from tests.engines.firestore_emulator import running_firestore
from tests.engines.ministack import running_ministack
from tests.engines.process import free_port, http_ok, running
from tests.engines.pubsub_emulator import running_pubsub
from tests.engines.redis import running_redis
from tests.engines.rie import Function, running_function
from tests.runtime.python.aws import Aws
from tests.runtime.python.flood import flood, request
from tests.runtime.python.google import Google
from tests.runtime.python.house import HERE, bin_folder, environment, wait_for
from tests.runtime.python.http import QUEUE, SUBSCRIPTION, pushed
from tests.runtime.python.projects import Case, worker_files, write
from tests.runtime.python.redis_queue import CeleryQueue

TARGET = 0.9
PLACES = 10  # a worker's concurrency when infera.yaml does not say
CELERY_PROCESSES = 4
TURNS = 5  # for each round, of workers that stay up between them
JOB = {"type": "work", "data": {"n": 1, "do": "ok"}}
EMPTY = '"""Does nothing."""\n\n\ndef handle(payload: object, ctx: object) -> None:\n    pass\n'
COUNTING = '''"""Does nothing but count; writes how long the jobs took, from the first to the last."""

import itertools
import os
import time

COUNT, began, numbers = int(os.environ["COUNT"]), [], itertools.count(1)


def handle(payload: object, ctx: object) -> None:
    number = next(numbers)
    if number == 1:
        began.append(time.perf_counter())
    elif number == COUNT:
        with open(os.environ["TOOK"], "w") as file:
            file.write(str(time.perf_counter() - began[0]))
'''
Side = Callable[[int], float]  # so many jobs -> jobs a second


@dataclass(frozen=True)
class Result:
    """Jobs a second of the sides, and their ratio: medians of the rounds."""

    name: str
    trivial: float
    ours: float
    ratio: float
    with_claims: float | None = None
    target: float | None = TARGET

    @property
    def missed(self) -> bool:
        """Whether the ratio is under the target."""
        return self.target is not None and self.ratio < self.target

    def line(self) -> str:
        """One row of the table."""
        row = f"{self.name:24} {self.trivial:9.0f} {self.ours:9.0f} {self.ratio:7.2f}"
        if self.with_claims is not None:
            row += f" {self.with_claims:12.0f} {1000 / self.with_claims - 1000 / self.ours:11.2f}"
        return row + (f"  under {self.target}" if self.missed else "")


def worker_of(kind: str, root: Path, trivial: str, handler: str = EMPTY) -> Path:
    """A generated worker with its handler, and the trivial one beside it."""
    folder = root / kind
    write(worker_files(Case(kind)), folder)
    for name in ("work", "later"):
        (folder / f"handlers/{name}.py").write_text(handler)
    shutil.copy(HERE / f"trivial/{trivial}.py.in", folder / "trivial.py")
    return folder


def compared(rounds: int, jobs: int, trivial: Side, ours: Side) -> tuple[float, float, float]:
    """Jobs a second of each side and their ratio, the medians of the rounds."""
    pairs = [(trivial(jobs), ours(jobs)) for _ in range(rounds)]
    least, own = (median(side) for side in zip(*pairs, strict=True))
    return least, own, median(own / least for least, own in pairs)


def careful(side: Side, jobs: int) -> float:
    """Jobs a second with claims, which cost so much on the emulators that fewer jobs tell it."""
    return side(max(100, jobs // 10))


@contextmanager
def server(folder: Path, words: list[str], env: Mapping[str, str]) -> Iterator[Side]:
    """A push worker that stays; each round floods it with messages that it has not seen."""
    port = free_port()
    own = {**env, "PORT": str(port), "HOST": "127.0.0.1"}
    ready = lambda: http_ok(f"http://127.0.0.1:{port}/health")  # noqa: E731
    command = [str(bin_folder("gcp") / "python"), *words]
    numbers = itertools.count()

    def side(jobs: int) -> float:
        return flood(port, [call(folder.name, f"{port}-{next(numbers)}") for _ in range(jobs)], PLACES)

    with running(command, ready=ready, log=folder / f"{port}.log", env=own, cwd=folder):
        side(200)
        yield side


def call(kind: str, job_id: str) -> bytes:
    """The request of Pub/Sub or of Cloud Tasks."""
    if kind == "pubsub":
        return request("/jobs", pushed(JOB, job_id, attributes={}, publishTime="2026-01-01T00:00:00.000Z"))
    named = {"X_CloudTasks_QueueName": "jobs", "X_CloudTasks_TaskName": job_id}
    counts = {"X_CloudTasks_TaskRetryCount": "0", "X_CloudTasks_TaskExecutionCount": "0"}
    return request("/jobs", json.dumps(JOB).encode(), **named, **counts)


def stored(env: Mapping[str, str]) -> dict[str, str]:
    """The variables of a worker that keeps ids in Firestore."""
    named = {"INFERA_IDEMPOTENCY_DATABASE": "bench", "INFERA_IDEMPOTENCY_COLLECTION": "bench"}
    return {**env, **named, "GOOGLE_CLOUD_PROJECT": "p1", "INFERA_IDEMPOTENCY_TTL_S": "600"}


def push(kind: str, root: Path, rounds: int, jobs: int) -> list[Result]:
    """A server of Pub/Sub's pushes or of Cloud Tasks."""
    folder = worker_of(kind, root, "push")
    source = {"subscription": SUBSCRIPTION, "mode": "push", "id": QUEUE, "dead_letter_topic": None}
    plain = environment(Case(kind), [source], INFERA_VERIFY_TOKEN="off", INFERA_CONCURRENCY=str(PLACES))
    ours = ["-m", "infera.main"]
    with ExitStack() as stack:
        firestore = stack.enter_context(running_firestore())
        rates = compared(
            rounds * TURNS,
            jobs,
            stack.enter_context(server(folder, ["trivial.py", kind], plain)),
            stack.enter_context(server(folder, ours, plain)),
        )
        cost = careful(stack.enter_context(server(folder, ours, {**plain, **stored(firestore.env)})), jobs)
    return [Result("push, Pub/Sub" if kind == "pubsub" else "push, Cloud Tasks", *rates, cost)]


def pull(root: Path, rounds: int, jobs: int) -> list[Result]:
    """A worker pool that pulls; the messages lie in the subscription before it starts."""
    folder = worker_of("pubsub", root, "pull", COUNTING)
    with running_pubsub() as pubsub, running_firestore() as firestore:

        def side(words: list[str], more: Mapping[str, str], count: int) -> float:
            google = Google(pubsub, None)
            google.subscribe(ackDeadlineSeconds=600)
            for first in range(0, count, 500):
                google.send(*[JOB] * min(500, count - first))
            source = {"subscription": google.subscription, "mode": "pull", "dead_letter_topic": None}
            took = folder / f"took-{google.mark}"
            own = {"COUNT": str(count), "TOOK": str(took), "PORT": str(free_port()), "HOST": "127.0.0.1"}
            env = environment(Case("pubsub"), [source], **google.env, **own, INFERA_CONCURRENCY=str(PLACES))
            command = [bin_folder("gcp") / "python", *words]
            with running(command, ready=lambda: True, log=folder / "bench.log", env={**env, **more}, cwd=folder):
                wait_for(lambda: took.exists() and took.read_text(), 120, "all jobs")
            return (count - 1) / float(took.read_text())

        ours = ["-m", "infera.main"]
        rates = compared(
            rounds,
            jobs,
            lambda count: side(["trivial.py"], {}, count),
            lambda count: side(ours, {}, count),
        )
        cost = careful(lambda count: side(ours, stored(firestore.env), count), jobs)
    return [Result("pull, Pub/Sub", *rates, cost)]


def invoking(function: Function, arn: str, size: int) -> Side:
    """Calls a function with batches of one size, over one connection."""
    url = urlsplit(function.url)
    connection = http.client.HTTPConnection(url.netloc)

    def record(mark: str) -> dict[str, Any]:
        received = {"ApproximateReceiveCount": "1"}
        body = json.dumps({**JOB, "id": mark})
        named = {"messageId": mark, "receiptHandle": "r", "eventSource": "aws:sqs", "eventSourceARN": arn}
        return {**named, "body": body, "attributes": received, "messageAttributes": {}}

    def side(jobs: int) -> float:
        calls = range(max(1, jobs // size))
        marks = [f"{time.time_ns()}-{n}" for n in calls]
        events = [json.dumps({"Records": [record(f"{mark}-{n}") for n in range(size)]}) for mark in marks]
        began = time.perf_counter()
        for event in events:
            connection.request("POST", url.path, event)
            answer = json.loads(connection.getresponse().read())
            assert answer == {"batchItemFailures": []}, answer
        return len(events) * size / (time.perf_counter() - began)

    side(10 * size)
    return side


def function(root: Path, rounds: int, jobs: int) -> list[Result]:
    """A Lambda function under the Runtime Interface Emulator, with batches of one (the default) and of ten."""
    folder = worker_of("sqs", root, "function")
    tooling = (("awslambdaric", "awslambdaric==4.2.2"), ("powertools", "aws-lambda-powertools==3.37.0"))
    sites = [next((tools.venv(*each).parent / "lib").glob("python3*")) / "site-packages" for each in tooling]
    runtime: list[str | Path] = [bin_folder("aws") / "python", "-m", "awslambdaric"]
    found: list[Result] = []
    with ExitStack() as stack:
        aws = Aws(stack.enter_context(running_ministack()))
        plain = environment(Case("sqs"), [aws.source], **aws.engine.env, INFERA_REGION="us-east-1")
        plain["PYTHONPATH"] = ":".join(map(str, (folder, *sites)))
        claims = {"INFERA_IDEMPOTENCY_TABLE": aws.table, "INFERA_IDEMPOTENCY_TTL_S": "600"}

        def start(handler: str, **more: str) -> Function:
            return stack.enter_context(running_function([*runtime, handler], folder, {**plain, **more}, 60))

        ours = start("infera.lambda_entry.handler")
        with_claims = start("infera.lambda_entry.handler", **claims)
        powertools, loop = start("trivial.powertools"), start("trivial.loop")
        arn = aws.source["arn"]
        for size in (1, 10):
            batched, own, claiming = (invoking(each, arn, size) for each in (powertools, ours, with_claims))
            batches = jobs * size // 5
            rates = compared(rounds * TURNS, batches, batched, own)
            found.append(Result(f"lambda, batches of {size}", *rates, careful(claiming, batches)))
            bare = compared(rounds, batches, invoking(loop, arn, size), own)
            found.append(Result("  against a bare loop", *bare, target=None))
    return found


def celery(root: Path, rounds: int, jobs: int) -> list[Result]:
    """A Celery worker; the tasks lie in Redis before it starts."""
    folder = worker_of("celery", root, "tasks")
    python = str(bin_folder("celery") / "python")
    with running_redis() as engine:

        def side(words: list[str], ttl_s: int, jobs: int) -> float:
            queue = CeleryQueue(engine.url)
            for n in range(jobs + 200):
                queue.work(n)
            env = environment(
                Case("celery"),
                [queue.source],
                INFERA_REDIS_URL=engine.url,
                INFERA_IDEMPOTENCY_TTL_S=str(ttl_s),
                INFERA_CONCURRENCY=str(CELERY_PROCESSES),
            )
            left = queue.waiting
            ready = lambda: left() < jobs + 100  # noqa: E731  # the start is over: every process has had tasks
            with running([python, *words], ready=ready, log=folder / "bench.log", env=env, cwd=folder):
                start, began = left(), time.perf_counter()
                while left() > 100:
                    time.sleep(0.01)
                return (start - left()) / (time.perf_counter() - began)

        rates = compared(
            rounds,
            jobs,
            lambda count: side(["trivial.py"], 0, count),
            lambda count: side(["-m", "infera.main"], 0, count),
        )
        cost = side(["-m", "infera.main"], 3600, jobs)
    return [Result("celery", *rates, cost)]


KINDS: dict[str, Callable[[Path, int, int], list[Result]]] = {
    "push": lambda *given: push("pubsub", *given),
    "tasks": lambda *given: push("cloud_tasks", *given),
    "pull": pull,
    "lambda": function,
    "celery": celery,
}


def main() -> int:
    """Print the table; the status is 1 when a ratio is under the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=3000)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; all without one")
    given = parser.parse_args()
    columns = f"{'jobs/s':24} {'trivial':>9} {'ours':>9} {'ratio':>7} {'with claims':>12} {'ms per job':>11}"
    print(columns, flush=True)
    missed = False
    for kind in given.kinds or KINDS:
        with TemporaryDirectory(prefix="infera-py-bench-", ignore_cleanup_errors=True) as name:
            for result in KINDS[kind](Path(name), given.rounds, given.jobs):
                print(result.line(), flush=True)
                missed = missed or result.missed
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
