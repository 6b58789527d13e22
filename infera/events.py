"""YAML events -> plain data and the places of its keys and values.

The builder is ours for three reasons: every node keeps its place, scalars follow YAML 1.2, and
nothing that a file holds can make it recurse, explode or raise. One pass, no recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import yaml

from infera import codes
from infera.diagnostics import Code, Diagnostic, Path, Span
from infera.document import Mark, Place, Spot, Value
from infera.frames import Frame, Node, merge
from infera.scalars import plain
from infera.shorten import shorten

DEEPEST = 100  # levels of nesting
TOO_DEEP = f"values are nested more than {DEEPEST} levels deep here"
TOO_DEEP_HINT = "no key of infera needs more than ten levels"
MOST_EXPANDED = 50_000  # nodes that aliases may stand for, all together
MOST_FOUND = 100  # findings of one file before reading stops

# Stand for a key whose value is not kept under it; no key of a file holds a NUL.
_REFUSED = "\0"
_MERGE = "\0<<"

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class Stop(Exception):
    """Reading cannot go on; the last of `Builder.found` says why."""


class Builder:
    """Takes events one by one; `root` and `place` are the result, `found` what is wrong with it.

    `refused` are the paths of values that were found wrong and stand as None in the result.
    """

    def __init__(self, text: str) -> None:
        """For the events of `text`, whose only line end is a line feed."""
        self.text = text
        self.root: Value = None
        self.place: Place | None = None
        self.found: list[Diagnostic] = []
        self.refused: set[Path] = set()
        self._stack: list[Frame] = []
        self._anchors: dict[str, Node | None] = {}  # None: still open
        self._expanded = 0
        self._documents = 0
        self._take: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start_map,
            yaml.SequenceStartEvent: self._start_list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def build(self, next_event: Callable[[], Any]) -> None:
        """Read all events; raises Stop, or what the parser raises for text that is not YAML."""
        take = self._take
        while True:
            event = next_event()
            kind = type(event)
            if kind in take:
                take[kind](event)
            elif kind is yaml.StreamEndEvent:
                return

    def bracket(self) -> Mark | None:
        """Where the innermost `[` or `{` stands that is not closed yet."""
        start: Any = self._stack[-1].place.start if self._stack else None
        return start if start is not None and self.text[start.index] in "[{" else None

    # --- events

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(
                codes.SEVERAL_DOCUMENTS,
                "a second document starts here, and a file is one document",
                event,
                "remove the `---` and what follows, or move it to a file of its own",
            )
            raise Stop

    def _scalar(self, event: Any) -> None:
        place = Place(event.start_mark, event.end_mark)
        if event.tag is not None:
            self._tag(event)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.keys is not None and frame.key is None:
            self._key(frame, event, place)
            return
        if event.style:
            value: Value = self._quoted(event, place)
        else:
            value = self._plain(event)
            if not event.value and frame is not None and frame.keys is not None:
                place.start = place.end = frame.key_place.end  # the parser looks for it as far as the next token
        if event.anchor is not None:
            self._anchors[event.anchor] = Node(value, place, 1, 0)
        self._attach(value, place, 1, 0)

    def _start_map(self, event: Any) -> None:
        place = Place(event.start_mark, event.end_mark)
        place.children, place.keys = {}, {}
        self._start({}, place, event)

    def _start_list(self, event: Any) -> None:
        place = Place(event.start_mark, event.end_mark)
        place.children = []
        self._start([], place, event)

    def _start(self, data: Value, place: Place, event: Any) -> None:
        if event.tag is not None:
            self._tag(event)
        if len(self._stack) >= DEEPEST:
            self._too_deep(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        as_key = self._at_key()
        if as_key:
            self._report(codes.BAD_KEY, "a key is a text, not a collection", event, _KEY_HINT)
        self._stack.append(Frame(data, place, event.anchor, as_key))

    def _end(self, event: Any) -> None:
        frame = self._stack.pop()
        place = frame.place
        start, end = event.start_mark, event.end_mark
        is_flow = start.column != end.column  # `}` or `]`; a block ends with nothing
        place.end = end if is_flow else _last_end(place)
        for value, source in frame.merges:
            merge(frame, value, source)
        if frame.anchor is not None:
            self._anchors[frame.anchor] = Node(frame.data, place, frame.size, frame.height)
        if frame.as_key:
            self._stack[-1].key = _REFUSED
        else:
            self._attach(frame.data, place, frame.size, frame.height)

    def _alias(self, event: Any) -> None:
        node = self._anchors.get(event.anchor)
        place = Place(event.start_mark, event.end_mark)
        if node is None:
            self._bad_alias(event)
            node = Node(None, place, 1, 0)
        self._expanded += node.size
        if self._expanded > MOST_EXPANDED:
            self._report(
                codes.ALIAS_BUDGET,
                f"aliases expand to more than {MOST_EXPANDED:,} values",
                event,
                "write out what differs, or use `defaults`; aliases of aliases multiply",
            )
            raise Stop
        if len(self._stack) + node.height > DEEPEST:
            self._too_deep(event)
        if self._at_key():
            self._alias_key(self._stack[-1], node, place, event)
            return
        place.children, place.keys = node.place.children, node.place.keys
        self._attach(node.value, place, node.size, node.height)

    # --- keys

    def _key(self, frame: Frame, event: Any, place: Place) -> None:
        """A scalar where a key stands."""
        text = event.value
        if event.anchor is not None:
            self._anchors[event.anchor] = Node(text, place, 1, 0)
        frame.size += 1
        frame.key, frame.key_place = _REFUSED, place
        if not event.style and text in _EMPTY:
            self._report(codes.BAD_KEY, "a key is a text, not nothing", event, _KEY_HINT)
        elif not event.style and text == "<<":
            self._report(
                codes.MERGE_KEY,
                "`<<` is not part of YAML 1.2",
                event,
                "write the keys out, use `defaults`, or repeat a whole value with `key: *name`",
            )
            frame.key = _MERGE
        elif "\0" in text:
            self._nul(event)
        else:
            self._set_key(frame, text, event)

    def _set_key(self, frame: Frame, text: str, event: Any) -> None:
        if frame.keys is None or text not in frame.keys:
            frame.key = text
            return
        first = frame.keys[text].start.line + 1
        self._report(
            codes.DUPLICATE_KEY,
            f"`{shorten(text)}` is already written on line {first}",
            event,
            "keep one of the two",
            (*self._path(), text),
        )

    def _alias_key(self, frame: Frame, node: Node, place: Place, event: Any) -> None:
        frame.size += 1
        frame.key, frame.key_place = _REFUSED, place
        if isinstance(node.value, str):
            self._set_key(frame, node.value, event)
        elif node.value is not None:
            message = "a key is a text, and this alias stands for something else"
            self._report(codes.BAD_KEY, message, event, _KEY_HINT)

    # --- values

    def _attach(self, value: Value, place: Place, size: int, height: int) -> None:
        """A finished value goes into the collection around it."""
        if not self._stack:
            self.root, self.place = value, place
            return
        frame = self._stack[-1]
        frame.size += size
        if height >= frame.height:
            frame.height = height + 1
        keys, key = frame.keys, frame.key
        if keys is None or key is None:
            frame.data.append(value)
            frame.children.append(place)
            return
        frame.key = None
        if key == _MERGE:
            frame.merges.append((value, place))
        elif key != _REFUSED:
            frame.data[key] = value
            frame.children[key] = place
            keys[key] = frame.key_place

    def _plain(self, event: Any) -> Value:
        text = event.value
        try:
            return plain(text)
        except ValueError as error:
            self._report(
                codes.BAD_NUMBER,
                f"`{shorten(text)}` {error}",
                event,
                "write a finite number of at most 64 bits, or put a text in quotes",
                self._path(),
            )
        self._refuse()
        return None

    def _quoted(self, event: Any, place: Place) -> Value:
        if event.style in "|>":
            place.end = self._block_end(event.start_mark, event.end_mark)
        if "\0" in event.value or _has_surrogate(event.value):
            self._nul(event)
            self._refuse()
            return None
        return event.value

    def _block_end(self, start: Any, end: Any) -> Mark:
        """Where a block scalar's last line ends: the parser counts blank lines after it too."""
        lines = self.text[start.index : end.index].rstrip().split("\n")
        column = len(lines[-1]) if len(lines) > 1 else start.column + len(lines[0])
        return Spot(start.line + len(lines) - 1, column)

    # --- findings

    def _at_key(self) -> bool:
        """Whether a key comes next."""
        frame = self._stack[-1] if self._stack else None
        return frame is not None and frame.keys is not None and frame.key is None

    def _refuse(self) -> None:
        """Note the value that comes next as refused; one that goes with its key anyhow has no path of its own."""
        if not any(frame.as_key or (frame.key or "").startswith(_REFUSED) for frame in self._stack):
            self.refused.add(self._path())

    def _path(self) -> Path:
        """The path of the value that comes next."""
        steps: list[str | int] = []
        for frame in self._stack:
            if frame.keys is None:
                steps.append(len(frame.data))
            elif frame.key is not None and not frame.key.startswith(_REFUSED):
                steps.append(frame.key)
        return tuple(steps)

    def _report(self, code: Code, message: str, event: Any, hint: str, path: Path = ()) -> None:
        start, end = event.start_mark, event.end_mark
        span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        on_key = code is codes.DUPLICATE_KEY
        self.found.append(Diagnostic(code, message, path, hint, on_key, span))
        if len(self.found) >= MOST_FOUND:
            self.found.append(
                Diagnostic(
                    codes.TOO_MANY,
                    f"reading stopped after {MOST_FOUND} findings",
                    span=span,
                    hint="settle these first",
                )
            )
            raise Stop

    def _too_deep(self, event: Any) -> NoReturn:
        self._report(
            codes.TOO_DEEP,
            TOO_DEEP,
            event,
            TOO_DEEP_HINT,
        )
        raise Stop

    def _tag(self, event: Any) -> None:
        tag = shorten(event.tag.replace("tag:yaml.org,2002:", "!!"))
        self._report(
            codes.TAG,
            f"`{tag}` is a YAML tag, and infera.yaml has none",
            event,
            "write the value without it; quotes make a text",
        )

    def _nul(self, event: Any) -> None:
        self._report(
            codes.CONTROL_CHARACTER,
            "an escape in this text stands for a character that no cloud takes",
            event,
            "remove the `\\0` or `\\ud800` to `\\udfff`",
            self._path(),
        )

    def _bad_alias(self, event: Any) -> None:
        name = shorten(event.anchor)
        if not self._at_key():
            self._refuse()
        if event.anchor in self._anchors:
            message, hint = f"`*{name}` stands inside of `&{name}` itself", "write the value out"
        else:
            message = f"`*{name}` repeats a value that is marked nowhere above"
            hint = f"mark one with `&{name}`, or put a text that starts with `*` in quotes"
        self._report(codes.BAD_ALIAS, message, event, hint, self._path())


_KEY_HINT = 'write a word, or put it in quotes: `"key": value`'


def _last_end(place: Place) -> Mark:
    """Where the last child of a block collection ends."""
    children = place.children
    last = None
    if isinstance(children, dict):
        last = next(reversed(children.values()), None)
    elif children:
        last = children[-1]
    return place.start if last is None else last.end


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= each <= "\udfff" for each in text)
