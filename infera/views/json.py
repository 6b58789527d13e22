"""The report as JSON, for programs. The shape is a contract: fields are added, never renamed or
removed.

    {"format_version": 1, "findings": […], "changes": […], "summary": {…}}

`changes` and `summary` are there for a plan. A finding's `path` is a list of keys and indexes into
the config; its positions are 1-based with an exclusive end, null when it has no place.
"""

from __future__ import annotations

import json
from typing import Any

from infera.diagnostics import Diagnostic
from infera.output.plan import Change
from infera.output.resources import ResourceChange
from infera.views.report import FORMAT_VERSION, Report


def render(*reports: Report) -> str:
    """The whole report, ASCII only, so that nothing in it can move a cursor or hide.

    Several, of as many configs, are one document: lists follow one another, numbers are added up.

    A finding or a change a line: `json.dumps(indent=2)` is ten times slower, which a thousand queues feel.
    """
    parts = [
        f"  {json.dumps(key)}: {_listed(value)}" for key, value in _joined([data(each) for each in reports]).items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    whole = parts[0]
    for part in parts[1:]:
        for key in ("findings", "changes"):
            if key in part:
                whole[key] += part[key]
        for key, count in part.get("summary", {}).items():
            whole["summary"][key] += count
    return whole


def _listed(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value)
    return "[\n" + ",\n".join(f"    {json.dumps(item)}" for item in value) + "\n  ]"


def data(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    found: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "findings": [finding(report, each) for each in report.found],
    }
    if report.changes is not None:
        found["changes"] = [_change(report, each) for each in report.shown]
        found["summary"] = report.summary
    return found


def finding(report: Report, found: Diagnostic) -> dict[str, Any]:
    """One finding."""
    span = found.span
    return {
        "code": found.code.id,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "file": report.file(found),
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "path": list(found.path),
    }


def _change(report: Report, change: Change) -> dict[str, Any]:
    return {
        "path": str(change.path),
        "action": change.action.value,
        "resources": [_resource(each) for each in report.resources_of(change.path)],
    }


def _resource(change: ResourceChange) -> dict[str, Any]:
    found: dict[str, Any] = {
        "address": change.address,
        "action": change.action,
        "attributes": {path: {"before": before, "after": after} for path, (before, after) in change.attributes.items()},
        "loses_jobs": change.loses_jobs,
    }
    if change.note:
        found["note"] = change.note
    return found
