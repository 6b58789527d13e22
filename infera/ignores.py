"""`# infera: ignore[code-or-slug, …] reason`: which findings a comment silences, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.document import Place
from infera.shorten import shorten
from infera.suggest import suggest

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*infera:\s*ignore\[([^\]\n]*)\]", re.MULTILINE)

_MOST_UNKNOWN = 20

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
    known = {name for code in codes.every() for name in (code.id.lower(), code.slug)}
    ignores: dict[int, set[str]] = {}
    unknown: dict[str, Span] = {}
    following = len(lines) - 1  # the next line with content
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        content = line.strip()
        if content and not content.startswith("#"):
            following = index
        for match in _COMMENT.finditer(line) if "infera:" in line else ():
            if _is_inside((index, match.start()), texts):
                continue
            names = {part.strip() for part in match[1].split(",") if part.strip()}
            unknown |= _places({n for n in names if n.lower() not in known}, index, match)
            target = index if line[: match.start()].strip() else following
            ignores.setdefault(target + 1, set()).update(names)
    frozen = {line: frozenset(names) for line, names in sorted(ignores.items())}
    return frozen, [_finding(name, unknown[name]) for name in sorted(unknown)[:_MOST_UNKNOWN]]


def _places(names: set[str], index: int, match: re.Match[str]) -> dict[str, Span]:
    """Where each name stands in a comment."""
    places = {}
    for name in names:
        start = match.start(1) + match[1].index(name)
        places[name] = Span(index + 1, start + 1, index + 1, start + len(name) + 1)
    return places


def _finding(name: str, span: Span) -> Diagnostic:
    near = suggest(name, [code.slug for code in codes.every()]) if len(name) <= 60 else ""
    hint = f"did you mean `{near}`?" if near else "`infera explain` lists all there are"
    return Diagnostic(codes.UNKNOWN_IGNORE, f"there is no code `{shorten(name)}`", hint=hint, span=span)


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
