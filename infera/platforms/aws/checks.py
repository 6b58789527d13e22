"""What AWS refuses, whatever the back end: tags, paths of roles, environment variables of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera.backends.sqs import worker_checks
from infera.diagnostics import Diagnostic, Path
from infera.model import Environment, Project, Queue, Worker
from infera.platforms import redis_reserved
from infera.platforms.aws import collisions, redis_checks

# https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html, read 2026-11-24
TAG_KEY_CHARACTERS, TAG_VALUE_CHARACTERS, TAGS = 128, 256, 50
BOUNDARY = re.compile(r"arn:[a-z0-9-]+:iam::(?:[0-9]{12}|aws):policy/\S+")
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, read 2026-11-24; AWS_* is refused everywhere
LAMBDA_NAMES = re.compile(r"_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_[A-Z_]*")
LAMBDA_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]+")


def check(project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Labels, roles, environment variables, protection."""
    yield from _labels(environment)
    yield from _roles(project)
    yield from collisions.check(environment)
    yield from redis_reserved.of_terraform(environment)
    for worker in environment.workers:
        yield from _same_structure(project, environment, worker)
        if worker.runtime == "lambda":
            yield from _variables(worker)
        else:
            yield from worker_checks.log_retention(environment, worker)
            yield from worker_checks.references(environment, worker)
    yield from redis_checks.check(project, environment)
    yield from _protection(environment)


def _labels(environment: Environment) -> Iterator[Diagnostic]:
    shared = dict(environment.labels)
    yield from _tags(environment.labels, ("labels",))
    items: tuple[Queue | Worker, ...] = (*environment.queues, *environment.workers)
    for item in items:
        own = tuple(pair for pair in item.labels if shared.get(pair[0]) != pair[1])
        at = (*item.at, "labels")
        yield from _tags(own, at)
        if own and len(item.labels) > TAGS:
            text = f"a resource takes {TAGS} tags, not {len(item.labels)}"
            yield Diagnostic(codes.REFUSED_LABEL, text, at, on_key=True)
    if len(environment.labels) > TAGS:
        text = f"a resource takes {TAGS} tags, not {len(environment.labels)}"
        yield Diagnostic(codes.REFUSED_LABEL, text, ("labels",), on_key=True)


def _tags(labels: tuple[tuple[str, str], ...], at: Path) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for key, value in labels:
        problem = _key_problem(key)
        other = seen.setdefault(key.casefold(), key)
        if not problem and other != key:
            problem = f"IAM takes `{key}` and `{other}` for one and the same tag"
        if problem:
            yield Diagnostic(
                codes.REFUSED_LABEL,
                problem,
                (*at, key),
                "letters, digits, spaces and `_.:/=+-@`",
                True,
            )
        elif len(value) > TAG_VALUE_CHARACTERS:
            text = f"the value of a tag takes {TAG_VALUE_CHARACTERS} characters, not {len(value)}"
            yield Diagnostic(codes.REFUSED_LABEL, text, (*at, key))
        elif not _plain(value):
            text = f"AWS does not take `{value}` as the value of a tag"
            yield Diagnostic(codes.REFUSED_LABEL, text, (*at, key), "letters, digits, spaces and `_.:/=+-@`")


def _key_problem(key: str) -> str:
    if not 0 < len(key) <= TAG_KEY_CHARACTERS:
        return f"the key of a tag takes 1 to {TAG_KEY_CHARACTERS} characters, not {len(key)}"
    if key.casefold().startswith("aws:"):
        return f"`{key}`: tags that begin with `aws:` are AWS's own"
    return "" if _plain(key) else f"AWS does not take `{key}` as the key of a tag"


def _plain(text: str) -> bool:
    return all(char.isalnum() or char in " _.:/=+-@" for char in text)


def _roles(project: Project) -> Iterator[Diagnostic]:
    boundary = project.permissions_boundary
    if isinstance(boundary, str) and not BOUNDARY.fullmatch(boundary):
        text = f"`{boundary}` is not the ARN of a policy"
        hint = "arn:aws:iam::ACCOUNT:policy/NAME"
        yield Diagnostic(codes.BAD_ARN, text, ("aws", "permissions_boundary"), hint)


def _same_structure(project: Project, environment: Environment, worker: Worker) -> Iterator[Diagnostic]:
    """An overlay may change an image or how long jobs are remembered, not whether there is a table or a repository."""
    first = project.environments[0].worker(worker.name)
    for key, differs in (
        ("image", (first.image is None) != (worker.image is None)),
        ("idempotency", (first.idempotency_ttl_s is None) != (worker.idempotency_ttl_s is None)),
    ):
        if differs:
            yield Diagnostic(
                codes.STRUCTURE_IN_OVERLAY,
                f"`{key}` would change which resources exist in `{environment.name}`",
                (*worker.at, key),
                "say it in every environment, or in none",
            )


def _variables(worker: Worker) -> Iterator[Diagnostic]:
    for kind, items in (("env", worker.env), ("secrets", worker.secrets)):
        for name, _ in items:
            if LAMBDA_NAMES.fullmatch(name):
                text, hint = f"`{name}` is Lambda's own", "rename it"
                yield Diagnostic(codes.RESERVED_ENV, text, (*worker.at, kind, name), hint, True)
            elif not LAMBDA_NAME.fullmatch(name):
                text = f"Lambda does not take `{name}` as the name of a variable"
                hint = "a letter first, then letters, digits and `_`, two characters at least"
                yield Diagnostic(codes.RESERVED_ENV, text, (*worker.at, kind, name), hint, True)


def _protection(environment: Environment) -> Iterator[Diagnostic]:
    if environment.deletion_protection and any(q.type == "sqs" for q in environment.queues):
        yield Diagnostic(
            codes.UNPROTECTED,
            "the queues deny delete and purge; topics, keys and functions stay unprotected",
            ("deletion_protection",),
            "`terraform destroy` takes the policies away first: keep it out of reach of what must stay",
        )
