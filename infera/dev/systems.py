"""Which system stands for which type of queue on this machine."""

from __future__ import annotations

from pathlib import Path

from infera.dev.engines import Engines
from infera.dev.processes import Failed
from infera.dev.system import System
from infera.model import Environment

REDIS = frozenset({"bullmq", "celery"})


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
    left = sorted(kinds - found.keys())
    if left:
        raise Failed(f"`infera dev` cannot run queues of type {', '.join(left)} yet")
    return found
