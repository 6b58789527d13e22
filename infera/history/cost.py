"""What a month cost when it was last written: `.infera/cost.json`, so that a plan can show the difference."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infera import codes
from infera.cost.environment import monthly, standing_still
from infera.cost.model import Load, dollars
from infera.diagnostics import Diagnostic
from infera.model import Project

NAME = "cost.json"
LOAD = Load()  # 1M messages of 1 KB and 200 ms a month and queue, no retries, free tier on (SPEC, section 7)


def snapshot(project: Project) -> bytes:
    """Dollars a month of each environment, as they go to `.infera/cost.json`."""
    totals = {e.name: round(monthly(e, project.provider, LOAD).total, 4) for e in project.environments}
    return (json.dumps({"version": 1, "monthly_usd": totals}, indent=2, sort_keys=True) + "\n").encode()


def read(data: bytes | None) -> dict[str, float]:
    """Dollars a month by environment; nothing when there is no snapshot or it is not one of ours."""
    try:
        totals = json.loads(data or b"{}").get("monthly_usd", {})
        return {name: float(value) for name, value in totals.items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}


def unknown(project: Project) -> Iterator[Diagnostic]:
    """A warning for whatever is always on at a price that is not known."""
    for environment in project.environments:
        for line in standing_still(environment, project.provider, LOAD).unknown:
            queues = sorted({usage.queue for usage in line.usages if usage.queue})
            at = (*environment.queue(queues[0]).at, "name") if queues else ("provider",)
            text = f"{line.price.what} is paid around the clock, and its price is not known here"
            yield Diagnostic(codes.UNKNOWN_PRICE, text, at, f"look it up: {line.price.source}")


def lines(project: Project, before: bytes | None, only: str | None = None) -> tuple[str, ...]:
    """One line for each environment, or for that one: then and now, and what it costs idle."""
    if project.provider == "self_hosted":
        return ()
    known = read(before)
    several = len(project.environments) > 1
    result = []
    for environment in project.environments:
        if only not in (None, environment.name):
            continue
        now = monthly(environment, project.provider, LOAD)
        idle = standing_still(environment, project.provider, LOAD)
        unknown = "".join(f" + {line.price.what} (price unknown)" for line in now.unknown)
        where = f"{environment.name}: " if several else ""
        was = f"{dollars(known.get(environment.name, 0.0))} -> "
        assumed = "" if all(q.expected for q in environment.queues) else " at 1M messages a queue"
        result.append(
            f"cost  {where}{was}{dollars(now.total)}{unknown} a month{assumed}, "
            f"{dollars(idle.total)}{' + unknown' if idle.unknown else ''} idle (infera cost)"
        )
    return tuple(result)
