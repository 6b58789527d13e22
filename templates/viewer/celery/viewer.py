"""Flower behind a login: a look into the Celery queues of this project."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from celery import Celery
from flower.app import Flower
from flower.urls import settings
from flower.views import BaseHandler
from flower.views.monitor import Metrics
from kombu import Queue
from tornado.options import options
from tornado.web import authenticated

URL = os.environ.get("INFERA_REDIS_URL", "")
QUEUES = [name for name in os.environ.get("INFERA_VIEWER_QUEUES", "").split(",") if name]
LEVELS = int(os.environ.get("INFERA_VIEWER_LEVELS", "1"))


def login() -> list[str]:
    """Who gets in: `user:password`; nobody where Cloud Run has asked already. SystemExit when anyone would."""
    user = os.environ.get("INFERA_VIEWER_USER") or "admin"
    password = os.environ.get("INFERA_VIEWER_PASSWORD", "")
    if URL and password:
        return [f"{user}:{password}"]
    if URL and os.environ.get("INFERA_VIEWER_LOGIN") == "iam" and os.environ.get("K_SERVICE"):
        return []
    print(
        "INFERA_REDIS_URL and INFERA_VIEWER_PASSWORD are required: a viewer without a login is open to anyone",
        file=sys.stderr,
    )
    raise SystemExit(64)


def tls() -> dict[str, Any] | None:
    """What `rediss://` needs beside the address; `INFERA_REDIS_CA` is the PEM of who signed for Redis."""
    if not URL.startswith("rediss://"):
        return None
    text = os.environ.get("INFERA_REDIS_CA")
    if not text:
        return {"ssl_cert_reqs": "required"}
    file = Path(tempfile.gettempdir(), f"infera-redis-ca-{os.getpid()}.pem")
    file.write_text(text, "utf-8")
    return {"ssl_cert_reqs": "required", "ssl_ca_certs": str(file)}


def application() -> Celery:
    """What Flower asks of Celery: where the broker is, and how its lists are called."""
    app = Celery("viewer", broker=URL)
    app.conf.update(
        broker_use_ssl=tls(),
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "priority_steps": list(range(LEVELS)),
            "socket_timeout": 30,
            "socket_connect_timeout": 10,
            "socket_keepalive": True,
            "health_check_interval": 25,
        },
        accept_content=["json"],
        task_queues=[Queue(name) for name in QUEUES],
        task_default_queue=QUEUES[0] if QUEUES else "celery",
    )
    return app


def main() -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options.basic_auth = login()
    options.address = os.environ.get("HOST") or "0.0.0.0"
    options.port = int(os.environ.get("PORT") or 5555)
    # A queue that no worker reads is shown as well: that is where the dead letters are.
    BaseHandler.get_active_queue_names = lambda _self: sorted(QUEUES)
    Metrics.get = authenticated(Metrics.get)
    flower = Flower(capp=application(), options=options, **settings)

    def stop(*_: Any) -> None:
        flower.io_loop.add_callback_from_signal(flower.stop)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    print(f"the queues are shown on port {flower.start_http_server()}", flush=True)
    flower.start()


if __name__ == "__main__":
    main()
