from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from infera.output import manifest, write
from infera.output.files import File, Owner, digest
from infera.output.plan import Action, findings, other_projects, stale
from tests.unit.output.folders import (
    HANDLER,
    MODULE,
    PACKAGE,
    QUEUE,
    RUNTIME,
    actions,
    file,
    litter,
    project,
    replan,
    run,
    slugs,
    tree,
)


def test_a_first_run_writes_every_file_and_a_manifest_of_it(tmp_path: Path) -> None:
    changes, found = run(project(), tmp_path / "new" / "folder")
    root = tmp_path / "new" / "folder"
    assert not found
    assert {change.action for change in changes} == {Action.CREATE}
    assert tree(root) == {str(each.path): each.data for each in project()}
    stored = json.loads((root / ".infera/manifest.json").read_text())
    assert set(stored) == {"version", "files"}
    assert stored["files"] == {path: digest(data) for path, data in tree(root).items()}
    assert list(stored["files"]) == sorted(stored["files"])
    assert not litter(root)


def test_a_second_run_changes_nothing_and_touches_no_file(tmp_path: Path) -> None:
    run(project(), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    changes, found = run(project(), tmp_path)
    assert not found
    assert not stale(changes)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_two_folders_get_the_same_bytes(tmp_path: Path) -> None:
    run(project(), tmp_path / "a")
    run(reversed(project(1)), tmp_path / "b")
    run(project(), tmp_path / "b")
    one, two = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "a", tmp_path / "b")
    )
    assert one == two


def test_a_changed_file_is_updated_and_the_others_are_left_alone(tmp_path: Path) -> None:
    run(project(100), tmp_path)
    changes, found = run(project(50), tmp_path)
    assert not found
    assert [c for c in actions(changes).items() if c[1] is not Action.KEEP] == [(QUEUE, Action.UPDATE)]
    assert b"rate = 50" in tree(tmp_path)[QUEUE]


def test_the_mode_of_a_file_survives_an_update(tmp_path: Path) -> None:
    run(project(100), tmp_path)
    (tmp_path / QUEUE).chmod(0o640)
    run(project(50), tmp_path)
    assert (tmp_path / QUEUE).stat().st_mode & 0o777 == 0o640


def test_an_edited_file_is_a_conflict_and_nothing_at_all_is_written(tmp_path: Path) -> None:
    run(project(100), tmp_path)
    (tmp_path / RUNTIME).write_text("mine\n")
    before = tree(tmp_path)
    changes, found = run(project(50), tmp_path)
    assert actions(changes)[RUNTIME] is Action.CONFLICT
    assert slugs(found) == {"hand-edited"}
    assert tree(tmp_path) == before


def test_force_overwrites_an_edit_and_keeps_every_backup(tmp_path: Path) -> None:
    run(project(), tmp_path)
    for text in ("first\n", "second\n"):
        (tmp_path / RUNTIME).write_text(text)
        _, found = run(project(), tmp_path, force=True)
        assert not found
    files = tree(tmp_path)
    assert files[RUNTIME] == b"export const version = 1;\n"
    assert files[RUNTIME + ".infera-backup"] == b"first\n"
    assert files[RUNTIME + ".infera-backup-2"] == b"second\n"
    assert not stale(replan(project(), tmp_path))


def test_a_handler_is_written_once_and_never_again(tmp_path: Path) -> None:
    run(project(), tmp_path)
    (tmp_path / HANDLER).write_text("mine\n")
    files = [file(HANDLER, "a newer stub\n", Owner.USER) if str(f.path) == HANDLER else f for f in project(50)]
    changes, found = run(files, tmp_path, force=True)
    assert not found
    assert actions(changes)[HANDLER] is Action.KEEP
    assert tree(tmp_path)[HANDLER] == b"mine\n"


def test_a_handler_says_whether_it_still_is_the_generated_one(tmp_path: Path) -> None:
    run(project(), tmp_path)
    assert next(c for c in replan(project(), tmp_path) if str(c.path) == HANDLER).pristine
    newer = [file(HANDLER, "a newer stub\n", Owner.USER) if str(f.path) == HANDLER else f for f in project()]
    assert next(c for c in replan(newer, tmp_path) if str(c.path) == HANDLER).pristine
    (tmp_path / HANDLER).write_text("mine\n")
    assert not next(c for c in replan(project(), tmp_path) if str(c.path) == HANDLER).pristine


def test_a_package_manifest_is_infera_s_until_the_first_edit(tmp_path: Path) -> None:
    def with_package(text: str) -> list[File]:
        return [file(PACKAGE, text, Owner.SHARED) if str(f.path) == PACKAGE else f for f in project()]

    run(project(), tmp_path)
    run(with_package('{"two": 2}\n'), tmp_path)
    assert tree(tmp_path)[PACKAGE] == b'{"two": 2}\n'
    (tmp_path / PACKAGE).write_text('{"mine": true}\n')
    for force in (False, True):
        changes, found = run(with_package('{"three": 3}\n'), tmp_path, force=force)
        assert not found
        assert slugs(findings(changes)) == {"kept-as-yours"}
        assert tree(tmp_path)[PACKAGE] == b'{"mine": true}\n'


def test_a_foreign_file_in_the_way_is_a_conflict(tmp_path: Path) -> None:
    (tmp_path / QUEUE).parent.mkdir(parents=True)
    (tmp_path / QUEUE).write_text("theirs\n")
    changes, found = run(project(), tmp_path)
    assert slugs(found) == {"foreign-file"}
    assert actions(changes)[QUEUE] is Action.CONFLICT
    assert tree(tmp_path) == {QUEUE: b"theirs\n"}


def test_a_file_that_is_already_as_wanted_is_adopted(tmp_path: Path) -> None:
    run(project(), tmp_path)
    (tmp_path / ".infera/manifest.json").unlink()
    changes, found = run(project(), tmp_path)
    assert not found
    assert {change.action for change in changes} == {Action.KEEP}
    assert manifest.read(tmp_path)[0].files.keys() == {str(each.path) for each in project()}


def test_what_is_no_longer_wanted_goes_with_its_empty_folders(tmp_path: Path) -> None:
    run(project(), tmp_path)
    rest = [each for each in project() if each.path.parts[0] != "workers"]
    changes, found = run(rest, tmp_path)
    assert not found
    assert actions(changes)[RUNTIME] is Action.DELETE
    assert not (tmp_path / "workers").exists()


def test_an_orphan_of_infera_s_that_was_edited_is_a_conflict(tmp_path: Path) -> None:
    run(project(), tmp_path)
    (tmp_path / RUNTIME).write_text("mine\n")
    rest = [each for each in project() if each.path.parts[0] != "workers"]
    _, found = run(rest, tmp_path)
    assert slugs(found) == {"hand-edited"}
    assert tree(tmp_path)[RUNTIME] == b"mine\n"
    _, found = run(rest, tmp_path, force=True)
    assert not found
    assert tree(tmp_path)[RUNTIME + ".infera-backup"] == b"mine\n"
    assert RUNTIME not in tree(tmp_path)


@pytest.mark.parametrize("path", [HANDLER, PACKAGE])
def test_an_orphan_of_the_user_s_stays_when_it_was_edited(tmp_path: Path, path: str) -> None:
    run(project(), tmp_path)
    (tmp_path / path).write_text("mine\n")
    rest = [each for each in project() if each.path.parts[0] != "workers"]
    changes, found = run(rest, tmp_path)
    assert not found
    assert slugs(findings(changes)) == {"left-behind"}
    assert [p for p in tree(tmp_path) if p.startswith("workers")] == [path]
    assert not findings(replan(rest, tmp_path))  # said once: from then on infera has forgotten it


def test_the_root_of_an_environment_that_disappears_goes_only_with_force(tmp_path: Path) -> None:
    root = "terraform/environments/default/"
    run(project(), tmp_path)
    rest = [each for each in project() if not str(each.path).startswith(root)]
    changes, found = run(rest, tmp_path)
    assert not found
    assert slugs(findings(changes)) == {"environment-gone"}
    assert root + "main.tf" in tree(tmp_path)
    (tmp_path / root / ".terraform.lock.hcl").write_text("lock\n")
    run(rest, tmp_path, force=True)
    assert [p for p in tree(tmp_path) if p.startswith(root)] == [
        root + ".terraform.lock.hcl",
        root + "images.auto.tfvars.json",
    ]


def test_files_of_terraform_and_of_the_user_are_never_touched(tmp_path: Path) -> None:
    lock = "terraform/environments/default/.terraform.lock.hcl"
    (tmp_path / lock).parent.mkdir(parents=True)
    (tmp_path / lock).write_text("theirs\n")
    files = [*project(), file(lock, "ours\n")]
    run(files, tmp_path, force=True)
    assert tree(tmp_path)[lock] == b"theirs\n"
    run([], tmp_path, force=True)
    assert tree(tmp_path)[lock] == b"theirs\n"


def test_another_project_s_module_is_an_error_of_its_own(tmp_path: Path) -> None:
    run(project(), tmp_path)
    old, _ = manifest.read(tmp_path)
    assert not other_projects(old, "shop")
    assert slugs(other_projects(old, "store")) == {"other-project"}
    assert not other_projects(old, "store", renamed_from="shop")
    assert slugs(other_projects(old, "store", renamed_from="x")) == {"other-project"}


@pytest.mark.parametrize(
    "paths",
    [
        ("a/Readme.md", "a/README.md"),
        ("a/b", "a/b/c"),
        ("é.txt", "e\u0301.txt"),
        ("A/x", "a/y/../x"),
    ],
)
def test_two_files_that_are_one_are_an_error(tmp_path: Path, paths: tuple[str, str]) -> None:
    if ".." in paths[1]:
        with pytest.raises(ValueError, match="not a path below"):
            file(paths[1], "")
        return
    changes, found = run([file(path, path) for path in paths], tmp_path)
    assert slugs(found) == {"path-collision"}
    assert {change.action for change in changes} == {Action.CONFLICT}
    assert not tree(tmp_path)


def test_a_plan_that_the_disk_outran_is_not_carried_out(tmp_path: Path) -> None:
    run(project(100), tmp_path)
    old, _ = manifest.read(tmp_path)
    changes = replan(project(50), tmp_path)
    (tmp_path / QUEUE).write_text("edited meanwhile\n")
    assert slugs(write.apply(changes, tmp_path, old)) == {"changed-meanwhile"}
    assert tree(tmp_path)[QUEUE] == b"edited meanwhile\n"
    assert not litter(tmp_path)


def test_two_plans_of_one_state_cannot_both_be_carried_out(tmp_path: Path) -> None:
    run(project(100), tmp_path)
    old, _ = manifest.read(tmp_path)
    first, second = replan(project(50), tmp_path), replan(project(25), tmp_path)
    assert not write.apply(first, tmp_path, old)
    assert slugs(write.apply(second, tmp_path, old)) == {"changed-meanwhile"}
    assert b"rate = 50" in tree(tmp_path)[QUEUE]


def test_what_infera_keeps_for_itself_is_written_and_read_back(tmp_path: Path) -> None:
    run(project(), tmp_path, state={"jobs.json": b"{}\n"})
    assert manifest.state(tmp_path, "jobs.json") == b"{}\n"
    assert manifest.state(tmp_path, "other.json") is None
    assert "jobs.json" not in (tmp_path / ".infera/manifest.json").read_text()
    run(project(), tmp_path, state={"jobs.json": b"[]\n"})
    assert manifest.state(tmp_path, "jobs.json") == b"[]\n"


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    _, found = run(project(), tmp_path / "link")
    assert not found
    assert tree(tmp_path / "real").keys() == {str(each.path) for each in project()}


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to mount a second disk")
def test_a_folder_on_another_disk_gets_its_files_too(tmp_path: Path) -> None:
    import subprocess

    run(project(100), tmp_path)
    mount = tmp_path / MODULE
    done = subprocess.run(["mount", "-t", "tmpfs", "none", mount], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mount is not allowed here")
    try:
        _, found = run(project(50), tmp_path)
        assert not found
        assert b"rate = 50" in tree(tmp_path)[QUEUE]
        assert not litter(tmp_path)
    finally:
        subprocess.run(["umount", mount], check=True)
