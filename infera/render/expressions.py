"""Whether a text is one HCL expression and nothing more: the gate for HCL that a user writes.

What passes can stand where a value stands and cannot reach outside: it has no comment, no
heredoc, no line end outside brackets, and the grammar of one whole expression (HCL native
syntax specification).
"""

from __future__ import annotations

import re

from infera.render.tokens import Token, spaced, tokenise

_MAX_LENGTH = 10_000
_MAX_DEPTH = 50
_BINARY = frozenset(
    {"==", "!=", "<", ">", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%"},
)
_TEXT = re.compile(r"""(?:[^\\]|\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))*""")
_END = Token("end", "")
_ENDS: dict[str, tuple[list[str], list[str]]] = {  # word -> (after which directive, what is open then)
    "else": (["if"], ["else"]),
    "endif": (["if", "else"], []),
    "endfor": (["for"], []),
}


class NotAnExpressionError(ValueError):
    """The text is not one HCL expression; the message says why, without the text."""


def expression(text: str) -> str:
    """The expression with the spaces of `terraform fmt`; NotAnExpressionError when it is not
    exactly one.

    A lone `"${x}"` comes back as `x`, as `terraform fmt` writes it.
    """
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        raise NotAnExpressionError(f"longer than {_MAX_LENGTH} characters")
    if not all(char.isprintable() or char in "\n\t" for char in text):
        raise NotAnExpressionError("a character that cannot be seen")
    tokens = tokenise(text)
    if tokens is None:
        raise NotAnExpressionError("a string or a template without an end, or a character HCL lacks")
    _Parser(tokens).whole()
    return _printed(_unwrapped(tokens))


def _printed(tokens: list[Token]) -> str:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "line":
            lines.append([])
        else:
            lines[-1].append(token)
    return "\n".join(spaced(line) for line in lines if line)


def _unwrapped(tokens: list[Token]) -> list[Token]:
    kinds = [token.kind for token in tokens]
    if kinds[:2] != ['"', "${"] or kinds[-2:] != ["end {", 'end "'] or "text" in kinds:
        return tokens
    inner = tokens[2:-2]
    if any(token.kind in ("${", "%{", "line") for token in inner):
        return tokens
    return inner


class _Parser:
    """A recogniser by recursive descent; it keeps nothing but its place."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.newlines = [False]  # whether a line end is space here: inside ( and [ it is

    def whole(self) -> None:
        self.expression()
        if self.peek().kind != "end":
            raise self.unexpected("expected one expression")

    def peek(self) -> Token:
        if self.newlines[-1]:
            self.skip_lines()
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def skip_lines(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].kind == "line":
            self.at += 1

    def take(self, *kinds: str) -> Token:
        token = self.peek()
        if token.kind not in kinds:
            raise self.unexpected(f"expected {' or '.join(f'`{kind}`' for kind in kinds)}")
        self.at += 1
        return token

    def accept(self, *kinds: str) -> bool:
        if self.peek().kind in kinds:
            self.at += 1
            return True
        return False

    def word(self, text: str) -> bool:
        if self.peek() == Token("id", text):
            self.at += 1
            return True
        return False

    def unexpected(self, wanted: str) -> NotAnExpressionError:
        token = self.peek()
        if "comment" in token.kind:
            return NotAnExpressionError("a comment")
        if token.kind == "heredoc":
            return NotAnExpressionError("a heredoc; write a quoted string")
        if token.kind == "line":
            return NotAnExpressionError("a line end outside brackets")
        found = "its end" if token.kind == "end" else f"`{token.text}`"
        return NotAnExpressionError(f"{wanted}, found {found}")

    def expression(self) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise NotAnExpressionError(f"more than {_MAX_DEPTH} levels deep")
        self.unary()
        while self.accept(*_BINARY):
            self.unary()
        if self.accept("?"):
            self.expression()
            self.take(":")
            self.expression()
        self.depth -= 1

    def unary(self) -> None:
        while self.accept("-", "!"):
            pass
        number = self.peek().kind == "number"
        self.primary()
        if not number:
            self.traversal()

    def traversal(self) -> None:
        """`.name`, `.0`, `.*`, `[0]`, `[*]`, as many as there are."""
        splat = False
        while self.peek().kind in (".", "["):
            if not self.accept("."):
                self.index()
                continue
            part = self.take("id", "number", "*")
            if "." in part.text:
                raise NotAnExpressionError("`.0.1`: write `[0][1]`")
            if part.kind == "*" and splat:
                raise NotAnExpressionError("`.*` inside `.*`: write `[*]`")
            splat = splat or part.kind == "*"

    def index(self) -> None:
        self.take("[")
        if [token.kind for token in self.tokens[self.at : self.at + 2]] == ["*", "]"]:
            self.at += 2
            return
        self.newlines.append(True)
        if self.peek() == Token("id", "null"):
            raise NotAnExpressionError("`[null]`: an index is a number or a key")
        self.expression()
        self.closing("]")

    def closing(self, bracket: str) -> None:
        self.take(bracket)
        self.newlines.pop()

    def primary(self) -> None:
        kind = self.peek().kind
        if kind == '"':
            self.string()
        elif kind == "(":
            self.take("(")
            self.newlines.append(True)
            self.expression()
            self.closing(")")
        elif kind == "[":
            self.tuple()
        elif kind == "{":
            self.object()
        elif kind == "id":
            self.name()
        elif not self.accept("number"):
            raise self.unexpected("expected a value")

    def name(self) -> None:
        self.take("id")
        namespaced = False
        while self.accept("::"):
            self.take("id")
            namespaced = True
        if namespaced and self.peek().kind != "(":
            raise self.unexpected("expected `(`")
        if self.accept("("):
            self.newlines.append(True)
            while self.peek().kind != ")":
                self.expression()
                if self.accept("..."):
                    break
                if not self.accept(","):
                    break
            self.closing(")")

    def tuple(self) -> None:
        self.take("[")
        self.newlines.append(True)
        if self.word("for"):
            self.loop_head()
            self.expression()
            self.loop_condition()
        else:
            while self.peek().kind != "]":
                self.expression()
                if not self.accept(","):
                    break
        self.closing("]")

    def object(self) -> None:
        self.take("{")
        self.newlines.append(True)
        if self.word("for"):
            self.loop_head()
            self.expression()
            self.take("=>")
            self.expression()
            self.accept("...")
            self.loop_condition()
        else:
            self.newlines[-1] = False  # here a line end parts two entries
            self.skip_lines()
            while self.peek().kind != "}":
                self.expression()
                self.take("=", ":")
                self.expression()
                if not self.accept(",", "line"):
                    break
                self.skip_lines()
        self.closing("}")

    def loop_head(self) -> None:
        self.loop_variables()
        self.take(":")

    def loop_variables(self) -> None:
        self.take("id")
        if self.accept(","):
            self.take("id")
        if not self.word("in"):
            raise self.unexpected("expected `in`")
        self.expression()

    def loop_condition(self) -> None:
        if self.word("if"):
            self.expression()

    def string(self) -> None:
        self.take('"')
        self.newlines.append(False)
        open_directives: list[str] = []
        while not self.accept('end "'):
            if self.accept("${"):
                self.expression()
                self.take("end {")
            elif self.accept("%{"):
                self.directive(open_directives)
                self.take("end {")
            elif not _TEXT.fullmatch(self.take("text").text):
                raise NotAnExpressionError("an escape that HCL lacks")
        self.newlines.pop()
        if open_directives:
            raise NotAnExpressionError(f"`%{{{open_directives[-1]}}}` without its end")

    def directive(self, opened: list[str]) -> None:
        """`%{if x}`, `%{for x in y}`, and what ends them."""
        if self.word("if"):
            self.expression()
            opened.append("if")
        elif self.word("for"):
            self.loop_variables()
            opened.append("for")
        else:
            self.directive_end(opened)

    def directive_end(self, opened: list[str]) -> None:
        for word, (after, then) in _ENDS.items():
            if self.word(word):
                if not opened or opened[-1] not in after:
                    raise NotAnExpressionError(f"`%{{{word}}}` without `%{{{after[0]}}}`")
                opened[-1:] = then
                return
        raise self.unexpected("expected `if` or `for`")
