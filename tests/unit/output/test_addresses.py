from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infera.diagnostics import Span
from infera.output.addresses import also_declared, declared
from tests.unit.output.folders import MODULE, QUEUE, project, run, slugs

MINE = """\
# mine
resource "google_cloud_tasks_queue" "emails" {
  name = "mine"
}

output "emails" {
  value = 1
}

resource "aws_sqs_queue" "other" {}
"""


def test_an_address_that_the_user_s_own_file_declares_too_is_an_error_with_both_places(
    tmp_path: Path,
) -> None:
    run(project(), tmp_path)
    (tmp_path / MODULE / "mine.tf").write_text(MINE)
    found = also_declared(project(), tmp_path)
    assert slugs(found) == {"also-declared"}
    assert [each.file for each in found] == [MODULE + "mine.tf"] * 2
    assert found[0].span == Span(2, 1, 2, 45)
    assert QUEUE in found[0].message
    assert "line 1" in found[0].message
    assert "output.emails" in found[1].message


def test_files_in_other_folders_declare_other_addresses(tmp_path: Path) -> None:
    run(project(), tmp_path)
    (tmp_path / "terraform/environments/default/mine.tf").write_text(MINE)
    (tmp_path / "terraform/modules/other").mkdir()
    (tmp_path / "terraform/modules/other/mine.tf").write_text(MINE)
    assert not also_declared(project(), tmp_path)


@pytest.mark.parametrize("text", [b"{{{{", b"\xff\xfe", b'x = "$${"\n', b"", b"resource\n", b"a" * (2 << 20), b"\x00"])
def test_a_file_that_cannot_be_read_is_no_finding(tmp_path: Path, text: bytes) -> None:
    run(project(), tmp_path)
    (tmp_path / MODULE / "mine.tf").write_bytes(text)
    assert not also_declared(project(), tmp_path)


def test_links_pipes_and_folders_are_passed_over(tmp_path: Path) -> None:
    import os

    run(project(), tmp_path)
    (tmp_path / "outside.tf").write_text(MINE)
    (tmp_path / MODULE / "link.tf").symlink_to(tmp_path / "outside.tf")
    os.mkfifo(tmp_path / MODULE / "pipe.tf")
    (tmp_path / MODULE / "folder.tf").mkdir()
    assert not also_declared(project(), tmp_path)


def test_a_file_of_an_earlier_run_is_not_the_user_s(tmp_path: Path) -> None:
    from infera.output import manifest

    run(project(), tmp_path)
    fewer = [each for each in project() if str(each.path) != QUEUE]
    renamed = [*fewer, type(fewer[0])(fewer[0].path.parent / "queue_x.tf", project()[0].content)]
    old, _ = manifest.read(tmp_path)
    assert also_declared(renamed, tmp_path)
    assert not also_declared(renamed, tmp_path, old.files)


def test_every_kind_of_block_has_an_address() -> None:
    text = 'variable "a" {}\nmodule "b" {\n  source = "x"\n}\ndata "c" "d" {}\nlocals {\n  e = 1\n}\n'
    assert {address for address, _ in declared(text)} == {"var.a", "module.b", "data.c.d"}


def test_python_hcl2_is_imported_only_for_a_file_of_the_user_s(tmp_path: Path) -> None:
    run(project(), tmp_path)
    script = f"""
import sys
from pathlib import Path
from infera.output.addresses import also_declared
from infera.output.resources import by_file
from infera.output import manifest
from infera.output.plan import plan
from tests.unit.output.folders import project
root = Path({str(tmp_path)!r})
changes = plan(project(50), root, manifest.read(root)[0])
assert by_file(changes, project(50))
also_declared(project(50), root)
assert "hcl2" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[3])
