"""A numeric range of a back end as data, with its source and the day it was read."""

from __future__ import annotations

from collections.abc import Iterator

from infera.codes import OVER_LIMIT
from infera.diagnostics import Diagnostic, Path
from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """`low` to `high`, both allowed, in `unit` ("s", "jobs/s", "bytes", ""). `what` is the subject of the message."""

    low: float
    high: float
    unit: str
    what: str
    source: str
    checked: str  # the ISO date of the day the source was read

    def check(self, value: float, path: Path, hint: str = "") -> Iterator[Diagnostic]:
        """A finding at `path` when the value is outside."""
        if self.low <= value <= self.high:
            return
        unit = f" {self.unit}" if self.unit else ""
        text = f"{self.what} takes {number(self.low)} to {number(self.high)}{unit}, not {number(value)}"
        yield Diagnostic(OVER_LIMIT, text, path, hint or f"see {self.source}")


def number(value: float) -> str:
    """A number as people write it: no `.0`."""
    return str(int(value)) if float(value).is_integer() else str(value)
