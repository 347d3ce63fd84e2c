"""What is copied pastes whole, anywhere and as often as wanted; what is no such thing is refused whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram import clipboard
from infrasketch_desktop.diagram.clipboard import ClipboardError, copy_records, is_payload, paste_offset, read_payload
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Note
from tests.support.diagrams import diagrams, document, edge, group, node, rebuilt

SCREEN = Rect(0, 0, 1000, 800)
HERE = Point(0, 0)


def shop() -> Document:
    return document(
        group("backend"),
        node("api", 100, 100, group="backend", kind=NodeKind.API, technology="FastAPI", locked=True),
        node("orders", 100, 300, group="backend"),
        node("web", 100, -100, kind=NodeKind.CLIENT),
        edge("web", "api", label="HTTPS"),
        edge("api", "orders", route=(Point(190, 180), Point(190, 300))),
    )


def paste(doc: Document, text: str, offset: Point = HERE, into: str | None = None) -> dict[str, str]:
    with doc.edit("Paste") as edit:
        return clipboard.paste(edit, read_payload(text), offset, into=into)


def test_a_group_is_pasted_with_its_members_and_the_edges_among_them():
    doc = document()
    new = paste(doc, copy_records(shop().diagram, ["backend"]).payload, Point(1000, 0))
    assert set(new) == {"backend", "api", "orders", "api--orders"}
    assert doc.diagram.members("backend") == ("api", "orders")
    assert doc.diagram.edges["api--orders"].route == (Point(1190, 180), Point(1190, 300))
    assert doc.diagram.nodes["api"].x == 1100
    assert not doc.diagram.nodes["api"].locked


def test_a_copy_is_as_free_or_as_pinned_as_what_was_copied():
    source = document(node("free"), node("set", 300, 0, pinned=True))
    doc = document()
    paste(doc, copy_records(source.diagram, ["free", "set"]).payload)
    assert {n.id: n.pinned for n in doc.diagram.nodes.values()} == {"free": False, "set": True}


def test_ids_that_are_taken_are_made_new():
    doc = shop()
    new = paste(doc, copy_records(doc.diagram, ["backend"]).payload)
    assert new == {"backend": "backend-2", "api": "api-2", "orders": "orders-2", "api--orders": "api-2--orders-2"}
    assert doc.diagram.edges["api-2--orders-2"].target == "orders-2"


def test_members_are_pasted_without_their_group_or_into_another():
    text = copy_records(shop().diagram, ["api", "orders"]).payload
    doc = document(group("target"))
    assert {doc.diagram.nodes[i].group for i in paste(doc, text).values() if i in doc.diagram.nodes} == {None}
    paste(doc, text, into="target")
    assert doc.diagram.members("target") == ("api-2", "orders-2")


def test_a_paste_is_one_undo_step():
    doc = shop()
    before = doc.snapshot()
    paste(doc, copy_records(doc.diagram, ["backend", "web"]).payload)
    doc.undo()
    assert doc.diagram.same_records(before)


def test_repeated_pastes_lie_beside_each_other():
    doc = shop()
    records = read_payload(copy_records(doc.diagram, ["orders"]).payload)
    corners = []
    for _ in range(3):
        offset = paste_offset(doc.diagram, records, SCREEN)
        with doc.edit("Paste") as edit:
            new = clipboard.paste(edit, records, offset)
        corners.append(doc.diagram.bounds(new["orders"]))
    assert [(r.x, r.y) for r in corners] == [(120, 320), (140, 340), (160, 360)]


def test_a_paste_far_from_what_is_seen_goes_to_the_middle_of_the_screen():
    records = read_payload(copy_records(document(node("far", 9000, 9000)).diagram, ["far"]).payload)
    offset = paste_offset(document().diagram, records, SCREEN)
    assert Rect(9000, 9000, 180, 80).translated(*offset).center == SCREEN.center


def test_the_text_of_a_copy_can_be_read_in_a_mail():
    assert copy_records(shop().diagram, ["backend", "web"]).text.splitlines() == [
        "- Web (client)",
        "- Backend:",
        "  - Api (api, FastAPI)",
        "  - Orders (service)",
        "",
        "Api -> Orders",
        "Web -> Api: HTTPS",
    ]


def test_only_an_edge_is_nothing_to_copy():
    with pytest.raises(ClipboardError, match="at least one node"):
        copy_records(shop().diagram, ["api--orders"])


def test_a_payload_in_plain_text_is_told_from_a_description():
    assert is_payload(copy_records(shop().diagram, ["web"]).payload)
    assert not is_payload("A web app with a database")
    assert not is_payload('{"nodes": []}')


@given(diagrams())
def test_what_is_copied_whole_is_pasted_whole(diagram: Diagram):
    doc = Document()
    everything = [r.id for r in diagram if diagram.placed(r.id)]
    new = paste(doc, copy_records(diagram, everything).payload)
    assert len(doc.diagram) == len(diagram)
    assert doc.diagram.same_records(rebuilt(doc.diagram))
    for edge_id, found in diagram.edges.items():
        copy = doc.diagram.edges[new[edge_id]]
        assert (copy.source, copy.target, copy.label) == (new[found.source], new[found.target], found.label)


def payload(*records: object, **fields: object) -> str:
    return json.dumps({"format": "infrasketch-clipboard", "version": 1, "records": list(records), **fields})


NODE = {"type": "node", "id": "a", "kind": "service", "label": "A"}
BAD = {
    "empty": "",
    "cut short": payload(NODE)[:-4],
    "another format": '{"format": "other", "version": 1, "records": []}',
    "newer": payload(NODE, version=2),
    "no records": payload(),
    "records no list": payload(records={"a": 1}),
    "a list": "[1, 2]",
    "deep": "[" * 100_000,
    "huge number": payload(NODE).replace('"A"', "9" * 6000),
    "not finite": payload({**NODE, "x": 1e999}).replace("Infinity", "1e999"),
    "out of bounds": payload({**NODE, "x": 1e12}),
    "unknown field": payload({**NODE, "color": "red"}),
    "unknown type": payload({"type": "sheet", "title": "Mine"}),
    "type no text": payload({"type": ["node"]}),
    "record no object": payload("a"),
    "same id twice": payload(NODE, NODE),
    "missing end": payload(NODE, {"type": "edge", "id": "e", "source": "a", "target": "b"}),
    "missing parent": payload({**NODE, "group": "nowhere"}),
    "groups in a circle": payload(
        {"type": "group", "id": "g", "label": "G", "group": "h"},
        {"type": "group", "id": "h", "label": "H", "group": "g"},
    ),
    "sheet as end": payload(NODE, {"type": "edge", "id": "e", "source": "a", "target": "sheet"}),
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_payload_is_refused_in_words(text: str):
    with pytest.raises(ClipboardError, match=r"(?i)clipboard"):
        read_payload(text)


def test_a_payload_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch):
    text = payload(NODE, {**NODE, "id": "b"})
    monkeypatch.setattr(clipboard, "MAX_RECORDS", 1)
    with pytest.raises(ClipboardError, match="between 1 and 1"):
        read_payload(text)
    monkeypatch.setattr(clipboard, "MAX_CHARACTERS", 10)
    with pytest.raises(ClipboardError, match="more than 10"):
        read_payload(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str):
    with pytest.raises(ClipboardError):
        read_payload(text)


def test_notes_travel_too():
    doc = document(Note(id="n", text="Remember"), Edge(id="e", source="a", target="a"), node("a"))
    assert {r.id for r in read_payload(copy_records(doc.diagram, ["n", "a"]).payload)} == {"n", "a", "e"}
