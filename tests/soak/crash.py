"""What must hold after a run that was killed or failed, and the scenarios it is tried on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infera.output import manifest
from infera.output.files import File, Owner
from infera.output.merge import merger
from infera.output.plan import Action, plan
from infera.output.write import apply
from tests.unit.output.folders import HANDLER, PACKAGE, QUEUE, file, litter, project, tree


def _text(path: str, version: int) -> File:
    return file(path, f"{path} version {version}\n" * 200)


def first() -> list[File]:
    """A small project."""
    return [*project(100), _text("workers/old/infera/a.ts", 1), _text("workers/old/infera/b.ts", 1)]


def second() -> list[File]:
    """The same project changed: files updated, added and dropped, in new folders and old ones."""
    return [*project(50), *(_text(f"workers/new/infera/{name}.ts", 2) for name in "abcdef")]


def third() -> list[File]:
    """Another change of it: some files of `second` are there no more, others again."""
    return [*project(25), _text("workers/old/infera/a.ts", 3), _text("workers/new/infera/a.ts", 3)]


@dataclass(frozen=True)
class Scenario:
    """A folder as it was, and a run over it. `edits` are what someone wrote meanwhile."""

    name: str
    before: tuple[File, ...]
    wanted: tuple[File, ...]
    edits: tuple[tuple[str, bytes], ...] = ()
    force: bool = False
    merge: bool = False

    def prepare(self, root: Path) -> None:
        """Make the folder as it was."""
        if self.before:
            generate(self.before, root)
        for path, text in self.edits:
            (root / path).write_bytes(text)

    def run(self, root: Path) -> list[str]:
        """The run; the slugs of what it found."""
        return generate(self.wanted, root, force=self.force, merge=self.merge)


MINE = b"mine\n"
SCENARIOS = (
    Scenario("first run", (), tuple(first())),
    Scenario("changed input", tuple(first()), tuple(second())),
    Scenario(
        "changed input beside edits of the user's own files",
        tuple(first()),
        tuple(second()),
        edits=((HANDLER, MINE), (PACKAGE, MINE), ("terraform/modules/shop/mine.tf", MINE)),
    ),
    Scenario("forced", tuple(first()), tuple(second()), edits=((QUEUE, MINE),), force=True),
    Scenario(
        "merged",
        tuple(first()),
        tuple(second()),
        edits=((QUEUE, first()[0].data + b"# mine\n"),),
        merge=True,
    ),
    Scenario("everything goes", tuple(first()), ()),
)


def generate(files: Iterable[File], root: Path, *, force: bool = False, merge: bool = False) -> list[str]:
    """Plan and write as the command does; the slugs of the errors."""
    files = list(files)
    old, found = manifest.read(root)
    if found:
        return [each.code.slug for each in found]
    changes = plan(files, root, old, force=force, merge=merger(root) if merge else None)
    state = {"jobs.json": json.dumps(len(files)).encode()}
    return [each.code.slug for each in apply(changes, root, old, state=state, generated=files)]


def violations(scenario: Scenario, root: Path) -> list[str]:
    """What is wrong right after a kill or a failure; empty when every file is whole, old or new."""
    allowed = _allowed(scenario)
    bad = []
    for path, data in tree(root).items():
        if path.endswith((".infera-backup", ".infera-backup-2")):
            if data not in {text for _, text in scenario.edits}:
                bad.append(f"{path}: a backup that is not the edited file")
        elif data not in allowed.get(path, ()):
            bad.append(f"{path}: neither old nor new")
    for path, text in scenario.edits:
        if not _kept(path, text, scenario, root):
            bad.append(f"{path}: an edit is lost")
    bad += [f"the manifest: {each.message}" for each in manifest.read(root)[1]]
    return bad


def _allowed(scenario: Scenario) -> dict[str, set[bytes]]:
    allowed: dict[str, set[bytes]] = {}
    for each in (*scenario.before, *scenario.wanted):
        allowed.setdefault(str(each.path), set()).add(each.data)
    for path, text in scenario.edits:
        allowed.setdefault(path, set()).add(text)
        if scenario.merge:
            new = next(each.data for each in scenario.wanted if str(each.path) == path)
            allowed[path].add(new + b"# mine\n")
    return allowed


def _kept(path: str, text: bytes, scenario: Scenario, root: Path) -> bool:
    held = (root / path).read_bytes() if (root / path).exists() else b""
    backup = root / f"{path}.infera-backup"
    if scenario.merge and text.endswith(b"# mine\n"):
        return held.endswith(b"# mine\n")
    return held == text or (scenario.force and backup.exists() and backup.read_bytes() == text)


def unfinished(scenario: Scenario, root: Path, *, whole: bool = True) -> list[str]:
    """What is wrong after the next run of the same input; empty when it completed the other.

    `whole` asks for the same folders and the same files of infera's own, too.
    """
    bad = [f"the next run found {each}" for each in scenario.run(root)]
    expected = root.parent / "expected"
    if not expected.exists():
        scenario.prepare(expected)
        scenario.run(expected)
    differ = set(tree(root).items()) ^ set(tree(expected).items())
    if differ:
        bad.append(f"the next run left {sorted(differ)}")
    if whole and everything(root) != everything(expected):
        bad.append("infera's own files differ from those of a run that was not killed")
    return bad + [f"{each} is left over" for each in litter(root)]


def everything(root: Path) -> dict[str, bytes]:
    """Every file, infera's own included, and every folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"" for path in root.rglob("*")}


def astray(scenario: Scenario, root: Path) -> list[str]:
    """What is wrong after the next run has another input; empty when it ends where it should."""
    others = [each for each in third() if each.owner is Owner.INFERA]
    found = generate(third(), root, force=scenario.force, merge=scenario.merge)
    bad = [f"the next run, with a changed input, found {each}" for each in found]
    edited = {path for path, _ in scenario.edits}
    for each in others:
        data = (root / each.path).read_bytes() if (root / each.path).exists() else None
        if data != each.data and str(each.path) not in edited:
            bad.append(f"{each.path}: not as the changed input wants it")
    if scenario.merge and b"# mine\n" not in (root / QUEUE).read_bytes():
        bad.append(f"{QUEUE}: an edit is lost")
    wanted = {str(each.path) for each in third()} | edited
    for path in tree(root):
        if path not in wanted and not path.endswith(".infera-backup"):
            bad.append(f"{path}: nobody wants it any more")
    old, _ = manifest.read(root)
    again = plan(third(), root, old, merge=merger(root) if scenario.merge else None)
    bad += [f"{c.path}: {c.action}" for c in again if c.action is not Action.KEEP]
    return bad + [f"{each} is left over" for each in litter(root)]
