"""Diagrams for round trips through other forms: any text in every place, and what has to come back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter, Direction, EdgeKind, EdgeStyle
from infrasketch_desktop.diagram.records import Edge, Note, Passage, Record, Sheet
from infrasketch_desktop.diagram.reducer import try_operations
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.table import Format
from infrasketch_desktop.technology import Catalog
from tests.support.diagrams import diagrams, labels, points

HOSTILE_LABELS = (
    "</script><script>alert(1)</script>",
    "end",
    "subgraph",
    'say "hi"',
    "it's",
    "two\nlines",
    "a, b; c",
    "[box] (round) {curly} <angle> |pipe|",
    "#35; &amp; %41 \\n",
    "=1+1",
    "-1",
    "+1",
    "@sum",
    "'=quoted",
    "👩‍💻 naïve 漢字",
    "100 %",
    "-->",
    "--- ",
    " lead and trail ",
    "\ttab",
    "`code` *bold* _it_",
    "]]>",
    "<!-- comment -->",
    "../../etc/passwd",
    "",
)
everyday = settings(max_examples=15)
thorough = settings(max_examples=500)
"""For tests that are marked as long."""

texts = labels | st.sampled_from(HOSTILE_LABELS)
"""Any text, and often enough that which some form could mistake for its own words."""


def read_back(form: Format, content: bytes, technologies: Catalog) -> Imported:
    return form.read([SourceFile(f"shop{form.suffixes[0]}", content)], technologies)


def applied(imported: Imported) -> Diagram:
    """The diagram that the operations make of an empty one; every one of them must fit."""
    diagram, problems = try_operations(Diagram(), imported.operations)
    assert problems == ()
    return diagram


@st.composite
def full_diagrams(draw: st.DrawFn) -> Diagram:
    """Every field of every record may be set: groups, nodes, notes, edges, passages and the sheet."""
    records: list[Record] = []
    ids = []
    for record in draw(diagrams(max_nodes=5)):
        match record:
            case Sheet():
                continue
            case Edge():
                changed = _any_edge(draw, record)
            case Note():
                changed = replace(record, text=draw(texts), width=draw(st.integers(1, 900)), locked=draw(st.booleans()))
            case _:
                changed = replace(record, label=draw(texts), locked=draw(st.booleans()))
        if record.id.startswith("n") and not isinstance(record, Note):
            words = {name: draw(texts) for name in ("technology", "description", "notes", "origin")}
            changed = replace(changed, **words, outputs=(draw(texts),), height=draw(st.integers(1, 900)))
        records.append(changed)
        ids.append(record.id)
    records += [_passage(draw, number, ids) for number in range(draw(st.integers(0, 2)))]
    direction, style = draw(st.sampled_from(Direction)), draw(st.sampled_from(EdgeStyle))
    return build_diagram([*records, Sheet(title=draw(texts), direction=direction, edge_style=style)])


def _any_edge(draw: st.DrawFn, edge: Edge) -> Edge:
    return replace(
        edge,
        label=draw(texts),
        kind=draw(st.sampled_from(EdgeKind)),
        animated=draw(st.booleans()),
        label_at=draw(st.none() | points),
        label_pinned=draw(st.booleans()),
    )


def _passage(draw: st.DrawFn, number: int, ids: list[str]) -> Passage:
    return Passage(
        id=f"p{number}",
        chapter=draw(st.sampled_from(Chapter)),
        text=draw(texts),
        element=draw(st.sampled_from(["", *ids])),
        title=draw(texts),
        basis=draw(texts),
    )
