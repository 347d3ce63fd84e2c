from dataclasses import replace

import pytest
from hypothesis import given

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.table import format_named
from infrasketch_desktop.technology import Catalog
from tests.formats.round_trips import HOSTILE_LABELS, applied, everyday, full_diagrams, read_back, thorough
from tests.support.diagrams import edge, node

DRAWIO = format_named("drawio")
NONE = Catalog([])


def kept(record):
    """What of a record comes back from a visit to draw.io, without the characters that XML has no form for."""
    match record:
        case Node():
            changes = {"pinned": False, "z": 0, "origin": ""}
            texts = ("label", "technology", "description", "notes")
            for name in ("inputs", "outputs"):
                changes[name] = tuple(map(clean_label, getattr(record, name)))
        case Group():
            changes, texts = {"z": 0, "x": 0, "y": 0}, ("label",)
        case Note():
            changes, texts = {"z": 0}, ("text",)
        case Edge():
            changes, texts = {"route": (), "label_at": None, "label_pinned": False}, ("label",)
        case Sheet():
            changes, texts = {}, ("title",)
    return replace(record, **changes, **{name: clean_label(getattr(record, name)) for name in texts})


def come_back(diagram):
    return applied(read_back(DRAWIO, DRAWIO.write(diagram).content, NONE))


def survivors(diagram):
    found = {record.id: kept(record) for record in diagram if record.id not in diagram.passages}
    return {i: replace(r, origin="") if isinstance(r, Node) else r for i, r in found.items()}


def check(diagram):
    assert survivors(come_back(diagram)) == survivors(diagram)


@everyday
@given(full_diagrams())
def test_everything_that_draw_io_has_a_form_for_comes_back(diagram):
    check(diagram)


@pytest.mark.long
@thorough
@given(full_diagrams())
def test_it_comes_back_from_any_diagram(diagram):
    check(diagram)


@pytest.mark.parametrize("label", HOSTILE_LABELS)
def test_hostile_labels_come_back(label):
    diagram = build_diagram(
        [node("a", label=label), Group(id="g", label=label), node("b"), edge("a", "b", label=label)]
    )

    assert survivors(come_back(diagram)) == survivors(diagram)


def test_ids_that_draw_io_needs_for_itself_come_back():
    diagram = build_diagram([node("0"), node("1", group="g"), Group(id="g", label=""), edge("0", "1")])

    assert survivors(come_back(diagram)) == survivors(diagram)


def test_a_computed_course_is_written_but_stays_computed():
    records = [node("a"), node("b", y=300), edge("a", "b", route=(Point(90, 80), Point(90, 190), Point(90, 300)))]
    diagram = build_diagram(records)

    assert b'<mxPoint x="90" y="190"' in DRAWIO.write(diagram).content
    assert come_back(diagram).edges["a--b"].waypoints == ()


def test_members_of_a_collapsed_group_keep_their_places():
    records = [Group(id="g", label="", collapsed=True), node("a", 10.5, 400, group="g"), node("b", -90, group="g")]
    diagram = build_diagram(records)

    assert survivors(come_back(diagram)) == survivors(diagram)


def test_equal_diagrams_give_equal_bytes_whatever_their_order():
    records = [node("api", x=10), node("web"), edge("web", "api"), Group(id="g", label="")]

    assert DRAWIO.write(build_diagram(records)) == DRAWIO.write(build_diagram(records[::-1]))
