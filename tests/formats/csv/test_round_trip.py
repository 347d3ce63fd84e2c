from dataclasses import replace

import pytest
from hypothesis import given

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.table import format_named
from infrasketch_desktop.technology import Catalog
from tests.formats.round_trips import HOSTILE_LABELS, applied, everyday, full_diagrams, read_back, thorough
from tests.support.diagrams import edge, node

CSV = format_named("csv")
NONE = Catalog([])


def kept(record):
    """What of a record a table has columns for."""
    match record:
        case Node():
            unkept = {"pinned": False, "locked": False, "z": 0, "origin": "", "inputs": (), "outputs": ()}
            texts = ("label", "technology", "description", "notes")
        case Group():
            unkept, texts = {"locked": False, "collapsed": False, "z": 0, "x": 0, "y": 0}, ("label",)
        case Note():
            unkept, texts = {"locked": False, "z": 0}, ("text",)
        case Edge():
            unkept = {"animated": False, "waypoints": (), "route": (), "label_at": None, "label_pinned": False}
            texts = ("label",)
        case Sheet():
            return Sheet(title=clean_label(record.title))
    return replace(record, **unkept, **{name: clean_label(getattr(record, name)) for name in texts})


def survivors(diagram):
    return {record.id: kept(record) for record in diagram if record.id not in diagram.passages}


def come_back(diagram):
    return applied(read_back(CSV, CSV.write(diagram).content, NONE))


def check(diagram):
    assert survivors(come_back(diagram)) == survivors(diagram)


@everyday
@given(full_diagrams())
def test_everything_that_a_table_has_columns_for_comes_back(diagram):
    check(diagram)


@pytest.mark.long
@thorough
@given(full_diagrams())
def test_it_comes_back_from_any_diagram(diagram):
    check(diagram)


@pytest.mark.parametrize("label", HOSTILE_LABELS)
def test_hostile_labels_come_back(label):
    records = [node("a", label=label), Group(id="g", label=label), node("b"), edge("a", "b", label=label)]
    diagram = build_diagram(records)

    assert survivors(come_back(diagram)) == survivors(diagram)


def test_nodes_of_one_name_stay_apart():
    diagram = build_diagram([node("a", label="b"), node("b", label="a"), node("c", label="a"), edge("a", "b")])

    assert survivors(come_back(diagram)) == survivors(diagram)
