"""Imports go one way: which part of infera may know which, and no arrow comes back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "infera"

READING = {"load", "document", "events", "syntax", "scalars", "ignores", "shape", "shape_compiled"}
MEANING = {"model", "names", "overlay", "lower", "checks", "cost", "pipeline"}
WRITING = {"backends", "platforms", "languages", "terraform", "rendering"}
SHOWING = {"views", "commands"}
SIBLINGS = ("backends", "platforms", "languages")
"""Packages of equal folders: one back end, platform or language knows no other."""

BORROWED = {("cloud_tasks", "pubsub")}
"""The dead letter queue that Cloud Tasks lacks is emulated by a Pub/Sub topic and its subscription."""

SHARED = {"__init__", "base", "redis", "redis_queue", "node"}
"""What the folders of one kind may share. `redis_*` serves the two back ends on Redis."""


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.AST, modules: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in modules else node.module for name in full)


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Module -> modules of infera that it imports anywhere, also inside functions."""
    paths = {_module(path): path for path in PACKAGE.rglob("*.py")}
    modules = frozenset(paths)
    return {
        name: frozenset(_imported(ast.parse(path.read_text()), modules)) & modules - {name}
        for name, path in paths.items()
    }


def _part(module: str) -> str:
    words = module.split(".")
    return words[1] if len(words) > 1 else "__init__"


def _between(sources: set[str], targets: set[str]) -> list[str]:
    return sorted(
        f"{source} -> {target}"
        for source, imported in arrows().items()
        for target in imported
        if _part(source) in sources and _part(target) in targets
    )


def test_reading_knows_nothing_of_meaning_or_writing() -> None:
    assert _between(READING, MEANING | WRITING | SHOWING | {"output"}) == []


def test_the_model_knows_only_findings() -> None:
    assert {_part(name) for name in arrows()["infera.model"]} <= {"diagnostics", "records"}


def test_the_disk_knows_nothing_of_what_is_written() -> None:
    assert _between({"output"}, READING | MEANING | WRITING | SHOWING) == []


def test_rendering_text_knows_nothing_of_the_model() -> None:
    assert _between({"render"}, READING | MEANING | WRITING | SHOWING) == []


def test_a_language_knows_no_cloud() -> None:
    assert _between({"languages"}, {"backends", "platforms", "terraform"}) == []


def test_only_the_command_line_knows_the_command_line() -> None:
    everything = {_part(name) for name in arrows()} - {"commands", "__main__"}
    assert _between(everything, {"commands"}) == []


def test_views_are_asked_for_by_the_command_line_alone() -> None:
    everything = {_part(name) for name in arrows()} - {"commands", "views"}
    assert _between(everything, {"views"}) == []


@pytest.mark.parametrize("kind", SIBLINGS)
def test_siblings_do_not_know_each_other(kind: str) -> None:
    def folder(module: str) -> str | None:
        words = module.split(".")
        same_kind = len(words) > 2 and words[1] == kind and words[2].split("_")[0] not in SHARED
        return words[2] if same_kind else None

    crossing = [
        f"{source} -> {target}"
        for source, imported in arrows().items()
        for target in imported
        if folder(source) and folder(target) and folder(source) != folder(target)
        if (folder(source), folder(target)) not in BORROWED
    ]
    assert crossing == []


def test_no_arrow_comes_back() -> None:
    graph = {name: set(targets) for name, targets in arrows().items()}
    while leaves := [name for name, targets in graph.items() if not targets & graph.keys()]:
        for name in leaves:
            del graph[name]
    assert sorted(graph) == [], "these modules are in a cycle, or lead into one"


def test_the_package_is_imported_by_its_full_name() -> None:
    relative = [
        _module(path)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
