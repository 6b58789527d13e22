"""What HCL that someone else wrote declares: python-hcl2 reads the user's own files beside the
generated ones.

An address that both declare is an error that Terraform would find at `init`; it is found here
first, with both places. A file that python-hcl2 cannot read is no finding: it refuses some valid
HCL, and Terraform is the judge. python-hcl2 is slow (about 100 KB a second) and only imported when
there is a file of the user's to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.output.files import File
from infera.output.folder import Blocked, Folder
from infera.output.values import plain
from infera.render.blocks import Block, read_blocks

MAX_BYTES = 1 << 20  # of a file of the user's; a larger one is not read
_PARSED_CHARACTERS = 200_000  # what python-hcl2 reads in about two seconds; more is left to the fast reader
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NAMED = {"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1}
_PREFIX = {
    "resource": "",
    "data": "data.",
    "module": "module.",
    "variable": "var.",
    "output": "output.",
}


def also_declared(files: Iterable[File], root: Path, ours: Iterable[str] = ()) -> list[Diagnostic]:
    """Addresses that a file of infera's and one of the user's in the same folder both declare.

    `ours` are paths that the manifest lists: an orphan of infera's is not the user's.
    """
    wanted: dict[PurePosixPath, list[File]] = {}
    for file in files:
        if file.path.suffix == ".tf":
            wanted.setdefault(file.path.parent, []).append(file)
    known = {file.path for each in wanted.values() for file in each} | {
        PurePosixPath(path) for path in ours if path.endswith(".tf")
    }
    found: list[Diagnostic] = []
    with suppress(OSError), Folder.open(root) as folder:
        for parent in sorted(wanted):
            texts = dict(_foreign(folder, parent, known))
            if texts:
                found += _clashes(wanted[parent], texts)
    return found


def _foreign(folder: Folder, parent: PurePosixPath, known: set[PurePosixPath]) -> Iterator[tuple[PurePosixPath, str]]:
    """The Terraform files in a folder that infera does not write."""
    with suppress(OSError, Blocked):
        for name in folder.names(parent.parts):
            path = parent / name
            if path.suffix == ".tf" and path not in known:
                with suppress(Blocked, UnicodeDecodeError):
                    held = folder.read(path)
                    if held and len(held.data) <= MAX_BYTES:
                        yield path, held.data.decode()


def _clashes(files: list[File], texts: Mapping[PurePosixPath, str]) -> Iterator[Diagnostic]:
    ours: dict[str, tuple[PurePosixPath, int]] = {}
    for file in sorted(files, key=lambda each: each.path):
        text = file.content if isinstance(file.content, str) else file.data.decode()
        for block in read_blocks(text):
            if block.address:
                ours.setdefault(block.address, (file.path, block.line + 1))
    labels = {address.rpartition(".")[2] for address in ours}
    left = _PARSED_CHARACTERS
    for path in sorted(texts):
        if labels.isdisjoint(_WORD.findall(texts[path])):
            continue
        left -= len(texts[path])
        for address, span in declared(texts[path]) if left >= 0 else _places(texts[path]).items():
            if address in ours:
                place, line = ours[address]
                yield Diagnostic(
                    codes.ALSO_DECLARED,
                    f"`{address}` is declared here and in the generated `{place}`, line {line}",
                    hint="rename yours; to change the generated one use `overrides` in infera.yaml",
                    file=str(path),
                    span=span,
                )


def _places(text: str) -> dict[str, Span]:
    """The addresses that the fast reader sees, and where."""
    return {block.address: _place(block, text) for block in read_blocks(text) if block.address}


def declared(text: str) -> list[tuple[str, Span]]:
    """The addresses that a text declares, with the place of each; empty when python-hcl2 refuses
    the text.
    """
    loaded = _loads(text)
    if loaded is None:
        return []
    places = _places(text)
    nowhere = Span(1, 1, 1, 1)
    return [(address, places.get(address, nowhere)) for address in _addresses(loaded)]


def _place(block: Block, text: str) -> Span:
    line = text.split("\n")[block.line]
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip().removesuffix("{").rstrip())
    return Span(block.line + 1, start + 1, block.line + 1, max(end, start + 1) + 1)


def _loads(text: str) -> dict[str, Any] | None:
    import hcl2

    try:
        loaded = hcl2.loads(text if text.endswith("\n") else text + "\n")
    except Exception:  # its parser raises many kinds; none of them is our business
        return None
    return loaded if isinstance(loaded, dict) else None


def _addresses(loaded: Mapping[str, Any]) -> Iterator[str]:
    for kind, depth in _NAMED.items():
        for block in loaded.get(kind, []):
            for names, _ in _bodies(block, depth):
                yield _PREFIX[kind] + ".".join(names)


def _bodies(block: Any, depth: int, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(block, dict):
        return
    if not depth:
        yield names, block
        return
    for name, inner in block.items():
        if not name.startswith("__"):
            yield from _bodies(inner, depth - 1, (*names, name.strip('"')))


def attributes(text: str) -> dict[str, Any] | None:
    """Every attribute of the first block of a text by its path, as plain data; None when it cannot
    be read.
    """
    if len(text) > _PARSED_CHARACTERS // 4:
        return None
    loaded = _loads(text)
    if loaded is None:
        return None
    for kind, depth in _NAMED.items():
        for block in loaded.get(kind, []):
            for _, body in _bodies(block, depth):
                return dict(_flat(body, ""))
    return None


def _flat(body: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if name.startswith("__"):
            continue
        path = prefix + name.strip('"')
        if isinstance(value, list) and value and all(_is_block(item) for item in value):
            for index, item in enumerate(value):
                yield from _flat(item, f"{path}[{index}]." if len(value) > 1 else f"{path}.")
        elif isinstance(value, dict) and value:
            yield from _flat(value, f"{path}.")
        else:
            yield path, _plain(value)


def _is_block(value: Any) -> bool:
    return isinstance(value, dict) and "__is_block__" in value


_WRAPPED = re.compile(r"\$\{(.*)\}", re.DOTALL)


def _plain(value: Any) -> Any:
    """A value of python-hcl2's as the rest of infera writes it: strings without quotes, expressions
    in `${}`.
    """
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key.strip('"'): _plain(item) for key, item in value.items() if key != "__is_block__"}
    if isinstance(value, str):
        if value.startswith('"'):
            return plain(value)
        wrapped = _WRAPPED.fullmatch(value)
        return plain(wrapped[1]) if wrapped else value
    return value
