"""Reads HCL that is laid out one attribute or one bracket a line, as infera and `terraform fmt`
write it.

Enough to say which attributes of which block a text sets, and on which lines: for a comparison
of two versions, and for edits that leave every other line alone. It is no parser: what it does
not understand it passes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera.records import dataclass, field
from infera.render.tidy import analyse


@dataclass(slots=True)
class Attribute:
    """`name = value`. `value` is HCL as written, its lines moved left to the name; lines are
    0-based, `end` exclusive.
    """

    name: str
    value: str
    line: int
    end: int


@dataclass(slots=True)
class Block:
    """A block with its direct attributes and nested blocks, in file order. Lines are 0-based,
    `end` exclusive.
    """

    type: str
    labels: tuple[str, ...]
    line: int
    end: int = 0
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    @property
    def address(self) -> str:
        """How Terraform calls it: `aws_sqs_queue.emails`, `data.…`, `module.…`, `var.…`,
        `output.…`; "" for others.
        """
        if self.type == "resource":
            return ".".join(self.labels)
        prefix = {"data": "data", "module": "module", "variable": "var", "output": "output"}.get(self.type)
        return f"{prefix}.{'.'.join(self.labels)}" if prefix else ""


_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_ATTRIBUTE = re.compile(rf"({_NAME})\s*=(?![=>])\s*(.*)")
_BLOCK = re.compile(rf'({_NAME})((?:\s+(?:"[^"]*"|{_NAME}))*)\s*\{{')
_LABEL = re.compile(rf'"([^"]*)"|({_NAME})')
_ENTRY = re.compile(rf'({_NAME}|\d+|"(?:[^"\\]|\\.)*"|\(.*\))\s*[=:](?![=>])\s*(.*)')


def read_blocks(text: str) -> list[Block]:
    """The blocks at the top of a text."""
    root = Block("", (), 0)
    _Reader(text.split("\n")).body(root, 0)
    return root.blocks


def read_entries(value: str) -> dict[str, str] | None:
    """The entries of an object that has each on lines of its own, key as written -> value; None
    for any other value.
    """
    if value == "{}":
        return {}
    lines = value.split("\n")
    if lines[0] != "{" or lines[-1] != "}" or lines[1].lstrip().startswith("for "):
        return None
    return {key: entry.value for key, entry in read_object(lines, 0, len(lines)).items()}


def read_object(lines: list[str], line: int, end: int) -> dict[str, Attribute]:
    """The entries of an object that opens at the end of `line` and closes at the start of line
    `end - 1`.

    Keys are as written, with their quotes.
    """
    entries: dict[str, Attribute] = {}
    reader = _Reader(lines)
    at = line + 1
    while at < end - 1:
        stop = reader.extent(at)
        if match := _ENTRY.match(lines[at].strip()):
            value = reader.value(at, stop, match[2]).removesuffix(",")
            entries[match[1]] = Attribute(match[1], value, at, stop)
        at = stop
    return entries


def flatten(block: Block) -> dict[str, str]:
    """Every attribute below a block by its path: `retry_policy.minimum_backoff`, `tags.team`,
    `setting[1].name`.
    """
    return dict(_flatten(block, ""))


def _flatten(block: Block, prefix: str) -> Iterator[tuple[str, str]]:
    for attribute in block.attributes.values():
        yield from _flatten_value(prefix + attribute.name, attribute.value)
    count: dict[str, int] = {}
    names = [nested.type if not nested.labels else ".".join((nested.type, *nested.labels)) for nested in block.blocks]
    for name, nested in zip(names, block.blocks, strict=True):
        index = count[name] = count.get(name, -1) + 1
        place = f"[{index}]" if names.count(name) > 1 else ""
        yield from _flatten(nested, f"{prefix}{name}{place}.")


def _flatten_value(path: str, value: str) -> Iterator[tuple[str, str]]:
    entries = read_entries(value)
    if not entries:
        yield path, value
        return
    for key, item in entries.items():
        yield from _flatten_value(f"{path}.{key.strip(chr(34))}", item)


def _is_comment(line: str) -> bool:
    return line.startswith(("#", "//", "/*"))


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def body(self, block: Block, at: int) -> int:
        """Read a body from line `at` into the block; the line after its closing bracket."""
        lines = self.lines
        while at < len(lines):
            line = lines[at].strip()
            if line.startswith("}"):
                return at + 1
            is_item = line and not _is_comment(line)
            at = self._item(block, line, at) if is_item else self.extent(at)
        return at

    def _item(self, block: Block, line: str, at: int) -> int:
        if match := _ATTRIBUTE.match(line):
            end = self.extent(at)
            block.attributes[match[1]] = Attribute(match[1], self.value(at, end, match[2]), at, end)
            return end
        if match := _BLOCK.match(line):
            labels = tuple(quoted or bare for quoted, bare in _LABEL.findall(match[2]))
            nested = Block(match[1], labels, at)
            block.blocks.append(nested)
            rest = line[match.end() :].strip()
            if analyse(line).net > 0:
                nested.end = self.body(nested, at + 1)
            else:
                nested.end = at + 1
                if inner := _ATTRIBUTE.match(rest.removesuffix("}").strip()):
                    nested.attributes[inner[1]] = Attribute(inner[1], inner[2], at, at + 1)
            return nested.end
        return self.extent(at)

    def extent(self, at: int) -> int:
        """The line after what begins on line `at`: its brackets closed, its heredocs ended."""
        lines, depth = self.lines, 0
        while at < len(lines):
            line = analyse(lines[at].strip())
            at += 1
            depth += line.net
            if line.heredoc or line.open_comment:
                end = line.heredoc
                while at < len(lines) and not (lines[at].strip() == end if end else "*/" in lines[at]):
                    at += 1
                at += 1
            if depth <= 0:
                return at
        return at

    def value(self, at: int, end: int, first: str) -> str:
        """The text of a value that begins with `first` on line `at`, without a trailing comment."""
        if end == at + 1:
            comment = analyse(self.lines[at].strip()).comment
            return first.removesuffix(comment).rstrip() if comment else first
        start = self.lines[at]
        pad = start[: len(start) - len(start.lstrip())]
        return "\n".join([first, *(line.removeprefix(pad) for line in self.lines[at + 1 : end])])
