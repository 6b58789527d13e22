"""Searching code for which no parser is at hand: patterns whose name is a text, a constant or a variable."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from infera.detect.evidence import Evidence, short_lines

TEXT = r"""["'`](?P<text>[^"'`$\s{}]{1,200})["'`]"""
_WORDS = r"(?!(?:string|any|unknown|undefined|null|true|false|this|async|function|new|await)\b(?!\.))"
_IDENTIFIER = rf"(?P<reference>{_WORDS}[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*)(?!\s*[(\[\w])"
ARGUMENT = rf"(?:{TEXT}|{_IDENTIFIER})"
_ENVIRONMENT = re.compile(r"(?:process\.env|import\.meta\.env|env|ENV)\.([A-Z][A-Z0-9_]*)\Z")
_COMMENT = ("//", "*", "#", "/*")


class Source:
    """A file that is searched."""

    def __init__(self, file: str, text: str) -> None:
        """`file` is its path in the project."""
        self.file, self.text = file, short_lines(text)
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def evidence(
        self, match: re.Match[str], library: str, what: str, queue: tuple[str, str] = ("", "")
    ) -> Evidence | None:
        """What a match says; None in a comment. The line is the one where the name stands."""
        groups = match.groupdict()
        name = groups.get("text") or ""
        reference = (groups.get("reference") or "").replace("?.", ".")
        line = bisect_right(self._starts, match.start("text" if name else "reference" if reference else 0))
        shown = self.text[self._starts[line - 1] :].split("\n", 1)[0].strip()
        if shown.startswith(_COMMENT):
            return None
        return Evidence(self.file, line, library, what, name, shown[:100], _reference(reference), *queue)

    def each(self, pattern: re.Pattern[str], library: str, what: str) -> Iterator[Evidence]:
        """The evidence of every match."""
        for match in pattern.finditer(self.text):
            if found := self.evidence(match, library, what):
                yield found

    def inside(self, opening: re.Pattern[str], pattern: re.Pattern[str], library: str, what: str) -> Iterator[Evidence]:
        """The same for the matches inside the brackets that `opening` ends in."""
        for start in opening.finditer(self.text):
            end = closing(self.text, start.end())
            for match in pattern.finditer(self.text, start.end(), end):
                if found := self.evidence(match, library, what):
                    yield found


def name_in(match: re.Match[str]) -> tuple[str, str]:
    """The text and the reference of a match."""
    return match["text"] or "", _reference((match["reference"] or "").replace("?.", "."))


def _reference(reference: str) -> str:
    variable = _ENVIRONMENT.search(reference)
    return f"env:{variable[1]}" if variable else reference


def closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` closes; at most 20,000 characters on."""
    depth, end = 1, min(len(text), start + 20_000)
    for match in re.compile(r"[([{]|[)\]}]").finditer(text, start, end):
        depth += 1 if match[0] in "([{" else -1
        if depth == 0:
            return match.start()
    return end
