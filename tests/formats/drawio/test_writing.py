"""What draw.io asks of a file by its page “Extracting the XML from mxfiles” and the mxGraph manual."""

from xml.etree import ElementTree as ET

from hypothesis import given

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Group, Note, Sheet
from infrasketch_desktop.formats.drawio.writing import write
from tests.formats.round_trips import everyday, full_diagrams
from tests.support.diagrams import edge, node


def root_of(diagram):
    outermost = ET.fromstring(write(diagram).content)
    assert outermost.tag == "mxfile"
    (page,) = outermost
    assert (page.tag, bool(page.get("id")), bool(page.get("name"))) == ("diagram", True, True)
    (model,) = page
    assert model.tag == "mxGraphModel"
    (root,) = model
    return root


def cells_of(diagram):
    """Every cell by id, with its label and what is around it unwrapped."""
    found = {}
    for element in root_of(diagram):
        cell = element if element.tag == "mxCell" else element[0]
        assert element.tag in ("mxCell", "object")
        assert (cell.get("id") is None) == (cell is not element)
        assert element.get("id") not in found
        found[element.get("id")] = (element.get("label"), cell)
    return found


@everyday
@given(full_diagrams())
def test_every_file_keeps_the_rules_of_the_form(diagram):
    cells = cells_of(diagram)
    seen = set()
    for cell_id, (_, cell) in cells.items():
        assert (cell.get("parent") is None) == (cell_id == "0")
        assert cell_id == "0" or cell.get("parent") in seen  # a parent stands before what is in it
        seen.add(cell_id)
        if cell_id in ("0", "1"):
            continue
        assert [cell.get("vertex"), cell.get("edge")].count("1") == 1
        (geometry,) = cell
        assert (geometry.tag, geometry.get("as")) == ("mxGeometry", "geometry")
        if cell.get("edge"):
            assert geometry.get("relative") == "1"
            assert {cell.get("source"), cell.get("target")} <= cells.keys()
        else:
            assert all(float(geometry.get(side)) >= 0 for side in ("width", "height"))


def test_a_node_is_a_shape_with_its_facts_as_data():
    records = [node("db", 10, 20, kind=NodeKind.DATABASE, label="<b>", technology="PostgreSQL", inputs=("orders",))]
    root = root_of(build_diagram(records))

    (wrapper,) = [element for element in root if element.get("id") == "db"]
    assert wrapper.attrib == {
        "label": "<b>",
        "infrasketch": "node",
        "kind": "database",
        "technology": "PostgreSQL",
        "inputs": '["orders"]',
        "id": "db",
    }
    style = wrapper[0].get("style")
    assert style.startswith("shape=cylinder3;")
    assert "html=0;" in style
    assert [wrapper[0][0].get(side) for side in ("x", "y", "width", "height")] == ["10", "20", "180", "80"]


def test_members_lie_in_their_container_and_count_from_its_corner():
    """The frame of a group begins 20 left of and 48 above its members: a padding of 20 and a header of 28."""
    records = [Group(id="g", label="G"), Group(id="h", label="H", group="g"), node("a", 100, 200, group="h")]
    cells = cells_of(build_diagram(records))

    places = {i: [cells[i][1][0].get(side) for side in ("x", "y", "width", "height")] for i in ("g", "h", "a")}
    assert places == {
        "g": ["60", "104", "260", "216"],
        "h": ["20", "48", "220", "148"],
        "a": ["20", "48", "180", "80"],
    }
    assert [cells[i][1].get("parent") for i in ("g", "h", "a")] == ["1", "g", "h"]


def test_an_edge_has_its_ends_its_course_and_the_place_of_its_label():
    route = (Point(180, 40), Point(240, 40), Point(240, 140), Point(300, 140))
    records = [
        node("a"),
        node("b", 300, 100),
        edge("a", "b", label="calls", kind=EdgeKind.EVENT, route=route, label_at=Point(250, 95)),
    ]
    cell = cells_of(build_diagram(records))["a--b"][1]

    assert (cell.get("source"), cell.get("target")) == ("a", "b")
    assert "dashed=1;" in cell.get("style")
    assert "exitX=1;exitY=0.5;" in cell.get("style")
    assert "entryX=0;entryY=0.5;" in cell.get("style")
    points, offset = cell[0]
    assert [(p.get("x"), p.get("y")) for p in points] == [("240", "40"), ("240", "140")]
    assert (offset.get("as"), offset.get("x"), offset.get("y")) == ("offset", "10", "5")


def test_what_lies_higher_is_drawn_later():
    assert list(cells_of(build_diagram([node("a", z=2), node("b", z=1), Note(id="c", text="")])))[2:] == ["c", "b", "a"]


def test_what_draw_io_has_no_words_for_is_told():
    diagram = build_diagram([Sheet(title="T"), node("a", pinned=True, z=3)])

    assert sorted(map(str, write(diagram).losses)) == [
        "the pin of “A”: draw.io has no words for it",
        "the stacking order of “A”: draw.io has no words for it",
    ]
