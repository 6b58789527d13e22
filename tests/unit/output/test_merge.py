from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infera.output import manifest
from infera.output.files import File
from infera.output.merge import merge, merger
from infera.output.plan import Action, findings, plan
from tests.unit.output.folders import QUEUE, actions, file, litter, project, run, slugs, tree

BASE = b"one\ntwo\nthree\nfour\nfive\n"
LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\n"]), max_size=8).map(b"".join)


def test_changes_in_different_places_are_both_taken() -> None:
    merged = merge(BASE, BASE.replace(b"one", b"ONE"), BASE.replace(b"five", b"FIVE"))
    assert merged is not None
    assert merged.clean
    assert merged.data == b"ONE\ntwo\nthree\nfour\nFIVE\n"


def test_changes_in_the_same_place_stand_between_markers() -> None:
    merged = merge(BASE, BASE.replace(b"three", b"mine"), BASE.replace(b"three", b"new"))
    assert merged is not None
    assert not merged.clean
    assert merged.data == (b"one\ntwo\n<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> infera\nfour\nfive\n")


def test_the_same_change_on_both_sides_is_taken_once() -> None:
    both = BASE.replace(b"three", b"3")
    merged = merge(BASE, both, both)
    assert merged is not None
    assert merged.clean
    assert merged.data == both


def test_a_text_without_a_last_line_end_keeps_its_markers_on_lines_of_their_own() -> None:
    merged = merge(b"a", b"b", b"c")
    assert merged is not None
    assert merged.data == b"<<<<<<< yours\nb\n=======\nc\n>>>>>>> infera\n"


@given(LINES, LINES)
def test_one_side_alone_is_taken_whole(base: bytes, changed: bytes) -> None:
    for yours, theirs in ((changed, base), (base, changed), (changed, changed)):
        merged = merge(base, yours, theirs)
        assert merged is not None
        assert merged.clean
        assert merged.data == changed


@given(LINES, LINES, LINES)
def test_no_line_of_an_edit_is_ever_lost(base: bytes, yours: bytes, theirs: bytes) -> None:
    merged = merge(base, yours, theirs)
    assert merged is not None
    added = set(yours.splitlines()) - set(base.splitlines())
    assert added <= set(merged.data.splitlines())


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize(
    ("yours", "theirs"),
    [
        (BASE.replace(b"one", b"1"), BASE.replace(b"five", b"5")),
        (BASE.replace(b"two\n", b""), BASE + b"six\n"),
        (BASE.replace(b"three", b"x"), BASE.replace(b"three", b"y")),
    ],
)
def test_git_merges_the_same(tmp_path: Path, yours: bytes, theirs: bytes) -> None:
    for name, data in (("base", BASE), ("yours", yours), ("infera", theirs)):
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        ["git", "merge-file", "-p", "yours", "base", "infera"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    merged = merge(BASE, yours, theirs)
    assert merged is not None
    assert merged.data == done.stdout
    assert merged.clean is (done.returncode == 0)


def _edited(root: Path, old: bytes, new: bytes) -> None:
    path = root / QUEUE
    path.write_bytes(path.read_bytes().replace(old, new))


def _queue(rate: int, more: str = "") -> list[File]:
    head = 'resource "google_cloud_tasks_queue" "emails" {'
    text = f'{head}\n  name = "e"\n\n  rate = {rate}\n{more}}}\n'
    return [file(QUEUE, text) if str(each.path) == QUEUE else each for each in project()]


def test_an_edit_and_a_change_in_different_places_are_merged(tmp_path: Path) -> None:
    run(_queue(100), tmp_path)
    _edited(tmp_path, b'"e"', b'"mine"')
    changes, found = run(_queue(50), tmp_path, merge=merger(tmp_path))
    assert not found
    assert actions(changes)[QUEUE] is Action.UPDATE
    text = tree(tmp_path)[QUEUE]
    assert b'"mine"' in text
    assert b"rate = 50" in text
    # it still is an edited file: a plain run does not overwrite it, and the next merge has nothing
    # to do
    _, found = run(_queue(50), tmp_path)
    assert slugs(found) == {"hand-edited"}
    changes, found = run(_queue(50), tmp_path, merge=merger(tmp_path))
    assert not found
    assert actions(changes)[QUEUE] is Action.KEEP
    run(_queue(25), tmp_path, merge=merger(tmp_path))
    assert b'"mine"' in tree(tmp_path)[QUEUE]
    assert b"rate = 25" in tree(tmp_path)[QUEUE]


def test_a_conflict_is_written_with_markers_and_refused_until_they_are_gone(tmp_path: Path) -> None:
    run(_queue(100), tmp_path)
    _edited(tmp_path, b"rate = 100", b"rate = 7")
    changes, found = run(_queue(50), tmp_path, merge=merger(tmp_path))
    assert not found
    assert slugs(findings(changes)) == {"merge-conflict"}
    assert b"<<<<<<< yours\n  rate = 7\n=======\n  rate = 50\n>>>>>>> infera\n" in tree(tmp_path)[QUEUE]
    changes, found = run(_queue(50), tmp_path, merge=merger(tmp_path))
    assert slugs(found) == {"merge-conflict"}
    assert actions(changes)[QUEUE] is Action.CONFLICT
    path = tmp_path / QUEUE
    text = path.read_bytes()
    start, end = text.index(b"<<<<<<<"), text.index(b">>>>>>> infera\n") + len(b">>>>>>> infera\n")
    path.write_bytes(text[:start] + b"  rate = 7\n" + text[end:])
    changes, found = run(_queue(50), tmp_path, merge=merger(tmp_path))
    assert not found
    assert actions(changes)[QUEUE] is Action.KEEP
    assert not litter(tmp_path)


def test_without_the_stored_version_a_merge_says_so(tmp_path: Path) -> None:
    run(_queue(100), tmp_path)
    _edited(tmp_path, b'"e"', b'"mine"')
    (tmp_path / ".infera/base").unlink()
    _, found = run(_queue(50), tmp_path, merge=merger(tmp_path))
    assert slugs(found) == {"no-merge-base"}


@pytest.mark.parametrize("text", [b"", b"infera base 1 x\n", b"infera base 1 \n\n0 99999999999\n", b"\xff" * 300])
def test_a_base_that_someone_wrote_is_no_base(tmp_path: Path, text: bytes) -> None:
    run(_queue(100), tmp_path)
    _edited(tmp_path, b'"e"', b'"mine"')
    stored = (tmp_path / ".infera/base").read_bytes()
    for data in (text, stored.replace(b"rate = 100", b"rate = 999")):
        (tmp_path / ".infera/base").write_bytes(data)
        old, _ = manifest.read(tmp_path)
        changes = plan(_queue(50), tmp_path, old, merge=merger(tmp_path))
        assert slugs(findings(changes)) == {"no-merge-base"}


def test_the_stored_versions_are_left_out_of_version_control(tmp_path: Path) -> None:
    run(_queue(100), tmp_path)
    assert "/base" in (tmp_path / ".infera/.gitignore").read_text().split()
