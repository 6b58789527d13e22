"""Bytes or text -> `Document`: plain data, and where each key and value was written.

Whatever the bytes are, the answer is a document, findings, or both; never an exception, and never
more time or memory than a file of 1 MiB needs.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic, Span
from infera.document import Document
from infera.events import Builder, Stop
from infera.records import replace

__all__ = ["LARGEST", "Document", "load", "load_file", "read_file"]

LARGEST = 2**20  # bytes of a file
_MOST_CHARACTERS = 10  # findings about single characters before they are enough

_START = Span(1, 1, 1, 1)
_BOM = "\ufeff"
# What YAML refuses, what it takes for a line end and editors do not, and what changes the
# direction of the text around it, so that a reviewer reads something else than infera does.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def load(text: str | bytes, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read one file. `name` is how findings call it.

    There is no document when the text is not YAML or not a map; then there is an error finding.
    A document may still come with error findings: nothing may be written from it, but the rest of
    it can be checked. Every finding has a span and the file's name.
    """
    document, found = _load(text, name)
    return document, [_named(each, name) for each in found]


def load_file(path: str | os.PathLike[str], name: str = "") -> tuple[Document | None, list[Diagnostic]]:
    """Read the file at a path, called `name` (or the path) in findings.

    Only a regular file is read, at most 1 MiB of it, and nothing is waited for. When the path is a
    symbolic link, findings do not quote it: a pull request may point it at somebody's secrets.
    """
    shown = name or str(path)
    data, problem = read_file(path, shown)
    if problem is not None:
        return None, [_named(problem, shown)]
    document, found = load(data, shown)
    if not Path(path).is_symlink():
        return document, found
    if document is None or not _is_config(document.data):
        hint = "copy the file here, or name it with `-c`"
        message = f"`{shown}` is a symbolic link to something that is not an infera.yaml"
        return None, [_named(Diagnostic(codes.UNREADABLE, message, hint=hint), shown)]
    return replace(document, shown=False), found


def read_file(path: str | os.PathLike[str], shown: str, largest: int = LARGEST) -> tuple[bytes, Diagnostic | None]:
    """The bytes of a regular file, one more than `largest` at most; or why they cannot be read."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            return b"", _unreadable(shown, "is not a regular file", "name a file with `-c`")
        # a path may have become a pipe since: opening never waits, and the type is asked again
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return b"", _unreadable(shown, "is not a regular file", "name a file with `-c`")
            return file.read(largest + 1), None
    except FileNotFoundError:
        hint = "`infera init` writes a first one; `-c` names another"
        return b"", _unreadable(shown, "does not exist", hint)
    except PermissionError:
        return b"", _unreadable(shown, "may not be read by this user", "check its permissions")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is not a path"
        return b"", _unreadable(shown, f"cannot be read: {reason.lower()}", "name a file with `-c`")


def _unreadable(shown: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(codes.UNREADABLE, f"`{shown}` {what}", hint=hint)


def _is_config(data: Any) -> bool:
    return isinstance(data, dict) and not {"project_name", "queues"}.isdisjoint(data)


def _named(found: Diagnostic, name: str) -> Diagnostic:
    return replace(found, file=name)


def _load(text: str | bytes, name: str) -> tuple[Document | None, list[Diagnostic]]:
    if len(text) > LARGEST or (isinstance(text, str) and _bytes(text) > LARGEST):
        hint = "split the project; a queue and its worker take about 500 bytes"
        return None, [Diagnostic(codes.TOO_LARGE, "the file is over 1 MiB", hint=hint, span=_START)]
    if isinstance(text, bytes):
        decoded = _decode(text)
        if isinstance(decoded, Diagnostic):
            return None, [decoded]
        text = decoded
    found: list[Diagnostic] = []
    if text.startswith(_BOM):
        text = text[1:]
        hint = "save the file as UTF-8 without one (editors call it `UTF-8`, not `UTF-8 with BOM`)"
        message = "a byte order mark stands before the first character"
        found.append(Diagnostic(codes.BYTE_ORDER_MARK, message, hint=hint, span=_START))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refused = [*_characters(text, _REFUSED, _control)]
    found += refused
    found += _characters(text, _DIRECTION, _direction)
    if refused:
        return None, found
    document, more = _parse(text, name)
    return document, found + more


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _decode(data: bytes) -> str | Diagnostic:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        hint = "save the file as UTF-8"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            hint += "; this one looks like UTF-16"
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return Diagnostic(codes.NOT_UTF8, message, hint=hint, span=Span(line, column, line, column + 1))


def _characters(text: str, which: re.Pattern[str], words: tuple[str, str]) -> Iterator[Diagnostic]:
    """A finding for the first such character of each line, for ten lines at most."""
    last_line, seen = 0, 0
    line, line_start = 1, 0
    for match in which.finditer(text):
        at = match.start()
        line += text.count("\n", line_start, at)
        line_start = text.rfind("\n", 0, at) + 1
        if line == last_line:
            continue
        last_line, seen = line, seen + 1
        if seen > _MOST_CHARACTERS:
            return
        column = at - line_start + 1
        yield Diagnostic(
            codes.CONTROL_CHARACTER,
            f"U+{ord(match[0]):04X} {words[0]}",
            hint=words[1],
            span=Span(line, column, line, column + 1),
        )


_control = (
    "is a character that nobody sees",
    'remove it; in double quotes an escape writes it, like `"\\u0085"`',
)
_direction = (
    "changes the direction of the text around it, which hides what is written",
    'remove it; in double quotes an escape writes it, like `"\\u200F"`',
)


def _parse(text: str, name: str) -> tuple[Document | None, list[Diagnostic]]:
    import yaml

    from infera.syntax import explain

    builder = Builder(text)
    try:
        with _without_collector():
            builder.build(_events(text))
    except Stop:
        # a second document ends the reading, but the first one is whole
        if builder.found[-1].code is not codes.SEVERAL_DOCUMENTS:
            return None, builder.found
    except yaml.MarkedYAMLError as error:
        return None, [*builder.found, explain(error, text, builder.bracket())]
    except yaml.YAMLError as error:  # the parser's reader; its characters are refused above
        message = f"this is not YAML: {getattr(error, 'reason', 'unreadable')}"
        return None, [Diagnostic(codes.BAD_SYNTAX, message, span=_START)]
    if builder.place is None or builder.root is None:
        hint = "`infera init` writes a first one"
        message = "nothing is written in the file"
        return None, [*builder.found, Diagnostic(codes.EMPTY_FILE, message, hint=hint, span=_START)]
    if not isinstance(builder.root, dict):
        return None, [*builder.found, _not_a_mapping(builder)]
    return _document(builder, text, name)


def _document(builder: Builder, text: str, name: str) -> tuple[Document | None, list[Diagnostic]]:
    from infera import ignores

    assert builder.place is not None
    silenced, found = ignores.read(text, builder.place)
    refused = frozenset(builder.refused)
    document = Document(name, text, builder.root, builder.place, silenced, refused)
    return document, builder.found + found


def _not_a_mapping(builder: Builder) -> Diagnostic:
    assert builder.place is not None
    kind = "a list" if isinstance(builder.root, list) else "a single value"
    return Diagnostic(
        codes.NOT_A_MAPPING,
        f"the file holds {kind}, not keys and values",
        hint="it starts like `project_name: my-app`; `infera init` writes a first one",
        span=builder.place.first_line(),
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Reading makes many objects and no cycles: looking for them would double its time."""
    import gc

    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _events(text: str) -> Any:
    """The function that gives the next event: libyaml's when PyYAML has it, else the pure one's."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader(text).get_event


def quoted(path: str | os.PathLike[str]) -> str:
    """The text of a file that is no document, for findings to quote; "" where they must not.

    Bytes that are not UTF-8 are shown as U+FFFD. What a symbolic link leads to is never quoted.
    """
    if Path(path).is_symlink():
        return ""
    data, problem = read_file(path, "")
    if problem is not None or len(data) > LARGEST:
        return ""
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
