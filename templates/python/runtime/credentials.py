"""Secrets into the process environment, before a handler is imported."""

from __future__ import annotations

import json
import os
from pathlib import Path


def load() -> None:
    """Fetch what `INFERA_SECRETS` names (AWS Lambda), or read the files of `INFERA_SECRETS_DIR`.

    Elsewhere the platform puts the values into the environment itself, and there is nothing to do.
    """
    names = json.loads(os.environ.get("INFERA_SECRETS") or "{}")
    if names:
        _fetch(names)
    folder = os.environ.get("INFERA_SECRETS_DIR")
    if folder:
        _read(Path(folder))


def _fetch(names: dict[str, str]) -> None:
    import boto3  # only on AWS

    client = boto3.client("secretsmanager", region_name=os.environ.get("INFERA_REGION"))
    for name, secret in sorted(names.items()):
        os.environ[name] = client.get_secret_value(SecretId=secret)["SecretString"]


def _read(folder: Path) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_file() and not path.name.startswith("."):
            os.environ[path.name] = path.read_text(encoding="utf-8").removesuffix("\n")
