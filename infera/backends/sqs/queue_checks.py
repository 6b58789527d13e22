"""The rules of SQS about one queue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera import codes
from infera.backends.sqs import cron, limits, sources
from infera.diagnostics import Diagnostic, Path
from infera.limits import number
from infera.model import Environment, Project, Queue, Text, Var

ARN = re.compile(r"arn:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9-]*:[a-z0-9]*:\S+")
QUEUE_ARN = re.compile(
    r"arn:[a-z0-9-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,75}(?:\.fifo)?|"
    r"arn:[a-z0-9-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}"
)
_KEY_ID = r"(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
KEY = re.compile(
    rf"{_KEY_ID}|alias/[A-Za-z0-9/_-]+"
    rf"|arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{{12}}:(?:key/[A-Za-z0-9-]+|alias/[A-Za-z0-9/_-]+)"
)
PRINCIPAL = re.compile(r"arn:[a-z0-9-]+:(?:iam|sts)::[0-9]{12}:\S+|[0-9]{12}")


def unsupported(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Rate limits, deduplication off FIFO, levels of a fan-out."""
    if queue.rate_limit is not None:
        yield Diagnostic(
            codes.UNSUPPORTED,
            "SQS has no rate limit: Lambda takes jobs as fast as they come",
            (*queue.at, "rate_limit"),
            "cap `concurrency` on the worker; `cloud_tasks` and `bullmq` limit the rate",
        )
    if queue.deduplication and not sources.is_fifo(queue):
        yield Diagnostic(
            codes.UNSUPPORTED,
            "a standard SQS queue does not deduplicate sends",
            (*queue.at, "deduplication"),
            "`ordering: true` makes it FIFO, which drops a repeated send for 5 minutes",
        )
    if queue.fan_out and queue.priority:
        yield Diagnostic(
            codes.UNSUPPORTED,
            "an SNS topic has no levels: a fan-out on SQS cannot have a priority",
            (*queue.at, "priority"),
            "send to a queue for each level, or leave out `fan_out`",
        )


def emulated(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """What infera does in the place of SQS, for keys that someone wrote."""
    if queue.priority and not queue.fan_out:
        text = f"SQS has no levels: `{queue.name}` becomes {len(queue.priority)} queues, read side by side"
        hint = "the highest gets the most concurrency; a lower one is never starved"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "priority"), hint)
    if queue.fan_out:
        text = "SQS has no fan-out: an SNS topic copies each job to a queue for each worker"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "fan_out"), "producers send to the topic")
    if queue.schedules:
        text = "SQS has no cron: EventBridge Scheduler sends the jobs"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "schedules"), on_key=True)
    pauses = sorted(queue.written & {"retry.backoff", "retry.max_backoff", "retry.min_backoff"})
    if pauses:
        text = "SQS has no back-off: the worker sets the pause of each failed job"
        hint = "a job whose worker is killed waits for the visibility timeout instead"
        yield Diagnostic(codes.EMULATED, text, (*queue.at, "retry", pauses[0].split(".")[1]), hint, True)


def numbers(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Ranges."""
    at = queue.at
    later = "one job's longer delay goes through the producer: `enqueue(…, at=…)` makes a one-time schedule"
    yield from limits.DELAY.check(queue.delay_s, (*at, "delay"), later)
    yield from limits.RETENTION.check(queue.retention_s, (*at, "retention"))
    yield from limits.MESSAGE_SIZE.check(queue.max_message_size_bytes, (*at, "max_message_size"))
    yield from limits.ATTEMPTS.check(queue.retry.max_attempts, (*at, "retry", "max_attempts"))
    yield from limits.BACKOFF.check(queue.retry.max_backoff_s, _written(queue, "max_backoff", "min_backoff"))
    if queue.visibility_timeout_s is not None:
        yield from limits.VISIBILITY.check(queue.visibility_timeout_s, (*at, "visibility_timeout"))
    if queue.dead_letter.retention_s is not None:
        yield from limits.RETENTION.check(queue.dead_letter.retention_s, (*at, "dead_letter", "retention"))


def _written(queue: Queue, first: str, second: str) -> Path:
    key = first if f"retry.{first}" in queue.written else second
    return (*queue.at, "retry", key)


def message_size(project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """More than 256 KiB needs a provider that knows it."""
    if not limits.SMALL_MESSAGE_BYTES < queue.max_message_size_bytes <= limits.MESSAGE_SIZE.high:
        return
    constraint = dict(project.provider_versions).get("aws", "")
    floor = re.search(r"(?:>=|~>|=|^)\s*([0-9]+)(?:\.([0-9]+))?", constraint)
    version = (int(floor[1]), int(floor[2] or 0)) if floor else (0, 0)
    if version < limits.LARGE_MESSAGE_PROVIDER:
        yield Diagnostic(
            codes.PROVIDER_TOO_OLD,
            f"the AWS provider takes {queue.max_message_size_bytes} bytes from 6.8.0 on only",
            (*queue.at, "max_message_size"),
            '`terraform: {providers: {aws: ">= 6.8.0, < 7.0.0"}}` asks for it; up to 256 KiB works everywhere',
        )


def dead_letters(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A dead letter queue must outlive its source: the clock of a job does not start anew."""
    if not queue.dead_letter.enabled or queue.existing is not None:
        return
    kept = queue.dead_letter.retention_s or limits.LONGEST_RETENTION_S
    if kept > queue.retention_s:
        return
    on_dead_letter = "dead_letter.retention" in queue.written
    yield Diagnostic(
        codes.DEAD_LETTER_RETENTION,
        f"a job that fails late is lost: dead letters are kept {kept} s, the queue's jobs {queue.retention_s} s",
        (*queue.at, "dead_letter", "retention") if on_dead_letter else (*queue.at, "retention"),
        "the clock runs on from the first send: keep dead letters longer than the queue keeps its jobs",
    )


def visibility(_project: Project, environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """An override under the function's timeout is refused by AWS, one under six times it invites duplicates."""
    written = queue.visibility_timeout_s
    consumers = environment.consumers(queue)
    if written is None or not consumers:
        return
    worker = max(consumers, key=sources.function_timeout_s)
    timeout = sources.function_timeout_s(worker)
    path = (*queue.at, "visibility_timeout")
    wanted = sources.derived_visibility_s(worker)
    if written < timeout:
        text = f"Lambda refuses a visibility timeout of {written} s: `{worker.name}` may run {timeout} s"
        yield Diagnostic(codes.OVER_LIMIT, text, path, f"remove it: {wanted} s is derived")
    elif written < limits.VISIBILITY_FACTOR * timeout:
        text = f"{written} s is under 6 x {timeout} s: a job may come twice while `{worker.name}` still runs it"
        yield Diagnostic(codes.VISIBILITY, text, path, f"remove it: {wanted} s is derived")
    elif written * queue.retry.max_attempts > queue.retention_s:
        text = (
            f"{queue.retry.max_attempts} attempts of {written} s outlast the retention of {queue.retention_s} s: "
            "a job whose worker is killed is dropped before it becomes a dead letter"
        )
        yield Diagnostic(codes.VISIBILITY, text, path, f"remove it: {wanted} s is derived")


def attempts(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """SQS counts receives, so a throttled one counts."""
    if "retry.max_attempts" in queue.written and 1 < queue.retry.max_attempts < 5 and queue.dead_letter.enabled:
        yield Diagnostic(
            codes.THROTTLES_COUNT,
            f"SQS counts receives, a throttled one too: {queue.retry.max_attempts} are soon used up",
            (*queue.at, "retry", "max_attempts"),
            "AWS advises 5 at least",
        )


def fan_out(_project: Project, environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A topic without a queue keeps nothing."""
    if queue.fan_out and not environment.consumers(queue):
        yield Diagnostic(
            codes.FAN_OUT_TO_NOBODY,
            f"`{queue.name}` fans out to no worker: its topic drops every job",
            (*queue.at, "fan_out"),
            "add a worker, or leave `fan_out` out until there is one",
        )


def schedules(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Unix runs a cron with both day fields on either day; AWS has no way to say that."""
    for schedule in queue.schedules:
        if cron.both_days(schedule.cron):
            yield Diagnostic(
                codes.UNSUPPORTED,
                f"`{schedule.cron}` sets day of month and day of week: AWS takes one of them",
                (*schedule.at, "cron"),
                "make two schedules, one for each",
            )


def names(_project: Project, environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """A written name is taken as it stands, so AWS must take it, with all that is added to it."""
    if queue.resource_name is None or queue.existing is not None:
        return
    path = (*queue.at, "resource_name")
    suffix = sources.fifo_suffix(queue)
    if not re.fullmatch(r"[A-Za-z0-9_-]+", queue.resource_name.removesuffix(suffix)):
        hint = "letters, digits, `-` and `_`"
        if queue.resource_name.endswith(".fifo"):
            hint = "only a FIFO queue ends in `.fifo`: `ordering: true` makes it one"
        yield Diagnostic(codes.BAD_CLOUD_NAME, f"SQS does not take the name `{queue.resource_name}`", path, hint)
        return
    longest = 0
    for source in sources.sources(environment, queue):
        longest = max(longest, len(sources.queue_name(environment, queue, source)))
        if queue.dead_letter.enabled:
            longest = max(longest, len(sources.dead_letter_name(environment, queue, source)))
    if longest > limits.QUEUE_NAME_CHARACTERS:
        yield Diagnostic(
            codes.OVER_LIMIT,
            f"a queue name takes {limits.QUEUE_NAME_CHARACTERS} characters; with what is added this has {longest}",
            path,
            f"shorten it by {longest - limits.QUEUE_NAME_CHARACTERS}",
        )


def references(_project: Project, _environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """Where an ARN must stand."""
    if isinstance(queue.existing, str) and not QUEUE_ARN.fullmatch(queue.existing):
        text, hint = (
            f"`{queue.existing}` is not the ARN of an SQS queue",
            "arn:aws:sqs:REGION:ACCOUNT:NAME",
        )
        yield Diagnostic(codes.BAD_ARN, text, (*queue.at, "existing"), hint)
    key = queue.encryption.key
    if isinstance(key, str) and not KEY.fullmatch(key):
        text, hint = f"`{key}` is not a key of KMS", "`managed`, `customer`, or the id, alias or ARN of a key"
        yield Diagnostic(codes.BAD_ARN, text, (*queue.at, "encryption"), hint)
    elif queue.fan_out and isinstance(key, str) and key.endswith("alias/aws/sqs"):
        text = "SNS cannot deliver under a key that AWS manages"
        hint = "`encryption: managed` needs no key; `customer` makes one that lets SNS"
        yield Diagnostic(codes.UNSUPPORTED, text, (*queue.at, "encryption"), hint)
    for index, principal in enumerate(queue.producers):
        if isinstance(principal, str) and not PRINCIPAL.fullmatch(principal):
            text = f"`{principal}` is not a principal of AWS"
            hint = "the ARN of a role or user, or the number of an account"
            yield Diagnostic(codes.BAD_ARN, text, (*queue.at, "producers", index), hint)
    yield from _listeners(queue, queue.alarms.page, "page")
    yield from _listeners(queue, queue.alarms.ticket, "ticket")


def _listeners(queue: Queue, targets: tuple[Text, ...], kind: str) -> Iterator[Diagnostic]:
    base = (*queue.at, "alarms", "notify")
    path = (*base, kind) if "alarms.notify" in queue.written and queue.alarms.ticket else base
    for index, target in enumerate(targets):
        if isinstance(target, Var) or "@" in target or target.startswith("arn:"):
            continue
        text = f"`{target}` is neither an e-mail address nor the ARN of a topic"
        yield Diagnostic(codes.BAD_ARN, text, (*path, index))
    arns = [t for t in targets if isinstance(t, Var) or t.startswith("arn:")]
    actions = len(arns) + (len(arns) < len(targets))
    if actions > limits.ALARM_ACTIONS:
        text = f"an alarm takes {limits.ALARM_ACTIONS} actions, not {number(actions)}"
        yield Diagnostic(codes.OVER_LIMIT, text, path, "e-mail addresses count as one: they share a topic")


def same_structure(project: Project, environment: Environment, queue: Queue) -> Iterator[Diagnostic]:
    """An overlay may change a key id, not whether there is a key."""
    first = project.environments[0].queue(queue.name)
    for key, differs in (
        ("encryption", first.encryption.kind != queue.encryption.kind),
        ("existing", (first.existing is None) != (queue.existing is None)),
        ("dead_letter", first.dead_letter.enabled != queue.dead_letter.enabled),
    ):
        if differs:
            yield Diagnostic(
                codes.STRUCTURE_IN_OVERLAY,
                f"`{key}` would change which resources exist in `{environment.name}`",
                (*queue.at, key),
                "say the same in every environment",
            )
