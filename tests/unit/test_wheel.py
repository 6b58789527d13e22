"""What users install: the wheel and an editable install both work, from any folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.engines.process import REPOSITORY

CONFIG = """\
project_name: shop
provider: aws
region: us-east-1
queues:
  - name: emails
workers:
  email_worker:
    queue: emails
"""


def _run(*command: object, cwd: Path) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", out, REPOSITORY)
    _run(*command, cwd=out)
    (made,) = out.glob("infera-*.whl")
    return made


def _works(infera: Path, folder: Path) -> None:
    (folder / "infera.yaml").write_text(CONFIG)
    assert "infera" in _run(infera, "--version", cwd=folder)
    _run(infera, "generate", "-q", cwd=folder)
    _run(infera, "generate", "--check", "-q", cwd=folder)
    assert (folder / "terraform/modules/shop/queue_emails.tf").is_file()
    assert (folder / "workers/email_worker/handlers/emails.ts").is_file()
    assert "INF901" in _run(infera, "explain", "INF901", cwd=folder)
    assert '"$schema"' in _run(infera, "schema", cwd=folder)


def test_the_wheel_holds_the_data_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for data in ("infera/templates/", "infera/schemas/", "infera/docs/codes/"):
        assert any(name.startswith(data) for name in names), data
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]


def test_the_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    _run(sys.executable, "-m", "venv", home, cwd=tmp_path)
    _run(home / "bin" / "pip", "install", "-q", wheel, cwd=tmp_path)
    (tmp_path / "project").mkdir()
    _works(home / "bin" / "infera", tmp_path / "project")


def test_an_editable_install_works_from_another_folder(tmp_path: Path) -> None:
    home = tmp_path / "venv"
    _run(sys.executable, "-m", "venv", home, cwd=tmp_path)
    _run(home / "bin" / "pip", "install", "-q", "-e", REPOSITORY, cwd=tmp_path)
    (tmp_path / "project").mkdir()
    _works(home / "bin" / "infera", tmp_path / "project")
