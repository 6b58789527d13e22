"""Signed tokens, and a server with the certificates that belong to them."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

AUDIENCE = "https://worker.example/jobs"
EMAIL = "push@project.iam.gserviceaccount.com"


def _part(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@dataclass
class Issuer:
    """Signs as Google does, with a key of its own."""

    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    fetches: int = 0
    url: str = ""

    def certificate(self) -> str:
        """A self-signed certificate of the key, as PEM."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
        )
        return made.public_bytes(serialization.Encoding.PEM).decode()

    def token(self, *, kid: str = "k1", alg: str = "RS256", **claims: Any) -> str:
        """A token that is good, but for the claims that are given."""
        now = int(time.time())
        good = {
            "iss": "https://accounts.google.com",
            "aud": AUDIENCE,
            "email": EMAIL,
            "email_verified": True,
            "iat": now - 5,
            "exp": now + 600,
            "sub": "1",
        }
        text = f"{_part({'alg': alg, 'kid': kid, 'typ': 'JWT'})}.{_part({**good, **claims})}"
        if alg == "none":
            return text + "."
        signature = self.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    @property
    def env(self) -> dict[str, str]:
        """What the worker needs to check these tokens."""
        emails = {"INFERA_TOKEN_EMAILS": f"other@example.com, {EMAIL}"}
        return {**emails, "INFERA_TOKEN_AUDIENCE": AUDIENCE, "INFERA_TOKEN_CERTS_URL": self.url}


@contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer whose certificates are served."""
    issuer = Issuer()
    body = json.dumps({"k1": issuer.certificate()}).encode()

    class Certificates(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.fetches += 1
            self.send_response(200)
            self.send_header("Cache-Control", "public, max-age=3600")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Certificates)
    issuer.url = f"http://127.0.0.1:{server.server_port}/certs"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield issuer
    server.shutdown()
