"""Five-field crons as unix means them, in a time zone of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from celery.schedules import crontab

NAMES = {
    "month": ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    "weekday": ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
}


class Cron(crontab):
    """A cron of Celery with its own clock."""

    def __init__(
        self, minute: str, hour: str, day: str, month: str, weekday: str, zone: str
    ) -> None:
        self._zone = ZoneInfo(zone)
        super().__init__(
            minute=minute,
            hour=hour,
            day_of_month=day,
            month_of_year=month,
            day_of_week=weekday,
            nowfun=lambda: datetime.now(self._zone),
        )

    @property
    def tz(self) -> tzinfo:  # type: ignore[override]  # celery-types has a name here, Celery a zone
        """The zone that the fields are of."""
        return self._zone


def crons(text: str, zone: str) -> Iterator[Cron]:
    """One cron, or two that together mean the same: with both day fields set, either day counts."""
    minute, hour, day, month, weekday = text.lower().split()
    month, weekday = _numbers(month, "month", 1), _numbers(weekday, "weekday", 0)
    if day.startswith("*") or weekday.startswith("*"):
        yield Cron(minute, hour, day, month, weekday, zone)
        return
    yield Cron(minute, hour, day, month, "*", zone)
    yield Cron(minute, hour, "*", month, weekday, zone)


def _numbers(field: str, kind: str, first: int) -> str:
    """A field with names and Sunday's 7 written as Celery reads them."""
    for number, name in enumerate(NAMES[kind], first):
        field = field.replace(name, str(number))
    if kind == "weekday":
        return ",".join(_weekdays(part) for part in field.split(","))
    return field


def _weekdays(part: str) -> str:
    days, _, step = part.partition("/")
    first, dash, last = days.partition("-")
    if not dash:
        return part if first != "7" else "0"
    if last == "7":
        numbers = [str(n % 7) for n in range(int(first), 8, int(step or 1))]
        return ",".join(numbers)
    return part
