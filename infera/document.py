"""A read file: plain data, and where each key and value of it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from infera.diagnostics import Diagnostic, Path, Span
from infera.records import dataclass, field, replace

Value = Any  # str, int, float, bool, None, and lists and string-keyed dicts of them


class Mark(Protocol):
    """A position: 0-based line and column, in code points."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def column(self) -> int:
        """The column in code points, from 0."""


class Spot(NamedTuple):
    """A position of our own making."""

    line: int
    column: int


class Place:
    """Where a node stands. A leaf has no children; a map also knows where its keys stand.

    An alias has a place of its own over the children of what it repeats, so that a finding inside
    leads to the text and a finding about the whole leads to the alias.
    """

    __slots__ = ("children", "end", "keys", "start")

    def __init__(self, start: Mark, end: Mark) -> None:
        """A leaf; the caller fills in children and keys."""
        self.start = start
        self.end = end
        self.children: dict[str, Place] | list[Place] | None = None
        self.keys: dict[str, Place] | None = None

    def span(self) -> Span:
        """The whole node."""
        return _span(self.start, self.end)

    def child(self, key: str | int) -> Place | None:
        """The place of a member, None when there is none."""
        if isinstance(self.children, dict):
            return self.children.get(key) if isinstance(key, str) else None
        if isinstance(self.children, list) and isinstance(key, int):
            return self.children[key] if 0 <= key < len(self.children) else None
        return None

    def first_line(self) -> Span:
        """What of the node stands on its first line."""
        return _span(self.start, self._first_end())

    def _first_end(self) -> Mark:
        """Where the first line of the node ends; of a text over several lines, its very end."""
        line = self.start.line
        if self.end.line == line or self.children is None:
            return self.end
        key = next(iter(self.keys.values()), None) if self.keys else None
        values = self.children.values() if isinstance(self.children, dict) else self.children
        value = next(iter(values), None)
        if value is not None and value.start.line == line:
            return value._first_end()
        if key is not None and key.end.line == line:
            return key.end
        return Spot(line, self.start.column + 1)


def _span(start: Mark, end: Mark) -> Span:
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


@dataclass(frozen=True)
class Document:
    """One file. `text` is what was read, with `\\n` as the only line end.

    `ignores` leads from a line (1-based) to the codes and slugs that a comment silences there.
    `refused` are the paths of values that reading refused; they stand as None in `data`.
    `shown` is False when findings must not quote the text: nobody knows that it is a config.
    """

    name: str
    text: str
    data: Value
    place: Place
    ignores: Mapping[int, frozenset[str]] = field(default_factory=dict)
    refused: frozenset[Path] = frozenset()
    shown: bool = True

    @cached_property
    def spans(self) -> dict[Path, Span]:
        """Where each value stands, aliases expanded. An empty value stands where its key does."""
        return {path: span for path, span, on_key in self._walk() if not on_key}

    @cached_property
    def keys(self) -> dict[Path, Span]:
        """Where each key stands, by the path of its value."""
        return {path: span for path, span, on_key in self._walk() if on_key}

    def _walk(self) -> Iterator[tuple[Path, Span, bool]]:
        yield (), self.place.span(), False
        pending: list[tuple[Path, Place]] = [((), self.place)]
        while pending:
            path, place = pending.pop()
            children = place.children
            if isinstance(children, dict):
                for key, child in children.items():
                    key_place = (place.keys or {})[key]
                    yield (*path, key), key_place.span(), True
                    yield (*path, key), _value_span(child, key_place), False
                    pending.append(((*path, key), child))
            elif children:
                for index, child in enumerate(children):
                    yield (*path, index), child.span(), False
                    pending.append(((*path, index), child))

    def locate(self, found: Diagnostic) -> Diagnostic:
        """The finding with its file and place: the key or value it names, else the nearest parent.

        What is missing stands at the first line of the map that lacks it.
        """
        name = found.file or self.name
        if found.span is not None or name != self.name:
            return replace(found, file=name)
        return replace(found, file=name, span=self.span_of(found.path, on_key=found.on_key))

    def span_of(self, path: Path, *, on_key: bool = False) -> Span:
        """The place of a value or its key; of what is absent, its nearest parent's first line."""
        place, key_place = self.place, None
        for step in path:
            child = place.child(step)
            if child is None:
                return place.first_line() if place.children is not None else place.span()
            key_place = (place.keys or {}).get(step) if isinstance(step, str) else None
            place = child
        if on_key and key_place is not None:
            return key_place.span()
        return _value_span(place, key_place)


def _value_span(place: Place, key_place: Place | None) -> Span:
    """A value's own place, or its key's when nothing is written."""
    span = place.span()
    if key_place is not None and (span.line, span.column) == (span.end_line, span.end_column):
        return key_place.span()
    return span
