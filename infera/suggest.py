"""Did you mean: the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable


def suggest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word`, or ""."""
    from difflib import get_close_matches

    names = sorted(known)
    return next(iter(get_close_matches(word, names, 1, 0.6)), "")


def hint(word: str, known: Iterable[str], what: str) -> str:
    """A hint that names the nearest word, or all that there are."""
    names = sorted(known)
    near = suggest(word, names)
    if near:
        return f"did you mean `{near}`?"
    if not names:
        return f"there is no {what} in this file"
    shown = ", ".join(f"`{name}`" for name in names[:8])
    plural = f"{what}es" if what.endswith("s") else f"{what}s"
    return f"{plural} are: {shown}" + (" …" if len(names) > 8 else "")
