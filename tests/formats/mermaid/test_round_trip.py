import pytest
from hypothesis import given, settings

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.records import Edge, Group
from infrasketch_desktop.formats.table import format_named
from tests.formats.carrying import check_round_trip, connected_diagrams
from tests.formats.round_trips import HOSTILE_LABELS
from tests.support.diagrams import edge, node

MERMAID = format_named("mermaid")


@settings(max_examples=40)
@given(diagram=connected_diagrams())
def test_any_diagram_comes_back_or_is_told_as_lost(diagram, catalog):
    check_round_trip(MERMAID, diagram, catalog)


@pytest.mark.long
@settings(max_examples=1000)
@given(diagram=connected_diagrams())
def test_many_diagrams_come_back_or_are_told_as_lost(diagram, catalog):
    check_round_trip(MERMAID, diagram, catalog)


@pytest.mark.parametrize("label", HOSTILE_LABELS)
def test_a_hostile_label_comes_back(label, catalog):
    inside = node("inside", label=label, group="frame")
    there = Edge(id="there", source="inside", target="outside", label=label)
    diagram = build_diagram([Group(id="frame", label=label), inside, node("outside"), there, edge("outside", "frame")])
    check_round_trip(MERMAID, diagram, catalog)


@pytest.mark.parametrize(
    "name", ["end", "graph", "style", "click", "class-a", "o", "x-1", "default", "subgraph", "a--b"]
)
def test_an_id_that_means_something_to_mermaid_comes_back(name, catalog):
    check_round_trip(MERMAID, build_diagram([node(name), node("b"), edge(name, "b"), edge("b", name)]), catalog)
