"""`python -m infera.health`: exit status 0 while the worker in this container answers that it can take jobs."""

from __future__ import annotations

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen


def main() -> int:
    """0 when `GET /health` answers 200, else 1."""
    try:
        with urlopen(f"http://127.0.0.1:{os.environ.get('PORT', '8080')}/health", timeout=3):
            return 0
    except (URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
