"""checkov over a generated tree, offline, with a gate that cannot pass by accident.

A file that does not parse, or nothing found to check, exits 0: so the JSON is read and both are
counted. The scanned copy holds only `.tf` files, because a `.checkov.yaml` beside them would be
honoured.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import tools

VERSION = "3.3.30"
FLAGS = ["-o", "json", "--framework", "terraform", "--compact", "--skip-download"]
TIMEOUT_S = 600


def binary() -> Path:
    """The program, in an environment of its own (291 MB)."""
    return tools.venv("checkov", f"checkov=={VERSION}") / "checkov"


def available() -> str | None:
    """None, or why checkov cannot run."""
    return tools.reason(binary)


@dataclass(frozen=True, slots=True)
class Report:
    """What checkov said.

    `failed` and `skipped` hold (check, resource address); `skipped` was opted out in the file
    itself.
    """

    resources: int
    parsing_errors: int
    failed: frozenset[tuple[str, str]]
    skipped: frozenset[tuple[str, str]]


def _pairs(results: list[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    return frozenset((item["check_id"], item["resource"]) for item in results)


def _report(found: Any) -> Report:
    if isinstance(found, list):
        found = next(item for item in found if item.get("check_type") == "terraform")
    summary = found.get("summary", found)
    results = found.get("results", {})
    return Report(
        resources=summary["resource_count"],
        parsing_errors=summary["parsing_errors"],
        failed=_pairs(results.get("failed_checks", [])),
        skipped=_pairs(results.get("skipped_checks", [])),
    )


def scan(tree: Path) -> Report:
    """Scan every `.tf` file below a folder."""
    with tempfile.TemporaryDirectory(prefix="checkov-") as name:
        for path in sorted(tree.rglob("*.tf")):
            target = Path(name) / path.relative_to(tree)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        command = [str(binary()), "-d", name, *FLAGS, "--download-external-modules", "false"]
        done = subprocess.run(
            command,
            env={
                **os.environ,
                "LOG_LEVEL": "ERROR",
                "PATH": f"{binary().parent}:{os.environ['PATH']}",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    if not done.stdout.strip():
        raise AssertionError(f"checkov exited {done.returncode}: {done.stderr[-2000:]}")
    return _report(json.loads(done.stdout))
