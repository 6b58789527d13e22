"""The layout of `terraform fmt`: indentation, aligned `=` and comments, spaces, squeezed blank
lines.

Works line by line. A heredoc and a block comment keep their bytes. A quoted string must end on
its line, which everything but a `${` over several lines does. Text that is not HCL is left as
it is.

A line is analysed once per process: generated files repeat most of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from infera.render.tokens import CLOSING, OPENING, Token, spaced, tokenise

_CACHE_LINES = 20_000


class Line(NamedTuple):
    """What layout needs to know of a line that was stripped."""

    net: int  # brackets it opens, less those it closes
    lead: str  # what stands before an `=` that takes part in alignment, else the whole line
    width: int  # columns of `lead`
    rest: str  # from the `=` on; "" when the line takes no part in alignment
    comment: str  # a trailing comment
    heredoc: str  # the word that ends the heredoc it opens
    open_comment: bool  # it opens a block comment that goes on


_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_ATTRIBUTE = re.compile(
    rf"""({_NAME})[ \t]*=[ \t]*
    ("(?:[^"\\$%]|\\.|[$%](?!\{{))*" | {_NAME}(?:\.{_NAME})* | -?[0-9]+(?:\.[0-9]+)?)\Z""",
    re.VERBOSE,
)
_BLOCK = re.compile(rf'{_NAME}(?: "[^"\\$%]*")* \{{\Z')

_known: dict[str, Line] = {}


def tidy(text: str) -> str:
    """The text as `terraform fmt` lays it out.

    Beyond that there is at most one blank line in a row, and none after an opening bracket,
    before a closing one, at the start or at the end. The text ends in one line end.
    """
    return _Layout().run(text)


class _Layout:
    """One text on its way through: what was laid out, and the lines that are aligned together."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.opened: list[int] = []  # brackets opened by each line that the current one is inside
        self.chain: list[tuple[int, str, Line]] = []  # consecutive lines whose `=` align
        self.comments: list[tuple[int, str, int]] = []  # (index in out, comment, line of HCL)
        self.verbatim = 0  # lines of heredocs and comments, which belong to the line that opens them

    def run(self, text: str) -> str:
        out, known, chain = self.out, _known, self.chain
        lines = iter(text.replace("\r\n", "\n").split("\n"))
        may_gap = gap = False
        for raw in lines:
            stripped = raw.strip()
            if not stripped:
                gap = may_gap
                continue
            line = known.get(stripped) or analyse(stripped)
            net = line[0]
            if net < 0:
                self._close(-net)
                gap = gap and stripped[0] not in ")}]"
            if gap:
                self._align()
                out.append("")
                gap = False
            may_gap = net <= 0
            pad = "  " * len(self.opened)
            if net > 0:
                self.opened.append(net)
            if line[3]:
                chain.append((len(out), pad, line))
                out.append("")
            else:
                if chain:
                    self._align()
                out.append(pad + line[1])
            if line[4] or line[5] or line[6]:
                self._special(line, lines)
        self._align()
        if self.comments:
            self._align_comments()
        return "\n".join(out).rstrip("\n") + "\n" if out else ""

    def _close(self, brackets: int) -> None:
        opened = self.opened
        while brackets > 0 and opened:
            if brackets < opened[-1]:
                opened[-1] -= brackets
                return
            brackets -= opened.pop()

    def _align(self) -> None:
        chain, out = self.chain, self.out
        if len(chain) == 1:
            at, pad, line = chain[0]
            out[at] = f"{pad}{line[1]} {line[3]}"
        elif chain:
            widest = max([entry[2][2] for entry in chain])
            for at, pad, line in chain:
                out[at] = f"{pad}{line[1]}{' ' * (widest - line[2])} {line[3]}"
        chain.clear()

    def _special(self, line: Line, lines: Iterator[str]) -> None:
        out = self.out
        if line.comment:
            self.comments.append((len(out) - 1, line.comment, len(out) - self.verbatim))
        if line.heredoc or line.open_comment:
            start = len(out)
            for raw in lines:
                out.append(raw)
                if raw.strip() == line.heredoc if line.heredoc else "*/" in raw:
                    break
            self.verbatim += len(out) - start

    def _align_comments(self) -> None:
        out, run = self.out, list[tuple[int, str, int]]()
        for entry in [*self.comments, (-1, "", -1)]:
            if run and entry[2] != run[-1][2] + 1:
                widths = [columns(out[at]) for at, _, _ in run]
                for (at, comment, _), width in zip(run, widths, strict=True):
                    out[at] += " " * (max(widths) - width + 1) + comment
                run = []
            run.append(entry)


def analyse(text: str) -> Line:
    """The brackets, the parts and the ends of one line, which must be stripped."""
    if line := _known.get(text):
        return line
    if match := _ATTRIBUTE.match(text):
        name, value = match.groups()
        line = Line(0, name, len(name), f"= {value}", "", "", False)
    elif _BLOCK.match(text):
        line = Line(1, text, 0, "", "", "", False)
    else:
        line = _line(text)
    if len(_known) >= _CACHE_LINES:
        _known.clear()
    _known[text] = line
    return line


def _line(text: str) -> Line:
    """The same for any line, by its tokens."""
    tokens = tokenise(text)
    if not tokens:
        return Line(0, text, 0, "", "", "", False)
    comment = ""
    if len(tokens) > 1 and tokens[-1].text.startswith(("#", "//")):
        comment = tokens.pop().text
    ends = tokens[-1]
    heredoc = ends.text.strip().lstrip("<-") if ends.kind == "heredoc" else ""
    open_comment = ends.kind == "open comment"
    net = brackets(tokens)
    kinds = [token.kind for token in tokens]
    if open_comment or "=" not in kinds[1:]:
        return Line(net, spaced(tokens), 0, "", comment, heredoc, open_comment)
    equal = kinds.index("=", 1)
    if brackets(tokens[equal:]) != 0:
        return Line(net, spaced(tokens), 0, "", comment, heredoc, False)
    lead = spaced(tokens[:equal])
    return Line(net, lead, columns(lead), spaced(tokens[equal:]), comment, heredoc, False)


def brackets(tokens: list[Token]) -> int:
    """How many brackets the tokens open, less those they close."""
    return sum((kind in OPENING) - (kind in CLOSING) for kind, _ in tokens)


def columns(text: str) -> int:
    """How many characters a reader sees: a mark that joins the one before it takes no column."""
    if text.isascii():
        return len(text)
    return sum(1 for char in text if category(char)[0] != "M" and char != "\u200d")
