"""A Redis that speaks TLS alone, with a certificate of a test's own authority: what a cloud's is like."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import redis
from tests.engines.process import free_port, running


@dataclass(frozen=True, slots=True)
class TlsRedis:
    """A running server: its address, password included, and the PEM file of who signed for it."""

    url: str
    authority: Path


def _certificate(subject: str, issuer: str, key: Any, signer: Any, *, authority: bool) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import NameOID

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if not authority:
        here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        builder = builder.add_extension(here, critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _write_certificates(folder: Path) -> Path:
    """`server.pem`, `server.key`, and the authority, whose file is returned."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    signer, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.key").write_bytes(key.private_bytes(*plain))
    (folder / "server.pem").write_bytes(_certificate("redis", "authority", key, signer, authority=False))
    file = folder / "authority.pem"
    file.write_bytes(_certificate("authority", "authority", signer, signer, authority=True))
    return file


def _speaks(port: int, authority: Path) -> bool:
    context = ssl.create_default_context(cafile=str(authority))
    try:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=1) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as connection,
        ):
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False


@contextmanager
def running_tls_redis(folder: Path, auth: str) -> Iterator[TlsRedis]:
    """A server in `folder` that wants the password `auth` and takes no plain connection."""
    authority, port = _write_certificates(folder), free_port()
    files = ("--tls-cert-file", "server.pem", "--tls-key-file", "server.key", "--tls-ca-cert-file", "authority.pem")
    own = ("--port", "0", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--maxmemory-policy", "noeviction")
    tls = ("--tls-port", str(port), "--tls-auth-clients", "no")
    command = [redis.binary(), *own, *tls, *files, "--requirepass", auth]
    with running(command, ready=lambda: _speaks(port, authority), log=folder / "redis.log", cwd=folder):
        yield TlsRedis(f"rediss://:{auth}@127.0.0.1:{port}/0", authority)
