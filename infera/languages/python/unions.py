"""Unions of types, and what null has to do with them."""

from __future__ import annotations

from infera.languages.python.typetext import Node, name, subscript

ANY = name("Any")
UNION_WIDTH = 60  # columns up to which a union is written with `|`


def union(found: list[Node]) -> Node:
    """The type whose values are those of all of them; Any when one of them is."""
    if any(node is ANY for node in found):
        return ANY
    unique = list({node.flat: node for node in found}.values())
    if len(unique) == 1:
        return unique[0]
    if len(unique) == 2 and unique[-1].flat == "None":
        return or_none(unique[0])
    flat = " | ".join(node.flat for node in unique)
    return name(flat) if len(flat) <= UNION_WIDTH else subscript("Union", *unique)


def or_none(node: Node) -> Node:
    """The type, or null."""
    return Node(node.head, node.items, node.brackets, f"{node.tail} | None")


def takes_null(node: Node) -> bool:
    """Whether null is one of the type's values."""
    if node.flat == "None" or node.flat.endswith("| None"):
        return True
    return node.head == "Union" and any(map(takes_null, node.items))


def says_nothing_of_null(node: Node) -> bool:
    """Whether the type checks some kinds of values and lets the others pass, null among them."""
    return node.head == "Annotated" and not node.tail and node.items[-1].head == "If"
