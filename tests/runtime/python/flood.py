"""As many requests as a server takes, over a few connections that stay open, from one thread that does little else.

It never sleeps: a caller of a worker in use is on another machine, and here each answer to a sleeping one would cost
the worker a wake-up call, which is paid the more often the slower the worker is.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Sequence

ANSWER_BYTES = 65536


def request(path: str, body: bytes, **headers: str) -> bytes:
    """A POST as it goes over the wire; `_` in a header's name is `-`."""
    own = {"Host": "worker", "Content-Type": "application/json", "Content-Length": str(len(body))}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in {**own, **named}.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def flood(port: int, requests: Sequence[bytes], connections: int) -> float:
    """Answers a second; AssertionError for one that is not 204."""
    left = iter(requests)
    waiting = select.epoll()
    sockets: dict[int, socket.socket] = {}
    for _ in range(min(connections, len(requests))):
        made = socket.create_connection(("127.0.0.1", port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sockets[made.fileno()] = made
        waiting.register(made.fileno(), select.EPOLLIN)
    began = time.perf_counter()
    for each in sockets.values():
        each.sendall(next(left))
    answered = 0
    while answered < len(requests):
        for number, _ in waiting.poll(0):
            answer = sockets[number].recv(ANSWER_BYTES)
            assert answer.startswith(b"HTTP/1.1 204 "), answer
            answered += 1
            following = next(left, None)
            if following is not None:
                sockets[number].sendall(following)
    took_s = time.perf_counter() - began
    for each in sockets.values():
        each.close()
    waiting.close()
    return len(requests) / took_s
