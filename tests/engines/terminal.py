"""A terminal of two ends, and what a program prints on it."""

from __future__ import annotations

import os


def printed(ours: int, theirs: int) -> bytes:
    """Everything until the program at the other end has closed it; both ends are closed then."""
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    return seen
