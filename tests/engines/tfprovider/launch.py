"""What Terraform starts as the provider: asks the warm server for a socket and stays as long as it
lives.

Standard library only and no import of this package: it runs under `python -I -S`, some 15 ms a
launch.
"""

import os
import socket
import sys

MAGIC = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"


def main() -> int:
    """The life of one launch."""
    if os.environ.get("TF_PLUGIN_MAGIC_COOKIE") != MAGIC:
        sys.stderr.write("This is a Terraform provider for offline tests; Terraform starts it.\n")
        return 1
    server = os.environ.get("TFPROVIDER_SOCKET", "")
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(server)
        except OSError as error:
            sys.stderr.write(f"the offline provider's server is not running at {server!r}: {error}\n")
            return 1
        tls = "tls" if os.environ.get("PLUGIN_CLIENT_CERT") else ""
        connection.sendall(f"{sys.argv[1]} {sys.argv[2]} {tls}\n".encode())
        line = connection.makefile().readline()
        sys.stdout.write(line)
        sys.stdout.flush()
        while connection.recv(1024):
            pass
    return 0


sys.exit(main())
