"""Unix cron becomes what EventBridge Scheduler takes, with the same ticks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera.backends.sqs import cron

TRANSLATED = {
    "0 9 * * *": "cron(0 9 * * ? *)",
    "*/5 * * * *": "cron(0/5 * * * ? *)",
    "0 9 * * 1-5": "cron(0 9 ? * MON-FRI *)",
    "0 9 * * mon-fri": "cron(0 9 ? * MON-FRI *)",
    "0 0 * * 0": "cron(0 0 ? * SUN *)",
    "0 0 * * 7": "cron(0 0 ? * SUN *)",
    "0 0 * * 5-7": "cron(0 0 ? * SUN,FRI,SAT *)",
    "0 0 * * fri-sun": "cron(0 0 ? * SUN,FRI,SAT *)",
    "0 0 * * 1,3": "cron(0 0 ? * MON,WED *)",
    "0 0 * * */2": "cron(0 0 ? * SUN,TUE,THU,SAT *)",
    "0 0 * * 0-6": "cron(0 0 * * ? *)",
    "0 0 1 * *": "cron(0 0 1 * ? *)",
    "0 0 */2 jan-mar *": "cron(0 0 1/2 JAN-MAR ? *)",
    "10-40/10 8 * * *": "cron(10,20,30,40 8 * * ? *)",
    "5/15 8 * * *": "cron(5/15 8 * * ? *)",
}


@pytest.mark.parametrize(("unix", "aws"), TRANSLATED.items())
def test_is_translated(unix: str, aws: str) -> None:
    assert cron.expression(unix) == aws


@pytest.mark.parametrize(("unix", "both"), [("0 0 1 * 1", True), ("0 0 1 * *", False), ("0 0 * * 1", False)])
def test_both_day_fields_are_seen(unix: str, both: bool) -> None:
    assert cron.both_days(unix) is both


def _values(text: str, low: int, high: int, words: tuple[str, ...], first: int) -> set[int]:
    """The numbers of one field, in either dialect; `first` is the number of the first word."""
    found: set[int] = set()
    for part in text.upper().split(","):
        span, _, step = part.partition("/")
        numbers = [
            words.index(each) + first if each in words else int(each) for each in span.split("-") if each not in "*?"
        ]
        start = numbers[0] if numbers else low
        end = numbers[-1] if len(numbers) == 2 else (high if step or not numbers else start)
        found |= set(range(start, end + 1, int(step or 1)))
    return found


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _fires(fields: list[str], at: datetime, sunday: int) -> bool:
    """Whether an expression with one day field fires at a minute; Sunday is the number `sunday`."""
    minute, hour, day, month, weekday = fields[:5]
    today = (at.weekday() + 1) % 7 + sunday
    weekdays = _values(weekday, sunday, sunday + 6, cron.DAYS, sunday)
    if sunday == 0 and 7 in weekdays:
        weekdays.add(0)
    return (
        at.minute in _values(minute, 0, 59, (), 0)
        and at.hour in _values(hour, 0, 23, (), 0)
        and at.day in _values(day, 1, 31, (), 0)
        and at.month in _values(month, 1, 12, MONTHS, 1)
        and today in weekdays
    )


def _field(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    span = st.tuples(number, number).map(lambda pair: f"{min(pair)}-{max(pair)}")
    step = st.tuples(st.one_of(st.just("*"), span), st.integers(1, 9)).map(lambda p: f"{p[0]}/{p[1]}")
    part = st.one_of(number.map(str), span, step)
    return st.one_of(st.just("*"), st.lists(part, min_size=1, max_size=3).map(",".join))


@settings(deadline=None)
@given(_field(0, 59), _field(0, 23), _field(1, 31), _field(1, 12), _field(0, 7), st.booleans(), st.integers(0, 10**6))
def test_fires_at_the_same_minutes(
    minute: str, hour: str, day: str, month: str, weekday: str, by_day: bool, start: int
) -> None:
    unix = [minute, hour, day if by_day else "*", month, "*" if by_day else weekday]
    aws = cron.expression(" ".join(unix)).removeprefix("cron(").removesuffix(")").split()
    assert [aws[2], aws[4]].count("?") == 1
    begin = datetime(2026, 1, 1) + timedelta(minutes=start)
    for offset in range(0, 60 * 24 * 400, 60 * 7 + 13):
        at = begin + timedelta(minutes=offset)
        assert _fires(unix, at, 0) == _fires(aws, at, 1), (unix, aws, at)
