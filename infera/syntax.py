"""What a YAML parser complains about, in words that say what to do."""

from __future__ import annotations

import re
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.document import Mark
from infera.events import TOO_DEEP, TOO_DEEP_HINT

# (part of the parser's problem, message, hint); the first that fits. libyaml and the pure parser
# word some problems differently, so both are here.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a `:` here would start a second map on one line",
        "put the text in quotes if it holds `: `, or check the indentation of the line",
    ),
    (
        "entries are not allowed",
        "a list item cannot start here",
        "put `- ` on a line of its own, below the key and not left of it",
    ),
    (
        "mapping keys are not allowed",
        "a key cannot start here",
        "check the indentation of the line",
    ),
    (
        "could not find expected ':'",
        "a key without a `:` and a value",
        "write `key: value`; a list item starts with `- `",
    ),
    (
        "found unexpected end of stream",
        "a quote is opened here and never closed",
        "close it; in single quotes, two of them stand for one",
    ),
    (
        "unexpected document indicator",
        "a `---` inside of a quoted text",
        "close the quote before it",
    ),
    (
        "cannot start any token",
        "a value cannot start with this character",
        "put the text in quotes",
    ),
    (
        "unknown escape",
        "this escape does not exist in double quotes",
        "write `\\\\` for a backslash, or use single quotes, where nothing is an escape",
    ),
    (
        "hexdecimal",
        "this escape needs hexadecimal digits",
        "write `\\\\` for a backslash, or use single quotes, where nothing is an escape",
    ),
    (
        "Unicode character escape",
        "this escape stands for no character",
        "write the character itself",
    ),
    ("',' or ']'", "a list in `[ ]` that is not continued or closed", "add a `,` or the `]`"),
    ("',' or '}'", "a map in `{ }` that is not continued or closed", "add a `,` or the `}`"),
    (
        "'-' indicator",
        "this line belongs neither to the list above nor to what holds it",
        "indent it like the other items",
    ),
    (
        "expected key",
        "this line belongs neither to the map above nor to what holds it",
        "indent it like the other keys of its map",
    ),
    (
        "block end",
        "this line belongs neither to what stands above nor to what holds it",
        "indent it like its neighbours",
    ),
    (
        "node content",
        "a value is missing or cannot start here",
        "put the text in quotes",
    ),
    (
        "comment or line break",
        "nothing but a comment may follow `|` or `>` on its line",
        "start the text on the next line",
    ),
    (
        "indentation indicator",
        "a text block cannot be indented by zero",
        "leave the number after `|` or `>` out",
    ),
    ("document start", "this line starts no document", "indent it, or remove it"),
    (
        "alphabetic or numeric",
        "a name of letters and digits must follow `&` or `*`",
        "put the text in quotes if it starts with `&` or `*`",
    ),
    ("directive", "a line that starts with `%` is a directive of YAML", "remove it"),
    (
        "incompatible YAML",
        "the file asks for a version of YAML that nobody reads",
        "remove the line",
    ),
    ("tag", "this is not a YAML tag", "put the text in quotes if it starts with `!`"),
)
_TAB = ("a tab cannot indent in YAML", "indent with spaces")
_ELSE = (
    "this is not YAML",
    "check indentation, quotes and brackets on this line and the one above",
)
_AT_START = ("',' or ", "end of stream", "node content")
_AFTER_VALUE = ("expected key", "'-' indicator", "block end")
_TOKEN = re.compile(r"\S+")


def explain(error: Any, text: str, bracket: Mark | None = None) -> Diagnostic:
    """The finding for a `yaml.MarkedYAMLError`.

    `text` is what was parsed, `bracket` where the innermost open `[` or `{` stands.
    """
    problem = f"{error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    if "nesting depth" in problem and mark is not None:  # libyaml 0.2.6 counts to 1,000 before it tells of the first
        span = _token(mark.line, mark.column, lines[mark.line])
        return Diagnostic(codes.TOO_DEEP, TOO_DEEP, hint=TOO_DEEP_HINT, span=span)
    opened = error.context_mark if "end of stream" in problem else bracket
    is_open = opened is not None and _is_open(problem, mark, lines)
    mark = opened if is_open else mark
    if mark is None:
        return Diagnostic(codes.BAD_SYNTAX, _ELSE[0], hint=_ELSE[1], span=Span(1, 1, 1, 1))
    line, column = _inside(mark.line, mark.column, lines)
    if bracket is not None and is_open and mark is bracket:
        message, hint = _unclosed(lines[line][column])
    else:
        message, hint = _words(problem, f"{error.context or ''}", lines[line], column)
        is_flow = "`[ ]`" in message or "`{ }`" in message
        if is_flow and bracket is not None and bracket.line != line:
            hint += f"; it starts on line {bracket.line + 1}"
    return Diagnostic(codes.BAD_SYNTAX, message, hint=hint, span=_token(line, column, lines[line]))


def _unclosed(bracket: str) -> tuple[str, str]:
    kind, end = ("list", "]") if bracket == "[" else ("map", "}")
    return f"this `{bracket}` is never closed", f"add the `{end}` that ends the {kind}"


def _is_open(problem: str, mark: Any, lines: list[str]) -> bool:
    """Whether something was opened and the file ended before it was closed."""
    if "end of stream" in problem:
        return True
    at_end = mark is None or "\n".join(lines[mark.line :])[mark.column :].strip() == ""
    return at_end and any(part in problem for part in _AT_START)


def _words(problem: str, context: str, line: str, column: int) -> tuple[str, str]:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or "\\t" in problem or "tab character" in problem:
        return _TAB
    if line[column : column + 1] == "\t":
        return ("a tab stands where a value should start", "use spaces")
    if line[:column].strip() and any(part in problem for part in _AFTER_VALUE):
        return (
            "a value ends before this, and nothing but a comment may follow",
            "put the whole text in quotes; in single quotes, two of them stand for one",
        )
    whole = f"{problem} {context}"
    for part, message, hint in _WORDS:
        if part in problem or (part == "block end" and "<block end>" in whole):
            return message, hint
    return _ELSE


def _inside(line: int, column: int, lines: list[str]) -> tuple[int, int]:
    """A position that exists: for the end of the file, the end of the last line with content."""
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line].rstrip())
    return line, min(column, len(lines[line]))


def _token(line: int, column: int, text: str) -> Span:
    match = _TOKEN.match(text, column)
    end = match.end() if match else column
    return Span(line + 1, column + 1, line + 1, end + 1)
