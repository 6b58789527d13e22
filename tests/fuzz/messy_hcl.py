"""Random HCL that is right and badly laid out."""

# ruff: noqa: PLR0911 (lists of cases, several to a line)

from __future__ import annotations

import random

_NAMES = ["a", "name", "max_receive_count", "x-y", "tags", "für", "a1", "policy"]
_KEYS = [*_NAMES, '"a b"', '"é"', '"日本"', '"e\u0301"', "(var.x)", '"a=b"', '"{"', '"${var.x}-y"']
_ATOMS = [
    "1",
    "1.5",
    "-2",
    "var.x",
    "null",
    "true",
    '"s"',
    '""',
    '"a${var.b}c"',
    '"$${x}%%{y}"',
    '"\\"{"',
]
_ATOMS += [
    "local.a[0].b",
    "data.x.y.z",
    "each.value",
    'a["k"]',
    "x[*].id",
    '"%{if a}b%{else}c%{endif}"',
    '"#//"',
    "a-b",
]
_BINARY = ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"]


class Messy:
    """Writes one file after the other, the same ones for one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def file(self) -> str:
        """Some blocks and comments with any layout at all."""
        parts = [self._block(2) for _ in range(self.random.randrange(1, 4))]
        return self._blanks() + "".join(part + self._blanks() for part in parts)

    def _pick(self, items: list[str]) -> str:
        return self.random.choice(items)

    def _gap(self, least: int = 0) -> str:
        return self._pick(["", "", " ", "  ", "\t"]) or " " * least

    def _indent(self) -> str:
        return " " * self.random.choice([0, 0, 1, 2, 4, 7])

    def _blanks(self) -> str:
        return self._pick(["", "", "", "\n", "  \n", "\n\n\n"])

    def _end(self) -> str:
        comment = self._pick(["", "", "", "", "# why", "// é = {", "#"])
        return f"{self._gap()}{comment}\n" if comment else f"{self._gap()}\n"

    def _block(self, depth: int) -> str:
        labels = "".join(self._gap(1) + label for label in self.random.sample(['"a"', '"b c"', '"d-e"'], 2))
        head = self._indent() + self._pick(["resource", "data", "locals", "x"]) + labels + self._gap() + "{"
        if self.random.random() < 0.1:
            return f"{head}{self._gap()}}}{self._end()}"
        body = "".join(self._item(depth) + self._blanks() for _ in range(self.random.randrange(5)))
        return f"{head}{self._end()}{self._blanks()}{body}{self._indent()}}}{self._end()}"

    def _item(self, depth: int) -> str:
        kind = self.random.randrange(12)
        if kind == 0 and depth:
            return self._block(depth - 1)
        if kind == 1:
            return self._indent() + self._pick(["# one", "// two", "/* three */", "/* four\n   {  \n */"]) + "\n"
        head = f"{self._indent()}{self._pick(_NAMES)}{self.random.randrange(10**6)}{self._gap()}={self._gap()}"
        if kind == 2:
            mark = self._pick(["<<EOT", "<<-EOT"])
            return f"{head}{mark}\n  text {{ ${{a}}\n\n b = 1\n{self._pick(['', '  '])}EOT\n"
        return f"{head}{self._expression(3)}{self._end()}"

    def _expression(self, depth: int) -> str:
        kind = self.random.randrange(12) if depth else 0
        gap, inner = self._gap, depth - 1
        if kind < 5:
            return self._pick(_ATOMS)
        if kind == 5:
            return f"{self._expression(0)} {self._pick(_BINARY)}{gap(1)}{self._expression(0)}"
        if kind == 6:
            return f"({gap()}{self._expression(inner)}{gap()}?{gap(1)}{self._pick(_ATOMS)}{gap()}:{gap(1)}1{gap()})"
        if kind == 7:
            return self._wrapped("[", [self._expression(inner) for _ in range(self.random.randrange(4))], "]")
        if kind == 8:
            entries = [
                f"{self._pick(_KEYS)}{gap()}{self._pick(['=', ':'])}{gap(1)}{self._expression(inner)}" for _ in range(3)
            ]
            return self._object(entries)
        if kind == 9:
            return f"{self._pick(['f', 'jsonencode', 'a::b'])}{self._wrapped('(', [self._expression(inner)] * 2, ')')}"
        if kind == 10:
            return f"[{gap()}for{gap(1)}k,{gap()}v in{gap(1)}var.x{gap()}:{gap()}v if{gap(1)}v>1{gap()}]"
        return f"{{{gap()}for k in{gap(1)}x{gap()}:{gap()}k{gap()}=>{gap()}1...{gap()}}}"

    def _wrapped(self, opening: str, items: list[str], closing: str) -> str:
        if not items or self.random.random() < 0.5:
            return opening + self._gap() + f"{self._gap()},{self._gap()}".join(items) + self._gap() + closing
        lines = "".join(f"{self._indent()}{item},{self._end()}{self._blanks()}" for item in items)
        return f"{opening}{self._end()}{lines}{self._indent()}{closing}"

    def _object(self, entries: list[str]) -> str:
        if self.random.random() < 0.4:
            return "{" + self._gap() + ", ".join(entries) + self._gap() + "}"
        lines = "".join(f"{self._indent()}{entry}{self._end()}{self._blanks()}" for entry in entries)
        return f"{{{self._end()}{lines}{self._indent()}}}"
