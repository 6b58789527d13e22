"""The picture: whole, safe with any text, and the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from infera.graph.model import Edge, Graph, Node, graph
from infera.graph.page import page
from infera.graph.svg import svg
from infera.graph.text import dot, mermaid
from infera.lower import lower
from infera.overlay import merge_all
from tests.fuzz.hostile import strings

DATA = {
    "project_name": "shop",
    "provider": "aws",
    "region": "eu-west-1",
    "queues": [
        {"name": "emails", "schedules": [{"name": "nightly", "cron": "0 3 * * *"}], "dead_letter": {"worker": "under"}},
        {"name": "events", "fan_out": True},
    ],
    "workers": {"a": {"queue": "events"}, "b": {"queue": "events"}, "c": {"queue": "emails"}, "under": {}},
}


def example() -> Graph:
    project = lower(merge_all(DATA), lambda _value, _path: None).project
    assert project is not None
    return graph(project, project.environments[0])


def test_every_queue_worker_schedule_and_dead_letter_is_there() -> None:
    assert {node.id for node in example().nodes} == {
        "producer:emails", "producer:events", "schedule:emails:nightly", "queue:emails", "queue:events",
        "worker:a", "worker:b", "worker:c", "worker:under", "dead:emails", "dead:events",
    }  # fmt: skip


def test_every_arrow_ends_at_a_box() -> None:
    known = {node.id for node in example().nodes}

    assert all(edge.start in known and edge.end in known for edge in example().edges)


def test_a_dead_letter_worker_takes_what_failed() -> None:
    assert Edge("dead:emails", "worker:under") in example().edges


@pytest.mark.parametrize("text", strings()[::9])
def test_no_text_leaves_its_place(text: str) -> None:
    text = text.replace("\0", "")
    hostile = Graph("g", (Node("n:a", "queue", text, text, (("k", text),)), Node("n:b", "worker", "w", "w")),
                    (Edge("n:a", "n:b", text),))  # fmt: skip
    plain = "".join(c for c in text if c.isprintable() or c in "\n\t")
    safe = Graph("g", (Node("n:a", "queue", plain, plain, (("k", plain),)), Node("n:b", "worker", "w", "w")),
                 (Edge("n:a", "n:b", plain),))  # fmt: skip

    assert len(mermaid(hostile).splitlines()) == 4
    assert dot(hostile).count("->") >= 1
    assert page([hostile]).count("</script>") == 2
    assert len(ElementTree.fromstring(svg(safe)).findall(".//{http://www.w3.org/2000/svg}g")) == 2


ENVIRONMENTS = {**DATA, "environments": {"production": {}, "staging": {"workers": {"c": {"concurrency": 4}}}}}


def environments() -> list[Graph]:
    project = lower(merge_all(ENVIRONMENTS), lambda _value, _path: None).project
    assert project is not None
    return [graph(project, each) for each in project.environments]


def test_every_format_shows_every_environment_in_one_picture() -> None:
    both = environments()
    boxes = sum(len(each.nodes) for each in both)
    drawn = ElementTree.fromstring(svg(*both))
    name = "{http://www.w3.org/2000/svg}"

    assert [each.title for each in both] == ["shop production", "shop staging"]
    assert mermaid(*both).count("flowchart") == 1
    assert [line.strip() for line in mermaid(*both).splitlines() if "subgraph" in line] == [
        'subgraph g0["shop production"]',
        'subgraph g1["shop staging"]',
    ]
    assert dot(*both).count("digraph") == 1
    assert dot(*both).count("subgraph cluster_") == 2
    assert dot(*both).count("shape=") == mermaid(*both).count("<br/>") == boxes
    assert [text.text for text in drawn.iter(f"{name}text") if text.get("class") == "title"] == [
        "shop production",
        "shop staging",
    ]
    assert len([each for each in drawn.iter(f"{name}g") if "node" in each.get("class", "")]) == boxes
    assert page(both).count("<section") == 2


DOT = shutil.which("dot")


@pytest.mark.engine
@pytest.mark.skipif(DOT is None, reason="Graphviz is not installed")
def test_graphviz_draws_the_environments_as_one_graph() -> None:
    assert DOT is not None
    done = subprocess.run([DOT, "-Tsvg"], input=dot(*environments()), capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("<svg") == 1
    assert "shop staging" in done.stdout


def test_the_pictures_of_two_environments_do_not_overlap() -> None:
    drawn = ElementTree.fromstring(svg(*environments()))
    name = "{http://www.w3.org/2000/svg}"
    first, second = (g for g in drawn.iter(f"{name}g") if g.get("class") == "environment")
    offsets = [int(str(g.get("transform")).split()[1].rstrip(")")) for g in (first, second)]
    lowest = max(int(str(rect.get("y"))) + int(str(rect.get("height"))) for rect in first.iter(f"{name}rect"))
    highest = min(int(str(rect.get("y"))) for rect in second.iter(f"{name}rect"))

    assert offsets[0] + lowest < offsets[1] + highest
    assert offsets[1] + lowest < int(str(drawn.get("height")))


def test_the_picture_is_the_same_each_time() -> None:
    assert svg(example()) == svg(example())
    assert page([example()]) == page([example()])


CHROMIUM = shutil.which("chromium")


@pytest.mark.engine
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize("size", ["1400,800", "380,800"])
def test_the_page_answers_to_the_keyboard_in_a_browser(tmp_path: Path, size: str) -> None:
    script = (
        "<script>addEventListener('load', () => { const first = document.querySelector('.node.queue');"
        "first.focus(); first.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));"
        "document.title = document.querySelector('#facts h3').textContent + '|' +"
        "document.querySelectorAll('#facts dt').length + '|' +"
        "(document.documentElement.scrollWidth <= innerWidth); });</script></body>"
    )
    file = tmp_path / "page.html"
    file.write_text(page([example()]).replace("</body>", script))
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={size}", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    title = done.stdout.split("<title>")[1].split("</title>")[0]

    name, facts, fits = title.split("|")
    assert (name, int(facts) > 3, fits) == ("emails", True, "true")
