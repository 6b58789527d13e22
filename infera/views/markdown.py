"""The report as Markdown, for a comment on a pull request.

Text from outside is text: no markup, mention or link.
"""

from __future__ import annotations

from collections.abc import Iterator

from infera.diagnostics import Diagnostic
from infera.output.plan import Action, Change
from infera.output.resources import ResourceChange
from infera.render.markdown import quote
from infera.views import human
from infera.views.report import Report, yours
from infera.views.safe import safe
from infera.views.values import shown

_LIMIT = 60_000  # characters; GitHub refuses a comment of more than 65,536
_VERBS = {
    Action.CREATE: "create",
    Action.UPDATE: "update",
    Action.DELETE: "delete",
    Action.CONFLICT: "**in the way**",
}


def text(value: str) -> str:
    """A text that Markdown shows as it is: control characters visible, nothing formatted or linked."""
    return quote(safe(value)).replace("@", "&#64;").replace("](", "]&#40;")


def render(report: Report) -> str:
    """Findings, then the plan; cut where a comment would be refused."""
    blocks = ["## infera", *_findings(report)]
    if report.changes is not None:
        blocks.extend(_plan(report))
    kept: list[str] = []
    size = 0
    for number, block in enumerate(blocks):
        size += len(block) + 2
        if size > _LIMIT:
            kept.append(f"… and {len(blocks) - number} more; `infera plan` shows them all.")
            break
        kept.append(block)
    return "\n\n".join(kept) + "\n"


def _findings(report: Report) -> Iterator[str]:
    for found in report.found:
        yield _finding(report, found)
    if not report.found:
        yield "No findings."


def _finding(report: Report, found: Diagnostic) -> str:
    place = text(report.file(found)) + (f":{found.span.line}" if found.span else "")
    lines = [f"- **{found.severity.value}** {found.code.id} ({found.code.slug}) {place}<br>{text(found.message)}"]
    if found.hint:
        lines.append(f"<br>hint: {text(found.hint)}")
    return "".join(lines)


def _plan(report: Report) -> Iterator[str]:
    yield f"**{text(human.summary_line(report))}**"
    for line in report.cost:
        yield text(line)
    for change in report.shown:
        for each in report.resources_of(change.path):
            if each.note:
                yield f"> **{text(each.address)}** {text(each.note)}"
    changed = [change for change in report.shown if change.action is not Action.KEEP]
    if changed:
        yield "<details><summary>Files and resources</summary>"
        yield from _tables(report, changed)
        yield "</details>"


def _tables(report: Report, changed: list[Change]) -> Iterator[str]:
    for folder, changes in human.grouped(changed):
        own = yours(changes)
        tail = f" ({own} yours to write)" if own else ""
        if folder.parts[:1] in (("workers",), ("clients",)):
            counts = [
                f"{verb} {number}"
                for action, verb in _VERBS.items()
                if (number := sum(change.action is action for change in changes))
            ]
            yield f"{text(str(folder))}: {', '.join(counts)}{tail}"
            continue
        for change in changes:
            lines = [f"- {_VERBS[change.action]} {text(str(change.path))}"]
            for each in report.resources_of(change.path):
                lines.extend(_resource(each))
            yield "\n".join(lines)


def _resource(change: ResourceChange) -> Iterator[str]:
    yield f"  - {change.action} {text(change.address)}"
    if change.action in ("update", "replace"):
        for path, (before, after) in change.attributes.items():
            old, new = shown(before, after)
            yield f"    - {text(path)}: {text(old)} → {text(new)}"
