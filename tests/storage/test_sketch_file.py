"""The sketch file: what stands in it, what comes back, and what merges."""

import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Chapter, Direction, EdgeKind, EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Sheet
from infrasketch_desktop.storage import sketch_file
from tests.support.diagrams import diagrams, edge, group, node

V1 = Path(__file__).parent / "files" / "v1.infrasketch"


def every_field() -> Diagram:
    """Each record type once plain and once with every field away from its default."""
    return build_diagram(
        [
            Sheet(title="Shop “αβγ” 店", direction=Direction.RIGHT, edge_style=EdgeStyle.CURVED),
            Group(id="backend", label="Backend", collapsed=True, locked=True, x=1, y=2.5, z=3),
            Group(id="inner", label="Inner", group="backend"),
            Node(
                id="api",
                kind=NodeKind.API,
                label='API "v2"\n\\ tab\t',
                technology="FastAPI",
                description="Takes orders.",
                inputs=("orders", ""),
                outputs=("order events",),
                notes="on call: team 7",
                x=120,
                y=-40.25,
                width=200,
                height=90.5,
                group="inner",
                pinned=True,
                locked=True,
                z=-1,
            ),
            node("db", kind=NodeKind.DATABASE),
            Note(id="note", text="later", x=4, y=5, width=210, height=70, group="backend", locked=True, z=2),
            Note(id="note-2", text=""),
            Edge(
                id="api--db",
                source="api",
                target="db",
                label="SQL",
                kind=EdgeKind.DATA,
                animated=True,
                waypoints=(Point(1, 2), Point(3.5, 4.25)),
                route=(Point(0, 0), Point(0, 9)),
                label_at=Point(7, 8),
            ),
            edge("db", "db"),
        ]
    )


def test_a_label_placed_by_hand_is_kept() -> None:
    diagram = build_diagram([node("a"), edge("a", "a", label_at=Point(7, 8), label_pinned=True)])
    assert sketch_file.read(sketch_file.write(diagram)).edges["a--a"].label_pinned


def test_a_file_has_one_line_for_each_record() -> None:
    diagram = build_diagram([Sheet(title="Shop"), group("web"), node("b", group="web"), node("a"), edge("a", "b")])
    assert sketch_file.write(diagram).decode() == (
        '{"infrasketch": 1, "records": [\n'
        '{"type": "group", "id": "web", "label": "Web"},\n'
        '{"type": "node", "id": "a", "kind": "service", "label": "A"},\n'
        '{"type": "node", "id": "b", "kind": "service", "label": "B", "group": "web"},\n'
        '{"type": "edge", "id": "a--b", "source": "a", "target": "b"},\n'
        '{"type": "sheet", "title": "Shop"}\n'
        "]}\n"
    )


def test_where_a_node_was_read_and_what_was_written_about_it_are_kept() -> None:
    why = Passage(id="why", chapter=Chapter.SECURITY, text="TLS\nä", element="a", basis="5f2c")
    whole = Passage(id="all", chapter=Chapter.DATA_FLOW, text="", block="data-flow/a", title="T")
    diagram = build_diagram([why, whole, node("a", origin="compose.yaml:12"), edge("a", "a"), Sheet(title="Shop")])
    content = sketch_file.write(diagram)
    assert content.decode().splitlines()[1:-1] == [
        '{"type": "node", "id": "a", "kind": "service", "label": "A", "origin": "compose.yaml:12"},',
        '{"type": "edge", "id": "a--a", "source": "a", "target": "a"},',
        '{"type": "passage", "id": "all", "chapter": "data-flow", "text": "", "block": "data-flow/a", "title": "T"},',
        r'{"type": "passage", "id": "why", "chapter": "security", "text": "TLS\nä", "element": "a", "basis": "5f2c"},',
        '{"type": "sheet", "title": "Shop"}',
    ]
    assert sketch_file.read(content).same_records(diagram)


def test_an_empty_diagram_has_a_file() -> None:
    content = sketch_file.write(Diagram())
    assert content == b'{"infrasketch": 1, "records": [\n{"type": "sheet"}\n]}\n'
    assert sketch_file.read(content).same_records(Diagram())


def test_every_field_comes_back() -> None:
    diagram = every_field()
    assert sketch_file.read(sketch_file.write(diagram)).same_records(diagram)


def test_the_file_of_version_1_reads_and_writes_as_it_is() -> None:
    content = V1.read_bytes()
    assert sketch_file.read(content).same_records(every_field())
    assert sketch_file.write(sketch_file.read(content)) == content


@given(diagrams())
def test_what_was_written_is_read(diagram: Diagram) -> None:
    assert sketch_file.read(sketch_file.write(diagram)).same_records(diagram)


@given(diagrams(), st.randoms())
def test_the_order_of_work_leaves_no_trace(diagram: Diagram, random: Random) -> None:
    records = list(diagram)
    random.shuffle(records)
    assert sketch_file.write(build_diagram(records)) == sketch_file.write(diagram)


@given(st.floats(-1e7, 1e7), st.floats(1, 2e4))
def test_what_was_read_is_written_again_byte_for_byte(place: float, side: float) -> None:
    diagram = build_diagram(
        [node("a", x=place, y=-place, width=side, height=side), edge("a", "a", label_at=Point(place, side))]
    )
    content = sketch_file.write(diagram)
    assert sketch_file.write(sketch_file.read(content)) == content


@pytest.mark.parametrize(
    ("number", "text"),
    [(40.0, "40"), (0.126, "0.13"), (-0.001, None), (2.0000001, "2"), (-7.5, "-7.5"), (1e7, "10000000")],
)
def test_numbers_are_short(number: float, text: str | None) -> None:
    line = sketch_file.write(build_diagram([node("a", x=number)])).decode().splitlines()[1]
    assert (f'"x": {text}' in line) if text else ('"x"' not in line)


def test_a_number_that_rounds_to_its_default_is_left_out() -> None:
    assert b"width" not in sketch_file.write(build_diagram([node("a", width=180.0001)]))


def test_half_a_surrogate_pair_in_a_label_does_not_stop_saving() -> None:
    diagram = build_diagram([node("a", label="broken \ud83d paste")])
    assert sketch_file.read(sketch_file.write(diagram)).same_records(diagram)


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    content = b"\xef\xbb\xbf" + V1.read_bytes().replace(b"\n", b"\r\n")
    assert sketch_file.read(content).same_records(every_field())


def test_layout_of_the_text_does_not_matter() -> None:
    content = b'{"records":[{"id":"a","type":"node","label":"A","kind":"api"}],"infrasketch":1}'
    assert list(sketch_file.read(content).nodes) == ["a"]


def test_older_versions_are_upgraded_step_by_step() -> None:
    def name_to_title(payload: dict) -> dict:
        return {"infrasketch": 2, "sheet": {"title": payload["name"]}}

    def sheet_to_record(payload: dict) -> dict:
        return {"infrasketch": 3, "records": [{"type": "sheet", **payload["sheet"]}]}

    content = b'{"infrasketch": 1, "name": "Shop"}'
    diagram = sketch_file.read(content, version=3, upgrades={1: name_to_title, 2: sheet_to_record})
    assert diagram.sheet.title == "Shop"


def test_two_branches_that_add_apart_merge_line_by_line(tmp_path: Path) -> None:
    base = [node("c"), node("m"), edge("c", "m")]
    left, right = [node("a", x=40)], [node("x", y=60), edge("m", "x")]
    for name, added in {"base": [], "left": left, "right": right}.items():
        (tmp_path / name).write_bytes(sketch_file.write(build_diagram([*base, *added])))
    command = ["git", "merge-file", "-p", tmp_path / "left", tmp_path / "base", tmp_path / "right"]
    merged = subprocess.run(command, check=True, capture_output=True).stdout
    assert sketch_file.read(merged).same_records(build_diagram([*base, *left, *right]))
