"""The entry point: `python -m infera.main` is the Celery worker.

SIGTERM: no new tasks, those under way end. What is not done near the end of the grace is put back into its queue.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any

from celery import signals
from celery.utils.nodenames import gethostname

from infera.app import LOG, SETTINGS, SOURCES, app
from infera.backlog import Backlog
from infera.promoter import Promoter

RESERVE_S = 5.0  # of the grace, to put back what is not done


def main() -> None:
    """Run the worker until it is told to stop."""
    queues = [source.name for source in SOURCES.values() if not source.paused]
    if not queues:
        _idle()
        return
    promoter = Promoter(app, queues, LOG)
    backlog = Backlog(LOG)
    signals.worker_ready.connect(lambda **_: promoter.start(), weak=False)
    signals.worker_ready.connect(lambda **_: backlog.start(), weak=False)
    signals.worker_ready.connect(lambda **_: LOG.info("working", queues=queues), weak=False)
    signals.worker_shutting_down.connect(_stopping, weak=False)
    signals.worker_shutdown.connect(lambda **_: LOG.info("stopped"), weak=False)
    worker = app.Worker(
        hostname=f"{SETTINGS.worker}@{gethostname()}",
        queues=queues,
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    worker.start()
    sys.exit(worker.exitcode or 0)


def _idle() -> None:
    """Every queue is paused: say what waits, and wait to be stopped."""
    LOG.info("paused")
    Backlog(LOG).start()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()


_stop_lock = threading.Lock()


def _stopping(sig: str = "", how: str = "", **_: Any) -> None:
    LOG.info("stopping", how=how)
    if how == "Warm" and _stop_lock.acquire(blocking=False):
        threading.Thread(target=_end, name="infera-grace", daemon=True).start()


def _end() -> None:
    """The grace is nearly over: end what runs. A second stage is there because Celery's own waits in its signal
    handler, deaf to the tasks that end meanwhile."""
    time.sleep(max(0.5, SETTINGS.shutdown_s - RESERVE_S))
    LOG.warning("giving back what is not done")
    os.kill(os.getpid(), signal.SIGQUIT)


if __name__ == "__main__":
    main()
