"""What may lie where infera writes: links, pipes, folders, files of others. Nothing outside
changes, ever.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infera.output import write
from infera.output.lock import hold
from infera.output.plan import Action, findings
from tests.unit.output.folders import (
    HANDLER,
    MODULE,
    QUEUE,
    RUNTIME,
    actions,
    litter,
    project,
    replan,
    run,
    slugs,
    tree,
)

VICTIM = b"the victim's own bytes\n"


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A folder outside the output folder whose bytes must not change."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_bytes(VICTIM)
    (outside / "queue_emails.tf").write_bytes(VICTIM)
    before = tree(outside)
    yield outside
    assert tree(outside) == before


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "out"


def _link(path: Path, target: Path | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "at",
    [QUEUE, HANDLER, "terraform", "terraform/modules", MODULE.rstrip("/"), "workers", ".infera"],
)
def test_nothing_is_written_through_a_link(root: Path, victim: Path, at: str, force: bool) -> None:
    target = victim / "file" if at in (QUEUE, HANDLER) else victim
    _link(root / at, target)
    if at == ".infera":
        from infera.output import manifest

        assert slugs(manifest.read(root)[1]) == {"symbolic-link"}
        return
    _, found = run(project(), root, force=force)
    assert slugs(found) == {"symbolic-link"}
    assert not [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]


@pytest.mark.parametrize("target", ["nowhere/at/all", "../../../..", "queue_emails.tf"])
def test_a_link_to_nothing_or_to_itself_is_an_error(root: Path, target: str) -> None:
    _link(root / QUEUE, target)
    _, found = run(project(), root, force=True)
    assert slugs(found) == {"symbolic-link"}
    assert str((root / QUEUE).readlink()) == target


@pytest.mark.parametrize("at", [QUEUE, MODULE.rstrip("/"), "workers"])
@pytest.mark.parametrize("wanted", [True, False])
def test_a_link_that_took_the_place_of_a_generated_file_is_not_followed(
    root: Path, victim: Path, at: str, wanted: bool
) -> None:
    run(project(), root)
    path = root / at
    moved = victim.parent / "moved"
    path.rename(moved)
    path.symlink_to(moved)  # the very bytes that infera wrote, but elsewhere
    before = tree(moved) if moved.is_dir() else moved.read_bytes()
    files = project(50) if wanted else []
    _, found = run(files, root)
    assert "symbolic-link" in slugs(found)
    assert (tree(moved) if moved.is_dir() else moved.read_bytes()) == before


def _race(victim: Path, root: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Swap a folder for a link at the moment before infera's first rename into it."""
    real = os.rename
    done: list[bool] = []

    def rename(src: str, dst: str, **keywords: int) -> None:
        if not done and dst == "queue_emails.tf":
            done.append(True)
            (root / at).rename(root / "aside")
            (root / at).symlink_to(victim)
        real(src, dst, **keywords)

    monkeypatch.setattr(os, "rename", rename)


@pytest.mark.parametrize("at", ["terraform", "terraform/modules", MODULE.rstrip("/")])
def test_a_link_that_appears_during_the_run_is_not_followed(
    root: Path, victim: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    run(project(100), root)
    _race(victim, root, monkeypatch, at)
    run(project(50), root)
    assert (victim / "queue_emails.tf").read_bytes() == VICTIM


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has 100 characters at most
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inside").write_bytes(VICTIM)


@pytest.mark.parametrize("make", [_pipe, _socket, _folder])
@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_file_is_an_error_and_stays(root: Path, make: Callable[[Path], None], force: bool) -> None:
    (root / QUEUE).parent.mkdir(parents=True)
    make(root / QUEUE)
    changes, found = run(project(), root, force=force)
    assert slugs(found) == {"not-a-file"}
    assert found[0].file == QUEUE
    assert found[0].hint
    assert not (root / RUNTIME).exists()
    assert actions(changes)[QUEUE] is Action.CONFLICT


def test_a_file_where_a_folder_should_be_is_an_error(root: Path) -> None:
    root.mkdir()
    (root / "workers").write_bytes(VICTIM)
    _, found = run(project(), root, force=True)
    assert slugs(found) == {"not-a-file"}
    assert [each.file for each in found] == ["workers"]
    assert tree(root) == {"workers": VICTIM}


def test_a_write_protected_file_is_an_error_where_it_would_change(root: Path) -> None:
    run(project(100), root)
    (root / QUEUE).chmod(0o444)
    assert not findings(replan(project(100), root))
    before = tree(root)
    _, found = run(project(50), root)
    assert slugs(found) == {"read-only"}
    assert tree(root) == before


@pytest.mark.parametrize("text", ["a file", "a link to nothing"])
def test_an_output_folder_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out"
    if text == "a file":
        path.write_bytes(VICTIM)
    else:
        path.symlink_to("nowhere")
    _, found = run(project(), path)
    assert slugs(found) == {"not-a-file"}
    assert path.is_symlink() or path.read_bytes() == VICTIM


def test_a_second_run_waits_and_then_says_who_is_in_the_way(root: Path) -> None:
    root.mkdir()
    with hold(root) as first, hold(root, wait_s=0.2) as second:
        assert not first
        assert slugs(second) == {"busy"}
    with hold(root) as again:
        assert not again


def test_a_folder_made_for_nothing_is_removed_again(tmp_path: Path) -> None:
    with hold(tmp_path / "a" / "b") as found:
        assert not found
    assert not (tmp_path / "a").exists()


def test_a_leftover_of_a_killed_run_is_cleared_by_the_next(root: Path) -> None:
    run(project(), root)
    stage = root / ".infera/stage"
    stage.mkdir()
    (stage / "1").write_text("half")
    (root / "workers/new/deep").mkdir(parents=True)
    (stage / "journal").write_text('{"empty": ["workers/new", "workers/new/deep"], "elsewhere": []}')
    assert not litter(root / "terraform")
    _, found = run(project(), root)
    assert not found
    assert not stage.exists()
    assert not (root / "workers/new").exists()


@pytest.mark.parametrize(
    "journal",
    [
        "",
        "null",
        "[1]",
        '{"empty": "x", "elsewhere": 3}',
        '{"empty": ["../outside", "/etc", "\\u0000"], "elsewhere": ["../outside"]}',
        '{"empty": [' * 5000,
    ],
)
def test_a_journal_that_someone_wrote_reaches_nothing_outside(root: Path, victim: Path, journal: str) -> None:
    run(project(), root)
    (root / ".infera/stage").mkdir()
    (root / ".infera/stage/journal").write_text(journal)
    (victim / ".infera-1.tmp").write_bytes(VICTIM)
    _, found = run(project(50), root)
    assert not found
    assert (victim / ".infera-1.tmp").read_bytes() == VICTIM
    (victim / ".infera-1.tmp").unlink()


def test_a_stage_that_is_a_link_is_refused(root: Path, victim: Path) -> None:
    run(project(100), root)
    (root / ".infera/stage").symlink_to(victim)
    _, found = run(project(50), root)
    assert slugs(found) == {"symbolic-link"}
    assert b"rate = 100" in tree(root)[QUEUE]


def test_a_plan_with_a_conflict_is_never_carried_out(root: Path) -> None:
    run(project(100), root)
    (root / RUNTIME).write_text("mine\n")
    from infera.output import manifest

    old, _ = manifest.read(root)
    changes = replan(project(50), root)
    before = tree(root)
    assert slugs(write.apply(changes, root, old)) == {"hand-edited"}
    assert tree(root) == before
