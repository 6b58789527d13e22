"""Text from outside, made harmless for a terminal and for the log of a CI run.

Control characters (also those that move a cursor or set a title), marks that turn the direction of
writing, invisible characters and line ends become visible escapes; so does what a CI runner reads
as a command.
"""

from __future__ import annotations

import re
import unicodedata

# printable as far as Unicode knows, and yet nothing to see
_INVISIBLE = re.compile("[\u115f\u1160\u3164\uffa0]")
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
    if not text.isprintable() or _INVISIBLE.search(text):
        text = "".join(visible(char) if unsafe(char) else char for char in text)
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
    return not char.isprintable() or _INVISIBLE.match(char) is not None


def command_at(text: str, index: int) -> bool:
    """Whether the character is the second `#` of what a CI runner reads as a command anywhere in a line."""
    return text[index] == "#" and text[index - 1 : index] == "#" and text.startswith(("[", "vso["), index + 1)
