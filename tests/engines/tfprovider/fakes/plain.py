"""The providers without a cloud: random, archive, time, null and local."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.engines.tfprovider.fakes.context import Context, DataError
from tests.engines.tfprovider.values import is_unknown

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_NOW = "2026-01-01T00:00:00Z"


def special(about: Context) -> dict[str, Any]:
    """All computed attributes of these types."""
    if about.provider == "random":
        return _random(about)
    if about.provider == "archive":
        return _archive(about)
    if about.provider == "local":
        return _local_file(about)
    if about.provider == "time":
        return {"id": _NOW, "rfc3339": _NOW, "unix": 1767225600, "year": 2026, "month": 1, "day": 1}
    return {"id": str(int(about.digest(length=12), 16))}


def _bytes(about: Context, count: int) -> bytes:
    known = {k: v for k, v in sorted(about.args.items()) if not is_unknown(v)}
    return hashlib.shake_256(f"{about.short}{known}".encode()).digest(count)


def _random(about: Context) -> dict[str, Any]:
    args = about.args
    if about.short == "id":
        raw, prefix = _bytes(about, int(args["byte_length"])), args.get("prefix") or ""
        url = base64.urlsafe_b64encode(raw).decode().rstrip("=")
        return {
            "id": url,
            "hex": prefix + raw.hex(),
            "dec": prefix + str(int.from_bytes(raw)),
            "b64_url": prefix + url,
            "b64_std": prefix + base64.b64encode(raw).decode(),
        }
    if about.short in {"string", "password"}:
        text = "".join(_LETTERS[byte % 36] for byte in _bytes(about, int(args["length"])))
        return {"id": text if about.short == "string" else "none", "result": text}
    if about.short == "uuid":
        return {"id": about.uuid(), "result": about.uuid()}
    return {"id": about.digest(), "result": about.digest()}


def _digests(raw: bytes) -> dict[str, str]:
    out = {"id": hashlib.sha1(raw).hexdigest()}
    for name in ("md5", "sha1", "sha256", "sha512"):
        out[f"output_{name}"] = out[f"content_{name}"] = hashlib.new(name, raw).hexdigest()
    for name in ("sha256", "sha512"):
        text = base64.b64encode(hashlib.new(name, raw).digest()).decode()
        out[f"output_base64{name}"] = out[f"content_base64{name}"] = text
    return out


def _sources(args: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    if args.get("source_file"):
        yield Path(args["source_file"]).name, Path(args["source_file"]).read_bytes()
    if args.get("source_dir"):
        root = Path(args["source_dir"])
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            yield path.relative_to(root).as_posix(), path.read_bytes()
    if args.get("source_content_filename"):
        yield args["source_content_filename"], (args.get("source_content") or "").encode()
    for block in args.get("source") or ():
        yield block["filename"], block["content"].encode()


def _archive(about: Context) -> dict[str, Any]:
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w") as made:
            for name, content in _sources(about.args):
                made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        output = Path(about.args["output_path"])
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(buffer.getvalue())
    except OSError as error:
        raise DataError(f"archive: {error}") from error
    return {**_digests(buffer.getvalue()), "output_size": len(buffer.getvalue())}


def _local_file(about: Context) -> dict[str, Any]:
    path = Path(about.args["filename"])
    if about.kind == "resource":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(about.text("content").encode())
        return _digests(path.read_bytes())
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(f"local_file: {error}") from error
    text = {"content": raw.decode(), "content_base64": base64.b64encode(raw).decode()}
    return {**_digests(raw), **text}
