import pytest
from hypothesis import given, settings

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.records import Edge, Group
from infrasketch_desktop.formats.table import format_named
from tests.formats.carrying import check_round_trip, connected_diagrams
from tests.formats.round_trips import HOSTILE_LABELS
from tests.support.diagrams import edge, node

D2 = format_named("d2")


@settings(max_examples=40)
@given(diagram=connected_diagrams())
def test_any_diagram_comes_back_or_is_told_as_lost(diagram, catalog):
    check_round_trip(D2, diagram, catalog)


@pytest.mark.long
@settings(max_examples=1000)
@given(diagram=connected_diagrams())
def test_many_diagrams_come_back_or_are_told_as_lost(diagram, catalog):
    check_round_trip(D2, diagram, catalog)


@pytest.mark.parametrize("label", HOSTILE_LABELS)
def test_a_hostile_label_comes_back(label, catalog):
    inside = node("inside", label=label, group="frame")
    there = Edge(id="there", source="inside", target="outside", label=label)
    diagram = build_diagram([Group(id="frame", label=label), inside, node("outside"), there, edge("outside", "frame")])
    check_round_trip(D2, diagram, catalog)


@pytest.mark.parametrize(
    "name", ["style", "label", "classes", "vars", "layers", "null", "title", "near", "a--b", "-a", "1"]
)
def test_an_id_that_means_something_to_d2_comes_back(name, catalog):
    check_round_trip(D2, build_diagram([node(name), node("b"), edge(name, "b"), edge("b", name)]), catalog)
