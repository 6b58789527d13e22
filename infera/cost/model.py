"""Prices, quantities and what they come to. All amounts are US dollars a month, list price."""

from __future__ import annotations

from collections.abc import Iterable

from infera.records import dataclass

MONTH_HOURS = 730
MONTH_S = MONTH_HOURS * 3600
CLAIM_WRITES = 2  # of the idempotency store: a job is claimed before it runs, and marked when it is done
PERIOD_S = 30 * 24 * 3600  # the 30 days of the idle-polling estimate


@dataclass(frozen=True, slots=True)
class Price:
    """One list price: `amount` for `per` of `unit`; None when the price is not known. `free` is a month's free tier."""

    id: str
    what: str
    unit: str
    amount: float | None
    per: float
    free: float
    source: str
    checked: str  # ISO date


@dataclass(frozen=True, slots=True)
class Usage:
    """A quantity of one price in a month, with its arithmetic. `idle` is what runs without a single job."""

    price: Price
    quantity: float
    why: str
    queue: str = ""
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Jobs a month, bytes each, milliseconds each, and how many extra attempts a job takes on average."""

    messages: int = 1_000_000
    size_bytes: int = 1000
    duration_ms: int = 200
    retries: float = 0.0

    @property
    def attempts(self) -> float:
        """Runs of the handler a month."""
        return self.messages * (1 + self.retries)


@dataclass(frozen=True, slots=True)
class Line:
    """What one price comes to. `amount` is None when the price is not known."""

    price: Price
    quantity: float
    free: float
    usages: tuple[Usage, ...]

    @property
    def billable(self) -> float:
        """The quantity above the free tier."""
        return max(0.0, self.quantity - self.free)

    @property
    def amount(self) -> float | None:
        """Dollars a month."""
        if self.price.amount is None:
            return None if self.billable else 0.0
        return self.billable / self.price.per * self.price.amount


@dataclass(frozen=True, slots=True)
class Estimate:
    """All lines of one environment or one comparison. Unknown prices are listed, not summed."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> float:
        """Dollars a month, without what is unknown."""
        return sum(line.amount or 0.0 for line in self.lines)

    @property
    def unknown(self) -> tuple[Line, ...]:
        """What has a quantity and no known price."""
        return tuple(line for line in self.lines if line.amount is None)


def estimate(usages: Iterable[Usage], *, free_tier: bool = True) -> Estimate:
    """Sum quantities by price, in the order they come; a free tier is one for the whole account."""
    grouped: dict[str, list[Usage]] = {}
    for usage in usages:
        grouped.setdefault(usage.price.id, []).append(usage)
    lines = []
    for items in grouped.values():
        price = items[0].price
        quantity = sum(item.quantity for item in items)
        lines.append(Line(price, quantity, price.free if free_tier else 0.0, tuple(items)))
    return Estimate(tuple(lines))


def chunks(size_bytes: int, chunk_bytes: int) -> int:
    """How many chunks a body takes, at least one."""
    return max(1, -(-size_bytes // chunk_bytes))


def count(value: float) -> str:
    """A quantity as people read it: `1,200,000`, `1.86`."""
    return f"{value:,.0f}" if value >= 100 or float(value).is_integer() else f"{value:,.2f}"


def dollars(value: float) -> str:
    """`$0.40`; a little more than nothing is not nothing."""
    if 0 < value < 0.005:
        return "<$0.01"
    return f"${value:,.2f}"
