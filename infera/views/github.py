"""Findings as workflow annotations of GitHub Actions: they show at the line in the pull request.

`::error file=…,line=…,col=…,title=…::message`; the escapes are those of the runner's command format
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
"""

from __future__ import annotations

from collections.abc import Iterator

from infera.diagnostics import Diagnostic, Severity
from infera.views import human
from infera.views.report import Report, from_here
from infera.views.safe import safe

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """One annotation a finding, then the plan as text."""
    lines = [annotation(report, found) for found in report.found]
    if report.changes is not None:
        bare = human.render(human.without_findings(report))
        lines.extend(bare.rstrip("\n").split("\n"))
    return "".join(f"{line}\n" for line in lines)


def annotation(report: Report, found: Diagnostic) -> str:
    """One command, on one line."""
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(report, found))
    text = safe(found.message) + (f"\nhint: {safe(found.hint)}" if found.hint else "")
    return f"::{_LEVELS[found.severity]} {properties}::{_data(text)}"


def _properties(report: Report, found: Diagnostic) -> Iterator[tuple[str, str]]:
    yield "file", safe(from_here(report.file(found)))
    if found.span is not None:
        yield "line", str(found.span.line)
        yield "endLine", str(found.span.end_line)
        yield "col", str(found.span.column)
        yield "endColumn", str(found.span.end_column)
    yield "title", f"{found.code.id} {found.code.slug}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
