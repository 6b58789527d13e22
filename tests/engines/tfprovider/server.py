"""Serve providers to Terraform: the go-plugin handshake, and a warm process behind many launches.

Terraform starts a provider several times for one command. What it starts is `launch.py`, which asks
this process for a socket: each launch gets a gRPC server of its own (so its own configuration) in a
process that has its imports and schemas already. The connection of the launcher is the life line:
when it closes, that server goes.

    python -m tests.engines.tfprovider.server SOCKET CERTIFICATE KEY
"""

from __future__ import annotations

import base64
import contextlib
import socket
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc

from tests.engines.tfprovider.protocol import ERROR, MESSAGE
from tests.engines.tfprovider.provider import PROCEDURES, Provider

_OPTIONS = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
_DIAGNOSTICS_FIELD = {
    "ValidateProviderConfig": "DiagnosedSecond",
    "UpgradeResourceState": "UpgradeResponse",
    "ReadResource": "ReadResponse",
    "PlanResourceChange": "PlanResponse",
    "ApplyResourceChange": "ApplyResponse",
    "ReadDataSource": "DataResponse",
}


def _failed(procedure: str) -> bytes:
    """An exception of ours as a diagnostic, so that Terraform prints it."""
    message = MESSAGE[_DIAGNOSTICS_FIELD.get(procedure, "Diagnosed")]()
    text = traceback.format_exc()
    message.diagnostics.add(severity=ERROR, summary=f"offline provider: {procedure}", detail=text)
    serialized: bytes = message.SerializeToString()
    return serialized


class _Calls(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Routes a call by its name to the provider; knows go-plugin's own shutdown call."""

    def __init__(self, provider: Provider, stop: Callable[[], None]) -> None:
        self.provider, self.stop = provider, stop

    def service(self, call: Any) -> Any:
        service, _, procedure = call.method.rpartition("/")
        if call.method == "/plugin.GRPCController/Shutdown":
            return grpc.unary_unary_rpc_method_handler(self._shutdown)
        if service != "/tfplugin6.Provider" or procedure not in PROCEDURES:
            return None
        run = getattr(self.provider, procedure)

        def answer(raw: bytes, _context: Any) -> bytes:
            try:
                answered: bytes = run(raw)
            except Exception:
                return _failed(procedure)
            return answered

        return grpc.unary_unary_rpc_method_handler(answer)

    def _shutdown(self, _raw: bytes, _context: Any) -> bytes:
        threading.Timer(0.01, self.stop).start()
        return b""


class Launches:
    """Accepts launchers and gives each a server."""

    def __init__(self, certificate: bytes, key: bytes, folder: Path) -> None:
        """`certificate` and `key` are PEM; sockets are made in `folder`."""
        self.credentials = grpc.ssl_server_credentials([(key, certificate)])
        lines = (line for line in certificate.splitlines() if not line.startswith(b"-----"))
        der = base64.b64decode(b"".join(lines))
        self.certificate = base64.b64encode(der).rstrip(b"=").decode()
        self.folder = folder
        self.count = 0

    def serve(self, connection: socket.socket) -> None:
        """One launch: read the provider's name, answer the handshake line, wait for the end."""
        name, version, *tls = connection.makefile().readline().split()
        self.count += 1
        path = self.folder / f"p{self.count}"
        server = grpc.server(futures.ThreadPoolExecutor(4), options=_OPTIONS)

        def close() -> None:
            connection.shutdown(socket.SHUT_RDWR)

        server.add_generic_rpc_handlers((_Calls(Provider(name, version), close),))
        if tls:
            server.add_secure_port(f"unix:{path}", self.credentials)
        else:
            server.add_insecure_port(f"unix:{path}")
        server.start()
        certificate = self.certificate if tls else ""
        connection.sendall(f"1|6|unix|{path}|grpc|{certificate}\n".encode())
        while connection.recv(1024):
            pass
        server.stop(grace=None).wait()
        path.unlink(missing_ok=True)

    def guarded(self, connection: socket.socket) -> None:
        """`serve`, with the connection closed whatever happens."""
        with connection, contextlib.suppress(OSError):  # a killed launcher leaves nobody to tell
            self.serve(connection)


def main() -> None:
    """Serve until killed."""
    address, certificate, key = (Path(argument) for argument in sys.argv[1:4])
    with tempfile.TemporaryDirectory(prefix="tfp-") as folder:
        launches = Launches(certificate.read_bytes(), key.read_bytes(), Path(folder))
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(address))
        listener.listen(64)
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=launches.guarded, args=(connection,), daemon=True).start()


if __name__ == "__main__":
    main()
