"""The graph as SVG: columns from sources to dead letters, arrows between them, colours of light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from infera.graph.model import COLUMNS, Edge, Graph, Node

BOX_WIDTH, BOX_HEIGHT = 200, 52
GAP_X, GAP_Y = 90, 22
MARGIN = 24
HEAD = 34
TITLE = 20  # above a picture that is not alone
MOST_CHARACTERS = 26

STYLE = """
.infera { --back: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #8c959f; --box: #f6f8fa;
  --queue: #0969da; --worker: #1a7f37; --dead: #cf222e; --source: #6e7781; }
@media (prefers-color-scheme: dark) { .infera { --back: #0d1117; --text: #e6edf3; --soft: #9198a1; --line: #656c76;
  --box: #151b23; --queue: #4493f8; --worker: #3fb950; --dead: #f85149; --source: #9198a1; } }
.infera rect.page { fill: var(--back); } .infera text { font: 13px system-ui, sans-serif; fill: var(--text); }
.infera text.title { font-weight: 600; }
.infera text.sub { font-size: 11px; fill: var(--soft); } .infera text.head { font-size: 11px; fill: var(--soft);
  letter-spacing: .06em; } .infera .node rect { fill: var(--box); stroke: var(--source); stroke-width: 1.5; }
.infera .queue rect { stroke: var(--queue); } .infera .worker rect { stroke: var(--worker); }
.infera .dead_letter rect { stroke: var(--dead); stroke-dasharray: 4 3; }
.infera path.edge { fill: none; stroke: var(--line); stroke-width: 1.4; } .infera path.dashed { stroke-dasharray: 5 4; }
.infera marker path { fill: var(--line); }
""".strip()


def svg(*graphs: Graph) -> str:
    """A whole SVG document; several graphs stand one below the other, each with its title."""
    title = escape(", ".join(graph.title for graph in graphs))
    pictures, width, height = [], 0, 0
    for graph in graphs:
        places, wide, high = layout(graph)
        picture = [
            *_heads(),
            *(_edge(edge, places) for edge in graph.edges),
            *(_node(node, places[node.id]) for node in graph.nodes),
        ]
        if len(graphs) > 1:
            name = f'<text class="title" x="{MARGIN}" y="{MARGIN}">{escape(graph.title)}</text>'
            at = f'<g class="environment" transform="translate(0 {height + TITLE})">'
            picture = [f'<g transform="translate(0 {height})">{name}</g>', at, *picture, "</g>"]
            high += TITLE
        pictures += picture
        width, height = max(width, wide), height + high
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="infera" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{title}">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>',
        f'<rect class="page" width="{width}" height="{height}"/>',
        *pictures,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def layout(graph: Graph) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Node -> the upper left corner of its box; and the size of the picture."""
    places: dict[str, tuple[int, int]] = {}
    rows = [0] * len(COLUMNS)
    for node in graph.nodes:
        x = MARGIN + node.column * (BOX_WIDTH + GAP_X)
        y = MARGIN + HEAD + rows[node.column] * (BOX_HEIGHT + GAP_Y)
        places[node.id] = (x, y)
        rows[node.column] += 1
    width = 2 * MARGIN + len(COLUMNS) * BOX_WIDTH + (len(COLUMNS) - 1) * GAP_X
    height = 2 * MARGIN + HEAD + max([1, *rows]) * (BOX_HEIGHT + GAP_Y) - GAP_Y
    return places, width, height


def _heads() -> Iterator[str]:
    for index, text in enumerate(("SENDS", "KEEPS", "WORKS", "FAILED")):
        x = MARGIN + index * (BOX_WIDTH + GAP_X)
        yield f'<text class="head" x="{x}" y="{MARGIN + 8}">{text}</text>'


def _node(node: Node, place: tuple[int, int]) -> str:
    x, y = place
    facts = "&#10;".join(f"{escape(name)}: {escape(value)}" for name, value in node.facts)
    return (
        f'<g class="node {node.kind}" data-id="{escape(node.id)}" tabindex="0" role="listitem">'
        f"<title>{escape(node.title)}{'&#10;' + facts if facts else ''}</title>"
        f'<rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
        f'<text x="{x + 12}" y="{y + 22}">{escape(_cut(node.title))}</text>'
        f'<text class="sub" x="{x + 12}" y="{y + 39}">{escape(_cut(node.subtitle, 34))}</text></g>'
    )


def _cut(text: str, most: int = MOST_CHARACTERS) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _edge(edge: Edge, places: dict[str, tuple[int, int]]) -> str:
    (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
    forward = x2 > x1
    start = (x1 + BOX_WIDTH if forward else x1, y1 + BOX_HEIGHT // 2)
    end = (x2 if forward else x2 + BOX_WIDTH, y2 + BOX_HEIGHT // 2)
    bend = GAP_X // 2 if forward else -GAP_X // 2
    path = f"M{start[0]} {start[1]}C{start[0] + bend} {start[1]} {end[0] - bend} {end[1]} {end[0]} {end[1]}"
    label = f"<title>{escape(edge.label)}</title>" if edge.label else ""
    kind = "edge dashed" if edge.dashed else "edge"
    ends = f'data-start="{escape(edge.start)}" data-end="{escape(edge.end)}"'
    return f'<path class="{kind}" {ends} d="{path}" marker-end="url(#arrow)">{label}</path>'
