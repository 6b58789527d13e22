from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infera.output import manifest
from infera.output.plan import plan
from tests.unit.output.folders import project, run, slugs

SHA = "0" * 64


def _put(root: Path, text: str | bytes) -> None:
    (root / ".infera").mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (root / ".infera/manifest.json").write_bytes(data)


@pytest.mark.parametrize(
    "path",
    [
        "../victim",
        "a/../../victim",
        "/etc/passwd",
        "a\\..\\b",
        "a//b",
        "./a",
        "a/.",
        "",
        "a\u0000b",
        "a\nb",
        "a\u202eb",
        ".git/hooks/pre-commit",
        "x/.terraform/y",
        ".infera/manifest.json",
        "x" * 300,
        "a/" * 3000 + "a",
    ],
)
def test_a_path_that_leads_elsewhere_is_a_finding(tmp_path: Path, path: str) -> None:
    _put(tmp_path, json.dumps({"version": 1, "files": {path: SHA, "ok.tf": SHA}}))
    found = manifest.read(tmp_path)
    assert slugs(found[1]) == {"bad-manifest"}
    assert found[1][0].file == ".infera/manifest.json"
    assert set(found[0].files) == {"ok.tf"}


@pytest.mark.parametrize(
    "value",
    [None, 1, True, "", "xyz", SHA.upper().replace("0", "A"), [], [1], [SHA] * 9, {}, SHA[1:]],
)
def test_a_value_that_is_no_digest_is_a_finding(tmp_path: Path, value: Any) -> None:
    _put(tmp_path, json.dumps({"version": 1, "files": {"a.tf": value}}))
    assert slugs(manifest.read(tmp_path)[1]) == {"bad-manifest"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        '"x"',
        "{}",
        '{"version": true, "files": {}}',
        '{"version": "1", "files": {}}',
        '{"version": 0, "files": {}}',
        '{"version": 1}',
        '{"version": 1, "files": []}',
        '{"version": 1e999, "files": {}}',
        '{"version": ' + "9" * 5000 + "}",
        "[" * 100_000,
        b"\xff\xfe{}",
        b"\x00",
    ],
)
def test_what_is_no_manifest_is_a_finding_and_no_exception(tmp_path: Path, text: str | bytes) -> None:
    _put(tmp_path, text)
    read, found = manifest.read(tmp_path)
    assert slugs(found) <= {"bad-manifest", "manifest-version"}
    assert found
    assert not read.files


def test_many_bad_paths_are_named_a_few_at_a_time(tmp_path: Path) -> None:
    _put(tmp_path, json.dumps({"version": 1, "files": {f"../{i}": SHA for i in range(1000)}}))
    found = manifest.read(tmp_path)[1]
    assert len(found) == 6
    assert "995 more" in found[-1].message


def test_a_manifest_of_a_later_version_asks_for_a_later_infera(tmp_path: Path) -> None:
    _put(tmp_path, '{"version": 2, "files": {}}')
    assert slugs(manifest.read(tmp_path)[1]) == {"manifest-version"}


def test_an_older_manifest_is_brought_up_to_date_and_says_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade(loaded: dict[str, Any]) -> tuple[dict[str, Any], str]:
        files = {each["path"]: each["sha256"] for each in loaded["entries"]}
        return {"version": 2, "files": files}, "the manifest lists files as a map now"

    monkeypatch.setattr(manifest, "VERSION", 2)
    monkeypatch.setitem(manifest.MIGRATIONS, 1, upgrade)
    _put(tmp_path, json.dumps({"version": 1, "entries": [{"path": "a.tf", "sha256": SHA}]}))
    read, found = manifest.read(tmp_path)
    assert slugs(found) == {"manifest-migrated"}
    assert read.files == {"a.tf": (SHA,)}


def test_an_unresolved_merge_of_two_branches_says_so(tmp_path: Path) -> None:
    _put(tmp_path, '{\n  "files": {\n<<<<<<< HEAD\n    "a": "b"\n=======\n')
    assert "merge conflicts" in manifest.read(tmp_path)[1][0].message


@pytest.mark.parametrize("text", ["", "[]", '{"owners": 1}', '{"owners": {"../x": "user", "a": 3}}'])
def test_owners_that_someone_wrote_are_nobody(text: str) -> None:
    assert manifest.parse_owners(text.encode()) == {}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}(/[a-zé.\"_-]{1,8}x){0,3}", fullmatch=True),
        st.lists(st.from_regex("[0-9a-f]{64}", fullmatch=True), min_size=1, max_size=3),
    )
)
def test_what_is_written_is_read_back(files: dict[str, list[str]]) -> None:
    listed = {path: tuple(digests) for path, digests in files.items()}
    pending = {path for path, digests in listed.items() if len(digests) > 1}
    data = manifest.write(listed, pending)
    assert set(json.loads(data)) == {"version", "files"}
    read, waiting, found = manifest._parse(data)
    assert not found
    assert read == listed
    assert waiting == pending


def test_a_first_run_that_was_killed_does_not_count_as_generated(tmp_path: Path) -> None:
    assert not manifest.read(tmp_path)[0].generated_before
    _put(
        tmp_path,
        manifest.write({str(each.path): (SHA,) for each in project()}, {str(each.path) for each in project()}),
    )
    assert not manifest.read(tmp_path)[0].generated_before
    (tmp_path / ".infera/manifest.json").unlink()
    run(project(), tmp_path)
    read, _ = manifest.read(tmp_path)
    assert read.generated_before
    assert read.modules() == ("shop",)


def test_a_manifest_never_makes_infera_remove_what_it_must_not(tmp_path: Path) -> None:
    from infera.output.files import digest

    (tmp_path / "prod.tfvars").write_text("x\n")
    (tmp_path / "terraform.tfstate").write_text("x\n")
    files = {name: digest(b"x\n") for name in ("prod.tfvars", "terraform.tfstate")}
    _put(tmp_path, json.dumps({"version": 1, "files": files}))
    read, found = manifest.read(tmp_path)
    assert not found
    assert plan([], tmp_path, read, force=True) == ()
