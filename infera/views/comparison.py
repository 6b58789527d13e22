"""The comparison of back ends, and which of them fit a queue, as text, Markdown or JSON."""

from __future__ import annotations

from typing import Any

from infera.backends import REGISTRY, backend
from infera.capabilities import ROWS
from infera.checks.needs import Fit
from infera.views.cost import grid

MARKS = {"native": "native", "emulated": "emulated", "none": "-"}


def as_text(*, markdown: bool = False, limits: bool = False) -> str:
    """One row for each capability, one column for each back end; with `limits` one line for each cell."""
    if limits:
        rows = [
            (row, name, MARKS[backend(name).capabilities[row].support], backend(name).capabilities[row].how)
            for row, _ in ROWS
            for name in REGISTRY
        ]
        return "\n".join(grid(("capability", "back end", "support", "how"), rows, markdown))
    head = ("capability", *REGISTRY)
    cells = [(row, *(MARKS[backend(n).capabilities[row].support] for n in REGISTRY)) for row, _ in ROWS]
    legend = "native: the service does it; emulated: infera's Terraform or workers do it; -: an error with a way out"
    return "\n".join([*grid(head, cells, markdown), "", legend])


def as_json() -> dict[str, Any]:
    """The table for programs."""
    return {
        "format_version": 1,
        "capabilities": [{"name": row, "meaning": meaning} for row, meaning in ROWS],
        "back_ends": [
            {
                "type": name,
                "title": backend(name).title,
                "providers": list(backend(name).runtimes),
                "languages": list(backend(name).languages),
                "capabilities": {
                    row: {
                        "support": cell.support.value,
                        "how": cell.how,
                        "source": cell.source,
                    }
                    for row, _ in ROWS
                    for cell in [backend(name).capabilities[row]]
                },
            }
            for name in REGISTRY
        ],
    }


def fits_text(found: list[Fit]) -> str:
    """Which back ends can, and what stands in the way of the others."""
    lines = []
    for fit in found:
        head = f"{fit.type} on {fit.provider}"
        if fit.possible:
            tail = f" (infera emulates: {', '.join(fit.emulated)})" if fit.emulated else ""
            lines.append(f"yes  {head}{tail}")
        else:
            lines.append(f"no   {head}")
            lines += [f"       {obstacle}" for obstacle in fit.obstacles]
    return "\n".join(lines)


def fits_json(found: list[Fit]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format_version": 1,
        "back_ends": [
            {
                "type": f.type,
                "provider": f.provider,
                "possible": f.possible,
                "obstacles": list(f.obstacles),
                "emulated": list(f.emulated),
            }
            for f in found
        ],
    }
