"""Schedules: five-field cron, a real time zone, a job of the queue, a payload that the job takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from infera import codes
from infera.diagnostics import Diagnostic
from infera.model import Environment, Project, Queue, Schedule
from infera.payload_values import Budget, refusal
from infera.suggest import hint, suggest

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# field -> (lowest, highest, names); 7 is Sunday too
FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("day of week", 0, 7, DAYS),
)
_PART = re.compile(r"(\*|[0-9a-z]+)(?:-([0-9a-z]+))?(?:/([0-9]+))?")


def check(_project: Project, environment: Environment) -> Iterator[Diagnostic]:
    """Every schedule of every queue."""
    budget = Budget()
    for queue in environment.queues:
        seen: set[str] = set()
        for schedule in queue.schedules:
            if schedule.label in seen:
                text = f"a second schedule is called `{schedule.name}`"
                yield Diagnostic(codes.DUPLICATE_NAME, text, (*schedule.at, "name"))
            seen.add(schedule.label)
            yield from _schedule(queue, schedule, budget)


def _schedule(queue: Queue, schedule: Schedule, budget: Budget) -> Iterator[Diagnostic]:
    problem = cron_problem(schedule.cron)
    if problem:
        yield Diagnostic(
            codes.BAD_CRON,
            problem,
            (*schedule.at, "cron"),
            "five fields: minute hour day-of-month month day-of-week, such as `0 9 * * 1-5`",
        )
    if not _zone_known(schedule.timezone):
        yield Diagnostic(
            codes.BAD_TIMEZONE,
            f"there is no time zone `{schedule.timezone}`",
            (*schedule.at, "timezone"),
            _zone_hint(schedule.timezone),
        )
    yield from _job(queue, schedule, budget)


def _job(queue: Queue, schedule: Schedule, budget: Budget) -> Iterator[Diagnostic]:
    known = {job.name: job for job in queue.jobs}
    if not schedule.job:
        listed = ", ".join(f"`{name}`" for name in known)
        text = f"`{queue.name}` has several jobs; `{schedule.name}` names none"
        yield Diagnostic(codes.MISSING_KEY, text, (*schedule.at, "job"), f"add `job:`, one of {listed}")
        return
    job = known.get(schedule.job)
    if job is None:
        text = f"`{queue.name}` has no job `{schedule.job}`"
        yield Diagnostic(codes.UNKNOWN_REFERENCE, text, (*schedule.at, "job"), hint(schedule.job, known, "job"))
    elif job.schema is not None:
        problem = refusal(job.schema, schedule.payload, budget)
        if problem:
            key = (*schedule.at, "payload")
            yield Diagnostic(codes.BAD_PAYLOAD, f"job `{job.name}` refuses it: {problem}", key)


def cron_problem(cron: str) -> str:
    """What is wrong with a five-field cron expression, or ""."""
    parts = cron.split()
    if len(parts) != len(FIELDS):
        return f"`{cron}` has {len(parts)} field{'s' if len(parts) != 1 else ''}, not five"
    for text, field in zip(parts, FIELDS, strict=True):
        problem = _field_problem(text.lower(), *field)
        if problem:
            return problem
    return ""


def _field_problem(text: str, what: str, low: int, high: int, words: tuple[str, ...]) -> str:
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            return f"`{part}` is not a {what}"
        first, last, step = match.groups()
        if first == "*" and last:
            return f"`{part}` is not a {what}"
        numbers = [_number(each, low, words) for each in (first, last) if each and each != "*"]
        if any(n is None or not low <= n <= high for n in numbers):
            return f"`{part}` is not a {what} from {low} to {high}"
        if len(numbers) == 2 and (numbers[0] or 0) > (numbers[1] or 0):
            return f"`{part}` runs backwards"
        if step and int(step) == 0:
            return f"`{part}` steps by nothing"
    return ""


def _number(text: str, low: int, words: tuple[str, ...]) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text)
    return words.index(text) + low if text in words else None


@cache
def _zone_known(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _zone_hint(name: str) -> str:
    from zoneinfo import available_timezones

    near = suggest(name, available_timezones())
    return f"did you mean `{near}`?" if near else "names are those of the IANA database: `Europe/Berlin`, `UTC`"
