"""HCL as tokens: enough to know brackets, strings and comments apart, and to space an
expression.

The grammar is that of the HCL native syntax specification. A text that is not HCL has no
tokens: None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Token(NamedTuple):
    """A token: its kind and its text.

    Kinds: `id`, `number`, `"` and `end "` (a quoted string), `text` (inside one), `${` and `%{`
    (a template in it), `end {` (of a template), `comment`, `open comment` (a block comment that
    goes on), `heredoc` (its first line), `line` (a line end); an operator or a bracket is its
    own kind.
    """

    kind: str
    text: str


_NORMAL = re.compile(
    r"""
    (?P<space>[ \t]+)
    | (?P<line>\r?\n)
    | (?P<comment>\#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)
    | (?P<open_comment>/\*(?s:.*))
    | (?P<heredoc><<-?[^\W\d][\w-]*(?=[ \t]*(?:\n|\Z))[ \t]*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<id>[^\W\d][\w-]*)
    | (?P<quote>")
    | (?P<end>~\})
    | (?P<sign>==|!=|<=|>=|=>|&&|\|\||\.\.\.|::|[-+*/%<>!?:=.,(){}\[\]])
    """,
    re.VERBOSE,
)
_QUOTED = re.compile(
    r"""
    (?P<text>(?:[^"\\$%\n]|\\[^\n]|\$\$\{|%%\{|[$%](?!\{))+)
    | (?P<open>[$%]\{~?)
    | (?P<quote>")
    """,
    re.VERBOSE,
)
OPENING = frozenset({"(", "[", "{", "${", "%{"})
CLOSING = frozenset({")", "]", "}", "end {"})


def tokenise(text: str) -> list[Token] | None:
    """The tokens of a piece of HCL, spaces left out; None when it has something that is not HCL."""
    tokens: list[Token] = []
    inside: list[int] = []  # for each template around: braces that are open in it
    quoted = False
    at = 0
    while at < len(text):
        match = (_QUOTED if quoted else _NORMAL).match(text, at)
        if match is None:
            return None
        at = match.end()
        kind, piece = match.lastgroup, match[0]
        if quoted:
            quoted = kind == "text"
            if kind == "open":
                inside.append(0)
            tokens.append(_QUOTED_TOKENS[kind](piece) if kind else Token("", piece))
        elif kind == "quote":
            quoted = True
            tokens.append(Token('"', piece))
        elif kind == "end" or (piece == "}" and inside and inside[-1] == 0):
            if not inside or inside.pop() != 0:
                return None
            quoted = True
            tokens.append(Token("end {", piece))
        elif kind != "space":
            if inside and piece in "{}":
                inside[-1] += 1 if piece == "{" else -1
            tokens.append(Token(piece if kind == "sign" else str(kind).replace("_", " "), piece))
    return None if quoted or inside else tokens


_QUOTED_TOKENS = {
    "text": lambda piece: Token("text", piece),
    "open": lambda piece: Token(piece[:2], piece),
    "quote": lambda piece: Token('end "', piece),
}


def spaced(tokens: Iterable[Token]) -> str:
    """One line of tokens with the spaces that `terraform fmt` puts between them."""
    out: list[str] = []
    before = last = ""
    for kind, text in tokens:
        if last and _has_space(before, last, kind, out[-1]):
            out.append(" ")
            out.append(text)
        else:
            out.append(text)
        before, last = last, kind
    return "".join(out)


# After these a minus is apart from what follows: a difference, and (as fmt has it) some signs.
_BEFORE_MINUS = frozenset({"id", "number", 'end "', *CLOSING, "=>", "${", "%{"})
_NEVER_AFTER = frozenset({'"', "text", ".", "::", "!", "line"})
_INDEXED = frozenset({"id", "number", *CLOSING})
_NEVER_BEFORE = frozenset({"text", 'end "', ".", ",", "...", "::", "line"})


def _has_space(before: str, last: str, kind: str, text: str) -> bool:
    """Whether a space stands between `last` and `kind`.

    `text` is the text of `last`, `before` the kind before it.
    """
    if kind in _NEVER_BEFORE or last in _NEVER_AFTER:
        return False
    if last == ",":
        return True
    if (kind == "(" and last == "id") or (kind == "[" and last in _INDEXED):
        return kind == "[" and text == "in" and before == "id"  # `for x in [1]`
    if last == "-":
        return before in _BEFORE_MINUS
    return _space_at_bracket(last, kind)


def _space_at_bracket(last: str, kind: str) -> bool:
    """Braces keep a distance, other brackets do not, and what is no bracket does."""
    if last == "{" or kind == "}":
        return not (last == "{" and kind == "}")
    if last in ("${", "%{"):
        return kind == "{"
    if kind == "end {":
        return last == "}"
    if last == "end {" and kind in ("${", "%{"):
        return False
    return last not in OPENING and kind not in CLOSING
