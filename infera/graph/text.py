"""The graph as Mermaid and as DOT. Every text of the user's stays inside its quotes."""

from __future__ import annotations

from collections.abc import Iterator

from infera.graph.model import Graph

_SHAPES = {
    "producer": ("([", "])"),
    "schedule": ("{{", "}}"),
    "queue": ("[(", ")]"),
    "worker": ("[", "]"),
    "dead_letter": ("[(", ")]"),
}
_DOT = {"producer": "ellipse", "schedule": "hexagon", "queue": "cylinder", "worker": "box", "dead_letter": "cylinder"}


def mermaid(*graphs: Graph) -> str:
    """A Mermaid flowchart, as Markdown on GitHub and GitLab draws it; several graphs are one chart, each in a box."""
    lines = ["flowchart LR"]
    for at, graph in enumerate(graphs):
        if len(graphs) == 1:
            lines += _flow(graph, "n")
            continue
        lines.append(f'  subgraph g{at}["{_entity(graph.title)}"]')
        lines += [f"  {line}" for line in _flow(graph, f"g{at}n")]
        lines.append("  end")
    return "\n".join(lines) + "\n"


def _flow(graph: Graph, prefix: str) -> Iterator[str]:
    ids = {node.id: f"{prefix}{index}" for index, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        left, right = _SHAPES[node.kind]
        text = f"{_entity(node.title)}<br/>{_entity(node.subtitle)}"
        yield f'  {ids[node.id]}{left}"{text}"{right}'
    for edge in graph.edges:
        arrow = "-.->" if edge.dashed else "-->"
        label = f'|"{_entity(edge.label)}"|' if edge.label else ""
        yield f"  {ids[edge.start]} {arrow}{label} {ids[edge.end]}"


def _entity(text: str) -> str:
    """Mermaid reads `#nn;` as a character: everything but letters, digits and a few marks is written so."""
    return "".join(c if c.isalnum() or c in " -_.,:/@()*+" else f"#{ord(c)};" for c in text)


def dot(*graphs: Graph) -> str:
    """A Graphviz graph; several graphs are one, each in a cluster."""
    title = ", ".join(graph.title for graph in graphs)
    lines = [f"digraph {_quoted(title)} {{", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for at, graph in enumerate(graphs):
        if len(graphs) == 1:
            lines += _statements(graph, "n")
            continue
        lines += [f"  subgraph cluster_{at} {{", f"    label={_quoted(graph.title)};"]
        lines += [f"  {line}" for line in _statements(graph, f"g{at}n")]
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _statements(graph: Graph, prefix: str) -> Iterator[str]:
    ids = {node.id: f"{prefix}{index}" for index, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        label = _quoted(f"{node.title}\n{node.subtitle}")
        yield f"  {ids[node.id]} [label={label}, shape={_DOT[node.kind]}];"
    for edge in graph.edges:
        style = ", style=dashed" if edge.dashed else ""
        yield f"  {ids[edge.start]} -> {ids[edge.end]} [label={_quoted(edge.label)}{style}];"


def _quoted(text: str) -> str:
    """A DOT string: a backslash and a quote are escaped, a line end is `\\n`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
