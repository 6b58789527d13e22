"""Findings as a compiler shows them, and plans as a person reads them.

Colour only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import click

from infera.diagnostics import Diagnostic, Severity, Span
from infera.output.plan import Action, Change
from infera.output.resources import ResourceChange
from infera.records import replace
from infera.views.report import Report, yours
from infera.views.safe import command_at, safe, unsafe, visible, width
from infera.views.values import shown

_LINE_COLUMNS = 120  # of a source line; the rest is cut
_LONG_LINE = 2000  # characters
_TAB = "    "
_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan", "bold": True},
    "bold": {"bold": True},
    "dim": {"dim": True},
    "+": {"fg": "green"},
    "~": {"fg": "yellow"},
    "-": {"fg": "red"},
    "!": {"fg": "red", "bold": True},
}
_MARKS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.DELETE: "-",
    Action.CONFLICT: "!",
    "create": "+",
    "update": "~",
    "delete": "-",
    "replace": "!",
}


def render(report: Report, *, color: bool = False, verbose: bool = False) -> str:
    """The whole report. Ends with a line end unless it is empty."""
    paint = _Paint(color)
    parts = [*(finding(report, found, paint) for found in report.found)]
    if report.changes is not None:
        parts.append("\n".join(_plan(report, paint, verbose)))
    else:
        parts.extend(_verdict(report))
    return "\n\n".join(part for part in parts if part) + "\n" if any(parts) else ""


def findings(report: Report, *, color: bool = False) -> str:
    """The findings alone; empty when there are none."""
    paint = _Paint(color)
    text = "\n\n".join(finding(report, found, paint) for found in report.found)
    return text + "\n" if text else ""


class _Paint:
    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, name: str, text: str) -> str:
        return click.style(text, **_STYLES[name]) if self.on and text else text


def finding(report: Report, found: Diagnostic, paint: _Paint | None = None) -> str:
    """One finding: what, where, the line with a caret, what to do."""
    paint = paint or _Paint(False)
    severity = found.severity.value
    head = paint(severity, f"{severity}[{found.code.id}]") + ": " + safe(found.message)
    lines = [head]
    place = safe(report.file(found))
    if found.span is not None:
        place += f":{found.span.line}:{found.span.column}"
    if place:
        lines.append(f"  --> {place}")
    source = report.line(found)
    if source is not None and found.span is not None:
        lines.extend(_excerpt(source, found.span, severity, paint))
    if found.hint:
        lines.append(f"  hint: {safe(found.hint)}")
    return "\n".join(lines)


def _excerpt(source: str, span: Span, severity: str, paint: _Paint) -> list[str]:
    gutter = max(3, len(str(span.line)))
    first = span.column - 1
    last = span.end_column - 1 if span.end_line == span.line else len(source)
    text, before, under = _marked(source, first, max(last, first + 1))
    bar = paint("dim", " " * gutter + " |")
    return [
        bar,
        paint("dim", f"{span.line:>{gutter}} |") + f" {text}".rstrip(),
        bar + " " * (before + 1) + paint(severity, "^" * max(under, 1)),
    ]


def _marked(source: str, first: int, last: int) -> tuple[str, int, int]:
    """The line as it is printed, the columns before the mark, and the columns under it.

    A tab is four columns, a wide character two, a control character its escape. A long line is cut
    on both sides, so that the mark stays in view.
    """
    # of a line of a megabyte, only what may be shown is looked at
    base = max(0, first - _LINE_COLUMNS) if len(source) > _LONG_LINE else 0
    stop = first + 2 * _LINE_COLUMNS if len(source) > _LONG_LINE else len(source)
    cells = [
        ("\\x23", 4) if command_at(source, at) else _cell(source[at]) for at in range(base, min(stop, len(source)))
    ]
    first, last = first - base, last - base
    start, end = _window([columns for _, columns in cells], first, last)
    lead = "…" if base + start else ""
    text = lead + "".join(char for char, _ in cells[start:end]) + ("…" if base + end < len(source) else "")
    before = len(lead) + sum(columns for _, columns in cells[start : min(first, end)])
    under = sum(columns for _, columns in cells[first : min(last, end)])
    return text, before, under


def _cell(char: str) -> tuple[str, int]:
    if char == "\t":
        return _TAB, len(_TAB)
    if unsafe(char):
        escape = visible(char)
        return escape, len(escape)
    return char, width(char)


def _window(columns: list[int], first: int, last: int) -> tuple[int, int]:
    """The slice of a line that is shown: all of it when it fits, else what is around the mark."""
    if sum(columns) <= _LINE_COLUMNS:
        return 0, len(columns)
    start = max(0, min(first, len(columns)) - 40)
    if sum(columns[: min(last, len(columns))]) <= _LINE_COLUMNS:
        start = 0
    end, used = start, 0
    while end < len(columns) and used + columns[end] <= _LINE_COLUMNS:
        used += columns[end]
        end += 1
    return start, end


def _verdict(report: Report) -> Iterator[str]:
    """How many findings there are, where nothing else is said."""
    counts = [
        f"{number} info" if severity is Severity.INFO else _number(number, severity.value)
        for severity in Severity
        if (number := report.count(severity))
    ]
    yield ", ".join(counts) if counts else f"{safe(report.name)}: no findings"


def _plan(report: Report, paint: _Paint, verbose: bool) -> Iterator[str]:
    changed = [change for change in report.shown if change.action is not Action.KEEP]
    for folder, changes in grouped(changed):
        yield paint("bold", safe(str(folder)))
        if folder.parts[:1] in (("workers",), ("clients",)) and not verbose:
            yield from _summarised(changes, folder, paint)
        else:
            for change in changes:
                yield from _file(report, change, folder, paint)
    if changed:
        yield ""
    if report.cost:
        yield from (safe(line) for line in report.cost)
        yield ""
    yield summary_line(report)


def grouped(changes: list[Change]) -> Iterator[tuple[PurePosixPath, list[Change]]]:
    """The changes by the folder they are shown under, in the order of the folders."""
    groups: dict[PurePosixPath, list[Change]] = {}
    for change in changes:
        groups.setdefault(_group(change.path), []).append(change)
    yield from sorted(groups.items(), key=lambda item: item[0].parts)


def without_findings(report: Report) -> Report:
    """The same report with the plan alone."""
    return replace(report, found=())


def _group(path: PurePosixPath) -> PurePosixPath:
    """The folder that a file is shown under: a worker or a client is one."""
    if path.parts[0] in ("workers", "clients") and len(path.parts) > 2:
        return PurePosixPath(*path.parts[:2])
    return path.parent


def _summarised(changes: list[Change], folder: PurePosixPath, paint: _Paint) -> Iterator[str]:
    for action, what in (
        (Action.CREATE, ""),
        (Action.UPDATE, " to update"),
        (Action.DELETE, " to delete"),
    ):
        some = [change for change in changes if change.action is action]
        if len(some) == 1:
            yield _line(paint, _MARKS[action], safe(str(some[0].path.relative_to(folder))))
        elif some:
            own = yours(some)
            tail = f", {own} of them yours to write" if own else ""
            yield _line(paint, _MARKS[action], f"{len(some)} files{what}{tail}")
    for change in changes:
        if change.action is Action.CONFLICT:
            yield _line(paint, "!", safe(str(change.path.relative_to(folder))))


def _line(paint: _Paint, mark: str, text: str, indent: int = 2) -> str:
    return " " * indent + paint(mark, mark) + f" {text}"


def _file(report: Report, change: Change, folder: PurePosixPath, paint: _Paint) -> Iterator[str]:
    resources = report.resources_of(change.path)
    mark = "!" if any(each.note for each in resources) else _MARKS[change.action]
    backup = "  (a backup stays beside it)" if change.backup else ""
    yield _line(paint, mark, safe(str(change.path.relative_to(folder))) + backup)
    for each in resources:
        yield from resource(each, paint)


def resource(change: ResourceChange, paint: _Paint | None = None) -> Iterator[str]:
    """The lines of one resource: its address, what is lost with it, each attribute old -> new."""
    paint = paint or _Paint(False)
    note = f" {safe(change.note)}" if change.note else ""
    yield _line(paint, _MARKS[change.action], safe(change.address) + note, 6)
    if change.action == "create":  # its attributes are there where someone asked for details
        for path, (_, value) in change.attributes.items():
            yield f"          {safe(path)}  {safe(shown(None, value)[1])}"
    if change.action in ("update", "replace"):
        for path, (before, after) in change.attributes.items():
            old, new = shown(before, after)
            yield f"          {safe(path)}  {safe(old)} -> {safe(new)}"


def summary_line(report: Report) -> str:
    """The last line of a plan: how many resources and files change."""
    counts = report.summary
    conflicts = sum(change.action is Action.CONFLICT for change in report.shown)
    blocked = f"{_number(conflicts, 'file')} in the way, so nothing is written" if conflicts else ""
    if not any(counts.values()):
        return blocked or "nothing to change: every file is as it should be"
    words = (("update", "change"), ("create", "add"), ("delete", "delete"), ("replace", "replace"))
    listed = [f"{counts[key]} to {word}" for key, word in words if counts[key]]
    if listed:
        number, _, rest = listed[0].partition(" ")
        listed[0] = f"{_number(int(number), 'resource')} {rest}"
    tail = f"{_number(counts['files_written'], 'file')} to write, {counts['files_deleted']} to delete"
    text = f"{', '.join(listed) or 'no resource changes'}; {tail}"
    return f"{blocked}; without it: {text}" if blocked else text


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
