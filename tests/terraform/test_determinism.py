"""The same input gives the same bytes: whatever Python's hash seed, the order of keys, or the folder."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import run_infera
from tests.terraform.cases import Case, cases

each_case = pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in cases()])


def _tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _generate(config: Path, output: Path, seed: str) -> dict[str, bytes]:
    arguments = ("generate", "-c", str(config), "-o", str(output))
    done = run_infera(*arguments, env={"PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stderr
    return _tree(output)


def _difference(found: dict[str, bytes], wanted: dict[str, bytes]) -> str:
    """The first lines that differ, file by file; digests of other files are left out."""
    out: list[str] = []
    for name in sorted(found | wanted):
        if name.startswith(".infera/") and name in found and name in wanted:
            continue
        before, after = (side.get(name, b"").decode().splitlines() for side in (wanted, found))
        out += list(unified_diff(before, after, name, name, lineterm="", n=1))[:20]
    return "\n".join(out) or ("" if found == wanted else "only .infera/ differs")


def _backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _backwards(item) for key, item in reversed(value.items())}
    if isinstance(value, list):
        return [_backwards(item) for item in value]
    return value


def _beside(case: Case, folder: Path, text: str) -> Path:
    """The configuration with everything it may name by a path, in another folder."""
    folder.mkdir()
    for path in case.folder.iterdir():
        if path.name not in {"infera.yaml", "expected"}:
            (folder / path.name).symlink_to(path)
    (folder / "infera.yaml").write_text(text)
    return folder / "infera.yaml"


@each_case
def test_hash_seed_key_order_and_folder_change_no_byte(case: Case, tmp_path: Path) -> None:
    config = case.folder / "infera.yaml"
    wanted = _generate(config, tmp_path / "a", "0")
    elsewhere = tmp_path / "some where else" / "b"
    assert _difference(_generate(config, elsewhere, "1"), wanted) == ""
    shuffled = yaml.safe_dump(_backwards(yaml.safe_load(config.read_text())), sort_keys=False)
    moved = _beside(case, tmp_path / "moved", shuffled)
    assert _difference(_generate(moved, tmp_path / "c", "4711"), wanted) == ""


def test_no_generated_file_names_the_machine(tmp_path: Path) -> None:
    for case in cases():
        output = tmp_path / case.name
        _generate(case.folder / "infera.yaml", output, "0")
        for name, content in _tree(output).items():
            assert str(tmp_path).encode() not in content, name
            assert str(case.folder).encode() not in content, name
