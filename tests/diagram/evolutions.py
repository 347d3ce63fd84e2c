"""Diagrams that somebody went on working on: strategies for a diagram and what became of it."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Passage
from tests.support.diagrams import diagrams

Verb = Callable[[Edit], object]


@st.composite
def evolved(draw: st.DrawFn, start: Diagram, steps: int = 5) -> Diagram:
    """`start` after a few random edits by the verbs; those that do not fit change nothing."""
    document = Document(start)
    for _ in range(draw(st.integers(0, steps))):
        verb = draw(verbs(document.diagram))
        try:
            with document.edit("Go on") as edit:
                verb(edit)
        except DiagramError:
            pass
    return document.snapshot()


@st.composite
def verbs(draw: st.DrawFn, diagram: Diagram) -> Verb:
    """One random edit of a diagram; new ids are drawn from a few, so that two people often choose the same."""
    ids = st.sampled_from(sorted({*diagram.nodes, *diagram.groups, *diagram.notes, "none"}))
    groups = st.sampled_from([None, *sorted(diagram.groups)])
    one, two, parent = draw(ids), draw(ids), draw(groups)
    new = draw(st.sampled_from(["new-1", "new-2", "new-3"]))
    label = draw(st.sampled_from(["Alpha", "Beta", "Gamma"]))
    x = draw(st.integers(-50, 50)) * 20.0
    edge = draw(st.sampled_from(sorted({*diagram.edges, "none"})))
    return draw(
        st.sampled_from(
            (
                lambda edit: edits.rename(edit, one, label),
                lambda edit: edits.rename(edit, edge, label),
                lambda edit: edits.update(edit, one, technology=label),
                lambda edit: edits.place(edit, {one: Point(x, 0)}, pin=True),
                lambda edit: edits.move(edit, [one, two], x, 0),
                lambda edit: edits.remove(edit, [one]),
                lambda edit: edits.remove(edit, [edge]),
                lambda edit: edits.ungroup(edit, [one]),
                lambda edit: edits.group(edit, [one, two], label, record_id=new),
                lambda edit: edits.set_group(edit, [one], parent),
                lambda edit: edits.connect(edit, one, two),
                lambda edit: edits.reconnect(edit, edge, "target", one),
                lambda edit: edits.collapse(edit, [one]),
                lambda edit: edits.add_node(edit, NodeKind.CACHE, label, Point(x, x), record_id=new, group=parent),
                lambda edit: edits.add_note(edit, label, Point(x, x), record_id=new, group=parent),
                lambda edit: edit.put(Passage(id=new, chapter=Chapter.DATA_FLOW, text=label, element=one)),
                lambda edit: edit.put(replace(diagram.sheet, title=label)),
            )
        )
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Diagram, Diagram]:
    """A diagram and what became of it."""
    base = draw(diagrams().flatmap(evolved))
    return base, draw(evolved(base))


@st.composite
def forks(draw: st.DrawFn) -> tuple[Diagram, Diagram, Diagram]:
    """A diagram and what two people made of it apart from each other."""
    base = draw(diagrams().flatmap(evolved))
    return base, draw(evolved(base)), draw(evolved(base))
