"""Mermaid itself, in a real browser, reads what we write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Note, Sheet
from infrasketch_desktop.formats.mermaid.writing import write
from tests.formats.carrying import connected_diagrams
from tests.formats.round_trips import HOSTILE_LABELS
from tests.support.diagrams import node
from tests.support.node_modules import node_module

if TYPE_CHECKING:
    from playwright.sync_api import Page

_COUNT = """async text => {
    const chart = await mermaid.mermaidAPI.getDiagramFromText(text);
    const groups = new Set(chart.db.getSubGraphs().map(group => group.id));
    const nodes = [...chart.db.getVertices().keys()].filter(id => !groups.has(id));
    return [nodes.length, chart.db.getEdges().length, groups.size];
}"""
_SHOW = """async text => {
    document.body.innerHTML = (await mermaid.render("chart", text)).svg;
    const shown = found => [...document.querySelectorAll(found)].map(e => e.innerText);
    return [shown(".node .nodeLabel"), shown(".edgeLabel .edgeLabel"), shown(".cluster-label .nodeLabel")];
}"""


@pytest.fixture
def mermaid(browser_page: Page) -> Page:
    script = node_module("mermaid") / "dist" / "mermaid.min.js"
    browser_page.add_script_tag(content=script.read_text(encoding="utf-8"))
    browser_page.evaluate("mermaid.initialize({startOnLoad: false, suppressErrorRendering: true})")
    return browser_page


def check_counts(mermaid: Page, diagram: Diagram) -> None:
    counted = mermaid.evaluate(_COUNT, write(diagram).content.decode())
    assert counted == [len(diagram.nodes) + len(diagram.notes), len(diagram.edges), len(diagram.groups)]


def every_word_of_mermaid() -> Diagram:
    names = ["end", "graph", "style", "click", "class", "default", "subgraph", "constructor", "o", "x", "a--b"]
    nodes = [node(kind.value.replace("_", "-"), kind=kind) for kind in NodeKind] + [node(name) for name in names]
    edges = [Edge(id=f"e{kind}", source="end", target="o", kind=kind, animated=True) for kind in EdgeKind]
    return build_diagram([*nodes, *edges, Group(id="empty", label=""), Sheet(title='a: "b"\n---\nc')])


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@example(diagram=every_word_of_mermaid())
@given(diagram=connected_diagrams())
def test_mermaid_counts_what_any_diagram_holds(mermaid, diagram):
    check_counts(mermaid, diagram)


@pytest.mark.long
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(diagram=connected_diagrams())
def test_mermaid_counts_what_many_diagrams_hold(mermaid, diagram):
    check_counts(mermaid, diagram)


def test_mermaid_shows_every_hostile_label_as_it_is(mermaid):
    labels = [label for label in HOSTILE_LABELS if label.strip()]
    labels += [
        "style a:b#c;",
        "classDef x:#fff;",
        "%%{init: {'theme': 'dark'}}%%",
        "https://a.example/b?c=d",
        "fa:fa-user",
        "1. one",
        "- x",
    ]
    nodes = [node(f"n{i}", label=label, group=f"g{i}") for i, label in enumerate(labels)]
    groups = [Group(id=f"g{i}", label=label) for i, label in enumerate(labels)]
    edges = [Edge(id=f"e{i}", source=f"n{i}", target=f"n{i - 1}", label=label) for i, label in enumerate(labels) if i]
    diagram = build_diagram([*groups, *nodes, *edges, Note(id="note", text="a {note}", y=-1000)])
    shown = mermaid.evaluate(_SHOW, write(diagram).content.decode())
    assert sorted(map(_spaced, shown[0])) == sorted(map(_spaced, [*labels, "a {note}"]))
    assert sorted(map(_spaced, shown[1])) == sorted(map(_spaced, labels[1:]))
    assert sorted(map(_spaced, shown[2])) == sorted(map(_spaced, labels))


def _spaced(text: str) -> str:
    return " ".join(text.split())
