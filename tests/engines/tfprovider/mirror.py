"""A Terraform filesystem mirror whose provider "binaries" are launchers of the offline server."""

from __future__ import annotations

import datetime
import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.engines.tfprovider import schema

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def platform_name() -> str:
    """The name that Terraform gives this machine, such as `linux_amd64`."""
    return f"{sys.platform}_{_ARCHITECTURES.get(platform.machine(), platform.machine())}"


def write_mirror(folder: Path, versions: Mapping[str, Sequence[str]]) -> None:
    """Write launchers for the given versions of each provider below `folder`.

    A version that was not recorded serves the schema of the one that was: it proves that a
    version constraint admits that number, and nothing about that release's schema.
    """
    launcher = Path(__file__).with_name("launch.py")
    for name, numbers in versions.items():
        for number in numbers:
            home = folder / schema.load(name).address / number / platform_name()
            home.mkdir(parents=True, exist_ok=True)
            binary = home / f"terraform-provider-{name}_v{number}"
            command = shlex.join([sys.executable, "-I", "-S", str(launcher), name, number])
            binary.write_text(f"#!/bin/sh\nexec {command}\n")
            binary.chmod(0o755)


def write_certificate(certificate: Path, key: Path) -> None:
    """A certificate for `localhost` that Terraform trusts because the handshake hands it over."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2060, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    key.touch(mode=0o600)
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
