"""Which runtime a worker's project gets: one for each kind of transport."""

from __future__ import annotations

from infera.model import Project, Queue, Worker
from infera.records import dataclass

SHARED_FILES = (
    "biome.json",
    "tsconfig.json",
    "infera/index.ts",
    "infera/testing.ts",
)
CORE_FILES = tuple(
    f"infera/runtime/{name}.ts"
    for name in (
        "abort",
        "backoff",
        "context",
        "envelope",
        "errors",
        "health",
        "letter",
        "log",
        "runner",
        "settings",
        "shutdown",
        "store",
        "time",
        "validator",
        "work",
    )
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A runtime: its folder under `templates/typescript/`, and its files written verbatim."""

    folder: str
    files: tuple[str, ...]
    container: bool = True


SQS = Variant(
    folder="sqs",
    files=(
        "infera/build.mjs",
        "infera/main.ts",
        "infera/start.ts",
        "infera/worker.ts",
        "infera/runtime/dynamodb.ts",
        "infera/runtime/lambda.ts",
        "infera/runtime/poller.ts",
        "infera/runtime/secrets.ts",
    ),
    container=False,
)
GOOGLE = Variant(
    folder="google",
    files=(
        "infera/build.mjs",
        "infera/push.mjs",
        "infera/main.ts",
        "infera/runtime/firestore.ts",
        "infera/runtime/letters.ts",
        "infera/runtime/order.ts",
        "infera/runtime/pull.ts",
        "infera/runtime/push.ts",
        "infera/runtime/token.ts",
    ),
)
BULLMQ = Variant(
    folder="bullmq",
    files=(
        "infera/build.mjs",
        "infera/push.mjs",
        "infera/main.ts",
        "infera/runtime/backlog.ts",
        "infera/runtime/consumer.ts",
        "infera/runtime/letters.ts",
        "infera/runtime/redis.ts",
        "infera/runtime/schedules.ts",
        "infera/runtime/secrets.ts",
    ),
)
_BY_TYPE = {"sqs": SQS, "pubsub": GOOGLE, "cloud_tasks": GOOGLE, "bullmq": BULLMQ}


def sources(project: Project, worker: Worker) -> tuple[Queue, ...]:
    """The queues whose jobs the worker handles: its own, and those of its dead letters."""
    environment = project.environments[0]
    return tuple(environment.queue(name) for name in (*worker.queues, *worker.dead_letter_of))


def variant_of(project: Project, worker: Worker) -> Variant | None:
    """The runtime of a worker; None when its queues have none in common in TypeScript."""
    found = {_BY_TYPE.get(queue.type) for queue in sources(project, worker)}
    return found.pop() if len(found) == 1 else None
