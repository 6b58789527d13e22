"""What all suites share: missing engines are loud, Terraform is warm, the CLI is a function."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from tests.engines import terraform
from tests.engines.process import REPOSITORY
from tests.engines.registry import missing, required


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.engine("redis", "node")`: skip, or fail where the engine is required."""
    for marker in item.iter_markers("engine"):
        for name in marker.args:
            reason = missing(name)
            if reason is None:
                continue
            if name in required():
                pytest.fail(f"required engine is missing: {reason}", pytrace=False)
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more, in one place, what was not tested."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("not tested here")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count:5} x {reason.removeprefix('Skipped: ')}")


class Infera(Protocol):
    """Runs the command line in a process of its own."""

    def __call__(
        self, *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """The finished run, whatever its status."""


def run_infera(
    *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`infera ARGUMENTS`, with stdout and stderr apart."""
    command: Sequence[str] = [sys.executable, "-m", "infera", *arguments]
    return subprocess.run(
        command,
        cwd=cwd or REPOSITORY,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def infera() -> Infera:
    """The command line as a function."""
    return run_infera


@pytest.fixture(scope="session")
def terraform_session() -> Iterator[terraform.Session]:
    """Terraform with a warm offline provider, one for each test process."""
    if reason := missing("terraform"):
        pytest.skip(reason)
    with terraform.session() as session:
        yield session
