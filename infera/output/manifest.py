"""`.infera/manifest.json`: what infera wrote last time.

    {"version": 1, "files": {"terraform/modules/my-app/outputs.tf": "<sha256>", …}}

Sorted, one file a line, no time and no absolute path. While a run writes, a file that will change
stands there with a list of digests, what is on disk and what comes: a run that is killed leaves a
manifest that knows both, so the next one tells its own half-done work from an edit. At rest every
value is one digest.

A manifest is a file that anyone can edit: what is not plain, relative and below the output folder
is a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from pathlib import Path, PurePosixPath
from typing import Any

from infera import codes
from infera.diagnostics import Code, Diagnostic
from infera.output.files import digest
from infera.output.folder import Blocked, Folder, unreadable
from infera.records import dataclass, field

VERSION = 1
FOLDER = ".infera"
PATH = PurePosixPath(FOLDER, "manifest.json")
OWNERS = "owners.json"
MAX_BYTES = 32 << 20
MAX_DIGESTS = 8  # of one path, after several runs that were killed
_LONGEST = 4000  # characters of a path
_LINES = 1000  # of one piece
_SHOWN = 5  # bad entries named one by one
_DIGEST = re.compile(r"[0-9a-f]{64}")
_USUAL = re.compile(r"(?:[A-Za-z0-9_@+-][A-Za-z0-9_@+.-]*/)*[A-Za-z0-9_@+-][A-Za-z0-9_@+.-]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NEVER = frozenset({".git", ".terraform"})  # folders of other tools: nothing in them is infera's

Migration = Callable[[dict[str, Any]], tuple[dict[str, Any], str]]
# version -> what makes it the next one, and what to tell the user. Version 1 is the first.
MIGRATIONS: dict[int, Migration] = {}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of the last run: path -> the digests that count as infera's own (one, but for a
    killed run).
    """

    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()  # a killed run may or may not have written these
    owners: Mapping[str, str] = field(default_factory=dict)  # what is not infera's alone
    stored: str | None = None  # the sha256 of the file as it stands; None when there is none

    @property
    def generated_before(self) -> bool:
        """Whether a run ever finished here (the first one, killed half way, did not)."""
        return len(self.files) > len(self.pending)

    def modules(self) -> tuple[str, ...]:
        """The projects whose module is listed (`terraform/modules/<project>`), sorted."""
        start = "terraform/modules/"
        found = {path.split("/")[2] for path in self.files if path.startswith(start) and path.count("/") > 2}
        return tuple(sorted(found))


def read(root: Path) -> tuple[Manifest, list[Diagnostic]]:
    """The manifest of an output folder; empty when there is none yet. With an error among the
    findings, stop.
    """
    try:
        with Folder.open(root) as folder:
            held = folder.read(PATH)
            owners = read_state(folder, OWNERS) if held else None
    except (FileNotFoundError, NotADirectoryError):
        return Manifest(), []
    except Blocked as stop:
        return Manifest(), [stop.finding]
    except OSError as error:
        return Manifest(), [unreadable(".", error).finding]
    if held is None:
        return Manifest(), []
    files, pending, found = _parse(held.data)
    return Manifest(files, pending, parse_owners(owners or b""), digest(held.data)), found


def read_state(folder: Folder, name: str) -> bytes | None:
    """A file of `.infera` that an earlier run kept for itself; None when there is none, or nothing
    readable.
    """
    try:
        held = folder.read(PurePosixPath(FOLDER, name))
    except Blocked:
        return None
    return held.data if held and len(held.data) <= MAX_BYTES else None


def state(root: Path, name: str) -> bytes | None:
    """`read_state` for a folder that is not open yet."""
    try:
        with Folder.open(root) as folder:
            return read_state(folder, name)
    except OSError:
        return None


def write(files: Mapping[str, tuple[str, ...]], pending: Iterable[str] = ()) -> bytes:
    """The bytes of a manifest, whole."""
    return b"".join(pieces(files, pending))


def pieces(files: Mapping[str, tuple[str, ...]], pending: Iterable[str] = ()) -> Iterator[bytes]:
    """The bytes of a manifest, in pieces. The digests of a pending path become a list, the others are one string."""
    listed = frozenset(pending)
    paths = sorted(files)
    yield f'{{\n  "version": {VERSION},\n  "files": {{'.encode()
    for start in range(0, len(paths), _LINES):
        lines = []
        for path in paths[start : start + _LINES]:
            value = json.dumps(list(files[path])) if path in listed else f'"{files[path][0]}"'
            lines.append(f"\n    {encode_basestring(path)}: {value}")
        yield (("," if start else "") + ",".join(lines)).encode()
    yield (("\n  " if paths else "") + "}\n}\n").encode()


def write_owners(owners: Mapping[str, str]) -> bytes:
    """`.infera/owners.json`: which of the files are the user's, or become so on the first edit."""
    listed = {path: owners[path] for path in sorted(owners)}
    text = json.dumps({"version": VERSION, "owners": listed}, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def parse_owners(data: bytes) -> dict[str, str]:
    """The owners as written; what is not readable counts as infera's, whose edits are conflicts."""
    try:
        listed = json.loads(data)["owners"]
        items = list(listed.items())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {path: owner for path, owner in items if owner in ("user", "shared") and not _refuse_path(path)}


def _finding(message: str, code: Code = codes.BAD_MANIFEST) -> Diagnostic:
    hint = (
        "take the manifest of your last commit, or remove it: files that are as infera would"
        " write them are adopted, the others reported"
    )
    return Diagnostic(code, message, hint=hint, file=str(PATH))


def _parse(
    data: bytes,
) -> tuple[dict[str, tuple[str, ...]], frozenset[str], list[Diagnostic]]:
    if len(data) > MAX_BYTES:
        return {}, frozenset(), [_finding("the manifest is larger than any that infera writes")]
    try:
        loaded = json.loads(data)
    except (ValueError, RecursionError):
        text = "the manifest is not JSON"
        if b"\n<<<<<<< " in data:
            text = "the manifest has unresolved merge conflicts"
        return {}, frozenset(), [_finding(text)]
    loaded, found = _upgrade(loaded)
    if loaded is None:
        return {}, frozenset(), found
    files, pending, bad = _entries(loaded["files"])
    return files, pending, [*found, *bad]


def _upgrade(loaded: Any) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    version = loaded.get("version") if isinstance(loaded, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return None, [_finding("the manifest has no version, a whole number")]
    if version > VERSION:
        message = f"the manifest is of version {version}; this infera knows {VERSION}"
        hint = "use the version of infera that wrote it, or a newer one"
        return None, [Diagnostic(codes.MANIFEST_VERSION, message, hint=hint, file=str(PATH))]
    found: list[Diagnostic] = []
    for step in range(version, VERSION):
        loaded, told = MIGRATIONS[step](loaded)
        found.append(Diagnostic(codes.MANIFEST_MIGRATED, told, file=str(PATH)))
    if not isinstance(loaded.get("files"), dict):
        return None, [_finding("the manifest has no map `files`")]
    return loaded, found


def _entries(
    listed: Mapping[str, Any],
) -> tuple[dict[str, tuple[str, ...]], frozenset[str], list[Diagnostic]]:
    files: dict[str, tuple[str, ...]] = {}
    pending: set[str] = set()
    bad: list[str] = []
    for text, value in listed.items():
        digests = _digests(value)
        wrong = _refuse_path(text) or ("" if digests else "its value is not a sha256")
        if wrong:
            bad.append(f"{json.dumps(text[:100])}: {wrong}")
            continue
        files[text] = digests
        if isinstance(value, list):
            pending.add(text)
    found = [_finding(f"the manifest lists {line}") for line in bad[:_SHOWN]]
    if len(bad) > _SHOWN:
        found.append(_finding(f"the manifest lists {len(bad) - _SHOWN} more such paths"))
    return files, frozenset(pending), found


def _digests(value: Any) -> tuple[str, ...]:
    """One digest, or the list of a killed run; empty when it is neither."""
    values = value if isinstance(value, list) else [value]
    if not 1 <= len(values) <= MAX_DIGESTS:
        return ()
    if all(isinstance(item, str) and _DIGEST.fullmatch(item) for item in values):
        return tuple(values)
    return ()


def _refuse_path(text: Any) -> str:
    """Why a path may not stand in a manifest; "" when it may."""
    if isinstance(text, str) and len(text) < 200 and _USUAL.fullmatch(text):
        return ""
    if not isinstance(text, str) or not text or len(text) > _LONGEST:
        return "not a path"
    if "\\" in text or _CONTROL.search(text) or not text.isprintable():
        return "not a plain path"
    parts = text.split("/")
    if any(part in ("", ".", "..") or len(part.encode()) > 255 for part in parts):
        return "not a path below the output folder"
    if not _NEVER.isdisjoint(parts) or text == str(PATH):
        return "not a file of infera's"
    return ""
