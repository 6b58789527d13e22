"""The layout of `terraform fmt`, line by line: indentation, aligned `=` and comments, squeezed blank lines.

It lays out lines and leaves the inside of an expression alone: spaces there are the template's own. A heredoc and
a block comment keep their bytes. A quoted string ends on its line (a template never writes it otherwise).

A line is analysed once per process: generated files repeat most of theirs.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category

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


_ATTRIBUTE = re.compile(
    r"""([A-Za-z_][A-Za-z0-9_-]*)[ \t]*=[ \t]*
    ("(?:[^"\\$%]|\\.|[$%](?!\{))*" | [A-Za-z0-9_][A-Za-z0-9_.-]*)\Z""",
    re.VERBOSE,
)
_OUTSIDE = re.compile(r"[\"#(){}\[\]]|//|/\*|<<-?(?=\w)|[=!<>]=|=>|=")
_INSIDE = re.compile(r'\\.|\$\$\{|%%\{|[$%]\{|"')
_WORD = re.compile(r"[\w-]+")

_known: dict[str, Line] = {}


def tidy(text: str) -> str:
    """The text as `terraform fmt` lays it out, with at most one blank line in a row and none beside a bracket."""
    return _Layout().run(text)


class _Layout:
    """One text on its way through: what was laid out, and the runs of lines that are aligned together."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.opened: list[
            int
        ] = []  # brackets opened by each line that the current one stands inside
        self.run_at: list[tuple[int, str, Line]] = []  # consecutive lines whose `=` align
        self.comments: list[tuple[int, str]] = []  # (index in out, trailing comment)

    def run(self, text: str) -> str:
        out, known = self.out, _known
        lines = iter(text.replace("\r\n", "\n").split("\n"))
        blank = True  # a blank line may not stand here
        gap = False
        for raw in lines:
            stripped = raw.strip()
            if not stripped:
                gap = not blank
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
            blank = net > 0
            pad = "  " * len(self.opened)
            if net > 0:
                self.opened.append(net)
            if line[3]:
                self.run_at.append((len(out), pad, line))
                out.append("")
            else:
                if self.run_at:
                    self._align()
                out.append(pad + line[1])
            if line[4]:
                self.comments.append((len(out) - 1, line[4]))
            if line[5]:
                self._heredoc(lines, line[5])
            elif line[6]:
                self._block_comment(lines)
        self._align()
        self._align_comments()
        return "\n".join(out) + "\n" if out else ""

    def _close(self, brackets: int) -> None:
        opened = self.opened
        while brackets > 0 and opened:
            if brackets < opened[-1]:
                opened[-1] -= brackets
                return
            brackets -= opened.pop()

    def _align(self) -> None:
        run, out = self.run_at, self.out
        if not run:
            return
        if len(run) == 1:
            at, pad, line = run[0]
            out[at] = f"{pad}{line[1]} {line[3]}"
        else:
            widest = max([entry[2][2] for entry in run])
            for at, pad, line in run:
                out[at] = f"{pad}{line[1]}{' ' * (widest - line[2])} {line[3]}"
        run.clear()

    def _heredoc(self, lines: object, word: str) -> None:
        text = []
        for raw in lines:  # type: ignore[attr-defined]
            text.append(raw)
            if raw.strip() == word:
                break
        self._verbatim(text)

    def _block_comment(self, lines: object) -> None:
        text = []
        for raw in lines:  # type: ignore[attr-defined]
            text.append(raw)
            if "*/" in raw:
                break
        self._verbatim(text)
        self._align()

    def _verbatim(self, text: list[str]) -> None:
        # One entry of `out` for one line of HCL: the lines of a heredoc belong to the line that opens it.
        self.out.extend(text)

    def _align_comments(self) -> None:
        out, run = self.out, []
        for at, comment in [*self.comments, (-1, "")]:
            if run and at != run[-1][0] + 1:
                width = max(columns(out[index]) for index, _ in run)
                for index, text in run:
                    out[index] += " " * (width - columns(out[index]) + 1) + text
                run = []
            run.append((at, comment))


def analyse(text: str) -> Line:
    """The brackets, the parts and the ends of one line, which must be stripped."""
    if line := _known.get(text):
        return line
    if match := _ATTRIBUTE.match(text):
        name, value = match.groups()
        line = Line(0, name, len(name), f"= {value}", "", "", False)
    else:
        line = _scan(text)
    if len(_known) >= _CACHE_LINES:
        _known.clear()
    _known[text] = line
    return line


def _scan(text: str) -> Line:
    """The same for any line, one token at a time."""
    net = at = 0
    equal, net_before_equal = -1, 0
    comment, heredoc, open_comment = "", "", False
    while match := _OUTSIDE.search(text, at):
        token, at = match[0], match.end()
        if token == '"':
            at = _string_end(text, at)
        elif token in "({[":
            net += 1
        elif token in ")}]":
            net -= 1
        elif token == "=":
            if equal < 0 and match.start() > 0:
                equal, net_before_equal = match.start(), net
        elif token in ("#", "//"):
            if match.start() > 0:
                comment, text = text[match.start() :], text[: match.start()].rstrip()
            break
        elif token == "/*":
            at = text.find("*/", at) + 2
            if at == 1:
                open_comment = True
                break
        elif token[:2] == "<<" and (word := _WORD.match(text, at)):
            heredoc = word[0]
            break
    if equal < 0 or open_comment:
        return Line(net, text, 0, "", comment, heredoc, open_comment)
    lead, rest = text[:equal].rstrip(), "= " + text[equal + 1 :].lstrip()
    if net != net_before_equal:
        return Line(net, f"{lead} {rest}", 0, "", comment, heredoc, False)
    return Line(net, lead, columns(lead), rest, comment, heredoc, False)


def _string_end(text: str, at: int) -> int:
    """The index after the quoted string whose inside begins at `at`, or the end of the text."""
    while match := _INSIDE.search(text, at):
        token, at = match[0], match.end()
        if token == '"':
            return at
        if token in ("${", "%{"):
            at = _template_end(text, at)
    return len(text)


def _template_end(text: str, at: int) -> int:
    depth = 1
    while match := _OUTSIDE.search(text, at):
        token, at = match[0], match.end()
        if token == '"':
            at = _string_end(text, at)
        elif token == "{":
            depth += 1
        elif token == "}":
            depth -= 1
            if depth == 0:
                return at
    return len(text)


def columns(text: str) -> int:
    """How many characters a reader sees: a mark that joins the one before it takes no column."""
    if text.isascii():
        return len(text)
    return sum(1 for char in text if category(char)[0] != "M" and char != "\u200d")
