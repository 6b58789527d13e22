"""Merges values into one block of canonical HCL, and leaves every other line alone.

A value is a tree of what a declaration can say: None removes, a map merges, anything else
replaces. `{expr: text}` is one HCL expression; `{map: {…}}` says attribute, `{list: […]}` says
list, where a new map or list of maps would be written as blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infera.render.blocks import Attribute, Block, read_object
from infera.render.expressions import NotAnExpressionError, expression
from infera.render.hcl import Expr, key, literal, quote
from infera.render.tidy import analyse
from infera.render.tokens import CLOSING, OPENING, Token, spaced, tokenise

# Attributes of type map in the providers' schemas; any other new map is a nested block.
MAP_ATTRIBUTES = frozenset(
    {
        "additional_version_weights", "allocation_resource_tags", "annotations", "attributes",
        "build_args", "dimensions", "driver_options", "driver_opts", "dynamic_parameters",
        "engine_configs", "environment_variables", "extra_params", "header_parameters",
        "headers", "inclusion_labels", "keepers", "label_extractors", "labels", "limits",
        "log_opts", "metadata", "parameters", "permissions", "properties",
        "query_string_parameters", "redis_configs", "resource_manager_tags", "resource_tags",
        "service_labels", "sysctls", "tags", "tags_all", "triggers", "triggers_replace",
        "user_labels", "variables", "version_aliases",
    }
)  # fmt: skip
_NAME = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)(?:\[([0-9]{1,4})\])?")
_LABELLED = frozenset({"provisioner", "connection", "dynamic"})
_OBJECT_OPENING = re.compile(r"(?:(?:jsonencode|yamlencode)\()?\{")


class CannotMergeError(ValueError):
    """A value that cannot be merged; `path` is where below the block, the message says why."""

    def __init__(self, path: str, message: str) -> None:
        """What is wrong, and where."""
        super().__init__(message)
        self.path = path


class Edits:
    """The changes to the lines of one text, gathered from as many blocks as there are, applied
    at once.
    """

    def __init__(self, text: str) -> None:
        """Of a text that `read_blocks` read."""
        self.lines = text.split("\n")
        self.changes: list[tuple[int, int, list[str]]] = []  # (line, end, what stands there instead)

    def text(self) -> str:
        """The text with the changes made; not laid out."""
        lines = list(self.lines)
        # From the end; of two insertions at one line the later one goes in first: order is kept.
        order = sorted(range(len(self.changes)), key=lambda at: (self.changes[at][0], at))
        for at in reversed(order):
            line, end, new = self.changes[at]
            lines[line:end] = new
        return "\n".join(lines)

    def merge(self, block: Block, values: Mapping[str, Any], path: str = "") -> None:
        """Merge a map into a block: its attributes and its nested blocks."""
        for name in sorted(values):
            self._member(block, name, values[name], f"{path}.{name}" if path else name)

    def _member(self, block: Block, written: str, value: Any, path: str) -> None:
        match = _NAME.fullmatch(written)
        if match is None or match[1] in _LABELLED:
            raise CannotMergeError(path, f"`{written}` is not the name of an attribute or a block")
        name = match[1]
        if name in block.attributes and match[2] is None:
            self._attribute(block.attributes[name], value, path)
        elif any(_is(inner, name) for inner in block.blocks):
            self._blocks(block, match, value, path)
        elif match[2] is not None:
            raise CannotMergeError(path, f"there is no block `{written}`")
        elif value is not None:
            self._add(block, name, value, path)

    def _attribute(self, attribute: Attribute, value: Any, path: str) -> None:
        if value is None:
            self._remove(attribute.line, attribute.end)
        elif isinstance(value, Mapping) and _marker(value) is None:
            self._merge_map(attribute, value, path)
        else:
            self._replace(attribute, hcl(value, path))

    def _replace(self, attribute: Attribute, text: str) -> None:
        comment = ""
        if attribute.end == attribute.line + 1:
            comment = analyse(self.lines[attribute.line].strip()).comment
        new = f"{attribute.name} = {text} {comment}".rstrip().split("\n")
        self.changes.append((attribute.line, attribute.end, new))

    def _remove(self, line: int, end: int, new: Sequence[str] = ()) -> None:
        """Take lines away, and the comment right above that explains them (a scanner's opt-out
        stays).
        """
        while self.lines[line - 1].lstrip().startswith("#") and "checkov:" not in self.lines[line - 1]:
            line -= 1
        self.changes.append((line, end, list(new)))

    def _merge_map(self, attribute: Attribute, values: Mapping[str, Any], path: str) -> None:
        """Merge into the object that an attribute is, or around any other map-valued expression."""
        opening = _OBJECT_OPENING.match(attribute.value)
        if attribute.value in ("{}", "null", '""'):
            self._replace(attribute, hcl(values, path))
        elif opening and attribute.value[opening.end() : opening.end() + 1] == "\n":
            self._merge_entries(attribute, values, path)
        elif opening and "\n" not in attribute.value and _entry_lines(attribute.value):
            self._merge_flat(attribute, values, path)
        elif attribute.value.startswith(("[", '"')) or None in values.values():
            raise CannotMergeError(path, f"a map cannot be merged into `{_short(attribute.value)}`")
        else:
            self._replace(attribute, f"merge({attribute.value}, {hcl(values, path)})")

    def _merge_entries(self, attribute: Attribute, values: Mapping[str, Any], path: str) -> None:
        entries = read_object(self.lines, attribute.line, attribute.end)
        for name in sorted(values):
            value, place = values[name], f"{path}.{name}"
            entry = next((entries[form] for form in (key(name), quote(name)) if form in entries), None)
            if entry is not None:
                self._attribute(entry, value, place)
            elif value is not None:
                new = f"{key(name)} = {hcl(value, place)}".split("\n")
                self.changes.append((attribute.end - 1, attribute.end - 1, new))

    def _merge_flat(self, attribute: Attribute, values: Mapping[str, Any], path: str) -> None:
        """An object on one line: its lines first, then the merge."""
        lines = _entry_lines(attribute.value)
        assert lines is not None
        inner = Edits("\n".join([f"{attribute.name} = {lines[0]}", *lines[1:]]))
        flat = Attribute(attribute.name, "\n".join(lines), 0, len(inner.lines))
        inner._merge_entries(flat, values, path)
        self.changes.append((attribute.line, attribute.end, inner.text().split("\n")))

    def _blocks(self, block: Block, match: re.Match[str], value: Any, path: str) -> None:
        """Blocks that are there: one of them by its index, the only one, or all."""
        name, index = match.groups()
        nested = [_content(inner, name) for inner in block.blocks if _is(inner, name)]
        if index is not None:
            if int(index) >= len(nested):
                raise CannotMergeError(path, f"there are {len(nested)} blocks `{name}`")
            nested = [nested[int(index)]]
        if isinstance(value, Mapping) and _marker(value) is None:
            if len(nested) > 1:
                raise CannotMergeError(path, f"there are {len(nested)} blocks `{name}`; say which: `{name}[0]`")
            self._into(nested[0], value, path)
        elif value is None or _maps(value):
            new = [line for item in value or () for line in _block(name, item, path)]
            for inner in nested:
                self._remove(*self._extent(block, inner), new)
                new = []
        else:
            raise CannotMergeError(path, f"`{name}` is a block: it takes a map, or a list of maps")

    def _into(self, inner: Block, value: Mapping[str, Any], path: str) -> None:
        if inner.end > inner.line + 1:
            self.merge(inner, value, path)
            return
        # `name {}` or `name { a = 1 }` on one line: written out first
        kept = [f"{a.name} = {a.value}" for a in inner.attributes.values() if a.name not in value]
        head = self.lines[inner.line].partition("{")[0].rstrip()
        new = [f"{head} {{", *kept, *_body(value, path), "}"]
        self.changes.append((inner.line, inner.end, new))

    @staticmethod
    def _extent(block: Block, inner: Block) -> tuple[int, int]:
        """The lines of a nested block, or of the `dynamic` block whose content it is."""
        for outer in block.blocks:
            if outer.line <= inner.line < outer.end:
                return outer.line, outer.end
        return inner.line, inner.end

    def _add(self, block: Block, name: str, value: Any, path: str) -> None:
        """An attribute or a block that is not there yet."""
        if isinstance(value, Mapping) and _marker(value) is None and name not in MAP_ATTRIBUTES:
            self._insert(block, block.end - 1, _block(name, value, path))
        elif _maps(value) and value:
            for item in value:
                self._insert(block, block.end - 1, _block(name, item, path))
        else:
            last = max((a.end for a in block.attributes.values()), default=block.line + 1)
            self._insert(block, last, f"{name} = {hcl(value, path)}".split("\n"))

    def _insert(self, block: Block, at: int, lines: list[str]) -> None:
        if block.end == block.line + 1:  # `resource "a" "b" {}`
            raise CannotMergeError(lines[0], "the block is written on one line")
        self.changes.append((at, at, lines))


def hcl(value: Any, path: str) -> str:
    """A value of a declaration as HCL; CannotMergeError for an expression that is not one."""
    return literal(_plain(value, path))


def _plain(value: Any, path: str) -> Any:
    """The value with every `{expr: …}` as an `Expr`, and without the entries that are None."""
    if isinstance(value, Mapping):
        marker = _marker(value)
        if marker == "expr":
            try:
                return Expr(expression(str(value["expr"])))
            except NotAnExpressionError as problem:
                raise CannotMergeError(path, f"not one HCL expression: {problem}") from None
        if marker is not None:
            return _plain(value[marker], path)
        return {name: _plain(value[name], f"{path}.{name}") for name in sorted(value) if value[name] is not None}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{path}[{at}]") for at, item in enumerate(value)]
    return value


def _marker(value: Mapping[str, Any]) -> str | None:
    """`expr`, `map` or `list` when the map is no map but says how its one value is meant."""
    if len(value) != 1:
        return None
    name, item = next(iter(value.items()))
    kind = {"expr": str, "map": Mapping, "list": list}.get(name)
    return name if kind is not None and isinstance(item, kind) else None


def _maps(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(item, Mapping) and _marker(item) is None for item in value
    )


def _block(name: str, values: Mapping[str, Any], path: str) -> list[str]:
    """The lines of a new block, with a blank line before it."""
    lines = _body(values, path)
    return ["", f"{name} {{", *lines, "}"] if lines else ["", f"{name} {{}}"]


def _body(values: Mapping[str, Any], path: str) -> list[str]:
    """The lines of a new block: attributes first, then nested blocks."""
    attributes: list[str] = []
    blocks: list[str] = []
    for name in sorted(values):
        value, place = values[name], f"{path}.{name}"
        if value is None:
            continue
        if not (match := _NAME.fullmatch(name)) or match[2] or name in _LABELLED:
            raise CannotMergeError(place, f"`{name}` is not the name of an attribute or a block")
        for item in _as_blocks(name, value):
            blocks += _block(name, item, place)
        if not _as_blocks(name, value):
            attributes += f"{name} = {hcl(value, place)}".split("\n")
    return attributes + blocks


def _as_blocks(name: str, value: Any) -> list[Mapping[str, Any]]:
    """The maps that a new member is written as blocks for; none when it is an attribute."""
    if isinstance(value, Mapping):
        return [value] if _marker(value) is None and name not in MAP_ATTRIBUTES else []
    return list(value) if _maps(value) else []


def _is(block: Block, name: str) -> bool:
    return (block.type == name and not block.labels) or (block.type == "dynamic" and block.labels == (name,))


def _content(block: Block, name: str) -> Block:
    """The block that a `dynamic` block repeats, or the block itself."""
    if block.type == name:
        return block
    return next((inner for inner in block.blocks if inner.type == "content"), block)


def _entry_lines(value: str) -> list[str] | None:
    """An object on one line, as one line for each entry; None when it is something else."""
    return list(_split(value)) or None


def _split(value: str) -> Iterator[str]:
    tokens = tokenise(value) or []
    kinds = [token.kind for token in tokens]
    start = kinds.index("{") + 1
    end = len(kinds) - 1 - kinds[::-1].index("}") if "}" in kinds else 0
    if tokens[start].text == "for" or kinds[end + 1 :] not in ([], [")"]):
        return
    yield spaced(tokens[:start])
    depth = 0
    entry: list[Token] = []
    for token in tokens[start:end]:
        depth += (token.kind in OPENING) - (token.kind in CLOSING)
        if depth == 0 and token.kind == ",":
            yield spaced(entry)
            entry = []
        else:
            entry.append(token)
    if entry:
        yield spaced(entry)
    yield spaced(tokens[end:])


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 40 else line[:39] + "…"
