"""Makes the shipped lock files anew: `python -m tests.runtime.typescript.refresh_locks`.

A lock file names no registry (`resolved` is left out), so that it installs from whichever one the user has.
Platform packages that the registry at hand does not carry are written from what their parent says of them:
without them `npm ci` would refuse the file. They have no integrity hash then.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from infera.resources import data_dir
from tests.engines import node

_PLATFORM = re.compile(
    r"(?:^|[-/])(?P<os>android|darwin|freebsd|linux|win32|openbsd|netbsd|sunos|aix|openharmony)"
    r"-(?P<cpu>arm64|x64|ia32|arm|ppc64|s390x|riscv64|loong64|mips64el)"
    r"(?:-(?P<libc>musl|gnu|msvc|eabi|gnueabihf|musleabihf))?$"
)
_LIBC = {"musl": "musl", "gnu": "glibc"}


def _placeholder(name: str, version: str, parent: dict[str, Any]) -> dict[str, Any]:
    """The entry of a platform package that could not be fetched."""
    found = _PLATFORM.search(name)
    if found is None or not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise SystemExit(f"{name}@{version} is missing and no platform package")
    entry: dict[str, Any] = {"version": version, "cpu": [found["cpu"]]}
    if parent.get("dev"):
        entry["dev"] = True
    if found["libc"] in _LIBC:
        entry["libc"] = [_LIBC[found["libc"]]]
    return {**entry, "optional": True, "os": [found["os"]]}


def complete(lock: dict[str, Any]) -> dict[str, Any]:
    """The lock file without addresses, and with every platform package in it."""
    packages: dict[str, dict[str, Any]] = lock["packages"]
    for path, entry in list(packages.items()):
        entry.pop("resolved", None)
        for name, version in entry.get("optionalDependencies", {}).items():
            nested, top = f"{path}/node_modules/{name}", f"node_modules/{name}"
            if nested not in packages and top not in packages:
                packages[top] = _placeholder(name, version, entry)
    lock["packages"] = dict(sorted(packages.items()))
    return lock


def main() -> None:
    """Every folder below templates/typescript/ that has a package.json."""
    for manifest in sorted(data_dir("templates").glob("typescript/*/package.json")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "package.json").write_bytes(manifest.read_bytes())
            words = [
                "npm",
                "install",
                "--package-lock-only",
                "--omit-lockfile-registry-resolved=true",
            ]
            subprocess.run([*words, *node.NPM_FLAGS], cwd=folder, env=node.environment(), check=True)
            lock = complete(json.loads((folder / "package-lock.json").read_text()))
        text = json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
        (manifest.parent / "package-lock.json").write_text(text)


if __name__ == "__main__":
    main()
