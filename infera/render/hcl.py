"""HCL literals: the only place that knows how HCL escapes.

The rules (HCL native syntax specification, "Template Expressions"): a quoted string takes
`\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\uXXXX` and `\\UXXXXXXXX`; `${` and `%{` open a template
unless their sign is doubled; the sign alone is plain. Terraform normalises strings to NFC, so
they are written that way and a plan stays quiet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any
from unicodedata import category, normalize

from markupsafe import Markup

LIST_WIDTH = 80  # columns that a list of scalars may take before each item gets a line of its own


class Expr(Markup):
    """HCL that is written as it stands: a reference, a function call."""

    __slots__ = ()


Raw = Expr

# What needs no look at its single characters: no brace that a sign opens, no colon of a scanner's pragma.
_PLAIN = re.compile(r"[ !#$%&'()*+,\-./0-9;<=>?@A-Z\[\]^_`a-z|}~]*")
_SPECIAL = re.compile(
    r"""
    (?P<sign>[$%])(?=\{)
    | (?P<pragma>(?:checkov|bridgecrew|prisma)(?=:skip) | (?:tfsec|trivy)(?=:ignore)):
    | (?P<other>[^ !#-\[\]-~])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS = {None: "null", True: "true", False: "false"}
_KEYWORDS = frozenset({"null", "true", "false", "for"})


def quote(text: str) -> str:
    """The text as a quoted HCL string that Terraform reads back as exactly this text, in NFC."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    text = _normal(text)
    return f'"{_SPECIAL.sub(_escape, text)}"'


def inside(text: str) -> str:
    """The text as a part of a quoted template: a `${…}` of the template may follow right after it."""
    quoted = quote(text)[1:-1]
    if quoted[-1:] in ("$", "%"):  # would double the sign of what follows
        return quoted[:-1] + unicode_escape(quoted[-1])
    return quoted


def _normal(text: str) -> str:
    text = str(text)
    return text if text.isascii() else normalize("NFC", text)


def _escape(match: re.Match[str]) -> str:
    char = match["other"]
    if char is not None:
        return _SHORT.get(char) or (char if char.isprintable() else unicode_escape(char))
    if match["sign"]:
        return match["sign"] * 2
    # A scanner's pragma is honoured inside a string too: without its colon it is only text.
    return f"{match['pragma']}\\u003a"


def unicode_escape(char: str) -> str:
    r"""`\uXXXX` or `\UXXXXXXXX`; half a surrogate pair is no character and becomes U+FFFD."""
    point = ord(char)
    if 0xD800 <= point <= 0xDFFF:
        point = 0xFFFD
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def key(name: str) -> str:
    """The key of an object: bare where HCL allows it, else quoted; an expression stands in
    parentheses.
    """
    if isinstance(name, Expr):
        return f"({name})"
    if _IDENTIFIER.fullmatch(name) and name not in _KEYWORDS:
        return str(name)
    quoted = quote(name)
    if quoted.isascii():
        return quoted
    # `terraform fmt` aligns by what a reader sees as one character: write joining marks as escapes.
    return "".join(unicode_escape(char) if _joins(char) else char for char in quoted)


def _joins(char: str) -> bool:
    """Whether a character may form one visible character with its neighbours."""
    return ord(char) >= 0x300 and (
        category(char)[0] == "M"
        or 0x1100 <= ord(char) <= 0x11FF  # Hangul jamo
        or 0xA960 <= ord(char) <= 0xA97F
        or 0xD7B0 <= ord(char) <= 0xD7FF
        or 0x1F1E6 <= ord(char) <= 0x1F1FF  # flags
        or 0x1F3FB <= ord(char) <= 0x1F3FF  # skin tones
        or char in "\u0d4e\U000111c2\U000111c3\U00011a3a"  # letters that join what follows
    )


def literal(value: Any, depth: int = 0) -> str:
    """A plain value as HCL: None, bool, int, float, str, list, tuple and Mapping, nested as
    deep as they come.

    `depth` is the number of blocks around it and only moves the lines after the first.
    ValueError for a number that HCL has no literal for, TypeError for any other type.
    """
    if isinstance(value, str):
        return str(value) if isinstance(value, Expr) else quote(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return _object(value, depth)
    if isinstance(value, list | tuple):
        return _list(value, depth)
    raise TypeError(f"no HCL literal for a {type(value).__name__}")


def _number(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"no HCL literal for {value}")
    if value.is_integer():
        return str(int(value))
    from decimal import Decimal

    return format(Decimal(repr(value)), "f")  # no exponent


def _object(value: Mapping[str, Any], depth: int) -> str:
    if not value:
        return "{}"
    pad = "  " * (depth + 1)
    lines = [f"{pad}{key(name)} = {literal(item, depth + 1)}" for name, item in value.items()]
    return "{\n" + "\n".join(lines) + "\n" + "  " * depth + "}"


def _list(value: list[Any] | tuple[Any, ...], depth: int) -> str:
    items = [literal(item, depth + 1) for item in value]
    flat = "[" + ", ".join(items) + "]"
    if len(flat) <= LIST_WIDTH and "\n" not in flat:
        return flat
    pad = "  " * (depth + 1)
    return "[\n" + "".join(f"{pad}{item},\n" for item in items) + "  " * depth + "]"


def comment(text: str) -> Expr:
    """The text as a comment: one `# ` line for each of its lines, no control characters, no
    scanner's pragma.
    """
    lines = re.split(r"[\n\r\v\f\x85\u2028\u2029]+", _normal(text).strip())
    return Expr("\n".join(f"# {_comment_line(line)}".rstrip() for line in lines))


def _comment_line(line: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in line)
    return _SPECIAL.sub(lambda m: f"{m['pragma']} " if m["pragma"] else m[0], line)
