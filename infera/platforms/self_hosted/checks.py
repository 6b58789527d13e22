"""What a compose file cannot express, tied to the key that asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from infera import codes
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Project, Var, Worker
from infera.platforms import redis_reserved

SECRET_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}")

REFUSED_OF_QUEUE: Mapping[str, tuple[str, str]] = {
    "alarms": ("has no alarms of its own", "remove it; the workers' logs and the queue viewer show what is stuck"),
}
REFUSED_OF_WORKER: Mapping[str, tuple[str, str]] = {
    "permissions": ("has no identities to grant to", "give the worker credentials under `secrets:`"),
    "network": ("makes its own network", "remove it"),
    "log_retention": ("keeps logs by size, not by age", "remove it: 5 files of 10 MB are kept for each worker"),
}
REFUSED: Mapping[str, tuple[str, str]] = {
    "redis.node_type": ("runs Redis in a container", "remove it"),
    "redis.network": ("makes its own network", "remove it"),
}


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Every written key that would be dropped, and names that are taken."""
    yield from redis_reserved.of_compose(environment)
    for queue in environment.queues:
        if queue.alarms.enabled:
            yield from _refused(queue.written, queue.at, REFUSED_OF_QUEUE)
    for worker in environment.workers:
        yield from _refused(worker.written, worker.at, REFUSED_OF_WORKER)
        yield from _variables((*worker.at, "env"), dict(worker.env))
        yield from _variables((*worker.at, "secrets"), dict(worker.secrets))
        yield from _variables(worker.at, {"image": worker.image})
        yield from _secret_files(worker)
    yield from _variables(("redis",), {"existing": environment.redis.existing})
    redis = frozenset(f"redis.{key}" for key in environment.redis.written)
    for key, (what, hint) in REFUSED.items():
        if key in redis:
            yield _finding(what, ("redis", key.removeprefix("redis.")), hint)
    if environment.deletion_protection:
        yield _finding("protects nothing from `docker compose down -v`", ("deletion_protection",), "remove it")


def _refused(written: frozenset[str], at: Path, table: Mapping[str, tuple[str, str]]) -> Iterator[Diagnostic]:
    for key, (what, hint) in table.items():
        if key in written:
            yield _finding(what, (*at, key), hint)


def _finding(what: str, path: Path, hint: str) -> Diagnostic:
    return Diagnostic(codes.UNSUPPORTED, f"a compose file {what}", path, hint, on_key=True)


def _secret_files(worker: Worker) -> Iterator[Diagnostic]:
    for name, file in worker.secrets:
        if isinstance(file, str) and not SECRET_FILE.fullmatch(file):
            yield Diagnostic(
                codes.BAD_VALUE,
                f"`{file}` is not the name of a file under `secrets/`",
                (*worker.at, "secrets", name),
                "a plain file name, such as `stripe_key`",
            )


def _variables(at: Path, items: Mapping[str, object]) -> Iterator[Diagnostic]:
    for name, value in items.items():
        if isinstance(value, Var):
            yield Diagnostic(
                codes.UNSUPPORTED,
                "there is no Terraform here to take a variable from",
                (*at, name),
                "write the value; what is secret goes into a file that `secrets:` names",
            )
