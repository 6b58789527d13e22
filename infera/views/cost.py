"""A cost report as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from infera.cost.comparison import Offer
from infera.cost.model import Estimate, Line, Load, count, dollars
from infera.records import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One environment: its month under load, and without a job."""

    title: str
    estimate: Estimate
    idle: Estimate


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `infera cost` says."""

    load: Load
    free_tier: bool
    parts: list[Part]
    offers: list[Offer]
    crossings: list[tuple[Offer, Offer, int]]
    expected: tuple[str, ...] = ()  # queues whose load the file says


def as_text(report: Report, *, markdown: bool = False) -> str:
    """The report for people."""
    return "\n".join(_lines(report, markdown)).rstrip()


def _lines(report: Report, markdown: bool) -> Iterator[str]:
    load = report.load
    yield (
        f"{count(load.messages)} messages a month and queue, {count(load.size_bytes)} bytes and "
        f"{load.duration_ms} ms each, {load.retries:g} retries, free tier {'on' if report.free_tier else 'off'}"
    )
    if report.expected:
        yield f"as `expected` says of {', '.join(f'`{name}`' for name in report.expected)}"
    for part in report.parts:
        yield ""
        yield f"{'## ' if markdown else ''}{part.title}: {_total(part.estimate)} a month, {_total(part.idle)} idle"
        yield from _table(part.estimate, markdown)
    yield ""
    yield ("## " if markdown else "") + "The same load on every back end, with defaults"
    rows = [
        (
            o.name,
            _total(o.estimate),
            ", ".join(line.price.what for line in o.estimate.unknown) or "-",
        )
        for o in sorted(report.offers, key=lambda o: (bool(o.estimate.unknown), o.estimate.total))
    ]
    yield from grid(("back end", "a month", "not known"), rows, markdown)
    for below, above, messages in report.crossings:
        bullet = "- " if markdown else ""
        yield f"{bullet}from {count(messages)} messages a month {above.name} is cheaper than {below.name}"
    dates = sorted({line.price.checked for o in report.offers for line in o.estimate.lines})
    if dates:
        yield ""
        yield f"list prices of us-east-1 and us-central1 as of {dates[0]}; `--format json` names the source of each"


def _total(estimate: Estimate) -> str:
    return dollars(estimate.total) + (" + unknown" if estimate.unknown else "")


def _table(estimate: Estimate, markdown: bool) -> Iterator[str]:
    rows = [
        (line.price.what, _sum(line), "unknown" if line.amount is None else dollars(line.amount))
        for line in estimate.lines
    ]
    yield from grid(("what", "arithmetic", "a month"), rows, markdown)


def _sum(line: Line) -> str:
    parts = " + ".join(usage.why for usage in line.usages[:4])
    parts += f" + {len(line.usages) - 4} more" if len(line.usages) > 4 else ""
    free = f" - {count(line.free)} free" if line.free else ""
    price = line.price
    rate = "price unknown" if price.amount is None else f"${price.amount:.10f}".rstrip("0").rstrip(".")
    unit = f"{count(price.per)} {price.unit}" if price.per != 1 else price.unit
    return f"{parts} = {count(line.quantity)} {price.unit}{free}, {rate} per {unit}"


def grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], markdown: bool) -> Iterator[str]:
    """A table; the last line is not padded."""
    rows = list(rows)
    if markdown:
        yield "| " + " | ".join(head) + " |"
        yield "|" + " --- |" * len(head)
        for row in rows:
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
        return
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs."""
    load = report.load
    return {
        "format_version": 1,
        "load": {
            "messages": load.messages,
            "size_bytes": load.size_bytes,
            "duration_ms": load.duration_ms,
            "retries": load.retries,
        },
        "free_tier": report.free_tier,
        "environments": [
            {"name": p.title, "monthly_usd": _estimate(p.estimate), "idle_usd": _estimate(p.idle)} for p in report.parts
        ],
        "comparison": [
            {"type": o.type, "provider": o.provider, "monthly_usd": _estimate(o.estimate)} for o in report.offers
        ],
        "break_even": [{"below": a.name, "above": b.name, "messages": messages} for a, b, messages in report.crossings],
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "total": round(estimate.total, 6),
        "unknown": [line.price.what for line in estimate.unknown],
        "lines": [
            {
                "what": line.price.what,
                "quantity": line.quantity,
                "unit": line.price.unit,
                "free": line.free,
                "billable": line.billable,
                "price_usd": line.price.amount,
                "per": line.price.per,
                "amount_usd": None if line.amount is None else round(line.amount, 6),
                "arithmetic": [usage.why for usage in line.usages],
                "source": line.price.source,
                "checked": line.price.checked,
            }
            for line in estimate.lines
        ],
    }
