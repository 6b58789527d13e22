"""What the generated workers carry, against the least that a worker on the same library can be.

    python -m tests.runtime.typescript.bench [--rounds 3] [--jobs 3000]

Handlers are empty and idempotency is off; a last line says what idempotency costs. Rounds alternate and the best of
each side counts, so that a busy machine hurts both alike. Throughput is in jobs a second; a ratio under 0.9 is marked.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines import node
from tests.engines.firestore_emulator import running_firestore
from tests.engines.process import free_port, http_ok, running
from tests.engines.pubsub_emulator import running_pubsub
from tests.engines.redis import running_redis
from tests.engines.rie import running_function
from tests.runtime.typescript import google
from tests.runtime.typescript.house import HERE, environment, wait_for
from tests.runtime.typescript.projects import CASES, Case, worker_files, write
from tests.runtime.typescript.test_bullmq import Queue
from tests.runtime.typescript.test_push import push

TARGET = 0.9
EMPTY = "export default async (): Promise<void> => {};\n"
BODY = json.dumps({"type": "note", "data": {"n": 1}})


@dataclass(frozen=True)
class Worker:
    """A built worker with its empty handlers, and the trivial one beside it."""

    folder: Path

    @contextmanager
    def start(self, env: dict[str, str], words: list[str]) -> Iterator[int]:
        port = free_port()
        own = node.environment({**env, "PORT": str(port), "INFERA_LOG_LEVEL": "info"})
        log = self.folder / "bench.log"
        ready = lambda: http_ok(f"http://127.0.0.1:{port}/health")  # noqa: E731
        with running(["node", *words], ready=ready, log=log, env=own, cwd=self.folder):
            yield port


def built(case: Case, root: Path) -> Worker:
    write(worker_files(case), root)
    folder = root / "workers/email_worker"
    node.link_modules(folder)
    (folder / "handlers/note.ts").write_text(EMPTY)
    for script in ("trivial.mjs", "flood.mjs", "count.mjs"):
        shutil.copy(HERE / script, folder)
    done = node.run(["node", "infera/build.mjs"], folder)
    assert done.returncode == 0, done.stderr
    return Worker(folder)


def report(name: str, rounds: int, ours: Callable[[], float], least: Callable[[], float]) -> None:
    pairs = [(ours(), least()) for _ in range(rounds)]
    own, trivial = max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)
    mark = "" if own / trivial >= TARGET else f"  under {TARGET}"
    print(f"{name:24} {own:8.0f}/s  trivial {trivial:8.0f}/s  ratio {own / trivial:.2f}{mark}")


def pushed(rounds: int, jobs: int) -> None:
    with TemporaryDirectory() as name, running_firestore() as firestore:
        worker = built(CASES[1], Path(name))
        base = {"INFERA_VERIFY_TOKEN": "off", "GOOGLE_CLOUD_PROJECT": "p1"}
        source = {"type": "pubsub", "mode": "push", "subscription": "s"}
        env = environment(source, **base, INFERA_CONCURRENCY="100")
        stored = {
            "INFERA_IDEMPOTENCY_DATABASE": "ids",
            "INFERA_IDEMPOTENCY_COLLECTION": "bench",
            "INFERA_IDEMPOTENCY_TTL_S": "60",
        }

        def rate(words: list[str], count: int = jobs, **more: str) -> float:
            with worker.start({**env, **more}, words) as port:
                url = f"http://127.0.0.1:{port}/jobs"
                for size in (count // 4, count):
                    done = node.run(["node", "flood.mjs", url, str(size), push(BODY)], worker.folder)
                    assert done.returncode == 0, done.stderr
                return count / float(done.stdout)

        ours, least = ["dist/main.mjs"], ["trivial.mjs", "push"]
        report("push", rounds, lambda: rate(ours), lambda: rate(least))
        cost = rate(ours, max(jobs // 10, 100), **stored, **firestore.env)
        print(f"{'  with Firestore ids':24} {cost:8.0f}/s  (the emulator's)")


def queued(rounds: int, jobs: int) -> None:
    with TemporaryDirectory() as name, running_redis() as redis:
        worker = built(CASES[4], Path(name))

        def rate(words: list[str], count: int = jobs, **more: str) -> float:
            queue = Queue(redis, f"bench-{time.monotonic_ns()}")
            queue.do(["fill", count])
            source = {"type": "bullmq", "name": queue.name, "dead_letter": None}
            env = environment(source, INFERA_REDIS_URL=queue.url, QUEUE=queue.name, **more)
            with worker.start(env, words):
                return float(queue.do(["drained", count]))

        ours, least = ["dist/main.mjs"], ["trivial.mjs", "bullmq"]
        report("bullmq", rounds, lambda: rate(ours), lambda: rate(least))
        cost = rate(ours, INFERA_IDEMPOTENCY_TTL_S="60")
        print(f"{'  with ids in Redis':24} {cost:8.0f}/s")


def pulled(rounds: int, jobs: int) -> None:
    with TemporaryDirectory() as name, running_pubsub() as pubsub:
        worker = built(CASES[2], Path(name))

        def rate(words: list[str]) -> float:
            mark = f"bench-{time.monotonic_ns()}"
            topic = google.topic(pubsub.host, mark)
            held = google.subscription(pubsub.host, mark, topic, ackDeadlineSeconds=600)
            google.publish(pubsub.host, topic, [BODY] * jobs)
            source = {"type": "pubsub", "mode": "pull", "subscription": held}
            own = {"GOOGLE_CLOUD_PROJECT": "p1", "SUBSCRIPTION": held, "INFERA_CONCURRENCY": "100"}
            env = environment(source, **own, **pubsub.env)
            log = worker.folder / "bench.log"
            with worker.start({**env, "COUNT": str(jobs)}, words):
                wait_for(lambda: "seconds" in log.read_text(), 120, "all pulled")
            (line,) = [one for one in log.read_text().splitlines() if "seconds" in one]
            return jobs / float(json.loads(line)["seconds"])

        preload = ["--import", "./count.mjs"]
        ours, least = [*preload, "dist/main.mjs"], [*preload, "trivial.mjs", "pull"]
        report("pull", rounds, lambda: rate(ours), lambda: rate(least))


def invoked(rounds: int, jobs: int) -> None:
    """Batches of ten through the Runtime Interface Emulator, one after the other as it serves them."""
    with TemporaryDirectory() as name:
        worker = built(CASES[0], Path(name))
        record = {
            "body": BODY,
            "receiptHandle": "r",
            "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {},
            "eventSourceARN": "arn:aws:sqs:us-east-1:0:q",
        }
        event = {"Records": [{**record, "messageId": str(n)} for n in range(10)]}
        source = {"type": "sqs", "arn": record["eventSourceARN"], "url": "http://127.0.0.1:1/q"}
        keys = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
        env = node.environment(environment(source, **keys))

        def rate(module: Path) -> float:
            command = [node.bin_folder() / "node", HERE / "bootstrap.mjs", module]
            with running_function(command, worker.folder, env, 60) as function:
                for count in (jobs // 40, jobs // 10):
                    started = time.monotonic()
                    for _ in range(count):
                        assert function.invoke(event) == (200, {"batchItemFailures": []})
                return count * 10 / (time.monotonic() - started)

        bundle = worker.folder / "dist/function/index.mjs"
        report("lambda", rounds, lambda: rate(bundle), lambda: rate(HERE / "trivial_lambda.mjs"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=3000)
    given = parser.parse_args()
    for measure in (pushed, pulled, queued, invoked):
        measure(given.rounds, given.jobs)


if __name__ == "__main__":
    main()
