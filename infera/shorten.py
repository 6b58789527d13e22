"""What a user wrote, as it stands in a message."""

from __future__ import annotations


def shorten(text: str, most: int = 60) -> str:
    """A user's text for a message: one line, visible, at most `most` characters."""
    shown = "".join(each if each.isprintable() else _escape(each) for each in text[:most])
    return shown + "…" if len(text) > most else shown


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode()
