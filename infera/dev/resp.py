"""As much of Redis's protocol as `infera dev` needs: one command, one simple reply."""

from __future__ import annotations

import socket

TIMEOUT_S = 5


def command(port: int, *words: str) -> str:
    """Send a command to the Redis on loopback; its first line of reply without the type. OSError when it fails."""
    data = b"*%d\r\n" % len(words)
    for word in words:
        raw = word.encode()
        data += b"$%d\r\n%s\r\n" % (len(raw), raw)
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) as connection:
        connection.sendall(data)
        reply = connection.makefile("rb").readline().decode("utf-8", "replace").strip()
    if reply.startswith("-"):
        raise OSError(reply[1:])
    return reply[1:]


def alive(port: int) -> bool:
    """Whether a Redis answers there."""
    try:
        return command(port, "PING") == "PONG"
    except OSError:
        return False
