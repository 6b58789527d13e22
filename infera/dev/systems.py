"""Which system stands for which type of queue on this machine."""

from __future__ import annotations

from pathlib import Path

from infera.dev.engines import Engines
from infera.dev.processes import Failed
from infera.dev.system import System
from infera.model import Environment

REDIS = frozenset({"bullmq", "celery"})
GOOGLE = frozenset({"pubsub", "cloud_tasks"})


def start(environment: Environment, folder: Path, engines: Engines) -> dict[str, System]:
    """Start the engines of all types that are in use: type -> system. Failed when one cannot run here."""
    kinds = {queue.type for queue in environment.queues}
    found: dict[str, System] = {}
    if kinds & REDIS:
        from infera.dev.redis_system import RedisSystem

        redis = RedisSystem(environment, folder, engines.redis())
        found |= dict.fromkeys(sorted(kinds & REDIS), redis)
    if "sqs" in kinds:
        from infera.dev.sqs_system import SqsSystem

        found["sqs"] = SqsSystem(environment, engines.ministack())
    if kinds & GOOGLE:
        from infera.dev.google_system import GoogleSystem

        remember = any(
            worker.idempotency_ttl_s and environment.queue((*worker.queues, *worker.dead_letter_of)[0]).type in GOOGLE
            for worker in environment.workers
        )
        google = GoogleSystem(environment, engines.pubsub(), engines.firestore() if remember else None)
        found |= dict.fromkeys(sorted(GOOGLE), google)
    left = sorted(kinds - found.keys())
    if left:
        raise Failed(f"`infera dev` cannot run queues of type {', '.join(left)}")
    return found
