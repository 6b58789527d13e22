"""Type expressions as text, laid out over lines as `ruff format` does."""

from __future__ import annotations

from collections.abc import Iterator

from infera.records import dataclass

WIDTH = 100  # columns of a generated line
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Node:
    """`head[item, …]` or `head(item, …)`, then `tail`; a node without items is its head alone."""

    head: str
    items: tuple[Node, ...] = ()
    brackets: str = "[]"
    tail: str = ""

    @property
    def flat(self) -> str:
        """The expression on one line."""
        if not self.items:
            return self.head + self.tail
        inside = ", ".join(item.flat for item in self.items)
        return f"{self.head}{self.brackets[0]}{inside}{self.brackets[1]}{self.tail}"

    def lines(self, indent: str, before: int, after: int) -> Iterator[str]:
        """The expression; `before` and `after` are columns taken on its first and last line."""
        if not self.items or before + len(self.flat) + after <= WIDTH:
            yield self.flat
            return
        yield f"{self.head}{self.brackets[0]}"
        inner = indent + INDENT
        # a comma after a lone item of a subscript would make it a tuple
        comma = "" if len(self.items) == 1 and self.brackets == "[]" else ","
        for item in self.items:
            item_lines = list(item.lines(inner, len(inner), 1))
            yield inner + item_lines[0] if len(item_lines) > 1 else inner + item_lines[0] + comma
            yield from item_lines[1:-1]
            if len(item_lines) > 1:
                yield item_lines[-1] + comma
        yield indent + self.brackets[1]
        if self.tail:
            yield indent + self.tail.strip()


def text(node: Node, indent: str = "", before: int = 0, after: int = 0) -> str:
    """The expression, laid out; the first line without its indent."""
    if node.tail and node.items and before + len(node.flat) + after > WIDTH:
        # outside of brackets a line cannot begin with `| None`
        node = subscript("Union", Node(node.head, node.items, node.brackets), name("None"))
    return "\n".join(node.lines(indent, before, after))


def name(head: str) -> Node:
    """A name or a literal."""
    return Node(head)


def subscript(head: str, *items: Node) -> Node:
    """`head[…]`."""
    return Node(head, items)


def call(head: str, *items: Node) -> Node:
    """`head(…)`."""
    return Node(head, items, "()")
