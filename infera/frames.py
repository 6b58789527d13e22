"""What the builder of a document keeps of collections that are open and of nodes that are done."""

from __future__ import annotations

from typing import Any

from infera.document import Place, Value


class Frame:
    """A collection under construction."""

    __slots__ = (
        "anchor",
        "as_key",
        "children",
        "data",
        "height",
        "key",
        "key_place",
        "keys",
        "merges",
        "place",
        "size",
    )

    def __init__(self, data: Value, place: Place, anchor: str | None, as_key: bool) -> None:
        """An empty one; `data` and the children of `place` are filled in."""
        self.data = data
        self.place = place
        self.children: Any = place.children
        self.keys = place.keys  # None for a list
        self.anchor = anchor
        self.as_key = as_key  # stands where a key stands, and is refused
        self.key: str | None = None  # of a map: the key whose value comes next
        self.key_place = place
        self.merges: list[tuple[Value, Place]] = []
        self.size = 1  # nodes in it, aliases expanded
        self.height = 1  # levels in it


class Node:
    """A finished node, as an anchor keeps it."""

    __slots__ = ("height", "place", "size", "value")

    def __init__(self, value: Value, place: Place, size: int, height: int) -> None:
        """`size` is nodes, `height` levels, both with aliases expanded."""
        self.value = value
        self.place = place
        self.size = size
        self.height = height


def merge(frame: Frame, value: Value, place: Place) -> None:
    """What `<<` meant to YAML 1.1: keys that are absent. Refused, but the rest is read as meant."""
    children = place.children
    if isinstance(children, list):
        for item, child in zip(value, children, strict=True):
            if isinstance(child.children, dict):
                merge(frame, item, child)
    elif isinstance(children, dict):
        for key, child in children.items():
            if frame.keys is not None and key not in frame.keys:
                frame.data[key] = value[key]
                frame.children[key] = child
                frame.keys[key] = (place.keys or {})[key]
