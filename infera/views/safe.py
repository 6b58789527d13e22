"""Text from outside, made harmless for a terminal and for the log of a CI run.

Control characters (also those that move a cursor or set a title), marks that turn the direction of
writing, invisible characters and line ends become visible escapes; so does what a CI runner reads
as a command.
"""

from __future__ import annotations

import re
import unicodedata

# C0, C1, DEL, line separators, bidi marks and isolates, zero-width and other format characters,
# lone surrogates
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_COMMAND = re.compile(r"(?P<colons>(?:^|(?<=\s))::(?=[A-Za-z]))|(?P<hash>##(?=\[|vso\[))")
_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(char: str) -> str:
    """One character as an escape that a person can read: `\\x1b`, `\\u202e`."""
    if char in _NAMES:
        return _NAMES[char]
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe(text: str) -> str:
    """The text on one line, with nothing in it that a terminal or a CI runner obeys."""
    if _UNSAFE.search(text):
        text = _UNSAFE.sub(lambda match: visible(match[0]), text)
    return _COMMAND.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    return ":\\x3a" if match["colons"] else "#\\x23"


def width(char: str) -> int:
    """The columns that a printable character takes: 0 when it combines, 2 when it is wide."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def unsafe(char: str) -> bool:
    """Whether a character is shown as an escape."""
    return _UNSAFE.match(char) is not None


def cut(text: str, columns: int) -> str:
    """The text, at most so many characters, with a mark where it was cut."""
    return text if len(text) <= columns else text[: columns - 1] + "…"
