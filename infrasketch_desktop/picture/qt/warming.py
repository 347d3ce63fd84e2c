"""Makes drawing safe on several threads at once."""

from __future__ import annotations

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.picture.qt.rendering import render_thumbnail
from infrasketch_desktop.picture.theme import light_theme


def warm_drawing() -> None:
    """Draw one of everything; to be called on the application's thread before other threads draw.

    PySide completes a type at its first use, and of two threads that do so at once one finds it half made
    ("type object 'QGradient' has no attribute 'Preset'").
    """
    render_thumbnail(build_diagram(_one_of_everything()), light_theme(), 320, 200)


def _one_of_everything() -> tuple[Record, ...]:
    return (
        Node(id="a", kind=NodeKind.API, label="A", technology="B", pinned=True),
        Node(id="b", kind=NodeKind.QUEUE, label="B", x=300),
        Edge(id="edge", source="a", target="b", label="C", kind=EdgeKind.EVENT),
        Note(id="note", text="D", y=150),
        Group(id="group", label="E", y=250),
    )
