"""What the generated workers carry, against the least that a worker on the same library can be.

    python -m tests.runtime.typescript.bench [--rounds 5] [--jobs 10000] [--only push,tasks,pull,bullmq,lambda]

Both sides are the same library with the same concurrency on the same Node, warm, and their handlers are empty:

- `push`, `tasks`: node:http. The trivial server reads the body by events, parses what it acknowledges (the push and the
  job in it, or the task) and answers 204. Neither side verifies tokens. Requests come over 16 kept connections, to both
  sides in turn in slices of a tenth of a second.
- `pull`: @google-cloud/pubsub with one stream and room for 1,000 messages, so that the work counts and not the wait for
  the next acknowledgement. The trivial side parses and acknowledges.
- `bullmq`: a `Worker` with five jobs at once that keeps the last thousand finished ones, as ours does: a Redis that
  never evicts would fill otherwise.
- `lambda`: batches of ten through AWS's Runtime Interface Emulator. The trivial function parses each body and returns
  an empty list of failures: less than the batch library that the vendor advises.

The generated workers validate, log a line for each job, watch its deadline, and would back off, dead-letter and drain.
Idempotency is off; the line below each says what it costs on a local engine, which says little about a cloud's.
Sides take turns and the ratio is the median of the turns', so that a busy machine hurts both alike; throughput is each
side's median, in jobs a second. The exit status is 1 when a ratio is under 0.9.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.engines import node
from tests.engines.firestore_emulator import running_firestore
from tests.engines.ministack import running_ministack
from tests.engines.process import free_port, http_ok, running
from tests.engines.pubsub_emulator import running_pubsub
from tests.engines.redis import running_redis
from tests.engines.rie import running_function
from tests.runtime.typescript import aws, google
from tests.runtime.typescript.house import HERE, environment, wait_for
from tests.runtime.typescript.projects import CASES, Case, worker_files, write
from tests.runtime.typescript.test_bullmq import Queue
from tests.runtime.typescript.test_push import push

TARGET = 0.9
EMPTY = "export default async (): Promise<void> => {};\n"
BODY = json.dumps({"type": "note", "data": {"n": 1}})
# the tests' own times are short; a worker in use has these
IN_USE = {"INFERA_LOCK_S": "15", "INFERA_TIMEOUT_S": "60"}
IDS = {
    "INFERA_IDEMPOTENCY_DATABASE": "ids",
    "INFERA_IDEMPOTENCY_COLLECTION": "bench",
    "INFERA_IDEMPOTENCY_TTL_S": "60",
}
# requests to a server: so many that both sides are compiled; then so many slices for each round
WARM = 30_000
SLICES = 10
# and more jobs in each than of the other kinds: a request costs little
FASTER = 5
# an id costs so much on the local engines that fewer jobs tell it
FEWER = 20


@dataclass(frozen=True)
class Worker:
    """A built worker with its empty handlers, and the trivial one beside it."""

    folder: Path

    def log(self, words: list[str]) -> Path:
        """What the worker or the trivial one prints."""
        return self.folder / f"bench-{Path(words[-1]).stem}.log"

    @contextmanager
    def start(self, env: dict[str, str], words: list[str]) -> Iterator[int]:
        """Run it, or the trivial one, until the end of the block; the port that it listens on."""
        port = free_port()
        own = node.environment({**env, "PORT": str(port), "INFERA_LOG_LEVEL": "info"})
        ready = lambda: http_ok(f"http://127.0.0.1:{port}/health")  # noqa: E731
        with running(["node", *words], ready=ready, log=self.log(words), env=own, cwd=self.folder):
            yield port


def built(case: Case, root: Path) -> Worker:
    """The generated worker of a case, built."""
    write(worker_files(case), root)
    folder = root / "workers/email_worker"
    node.link_modules(folder)
    (folder / "handlers/note.ts").write_text(EMPTY)
    for script in ("trivial.mjs", "flood.mjs", "count.mjs"):
        shutil.copy(HERE / script, folder)
    done = node.run(["node", "infera/build.mjs"], folder)
    assert done.returncode == 0, done.stderr
    return Worker(folder)


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    jobs: int

    def compare(self, name: str, ours: Callable[[], float], least: Callable[[], float]) -> bool:
        """Print the ratio; whether it reaches the target."""
        return told(name, [(ours(), least()) for _ in range(self.rounds)])


def told(name: str, pairs: Sequence[tuple[float, float]]) -> bool:
    """Print the ratio of pairs (ours, trivial), in jobs a second; whether it reaches the target."""
    own, trivial = (median(side) for side in zip(*pairs, strict=True))
    ratio = median(ours / least for ours, least in pairs)
    reached = ratio >= TARGET
    mark = "" if reached else f"  under {TARGET}"
    print(f"{name:22} {own:8.0f}/s  trivial {trivial:8.0f}/s  ratio {ratio:.2f}{mark}", flush=True)
    return reached


def cost(engine: str, rate: float) -> None:
    """Print what is carried with idempotency on."""
    print(f"{'  with ids in ' + engine:22} {rate:8.0f}/s", flush=True)


def served(name: str, case: Case, kind: dict[str, str], body: str, plan: Plan) -> bool:
    """A worker that requests are posted to."""
    with TemporaryDirectory() as root, running_firestore() as firestore:
        worker = built(case, Path(root))
        base = {"INFERA_VERIFY_TOKEN": "off", "GOOGLE_CLOUD_PROJECT": "p1", "INFERA_CONCURRENCY": "100"}
        env = environment(kind, **base, **IN_USE)

        def flood(slices: int, size: int, ports: Sequence[int]) -> list[list[float]]:
            urls = [f"http://127.0.0.1:{port}/jobs" for port in ports]
            done = node.run(["node", "flood.mjs", str(slices), str(size), body, *urls], worker.folder)
            assert done.returncode == 0, done.stderr
            rates: list[list[float]] = json.loads(done.stdout)
            return rates

        with ExitStack() as stack:
            sides = (["dist/main.mjs"], ["trivial.mjs", name])
            ports = [stack.enter_context(worker.start(env, words)) for words in sides]
            flood(1, WARM, ports)
            reached = told(
                name, list(zip(*flood(plan.rounds * SLICES, plan.jobs // SLICES * FASTER, ports), strict=True))
            )
        with worker.start({**env, **IDS, **firestore.env}, ["dist/main.mjs"]) as port:
            jobs = max(plan.jobs // FEWER, 100)
            flood(1, jobs // 2, [port])
            cost("Firestore", flood(1, jobs, [port])[0][0])
        return reached


def pushed(plan: Plan) -> bool:
    """Pub/Sub's pushes."""
    source = {"type": "pubsub", "mode": "push", "subscription": "s"}
    return served("push", CASES[1], source, push(BODY), plan)


def dispatched(plan: Plan) -> bool:
    """Tasks of Cloud Tasks."""
    return served("tasks", CASES[3], {"type": "cloud_tasks", "id": "projects/p1/locations/l/queues/q"}, BODY, plan)


def queued(plan: Plan) -> bool:
    """Jobs of BullMQ."""
    with TemporaryDirectory() as root, running_redis() as redis:
        worker = built(CASES[4], Path(root))

        def rate(words: list[str], **more: str) -> float:
            queue = Queue(redis, f"bench-{time.monotonic_ns()}")
            queue.do(["fill", plan.jobs])
            source = {"type": "bullmq", "name": queue.name, "dead_letter": None}
            env = environment(source, INFERA_REDIS_URL=queue.url, QUEUE=queue.name, **IN_USE, **more)
            with worker.start(env, words):
                carried = float(queue.do(["drained", plan.jobs]))
            queue.do(["obliterate"])
            return carried

        ours, least = ["dist/main.mjs"], ["trivial.mjs", "bullmq"]
        reached = plan.compare("bullmq", lambda: rate(ours), lambda: rate(least))
        cost("Redis", rate(ours, INFERA_IDEMPOTENCY_TTL_S="60"))
        return reached


def pulled(plan: Plan) -> bool:
    """Messages of a Pub/Sub subscription."""
    with TemporaryDirectory() as root, running_pubsub() as pubsub, running_firestore() as firestore:
        worker = built(CASES[2], Path(root))

        def rate(words: list[str], count: int, **more: str) -> float:
            mark = f"bench-{time.monotonic_ns()}"
            topic = google.topic(pubsub.host, mark)
            held = google.subscription(pubsub.host, mark, topic, ackDeadlineSeconds=600)
            for start in range(0, count, 1000):
                google.publish(pubsub.host, topic, [BODY] * min(1000, count - start))
            source = {"type": "pubsub", "mode": "pull", "subscription": held}
            own = {"GOOGLE_CLOUD_PROJECT": "p1", "SUBSCRIPTION": held, "INFERA_CONCURRENCY": "1000"}
            env = environment(source, **own, **pubsub.env, **IN_USE)
            log = worker.log(words)
            with worker.start({**env, **more, "COUNT": str(count)}, words):
                wait_for(lambda: "seconds" in log.read_text(), 120, "all pulled")
            (line,) = [one for one in log.read_text().splitlines() if "seconds" in one]
            return float(json.loads(line)["rate"])

        preload = ["--import", "./count.mjs"]
        ours, least = [*preload, "dist/main.mjs"], [*preload, "trivial.mjs", "pull"]
        reached = plan.compare("pull", lambda: rate(ours, plan.jobs), lambda: rate(least, plan.jobs))
        cost("Firestore", rate(ours, max(plan.jobs // FEWER, 100), **IDS, **firestore.env))
        return reached


def event_of(number: int) -> dict[str, Any]:
    """A batch of ten; messages of two numbers are never the same."""
    record = {
        "body": BODY,
        "receiptHandle": "r",
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSourceARN": "arn:aws:sqs:us-east-1:0:q",
    }
    return {"Records": [{**record, "messageId": f"{number}-{at}"} for at in range(10)]}


def invoked(plan: Plan) -> bool:
    """Batches of SQS, one after the other as the emulator serves them."""
    with TemporaryDirectory() as root, running_ministack() as engine:
        worker = built(CASES[0], Path(root))
        source = {"type": "sqs", "arn": "arn:aws:sqs:us-east-1:0:q", "url": "http://127.0.0.1:1/q"}
        env = node.environment(environment(source, **engine.env, **IN_USE))
        aws.make_table(engine, "bench")

        def rate(module: Path, batches: int, **more: str) -> float:
            command = [node.bin_folder() / "node", HERE / "bootstrap.mjs", module]
            with running_function(command, worker.folder, {**env, **more}, 60) as function:
                for numbers in (range(batches // 2), range(batches // 2, batches // 2 + batches)):
                    started = time.monotonic()
                    for number in numbers:
                        assert function.invoke(event_of(number)) == (200, {"batchItemFailures": []})
                return batches * 10 / (time.monotonic() - started)

        bundle, least = worker.folder / "dist/function/index.mjs", HERE / "trivial_lambda.mjs"
        batches = plan.jobs // 10
        reached = plan.compare("lambda", lambda: rate(bundle, batches), lambda: rate(least, batches))
        ids = {"INFERA_IDEMPOTENCY_TABLE": "bench", "INFERA_IDEMPOTENCY_TTL_S": "60"}
        cost("DynamoDB", rate(bundle, max(batches // FEWER, 10), **ids))
        return reached


MEASURES = {"push": pushed, "tasks": dispatched, "pull": pulled, "bullmq": queued, "lambda": invoked}


def main() -> int:
    """The command line; 1 when a worker carries less than it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--only", default=",".join(MEASURES))
    given = parser.parse_args()
    plan = Plan(given.rounds, given.jobs)
    reached = [MEASURES[name](plan) for name in given.only.split(",")]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
