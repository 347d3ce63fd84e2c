"""Files of other tools as proposals: nothing that is there changes or moves, and what is new finds a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Chapter, Direction, NodeKind
from infrasketch_desktop.diagram.operations import (
    AddEdge,
    AddGroup,
    AddNode,
    AddNote,
    Insert,
    Operation,
    Place,
    UpdateSheet,
)
from infrasketch_desktop.diagram.records import Edge, Passage, Sheet
from infrasketch_desktop.exchange import imports
from infrasketch_desktop.exchange.imports import Proposal, proposed, read_files
from infrasketch_desktop.exchange.joining import drawn_bounds
from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Imported, Loss, SourceFile
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.errors import LayoutCancelledError
from infrasketch_desktop.layout.ordering.median import MedianOrder
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.storage.errors import OpenError, TooLargeError
from infrasketch_desktop.technology import Catalog
from tests.support.diagrams import node

FLOW = SourceFile("flow.mmd", b"flowchart TD\n  a[Web] -->|calls| b[(Orders)]\n")


def lay_out(diagram: Diagram) -> Arrangement:
    return arrange(diagram, Scope.everything(), provider=MedianOrder())


def propose(diagram: Diagram, *operations: Operation) -> Proposal:
    return proposed(diagram, Imported(operations), lay_out)


def added(node_id: str, **fields: object) -> AddNode:
    return AddNode(id=node_id, kind=NodeKind.SERVICE, label=node_id, **fields)  # type: ignore[arg-type]


def overlapping(diagram: Diagram) -> list[tuple[str, str]]:
    """Pairs of nodes and notes that lie on each other."""
    rects = {i: diagram.bounds(i) for i in (*diagram.nodes, *diagram.notes)}
    return [(a, b) for a in rects for b in rects if a < b and rects[a].intersects(rects[b])]


SMALL = (
    AddGroup(id="backend", label="Backend"),
    added("api", group="backend"),
    added("db"),
    AddEdge(source="api", target="db"),
    AddNote(id="note", text="from the file"),
    UpdateSheet(title="Imported", direction=Direction.RIGHT),
)


# Proposals


def test_into_an_empty_diagram_everything_is_laid_out_and_the_sheet_taken_over() -> None:
    target = propose(Diagram(), *SMALL).target
    assert (target.sheet.title, target.sheet.direction) == ("Imported", Direction.RIGHT)
    assert list(target.nodes) == ["api", "db"]
    assert target.nodes["api"].rect.right < target.nodes["db"].rect.left
    assert target.edges["api--db"].route
    assert overlapping(target) == []


def test_beside_what_is_there_ids_are_new_and_nothing_else_changes(shop: Diagram) -> None:
    proposal = propose(shop, *SMALL)
    assert all(proposal.target.get(record.id) == record for record in shop)
    new = {record.id for record in proposal.target} - {record.id for record in shop}
    assert new == {"backend", "api-2", "db-2", "note", "api-2--db-2"}
    assert proposal.target.nodes["api-2"].group == "backend"
    assert overlapping(proposal.target) == []
    assert proposal.problems == ()


def test_an_import_lies_beside_the_drawing_and_not_on_it(shop: Diagram) -> None:
    target = propose(shop, *SMALL).target
    old = drawn_bounds(shop)
    assert old is not None
    assert target.bounds("backend").left > old.right
    assert target.bounds("note").left > old.right


def test_places_of_the_source_are_kept() -> None:
    target = propose(
        Diagram(), added("a"), added("b"), Place(id="a", x=15, y=25), Place(id="b", x=400, y=80, width=300, height=90)
    ).target
    assert target.nodes["a"].rect.x == 15
    assert (target.nodes["b"].x, target.nodes["b"].width) == (400, 300)


def test_where_places_would_lie_on_the_drawing_they_move_as_one_block(shop: Diagram) -> None:
    target = propose(shop, added("a"), added("b"), Place(id="a", x=0, y=0), Place(id="b", x=37, y=211)).target
    a, b = target.nodes["a"], target.nodes["b"]
    assert (b.x - a.x, b.y - a.y) == (37, 211)
    assert overlapping(target) == []


def test_where_there_is_room_places_stay_as_they_are(shop: Diagram) -> None:
    target = propose(shop, added("far"), Place(id="far", x=5000, y=5000)).target
    assert (target.nodes["far"].x, target.nodes["far"].y) == (5000, 5000)


def test_what_has_no_place_among_places_is_put_near_its_neighbours() -> None:
    places = [Place(id="a", x=0, y=0), Place(id="c", x=4000, y=0)]
    target = propose(Diagram(), added("a"), added("b"), added("c"), AddEdge(source="a", target="b"), *places).target
    assert (target.nodes["a"].x, target.nodes["c"].x) == (0, 4000)
    assert target.nodes["b"].x < 1000
    assert overlapping(target) == []


def test_lines_move_with_the_block(shop: Diagram) -> None:
    line = Edge(id="e", source="a", target="b", route=(Point(90, 80), Point(90, 200)), label_at=Point(90, 140))
    proposal = propose(shop, Insert(record=node("a")), Insert(record=node("b", y=200)), Insert(record=line))
    moved = proposal.target.edges["e"]
    corner = proposal.target.nodes["a"]
    assert moved.route == (Point(corner.x + 90, corner.y + 80), Point(corner.x + 90, corner.y + 200))
    assert moved.label_at == Point(corner.x + 90, corner.y + 140)


def test_the_sheet_of_a_drawing_stays() -> None:
    before = build_diagram([Sheet(title="Mine"), node("a")])
    target = propose(before, Insert(record=Sheet(title="Theirs")), added("b")).target
    assert target.sheet == before.sheet


def test_text_about_an_element_follows_its_new_id_and_text_about_the_whole_is_a_loss() -> None:
    chapter = Chapter.COMPONENT_DETAILS
    about = Passage(id="p", chapter=chapter, text="x", element="api", block="component-details/api/purpose")
    whole = Passage(id="q", chapter=Chapter.EXECUTIVE_SUMMARY, text="y")
    before = build_diagram([node("api")])
    proposal = propose(before, Insert(record=node("api")), Insert(record=about), Insert(record=whole))
    assert proposal.target.passages["p"].element == "api-2"
    assert proposal.target.passages["p"].block == "component-details/api-2/purpose"
    assert list(proposal.target.passages) == ["p"]
    assert [loss.what for loss in proposal.losses] == ["Text of the design document (1)"]


def test_what_does_not_fit_is_left_out_and_named() -> None:
    proposal = propose(Diagram(), added("a"), AddEdge(source="a", target="nowhere"))
    assert list(proposal.target.nodes) == ["a"]
    assert [problem.index for problem in proposal.problems] == [1]


def test_losses_of_the_reader_arrive() -> None:
    loss = Loss("A colour", "there are no colours here")
    assert proposed(Diagram(), Imported((added("a"),), (loss,)), lay_out).losses == (loss,)


def test_nothing_comes_of_a_layout_that_was_stopped() -> None:
    def stopped(_: Diagram) -> Arrangement:
        raise LayoutCancelledError("stopped")

    with pytest.raises(LayoutCancelledError):
        proposed(Diagram(), Imported(SMALL), stopped)


NAMES = st.sampled_from("abcdef")


@settings(max_examples=15)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=8), st.sets(NAMES))
def test_whatever_is_imported_twice_never_touches_what_is_there(pairs: list[tuple[str, str]], placed: set[str]) -> None:
    nodes = [added(name) for name in "abcdef"]
    edges = [AddEdge(source=a, target=b) for a, b in pairs]
    places = [Place(id=name, x=250.0 * number, y=50) for number, name in enumerate(sorted(placed))]
    once = propose(Diagram(), *nodes, *edges, *places).target
    twice = propose(once, *nodes, *edges, *places).target
    assert all(twice.get(record.id) == record for record in once)
    assert len(twice.nodes) == 12
    assert len(twice.edges) == 2 * len(once.edges) == 2 * len(pairs)
    assert overlapping(twice) == []


# Reading


def test_the_format_is_recognised(catalog: Catalog) -> None:
    steps: list[Step] = []
    result = read_files([FLOW], catalog, checkpoint=lambda step, _share=None, /: steps.append(step))
    assert result.format.id == "mermaid"
    assert [o.label for o in result.imported.operations if isinstance(o, AddNode)] == ["Web", "Orders"]
    assert set(steps) == {Step.READING}


def test_a_file_is_read_by_its_path(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / FLOW.name
    path.write_bytes(FLOW.content)
    origins = [o.origin for o in read_files([path], catalog).imported.operations if isinstance(o, AddNode)]
    assert all(origin.startswith("flow.mmd") for origin in origins)


def test_a_named_format_is_believed(catalog: Catalog) -> None:
    assert read_files([SourceFile("x", FLOW.content)], catalog, "mermaid").format.id == "mermaid"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "nothing to import"),
        ([SourceFile("a.xyz", b" \n")], "“a.xyz” is empty"),
        ([SourceFile("a.xyz", b"hello")], "“a.xyz” is in no format"),
        ([FLOW, SourceFile("b.d2", b"a -> b")], "“flow.mmd”, “b.d2” are in no format"),
        ([SourceFile("a.mmd", b"flowchart LR\nclick a call b()\n")], "Nothing in “a.mmd” can be drawn.*click a"),
        ([FLOW] * 501, "501 files are too many"),
        ([SourceFile("a.mmd", bytes(20 << 20))] * 2, "more than 34 MB together"),
    ],
    ids=["none", "blank", "unknown", "different", "empty", "many", "large"],
)
def test_what_cannot_be_read_is_refused_with_advice(catalog: Catalog, files: list[SourceFile], words: str) -> None:
    with pytest.raises(FormatError, match=words) as refused:
        read_files(files, catalog)
    assert refused.value.advice
    assert "Nothing was imported." in str(refused.value)


def test_a_missing_or_huge_file_is_refused_before_it_is_read(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OpenError):
        read_files([tmp_path / "none.mmd"], catalog)
    huge = tmp_path / "huge.mmd"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(TooLargeError):
        read_files([huge], catalog)
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    with pytest.raises(FormatError, match="together"):
        read_files([FLOW], catalog)


def test_a_folder_is_read_as_a_repository(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  api:\n    build: .\n  db:\n    image: postgres:16\n")
    result = read_files([tmp_path], catalog)
    assert result.format.id == "repository"
    labels = {o.label for o in result.imported.operations if isinstance(o, AddNode)}
    assert "db" in labels


@pytest.mark.parametrize("format_id", [None, "compose"])
def test_a_folder_comes_by_itself(catalog: Catalog, tmp_path: Path, format_id: str | None) -> None:
    with pytest.raises(FormatError):
        read_files([tmp_path, FLOW] if format_id is None else [tmp_path], catalog, format_id)
