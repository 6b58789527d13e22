"""What holds for any sequence of runs and edits."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infera.diagnostics import Severity
from infera.output import manifest
from infera.output.addresses import declared
from infera.output.files import File, Owner
from infera.output.merge import merger
from infera.output.plan import Action, Change, findings, stale
from infera.output.resources import by_file
from infera.output.values import plain
from infera.views import json as as_json
from infera.views.report import Report
from tests.unit.output.folders import litter, project, replan, run, slugs, tree

PATHS = ["a.tf", "b/a.tf", "b/c/d.ts", "b/c/e.ts", "f/g.json", "terraform/environments/x/main.tf"]
TEXTS = st.sampled_from(["one\n", "two\n", "one\ntwo\n", "", 'resource "a" "b" {\n  c = 1\n}\n'])
WANTED = st.dictionaries(st.sampled_from(PATHS), st.tuples(TEXTS, st.sampled_from(list(Owner))), max_size=len(PATHS))
EDITS = st.dictionaries(st.sampled_from([*PATHS, "theirs.tf"]), st.sampled_from(["mine\n", "one\n", None]), max_size=2)
STEPS = st.lists(st.tuples(WANTED, EDITS, st.sampled_from(["", "force", "merge"])), min_size=1, max_size=4)


@pytest.fixture
def memory() -> Iterator[Path]:
    """Where files are quick to flush."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


def _files(wanted: dict[str, tuple[str, Owner]]) -> list[File]:
    return [File(PurePosixPath(path), text, owner) for path, (text, owner) in wanted.items()]


def _edit(root: Path, edits: dict[str, str | None]) -> None:
    for path, text in edits.items():
        if text is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)


@settings(deadline=None, max_examples=150)
@given(STEPS)
def test_no_run_loses_an_edit_and_a_finished_run_has_nothing_left_to_do(steps: Any) -> None:
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        root = Path(folder) / "out"
        for wanted, edits, how in steps:
            _edit(root, edits)
            before = tree(root)
            edited = {path for path, text in edits.items() if text == "mine\n"}
            merge = merger(root) if how == "merge" else None
            changes, errors = run(_files(wanted), root, force=how == "force", merge=merge)
            after = tree(root)
            assert not litter(root)
            for path in edited:
                kept = [text for name, text in after.items() if name.startswith(path)]
                assert any(b"mine\n" in text for text in kept), path
            if errors:
                assert after == before
                assert any(change.action is Action.CONFLICT for change in changes)
            elif how != "merge":
                assert not stale(replan(_files(wanted), root))


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_on_disk_raise_an_exception(data: bytes) -> None:
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        root = Path(folder)
        files = project()
        run(files, root)
        (root / ".infera/manifest.json").write_bytes(data)
        assert manifest.read(root)[1]
        (root / ".infera/manifest.json").unlink()
        for path in (".infera/owners.json", ".infera/base", str(files[0].path)):
            (root / path).write_bytes(data)
        changes = replan(files, root)
        by_file(changes, files, attributes_of_new=True)
        merger(root)(files[0].path, ("0" * 64,), data, files[0].data)


WORDS = 'resource "a" "b" {|}|\n| |=|"|${|{|[|]|,|<<EOT|EOT|x|1e999|#|moved {|from|to|jsonencode(|)|\\|%{|for|\x00|é|\r'
PIECES = st.lists(st.sampled_from([*WORDS.split("|"), "9" * 5000]), max_size=30).map("".join)


@settings(deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)), PIECES)
def test_no_text_on_disk_stops_a_comparison(before: str, after: str) -> None:
    for pristine in (True, False):
        change = Change(
            PurePosixPath("a/x.tf"), Action.UPDATE, content=after, before=before.encode(), pristine=pristine
        )
        found = by_file([change], [File(PurePosixPath("a/x.tf"), after)], attributes_of_new=True)
        report = Report((), changes=(change,), resources=found)
        assert "Infinity" not in as_json.render(report)
        assert "NaN" not in as_json.render(report)
    plain(before)
    declared(before)


def test_a_huge_file_is_compared_quickly_or_not_at_all() -> None:
    import time

    block = 'resource "a" "b%d" {\n  c = [1, 2, 3]\n}\n'
    text = "".join(block % number for number in range(60_000))
    change = Change(PurePosixPath("a/x.tf"), Action.UPDATE, content=text.replace("3", "4"), before=text.encode())
    started = time.process_time()
    by_file([change], [])
    many = [
        Change(
            PurePosixPath(f"a/{n}.tf"),
            Action.UPDATE,
            content=text[:50_000].replace("3", "4"),
            before=text[:50_000].encode(),
        )
        for n in range(40)
    ]
    by_file(many, [])
    assert time.process_time() - started < 10


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)


@given(JSON, JSON, JSON)
def test_no_json_in_a_manifest_raises_an_exception(version: Any, files: Any, whole: Any) -> None:
    for loaded in (whole, {"version": version, "files": files}, {"version": 1, "files": files}):
        text = json.dumps(loaded).encode()
        read, pending, _ = manifest._parse(text)
        assert pending <= set(read)
        for path in read:
            assert ".." not in path.split("/")
            assert not path.startswith("/")
        manifest.parse_owners(text)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become someone without permission")
@pytest.mark.parametrize(
    ("path", "mode", "slug"),
    [
        ("terraform/modules/shop/queue_emails.tf", 0o000, "unreadable-output"),
        ("terraform/modules/shop", 0o000, "unreadable-output"),
        ("terraform/modules/shop", 0o555, "not-written"),
        (".infera", 0o555, "not-written"),
        (".infera/manifest.json", 0o000, "unreadable-output"),
        (".", 0o555, None),
    ],
)
def test_what_nobody_may_read_or_write_is_a_finding(memory: Path, path: str, mode: int, slug: str | None) -> None:
    root = memory / "out"
    run(project(100), root)
    memory.chmod(0o755)
    for each in (root, *root.rglob("*")):
        os.chown(each, 65534, 65534)
    (root / path).chmod(mode)
    before = {name: data for name, data in tree(root).items() if mode or not name.startswith(path)}
    from tests.soak import faults

    def someone() -> list[str]:
        os.setgid(65534)
        os.setuid(65534)
        _, found = manifest.read(root)
        if not found:
            changes, found = run(project(50), root)
            found = [*found, *(f for f in findings(changes) if f.severity is Severity.ERROR)]
        return sorted(slugs(found))

    outcome = faults.count(someone)
    assert not outcome.error
    assert outcome.value == ([slug] if slug else [])
    if slug:
        assert {name: data for name, data in tree(root).items() if name in before} == before
    assert not litter(root)
