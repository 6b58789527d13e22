"""`python -m infera.health`: exit status 0 while the worker in this container answers."""

from __future__ import annotations

import sys

from infera.app import SETTINGS, app

TIMEOUT_S = 5


def main() -> int:
    """0 when the worker of this machine answers a ping through the broker, or has nothing to do; else 1."""
    if all(source.paused for source in SETTINGS.sources):
        return 0
    from celery.utils.nodenames import gethostname

    name = f"{SETTINGS.worker}@{gethostname()}"
    answers = app.control.inspect(destination=[name], timeout=TIMEOUT_S).ping()
    return 0 if answers else 1


if __name__ == "__main__":
    sys.exit(main())
