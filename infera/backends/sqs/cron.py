"""Unix cron (five fields) as an EventBridge Scheduler expression (six fields, `?` in one of the day fields).

The dialects differ in four ways: AWS has a year field, wants `?` in exactly one day field, counts Sunday as 1, and
takes no step on a range. A cron with both day fields set means "either day" in unix and has no counterpart.
"""

from __future__ import annotations

DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_RANGES = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12)}


def both_days(cron: str) -> bool:
    """Whether both day fields are set, which AWS has no expression for."""
    fields = cron.split()
    return len(fields) == 5 and fields[2] != "*" and fields[4] != "*"


def expression(cron: str) -> str:
    """`cron(…)` for a valid five-field cron that does not set both day fields."""
    minute, hour, day, month, weekday = cron.split()
    weekdays = _weekdays(weekday)
    days = "?" if weekdays != "?" else _field(day, *_RANGES["day"])
    first = " ".join((_field(minute, *_RANGES["minute"]), _field(hour, *_RANGES["hour"])))
    return f"cron({first} {days} {_field(month, *_RANGES['month'])} {weekdays} *)"


def _field(text: str, low: int, high: int) -> str:
    return ",".join(_part(part, low, high) for part in text.upper().split(","))


def _part(part: str, low: int, high: int) -> str:
    span, _, step = part.partition("/")
    if not step:
        return span
    if span == "*":
        return f"{low}/{step}"
    if "-" not in span:
        return f"{span}/{step}"
    first, last = span.split("-")
    numbers = range(_number(first, low), min(_number(last, low), high) + 1, int(step))
    return ",".join(map(str, numbers))


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _number(text: str, low: int) -> int:
    return _MONTHS.index(text) + low if text in _MONTHS else int(text)


def _weekdays(text: str) -> str:
    """Day names, a run of them as a range; `?` when every day is meant."""
    if text == "*":
        return "?"
    found: set[int] = set()
    for part in text.upper().split(","):
        found |= _weekday_part(part)
    if len(found) == 7:
        return "?"
    numbers = sorted(found)
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{DAYS[numbers[0]]}-{DAYS[numbers[-1]]}"
    return ",".join(DAYS[number] for number in numbers)


def _weekday_part(part: str) -> set[int]:
    span, _, step = part.partition("/")
    if span == "*":
        first, last = 0, 6
    elif "-" in span:
        first, last = (_weekday(each) for each in span.split("-"))
        last = 7 if last == 0 and first > 0 else last  # FRI-SUN: Sunday ends the week
    else:
        first = _weekday(span)
        last = 6 if step else first
    return {number % 7 for number in range(first, last + 1, int(step or 1))}


def _weekday(text: str) -> int:
    return DAYS.index(text) if text in DAYS else int(text)
