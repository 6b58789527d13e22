"""The graph as Mermaid and as DOT. Every text of the user's stays inside its quotes."""

from __future__ import annotations

from infera.graph.model import Graph

_SHAPES = {
    "producer": ("([", "])"),
    "schedule": ("{{", "}}"),
    "queue": ("[(", ")]"),
    "worker": ("[", "]"),
    "dead_letter": ("[(", ")]"),
}
_DOT = {"producer": "ellipse", "schedule": "hexagon", "queue": "cylinder", "worker": "box", "dead_letter": "cylinder"}


def mermaid(graph: Graph) -> str:
    """A Mermaid flowchart, as Markdown on GitHub and GitLab draws it."""
    ids = {node.id: f"n{index}" for index, node in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for node in graph.nodes:
        left, right = _SHAPES[node.kind]
        text = f"{_entity(node.title)}<br/>{_entity(node.subtitle)}"
        lines.append(f'  {ids[node.id]}{left}"{text}"{right}')
    for edge in graph.edges:
        arrow = "-.->" if edge.dashed else "-->"
        label = f'|"{_entity(edge.label)}"|' if edge.label else ""
        lines.append(f"  {ids[edge.start]} {arrow}{label} {ids[edge.end]}")
    return "\n".join(lines) + "\n"


def _entity(text: str) -> str:
    """Mermaid reads `#nn;` as a character: everything but letters, digits and a few marks is written so."""
    return "".join(c if c.isalnum() or c in " -_.,:/@()*+" else f"#{ord(c)};" for c in text)


def dot(graph: Graph) -> str:
    """A Graphviz graph."""
    ids = {node.id: f"n{index}" for index, node in enumerate(graph.nodes)}
    lines = [f"digraph {_quoted(graph.title)} {{", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node in graph.nodes:
        label = _quoted(f"{node.title}\n{node.subtitle}")
        lines.append(f"  {ids[node.id]} [label={label}, shape={_DOT[node.kind]}];")
    for edge in graph.edges:
        style = ", style=dashed" if edge.dashed else ""
        lines.append(f"  {ids[edge.start]} -> {ids[edge.end]} [label={_quoted(edge.label)}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    """A DOT string: a backslash and a quote are escaped, a line end is `\\n`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
