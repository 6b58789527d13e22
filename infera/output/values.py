"""HCL values as plain data: literals become what JSON has, everything else stays text.

`"a"` -> "a", `100` -> 100, `["a", 1]` -> ["a", 1], `{ a = 1 }` -> {"a": 1}, `var.rate` ->
"${var.rate}", `"${var.prefix}-emails"` -> "${var.prefix}-emails". For people and for JSON; nothing
is compiled from it.
"""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"(?:\s|#[^\n]*|//[^\n]*)*")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_KEY = re.compile(r'"((?:[^"\\\n]|\\.)*)"|([A-Za-z_][A-Za-z0-9_-]*|[0-9]+)')
_FOR = re.compile(r"\s*for\s")
_ESCAPE = re.compile(r'\\(n|r|t|"|\\|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})')
_WORDS = {"true": True, "false": False, "null": None}
_MAX_DEPTH = 50
_MAX_DIGITS = 300


class _NotPlain(Exception):
    """The text is an expression."""


def plain(text: str) -> Any:
    """The value of an HCL expression if it is a literal, else its text as `${…}`."""
    text = text.strip()
    try:
        value, at = _value(text, 0, 0)
        if _skip(text, at) == len(text):
            return value
    except _NotPlain:
        pass
    return text if text.startswith("<<") else f"${{{text}}}"


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    at = _skip(text, at)
    start = text[at : at + 1]
    if depth > _MAX_DEPTH:
        raise _NotPlain
    if start == '"':
        return _string(text, at)
    if start == "[":
        return _list(text, at + 1, depth)
    if start == "{":
        return _map(text, at + 1, depth)
    for word, value in _WORDS.items():
        if text.startswith(word, at) and not re.match(r"[\w.\[(-]", text[at + len(word) :]):
            return value, at + len(word)
    if match := _NUMBER.match(text, at):
        return _number(match[0]), match.end()
    raise _NotPlain


def _number(text: str) -> int | float:
    if len(text) > _MAX_DIGITS:
        raise _NotPlain
    value = int(text) if text.lstrip("-").isdigit() else float(text)
    if value in (float("inf"), float("-inf")):  # JSON has no such number
        raise _NotPlain
    return value


def _string(text: str, at: int) -> tuple[str, int]:
    match = _STRING.match(text, at)
    if match is None:
        end = _template_end(text, at + 1)
        return _unescape(text[at + 1 : end]), end + 1
    body = match[1]
    if "${" in body or "%{" in body:  # quotes inside `${…}` do not end the string
        end = _template_end(text, at + 1)
        return _unescape(text[at + 1 : end]), end + 1
    return _unescape(body), match.end()


def _template_end(text: str, at: int) -> int:
    """The place of the quote that ends a string, those inside `${…}` passed over."""
    depth = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif text.startswith(("${", "%{"), at) and text[at - 1] != char:
            depth += 1
            at += 1
        elif depth and char in "{}":
            depth += 1 if char == "{" else -1
        elif char == '"' and not depth:
            return at
        at += 1
    raise _NotPlain


def _unescape(body: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU":
            number = int(code[1:], 16)
            return chr(number) if number < 0x110000 else match[0]
        return {"n": "\n", "r": "\r", "t": "\t"}.get(code, code)

    return _ESCAPE.sub(one, body) if "\\" in body else body


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    if _FOR.match(text, at):
        raise _NotPlain
    while True:
        at = _skip(text, at)
        if text.startswith("]", at):
            return items, at + 1
        item, at = _item(text, at, depth, "]")
        items.append(item)
        at = _skip(text, at)
        if text.startswith(",", at):
            at += 1
        elif not text.startswith("]", at):
            raise _NotPlain


def _map(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    items: dict[str, Any] = {}
    while True:
        at = _skip(text, at)
        if text.startswith("}", at):
            return items, at + 1
        match = _KEY.match(text, at)
        if match is None:
            raise _NotPlain
        at = _skip(text, match.end())
        if text[at : at + 1] not in ("=", ":") or text.startswith("==", at):
            raise _NotPlain
        item, at = _item(text, at + 1, depth, "}")
        items[match[2] or _unescape(match[1] or "")] = item
        if text.startswith(",", _skip(text, at)):
            at = _skip(text, at) + 1


def _item(text: str, at: int, depth: int, close: str) -> tuple[Any, int]:
    """A literal, or an expression up to the comma, line end or bracket that ends it."""
    at = _skip(text, at)
    try:
        value, end = _value(text, at, depth + 1)
        if text[_skip(text, end) : _skip(text, end) + 1] in (",", close) or "\n" in text[end : _skip(text, end)]:
            return value, end
    except _NotPlain:
        pass
    end = _expression_end(text, at, close)
    return f"${{{text[at:end].strip()}}}", end


def _expression_end(text: str, at: int, close: str) -> int:
    depth = 0
    while at < len(text):
        char = text[at]
        if char == '"':
            at = _template_end(text, at + 1)
        elif char in "([{":
            depth += 1
        elif not depth and (char in ",\n" if close == "}" else char == ","):
            return at
        elif char in ")]}":
            if not depth:
                return at
            depth -= 1
        at += 1
    raise _NotPlain
