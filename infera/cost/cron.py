"""How often a five-field cron fires in a month of 30 days, near enough for a price."""

from __future__ import annotations

from infera.checks.schedules import FIELDS

DAYS_A_MONTH = 30


def runs_a_month(cron: str) -> float:
    """Runs in 30 days of an expression that `checks.schedules` takes."""
    minute, hour, day, month, weekday = (
        _share(text.lower(), field) for text, field in zip(cron.split(), FIELDS, strict=True)
    )
    days = DAYS_A_MONTH * min(1.0, day) * min(1.0, weekday)
    return round(minute * 60) * round(hour * 24) * days * month


def _share(text: str, field: tuple[str, int, int, tuple[str, ...]]) -> float:
    """The part of a field's values that an expression takes."""
    _, low, high, words = field
    size = 7 if words and words[0] == "sun" else high - low + 1
    taken: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        if first == "*":
            start, end = low, low + size - 1
        else:
            start = words.index(first) + low if first in words else int(first)
            end = (words.index(last) + low if last in words else int(last)) if last else start
            end = end if last or not step else low + size - 1
        taken.update(range(start, end + 1, int(step or 1)))
    return len({n % 7 for n in taken} if size == 7 else taken) / size
