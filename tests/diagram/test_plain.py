"""Records and operations survive the way to plain values and back; wrong values are refused by name."""

import json
import math

import pytest
from hypothesis import given

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import Direction, EdgeKind, NodeKind
from infrasketch_desktop.diagram.operation_json import TAGS, operation_from_plain, operation_to_plain
from infrasketch_desktop.diagram.operations import AddEdge, AddNode, Place, SetGroup, UpdateNode, UpdateSheet
from infrasketch_desktop.diagram.plain import PlainError, codec, plain_number
from infrasketch_desktop.diagram.records import Edge, Node
from tests.support.diagrams import diagrams

OPERATIONS = (
    AddNode(id="a", kind=NodeKind.CACHE, label="Cache", inputs=("keys",), group="g"),
    AddEdge(source="a", target="b", kind=EdgeKind.EVENT, animated=True),
    UpdateNode(id="a", label="", inputs=()),
    SetGroup(id="a", group=None),
    Place(id="a", x=1.5, y=-2),
    UpdateSheet(direction=Direction.RIGHT),
)


@given(diagrams())
def test_every_record_survives_json(diagram):
    plain = json.loads(
        json.dumps([(type(record), codec(type(record)).encode(record)) for record in diagram], default=str)
    )
    back = [codec(type(record)).decode(data) for record, (_, data) in zip(diagram, plain, strict=True)]
    assert build_diagram(back).same_records(diagram)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: type(o).__name__)
def test_every_operation_survives_json(operation):
    assert operation_from_plain(json.loads(json.dumps(operation_to_plain(operation)))) == operation


def test_an_update_tells_empty_from_unchanged():
    assert operation_to_plain(UpdateNode(id="a", label="")) == {"op": "update_node", "id": "a", "label": ""}


def test_tags_are_the_names_in_snake_case():
    assert {"add_node", "set_group", "update_sheet", "place"} <= TAGS.keys()


def test_fields_at_their_default_are_left_out():
    assert codec(Node).encode(Node(id="a", kind=NodeKind.API, label="A")) == {"id": "a", "kind": "api", "label": "A"}


@pytest.mark.parametrize(("number", "plain"), [(20.0, "20"), (1.239, "1.24"), (-0.001, "0"), (1e6, "1000000")])
def test_numbers_are_short(number, plain):
    assert json.dumps(plain_number(number)) == plain


BAD = {
    "not an object": ([], ""),
    "a missing label": ({"id": "a", "kind": "api"}, "label"),
    "an unknown field": ({"id": "a", "kind": "api", "label": "A", "colour": "red"}, "colour"),
    "an unknown kind": ({"id": "a", "kind": "toaster", "label": "A"}, "kind"),
    "a number for a text": ({"id": 7, "kind": "api", "label": "A"}, "id"),
    "a text for a number": ({"id": "a", "kind": "api", "label": "A", "x": "1"}, "x"),
    "a flag for a number": ({"id": "a", "kind": "api", "label": "A", "x": True}, "x"),
    "an infinite place": ({"id": "a", "kind": "api", "label": "A", "x": math.inf}, "x"),
    "a place of 400 digits": ({"id": "a", "kind": "api", "label": "A", "x": 10**400}, "x"),
    "a number for a flag": ({"id": "a", "kind": "api", "label": "A", "pinned": 1}, "pinned"),
    "half a number for an order": ({"id": "a", "kind": "api", "label": "A", "z": 1.5}, "z"),
    "a text for a list": ({"id": "a", "kind": "api", "label": "A", "inputs": "ab"}, "inputs"),
    "a list of numbers for texts": ({"id": "a", "kind": "api", "label": "A", "inputs": [1]}, "inputs"),
}


@pytest.mark.parametrize(("plain", "field"), BAD.values(), ids=BAD.keys())
def test_a_wrong_value_is_refused_by_the_name_of_its_field(plain, field):
    with pytest.raises(PlainError) as refused:
        codec(Node).decode(plain)
    assert refused.value.field == field


@pytest.mark.parametrize("plain", [None, {}, {"op": "explode"}, {"op": ["add_node"]}, {"op": "remove_node"}])
def test_a_wrong_operation_is_refused(plain):
    with pytest.raises(PlainError):
        operation_from_plain(plain)


def test_a_point_needs_two_numbers():
    plain = {"id": "e", "source": "a", "target": "b", "route": [[1, 2], [3]]}
    with pytest.raises(PlainError, match="route"):
        codec(Edge).decode(plain)
