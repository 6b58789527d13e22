"""The names of all engines, for `pytest.mark.engine`, `make setup`, INFERA_REQUIRE_ENGINES.

python -m tests.engines.registry [NAME ...]    installs what can be had, names the rest
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache

from tests.engines import (
    checkov,
    cloud_tasks,
    compose,
    firestore_emulator,
    ministack,
    node,
    pubsub_emulator,
    redis,
    rie,
    terraform,
)


def _real_aws() -> str | None:
    if terraform.real_aws_mirror():
        return None
    return "no filesystem mirror with the real AWS provider; TERRAFORM_REAL_MIRROR names one"


ENGINES: dict[str, Callable[[], str | None]] = {
    "terraform": terraform.available,
    "real_aws_provider": _real_aws,
    "checkov": checkov.available,
    "ministack": ministack.available,
    "pubsub_emulator": pubsub_emulator.available,
    "firestore_emulator": firestore_emulator.available,
    "cloud_tasks_grpc": lambda: cloud_tasks.available("grpc"),
    "cloud_tasks_rest": lambda: cloud_tasks.available("rest"),
    "compose": compose.available,
    "redis": redis.available,
    "valkey": lambda: redis.available("valkey"),
    "node": node.available,
    "rie": rie.available,
}
"""Name -> a function that installs what it can and answers None, or why the engine is missing."""


@cache
def missing(name: str) -> str | None:
    """None, or `name: reason`."""
    reason = ENGINES[name]()
    return None if reason is None else f"{name}: {reason}"


def required() -> frozenset[str]:
    """Engines whose absence is a failure and not a skip: `INFERA_REQUIRE_ENGINES=all` or a list."""
    value = os.environ.get("INFERA_REQUIRE_ENGINES", "")
    return frozenset(ENGINES if value == "all" else filter(None, value.split(",")))


def main(names: list[str]) -> int:
    """Set up every engine and print a line for each; the status is 0 whatever is missing."""
    for name in names or ENGINES:
        print(f"{name:20} {missing(name) or 'ready'}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
