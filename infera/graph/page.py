"""The graph as an interactive page: self-contained, no network, light and dark, keyboard, readable on a phone."""

from __future__ import annotations

import json
from html import escape

from infera.graph.model import Graph
from infera.graph.svg import svg
from infera.resources import data_dir


def page(graphs: list[Graph]) -> str:
    """One page for all environments."""
    template = data_dir("templates").joinpath("graph", "page.html").read_text("utf-8")
    pictures = "\n".join(
        f'<section data-title="{escape(graph.title)}">\n<h2>{escape(graph.title)}</h2>\n'
        f'<div class="picture">{svg(graph)}</div>\n</section>'
        for graph in graphs
    )
    facts = {
        graph.title: {
            node.id: {"kind": node.kind, "title": node.title, "subtitle": node.subtitle, "facts": node.facts}
            for node in graph.nodes
        }
        for graph in graphs
    }
    # `<` cannot end the script element, and JSON needs it nowhere else
    data = json.dumps(facts, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c")
    title = escape(", ".join(graph.title for graph in graphs))
    return template.replace("@TITLE@", title).replace("@PICTURES@", pictures).replace("@DATA@", data)
