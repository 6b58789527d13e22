"""The pages of the findings about the disk show what infera prints: each is made here and compared."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from infera import codes
from infera.diagnostics import Code, Diagnostic
from infera.output import manifest, write
from infera.output.addresses import also_declared
from infera.output.files import Owner
from infera.output.lock import hold
from infera.output.merge import merger
from infera.output.plan import findings, other_projects, plan
from infera.records import replace
from infera.resources import data_dir
from infera.views import human
from infera.views.report import Report
from tests.unit.output.folders import HANDLER, MODULE, PACKAGE, QUEUE, file, project, replan, run

MINE = "# mine\n"


def _planned(root: Path, rate: int = 50) -> list[Diagnostic]:
    return findings(replan(project(rate), root))


def _edit(root: Path, path: str, text: str = MINE) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def _hand_edited(root: Path) -> list[Diagnostic]:
    run(project(), root)
    _edit(root, QUEUE)
    return _planned(root)


def _also_declared(root: Path) -> list[Diagnostic]:
    run(project(), root)
    _edit(root, MODULE + "extra.tf", 'resource "google_cloud_tasks_queue" "emails" {\n}\n')
    return also_declared(project(), root)


def _foreign(root: Path) -> list[Diagnostic]:
    _edit(root, QUEUE)
    return _planned(root)


def _link(root: Path) -> list[Diagnostic]:
    (root / "workers").symlink_to("elsewhere")
    return _planned(root)


def _folder(root: Path) -> list[Diagnostic]:
    (root / QUEUE).mkdir(parents=True)
    return _planned(root)


def _unreadable(root: Path) -> list[Diagnostic]:
    (root / QUEUE).parent.mkdir(parents=True)
    with (root / QUEUE).open("wb") as sparse:
        sparse.truncate(1 << 30)
    return _planned(root)


def _not_written(root: Path) -> list[Diagnostic]:
    changes, real = replan(project(), root), os.mkdir

    def full(*_args: Any, **_keywords: Any) -> None:
        raise OSError(28, "No space left on device")

    os.mkdir = full
    try:
        return write.apply(changes, root, manifest.Manifest())
    finally:
        os.mkdir = real


def _manifest(root: Path, text: str) -> list[Diagnostic]:
    _edit(root, ".infera/manifest.json", text)
    return manifest.read(root)[1]


def _bad_manifest(root: Path) -> list[Diagnostic]:
    return _manifest(root, '{"version": 1, "files": {"../notes.txt": "' + "0" * 64 + '"}}')


def _later(root: Path) -> list[Diagnostic]:
    return _manifest(root, '{"version": 2, "files": {}}')


def _migrated(root: Path) -> list[Diagnostic]:
    def upgrade(loaded: dict[str, Any]) -> tuple[dict[str, Any], str]:
        told = "the manifest is of version 1; the next `infera generate` writes it as version 2"
        return {**loaded, "version": 2}, told

    version = manifest.VERSION
    try:
        manifest.VERSION = 2
        manifest.MIGRATIONS[1] = upgrade
        return _manifest(root, '{"version": 1, "files": {}}')
    finally:
        manifest.VERSION = version
        del manifest.MIGRATIONS[1]


def _other_project(root: Path) -> list[Diagnostic]:
    run(project(), root)
    return [replace(each, path=()) for each in other_projects(manifest.read(root)[0], "store")]


def _collision(root: Path) -> list[Diagnostic]:
    return findings(plan([file("workers/a/x.py", ""), file("workers/A/x.py", "")], root, manifest.Manifest()))


def _conflict(root: Path) -> list[Diagnostic]:
    run(project(100), root)
    _edit(root, QUEUE, (root / QUEUE).read_text().replace("100", "7"))
    old, _ = manifest.read(root)
    return findings(plan(project(50), root, old, merge=merger(root)))


def _no_base(root: Path) -> list[Diagnostic]:
    run(project(100), root)
    _edit(root, QUEUE)
    (root / ".infera/base").unlink()
    old, _ = manifest.read(root)
    return findings(plan(project(50), root, old, merge=merger(root)))


def _gone(root: Path) -> list[Diagnostic]:
    files = [file("terraform/environments/staging/main.tf", "module {}\n")]
    run([*project(), *files], root)
    return _planned(root, 100)


def _yours(root: Path) -> list[Diagnostic]:
    run(project(), root)
    _edit(root, PACKAGE)
    return _planned(root, 100)


def _busy(root: Path) -> list[Diagnostic]:
    with hold(root), hold(root, wait_s=0) as found:
        return list(found)


def _read_only(root: Path) -> list[Diagnostic]:
    run(project(100), root)
    (root / QUEUE).chmod(0o444)
    return _planned(root)


def _meanwhile(root: Path) -> list[Diagnostic]:
    run(project(100), root)
    old, _ = manifest.read(root)
    changes = replan(project(50), root)
    _edit(root, QUEUE)
    return write.apply(changes, root, old)


def _left_behind(root: Path) -> list[Diagnostic]:
    run(project(), root)
    _edit(root, HANDLER)
    return findings(replan([each for each in project() if each.owner is not Owner.USER], root))


SCENES: dict[Code, Callable[[Path], list[Diagnostic]]] = {
    codes.HAND_EDITED: _hand_edited,
    codes.ALSO_DECLARED: _also_declared,
    codes.FOREIGN_FILE: _foreign,
    codes.SYMBOLIC_LINK: _link,
    codes.NOT_A_FILE: _folder,
    codes.UNREADABLE_OUTPUT: _unreadable,
    codes.NOT_WRITTEN: _not_written,
    codes.BAD_MANIFEST: _bad_manifest,
    codes.MANIFEST_VERSION: _later,
    codes.OTHER_PROJECT: _other_project,
    codes.PATH_COLLISION: _collision,
    codes.MERGE_CONFLICT: _conflict,
    codes.NO_MERGE_BASE: _no_base,
    codes.ENVIRONMENT_GONE: _gone,
    codes.KEPT_AS_YOURS: _yours,
    codes.BUSY: _busy,
    codes.READ_ONLY: _read_only,
    codes.CHANGED_MEANWHILE: _meanwhile,
    codes.MANIFEST_MIGRATED: _migrated,
    codes.LEFT_BEHIND: _left_behind,
}


def printed(code: Code, root: Path) -> str:
    """What infera prints for the code's scene."""
    found = [each for each in SCENES[code](root) if each.code is code]
    assert found, f"{code.slug} was not found"
    return human.findings(Report(tuple(found)))


@pytest.mark.parametrize("code", SCENES, ids=lambda code: code.slug)
def test_a_page_shows_what_infera_prints(code: Code, tmp_path: Path) -> None:
    page = Path(str(data_dir("docs/codes"))) / f"{code.id}-{code.slug}.md"
    blocks = re.findall(r"^```text\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    assert blocks == [printed(code, tmp_path)]


def test_every_finding_about_the_disk_is_shown_here() -> None:
    about_disk = {code for code in codes.every() if code.id.startswith("INF4")}
    assert about_disk - SCENES.keys() == {codes.LOSES_JOBS}  # of a plan of resources
    assert PurePosixPath(QUEUE).suffix == ".tf"
