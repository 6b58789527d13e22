"""Runs are killed, and fail, at the calls that change the disk: at some of them here, at each in
`make soak`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.soak import faults
from tests.soak.crash import SCENARIOS, Scenario, astray, everything, unfinished, violations
from tests.soak.faults import Fault
from tests.unit.output.folders import litter, tree

EVERY = pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["some", "every"])


def _points(calls: int, every: bool) -> range:
    """The calls to strike at: each, or seven spread over the run."""
    return range(1, calls + 1) if every else range(1 + calls // 14, calls + 1, calls // 7)


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of flushed files are slow on a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def _copy(root: Path, name: str) -> Path:
    copy = root.parent / name
    shutil.rmtree(copy, ignore_errors=True)
    if root.exists():
        shutil.copytree(root, copy, symlinks=True)
    return copy


def _prepared(scenario: Scenario, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder as it was, and the calls that the run makes."""
    start = tmp_path / "start"
    scenario.prepare(start)
    trial = _copy(start, "trial")
    outcome = faults.count(lambda: scenario.run(trial))
    assert outcome.value == [], outcome
    assert len(outcome.calls) > 20
    return start, outcome.calls


@EVERY
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_a_kill_at_any_moment_leaves_files_whole_and_the_next_run_completes(
    scenario: Scenario, when: str, every: bool, quick: Path
) -> None:
    start, calls = _prepared(scenario, quick)
    for at in _points(len(calls), every):
        root = _copy(start, "out")
        assert faults.run(partial(scenario.run, root), Fault(at, when=when)).killed
        where = f"killed {when} call {at}, {calls[at - 1]}"
        assert violations(scenario, root) == [], where
        other = _copy(root, "other")
        assert unfinished(scenario, root) == [], where
        assert astray(scenario, other) == [], where


@EVERY
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("kind", ["ENOSPC", "EACCES", "EIO"])
def test_an_error_of_any_call_is_a_finding_and_the_next_run_completes(
    scenario: Scenario, kind: str, every: bool, quick: Path
) -> None:
    start, calls = _prepared(scenario, quick)
    before = everything(start) if start.exists() else {}
    for at in _points(len(calls), every):
        root = _copy(start, "out")
        fault = Fault(at, kind, lasting=kind == "ENOSPC")
        outcome = faults.run(partial(scenario.run, root), fault)
        where = f"{kind} at call {at}, {calls[at - 1]}"
        assert not outcome.error, f"{where}: {outcome.error}"
        if outcome.hit and outcome.hit not in (*faults.REMOVING, "link"):
            assert outcome.value == ["not-written"], where
        assert violations(scenario, root) == [], where
        if outcome.hit not in faults.REMOVING:
            assert litter(root) == [], where
        pending = root / ".infera/manifest.json"
        if outcome.value and not (pending.exists() and b"[" in pending.read_bytes()):
            assert everything(root) == before, f"{where}: something changed before the manifest"
        whole = outcome.hit not in faults.REMOVING  # a folder that cannot be removed stays
        assert unfinished(scenario, root, whole=whole) == [], where


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to mount a small disk")
@pytest.mark.parametrize("scenario", SCENARIOS[:2], ids=lambda scenario: scenario.name)
def test_a_disk_that_is_really_full_is_a_finding(scenario: Scenario, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    full = 0
    for pages in range(2, 80, 6):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={pages * 4096}", "none", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("mount is not allowed here")
        try:
            root = disk / "out"
            start = tmp_path / "start"
            scenario.prepare(start)
            try:
                if start.exists():
                    shutil.copytree(start, root)
            except shutil.Error:
                continue  # not even the old files fit
            before = everything(root) if root.exists() else {}
            found = scenario.run(root)
            assert violations(scenario, root) == []
            assert litter(root) == []
            if found:
                full += 1
                assert found == ["not-written"]
                assert (everything(root) if root.exists() else {}) == before
            else:
                assert {str(each.path) for each in scenario.wanted} == tree(root).keys()
        finally:
            subprocess.run(["umount", str(disk)], check=True)
            shutil.rmtree(tmp_path / "start", ignore_errors=True)
    assert full > 2
