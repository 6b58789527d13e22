"""The entry point on Cloud Run: `python -m infera.main` serves push or pulls, as the queues say."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from infera import credentials, settings
from infera.claims import Claims
from infera.dead_letters import DeadLetters
from infera.engine import Engine
from infera.logs import Log
from infera.registry import Registry


def main() -> None:
    """Run the worker until it is told to stop."""
    read = settings.read()
    log = Log(read.log_level)
    credentials.load()
    from infera.jobs import JOBS  # handlers may read their secrets when they are imported

    engine = Engine(read, Registry(JOBS), _claims(read), DeadLetters(log), log)
    if any(source.type == "pubsub" and source.mode == "pull" for source in read.sources):
        _pull(read, engine, log)
    else:
        from infera.push import serve

        serve(read, engine, log)


def _pull(read: settings.Settings, engine: Engine, log: Log) -> None:
    from infera.pull import Pull

    pull = Pull(read, engine, log)
    _serve_health(lambda: not pull.stuck)
    pull.run()
    sys.stdout.flush()
    os._exit(0)  # threads whose handlers did not end hold nothing any more


def _serve_health(healthy: Callable[[], bool]) -> None:
    """`GET /health` on $PORT: 503 when every place is held by an overdue job."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if healthy() else 503)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    address = (os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "8080")))
    threading.Thread(target=ThreadingHTTPServer(address, Health).serve_forever, daemon=True).start()


def _claims(read: settings.Settings) -> Claims | None:
    database = os.environ.get("INFERA_IDEMPOTENCY_DATABASE")
    if not database or not read.idempotency_ttl_s:
        return None
    from infera.firestore import FirestoreClaims

    collection = os.environ.get("INFERA_IDEMPOTENCY_COLLECTION") or read.worker
    return FirestoreClaims(database, collection, read.idempotency_ttl_s, read.lock_s)


if __name__ == "__main__":
    main()
