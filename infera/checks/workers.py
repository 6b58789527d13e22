"""What one worker says that no platform could mean, and what must not stand in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Worker

RESERVED = re.compile(r"PORT|(?:AWS|K|INFERA)_.*", re.DOTALL)

# Values that are secrets whatever they are called: access keys, private keys, tokens of well-known forms.
SECRET_VALUES = re.compile(
    r"(?:AKIA|ASIA)[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|gh[pousr]_[A-Za-z0-9]{36}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}|sk_live_[A-Za-z0-9]{10,}|AIza[0-9A-Za-z_-]{35}"
    r"|[a-z][a-z0-9+.-]*://[^/\s:@]*:[^/\s:@]+@"
)
SECRET_NAMES = re.compile(r"(?:.*_)?(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)")


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Environment variables, instances."""
    for worker in environment.workers:
        yield from _names(worker)
        yield from _secrets(worker)
        yield from _instances(worker)


def _names(worker: Worker) -> Iterator[Diagnostic]:
    for kind, items in (("env", worker.env), ("secrets", worker.secrets)):
        for name, _ in items:
            if RESERVED.fullmatch(name):
                yield Diagnostic(
                    codes.RESERVED_ENV,
                    f"`{name}` is set by infera or the platform",
                    (*worker.at, kind, name),
                    "rename it; PORT, AWS_*, K_* and INFERA_* are taken",
                    on_key=True,
                )
    secret_names = {name for name, _ in worker.secrets}
    for name, _ in worker.env:
        if name in secret_names:
            yield Diagnostic(
                codes.DUPLICATE_NAME,
                f"`{name}` stands in `env` and in `secrets`",
                (*worker.at, "env", name),
                "keep it in `secrets`",
                on_key=True,
            )


def _secrets(worker: Worker) -> Iterator[Diagnostic]:
    """A secret by value is found by its form or by its name; the value is never printed."""
    for name, value in worker.env:
        if not isinstance(value, str) or not value:
            continue
        if SECRET_VALUES.search(value) or SECRET_NAMES.fullmatch(name.upper()):
            yield Diagnostic(
                codes.SECRET_BY_VALUE,
                f"`{name}` looks like a secret and stands in the file",
                (*worker.at, "env", name),
                "put it into the cloud's secret store and name it under `secrets:`",
                on_key=True,
            )


def _instances(worker: Worker) -> Iterator[Diagnostic]:
    if worker.min_instances > worker.max_instances:
        yield Diagnostic(
            codes.BAD_VALUE,
            f"instances.min is {worker.min_instances}, instances.max {worker.max_instances}",
            (*worker.at, "instances", "min"),
            "min cannot be above max",
        )
    if worker.max_instances > worker.concurrency:
        path = "instances" if "instances" in worker.written else "concurrency"
        yield Diagnostic(
            codes.BAD_VALUE,
            f"{worker.max_instances} instances cannot share {worker.concurrency} jobs at once",
            (*worker.at, "instances", "max") if path == "instances" else (*worker.at, path),
            "each instance takes at least one job: raise concurrency or lower instances.max",
        )
