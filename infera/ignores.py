"""`# infera: ignore[code-or-slug, …] reason`: which findings a comment silences, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.document import Place
from infera.events import shorten
from infera.suggest import suggest

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*infera:\s*ignore\[([^\]\n]*)\]", re.MULTILINE)

Position = tuple[int, int]  # line and column, from 0


def read(text: str, root: Place) -> tuple[dict[int, frozenset[str]], list[Diagnostic]]:
    """Line (1-based) -> the codes and slugs that are silenced there, and what is wrong with them.

    A comment on a line of its own speaks of the next line with content, any other of its own line.
    What looks like a comment inside of a quoted text or a text block is none.
    """
    if "infera:" not in text:
        return {}, []
    lines = text.split("\n")
    texts = sorted(_texts(root))
    ignores: dict[int, frozenset[str]] = {}
    found: list[Diagnostic] = []
    for index, line in enumerate(lines):
        for match in _COMMENT.finditer(line):
            if _is_inside((index, match.start()), texts):
                continue
            names = frozenset(part.strip() for part in match[1].split(",") if part.strip())
            found += _unknown(names, index, match)
            target = index if line[: match.start()].strip() else _next_content(lines, index)
            ignores[target + 1] = ignores.get(target + 1, frozenset()) | names
    return ignores, found


def _unknown(names: frozenset[str], index: int, match: re.Match[str]) -> Iterator[Diagnostic]:
    known = [code.slug for code in codes.every()]
    for name in sorted(names):
        if codes.find(name) is not None:
            continue
        near = suggest(name, known)
        start = match.start(1) + match[1].index(name)
        yield Diagnostic(
            codes.UNKNOWN_IGNORE,
            f"there is no code `{shorten(name)}`",
            hint=f"did you mean `{near}`?" if near else "see `infera explain`",
            span=Span(index + 1, start + 1, index + 1, start + len(name) + 1),
        )


def _next_content(lines: list[str], index: int) -> int:
    for later in range(index + 1, len(lines)):
        content = lines[later].strip()
        if content and not content.startswith("#"):
            return later
    return index


def _texts(root: Place) -> Iterator[tuple[Position, Position]]:
    """Start and end of every key and leaf that is longer than nothing."""
    pending = [root]
    while pending:
        place = pending.pop()
        children = place.children
        if children is None:
            yield (place.start.line, place.start.column), (place.end.line, place.end.column)
        elif isinstance(children, dict):
            pending += children.values()
            pending += (place.keys or {}).values()
        else:
            pending += children


def _is_inside(position: Position, texts: list[tuple[Position, Position]]) -> bool:
    before = bisect_right(texts, (position, (2**31, 0))) - 1
    return before >= 0 and texts[before][0] <= position < texts[before][1]
