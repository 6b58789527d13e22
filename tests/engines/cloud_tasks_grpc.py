"""Runs gcloud-tasks-emulator on loopback: its own command line listens on every address.

Started with the interpreter of the emulator's environment: PORT MAX_RETRIES (-1 for no end).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent import futures
from typing import Any

import grpc
from gcloud_tasks_emulator import server as emulator


def main() -> None:
    """Serve until killed."""
    port, max_retries = int(sys.argv[1]), int(sys.argv[2])
    real_server: Callable[..., Any] = grpc.server

    def loopback_server(pool: futures.Executor, **options: Any) -> Any:
        server = real_server(pool, **options)
        add = server.add_insecure_port
        server.add_insecure_port = lambda _: add(f"127.0.0.1:{port}")
        return server

    grpc.server = loopback_server
    emulator.create_server("127.0.0.1", port, "127.0.0.1", 80, [], max_retries).run()


if __name__ == "__main__":
    main()
