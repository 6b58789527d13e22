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
    special: bool = False  # it has one of the following
    comment: str = ""  # a trailing comment
    heredoc: str = ""  # the word that ends the heredoc it opens
    open_comment: bool = False  # it opens a block comment that goes on


# Lines that stand as `terraform fmt` has them: one look instead of one for each token.
_NAME = r"[A-Za-z_][A-Za-z0-9_-]*+"
_PLACE = rf"{_NAME}(?:\.{_NAME}|\[[0-9]++\])*+"
_STRING = rf'"(?:[^"\\$%]|\\.|\$\{{{_PLACE}\}}|[$%](?!\{{))*+"'
_KEY = rf'{_NAME}|"[A-Za-z0-9_. -]*"'
_ATTRIBUTE = re.compile(rf"({_KEY})[ \t]*=[ \t]*({_STRING}|{_NAME}(?:\.{_NAME})*+|-?[0-9]+(?:\.[0-9]+)?)\Z")
_BLOCK = re.compile(rf'{_NAME}(?: "[^"\\$%]*")* \{{\Z')
_ATOM = rf"""(?:{_NAME}\(|[(\[])*+
    (?:{_STRING}[)\]]*+ | [0-9]++[)\]]*+ | {_NAME}(?:[)\]]|\[(?:[0-9]++|{_STRING})\]|\.{_NAME})*+)"""
_SIGN = r"(?:[=!<>]=|[+*/<>?:]|&&|\|\|)"
_VALUE = re.compile(rf"(?:({_NAME})\ +=\ )?+({_ATOM}(?:(?:,|\ {_SIGN})\ {_ATOM})*+(?:,|\ (?:&&|\|\|))?)\Z", re.VERBOSE)
_QUOTED = re.compile(_STRING)

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
        self.out: list[str] = []  # one entry for a line of HCL: a heredoc is part of the line that opens it
        self.opened: list[int] = []  # brackets opened by each line that the current one is inside
        self.chain: list[tuple[str, Line]] = []  # indentation and line, one after the other: their `=` align
        self.comments: list[tuple[int, str]] = []  # (index in out, trailing comment)

    def run(self, text: str) -> str:
        out, known, chain, opened = self.out, _known, self.chain, self.opened
        lines = iter(text.replace("\r\n", "\n").split("\n"))
        may_gap = gap = False
        pad = ""
        for raw in lines:
            stripped = raw.strip()
            if not stripped:
                gap = may_gap
                continue
            line = known.get(stripped) or analyse(stripped)
            net, rest, special = line[0], line[3], line[4]
            if gap or net or not rest:
                if chain and (gap or not rest):
                    self._align()
                if net < 0:
                    pad = self._close(-net)
                    gap = gap and stripped[0] not in ")}]"
                out += [""] * gap
                gap = False
            if special:
                line = self._special(line, lines)
            if rest:
                chain.append((pad, line))
            else:
                out.append(pad + line[1])
            may_gap = net <= 0
            if net > 0:
                opened.append(net)
                pad = "  " * len(opened)
        self._align()
        if self.comments:
            self._align_comments()
        return "\n".join(out).rstrip("\n") + "\n" if out else ""

    def _close(self, brackets: int) -> str:
        """Leave the lines that opened these brackets; the indentation now."""
        opened = self.opened
        while brackets > 0 and opened:
            if brackets < opened[-1]:
                opened[-1] -= brackets
                break
            brackets -= opened.pop()
        return "  " * len(opened)

    def _align(self) -> None:
        chain, out = self.chain, self.out
        if len(chain) == 1:
            pad, line = chain[0]
            out.append(f"{pad}{line[1]} {line[3]}")
        elif chain:
            widest = max([len(pad) + line[2] for pad, line in chain])
            out += [f"{pad}{line[1]}{' ' * (widest - len(pad) - line[2])} {line[3]}" for pad, line in chain]
        chain.clear()

    def _special(self, line: Line, lines: Iterator[str]) -> Line:
        """The line, with what goes on below it in the text; its comment is for later."""
        if line.comment:
            self.comments.append((len(self.out) + len(self.chain), line.comment))
        if not line.heredoc and not line.open_comment:
            return line
        text = [line.rest or line.lead]
        for raw in lines:
            text.append(raw)
            if raw.strip() == line.heredoc if line.heredoc else "*/" in raw:
                break
        whole = "\n".join(text)
        return line._replace(rest=whole) if line.rest else line._replace(lead=whole)

    def _align_comments(self) -> None:
        out, run = self.out, list[tuple[int, str]]()
        for entry in [*self.comments, (-1, "")]:
            if run and entry[0] != run[-1][0] + 1:
                widths = [columns(out[at]) for at, _ in run]
                for (at, comment), width in zip(run, widths, strict=True):
                    out[at] += " " * (max(widths) - width + 1) + comment
                run = []
            run.append(entry)


def analyse(text: str) -> Line:
    """The brackets, the parts and the ends of one line, which must be stripped."""
    if line := _known.get(text):
        return line
    if match := _ATTRIBUTE.match(text):
        name, value = match.groups()
        line = _new(Line, (0, name, len(name), f"= {value}", False, "", "", False))
    elif _BLOCK.match(text):
        line = Line(1, text, 0, "")
    elif text.startswith("#"):
        line = Line(0, text, 0, "")
    elif match := _VALUE.match(text):
        line = _value(text, *match.groups())
    else:
        line = _line(text)
    if len(_known) >= _CACHE_LINES:
        _known.clear()
    _known[text] = line
    return line


_new = tuple.__new__  # a named tuple in half the time


def _value(text: str, name: str | None, value: str) -> Line:
    """Of a line whose spaces are right, but for some before its `=`: only its brackets count."""
    bare = _QUOTED.sub("", value)
    net = bare.count("(") + bare.count("[") - bare.count(")") - bare.count("]")
    if net or not name:  # a value that goes on below is not aligned with its neighbours
        return Line(net, f"{name} = {value}" if name else text, 0, "")
    return Line(0, name, len(name), f"= {value}")


def _line(text: str) -> Line:
    """The same for any line, by its tokens."""
    tokens = tokenise(text)
    if not tokens:
        return Line(0, text, 0, "")
    comment = ""
    if len(tokens) > 1 and tokens[-1].text.startswith(("#", "//")):
        comment = tokens.pop().text
    last = tokens[-1]
    heredoc = last.text.strip().lstrip("<-") if last.kind == "heredoc" else ""
    open_comment = last.kind == "open comment"
    ends = (bool(comment or heredoc or open_comment), comment, heredoc, open_comment)
    net = brackets(tokens)
    kinds = [token.kind for token in tokens]
    if open_comment or "=" not in kinds[1:]:
        return Line(net, spaced(tokens), 0, "", *ends)
    equal = kinds.index("=", 1)
    if brackets(tokens[equal:]) != 0:
        return Line(net, spaced(tokens), 0, "", *ends)
    lead = spaced(tokens[:equal])
    return Line(net, lead, columns(lead), spaced(tokens[equal:]), *ends)


def brackets(tokens: list[Token]) -> int:
    """How many brackets the tokens open, less those they close."""
    return sum((kind in OPENING) - (kind in CLOSING) for kind, _ in tokens)


def columns(text: str) -> int:
    """How many characters a reader sees: a mark that joins the one before it takes no column."""
    if text.isascii():
        return len(text)
    return sum(1 for char in text if category(char)[0] != "M" and char != "\u200d")
