"""A diagram that shows one of everything a picture can hold."""

from __future__ import annotations

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Note, Record, Sheet
from tests.support.diagrams import edge, group, node

TEXTS = (
    ("Web app", "React"),
    ("Кэш сессий", "Redis"),
    ("مرحبا بالعالم", "عربي"),
    ('A <b> & "c"', "]]>"),
    ("  two  spaces", "x"),
    ("שלום API 12", "עברית"),
    ("A label that is much too long for the card it stands on, with an ellipsis", "PostgreSQL"),
    ("Καλημέρα", "naïve café"),
)


def one_of_everything() -> Diagram:
    """All kinds of nodes, edges and signs, in Latin, Cyrillic, Greek, Arabic and Hebrew."""
    records: list[Record] = [Sheet(title="One of <everything>")]
    for number, kind in enumerate(NodeKind):
        label, technology = TEXTS[number % len(TEXTS)]
        place = {"x": number % 4 * 240, "y": number // 4 * 130}
        signs = {"pinned": number % 3 == 0, "locked": number % 5 == 0}
        records.append(node(f"n{number}", kind=kind, label=label, technology=technology, **place, **signs))
    for number in range(12):
        kind = list(EdgeKind)[number % len(EdgeKind)]
        records.append(
            edge(f"n{number}", f"n{number + 1}", label=f"flow {number}", kind=kind, animated=number % 2 == 0)
        )
    records += [
        edge("n3", "n7", waypoints=(Point(960, 100),)),
        group("outer"),
        group("inner", "outer"),
        node("inside", x=1000, y=40, group="inner"),
        group("folded", collapsed=True, x=1000, y=400),
        Note(id="note", text="A note\nof several lines, more than its paper can hold", x=1000, y=250),
    ]
    return build_diagram(records)
