"""What every text form has to bring back: nodes, labels, edges, groups; and a loss for whatever else is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import MISSING, fields

from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.table import Format
from infrasketch_desktop.technology import Catalog
from tests.formats.round_trips import applied, full_diagrams, read_back, texts

_WORDS = {
    (Node, "kind"): "kind",
    (Node, "technology"): "technolog",
    (Node, "description"): "description",
    (Node, "inputs"): "inputs",
    (Node, "outputs"): "outputs",
    (Node, "notes"): "notes",
    (Node, "origin"): "of reading",
    (Node, "x"): "place",
    (Node, "y"): "place",
    (Node, "width"): "size",
    (Node, "height"): "size",
    (Node, "pinned"): "pin",
    (Node, "locked"): "lock",
    (Node, "z"): "stacking",
    (Group, "collapsed"): "collapsed",
    (Group, "locked"): "lock",
    (Group, "x"): "place",
    (Group, "y"): "place",
    (Group, "z"): "stacking",
    (Edge, "kind"): "kind",
    (Edge, "animated"): "animation",
    (Edge, "waypoints"): "course",
    (Edge, "route"): "course",
    (Edge, "label_at"): "of the label",
    (Edge, "label_pinned"): "of the label",
    (Note, "text"): "text",
    (Note, "x"): "place",
    (Note, "y"): "place",
    (Note, "width"): "size",
    (Note, "height"): "size",
    (Note, "group"): "group",
    (Note, "locked"): "lock",
    (Note, "z"): "stacking",
    (Sheet, "title"): "title",
    (Sheet, "direction"): "direction",
    (Sheet, "edge_style"): "style of edges",
}
_ALSO = {"place": "places", "of the label": "of labels", "style of edges": "styles of edges"}


@st.composite
def connected_diagrams(draw: st.DrawFn) -> Diagram:
    """Full diagrams with edges that begin or end at groups as well, and more than one between the same ends."""
    diagram = draw(full_diagrams())
    records: list[Record] = list(diagram)
    ends = [*diagram.groups, *diagram.nodes]
    for number in range(draw(st.integers(0, 4))):
        source, target = draw(st.sampled_from(ends)), draw(st.sampled_from(ends))
        kind = draw(st.sampled_from(EdgeKind))
        edge = Edge(id=f"more-{number}", source=source, target=target, label=draw(texts), kind=kind)
        try:
            diagram = build_diagram([*records, edge])
        except DiagramError:  # a group and its own member
            continue
        records.append(edge)
    return diagram


def check_round_trip(form: Format, diagram: Diagram, catalog: Catalog) -> None:
    """Write, read, compare: what is gone has to stand in the losses."""
    written = form.write(diagram)
    assert form.write(diagram.copy()).content == written.content
    back = applied(read_back(form, written.content, catalog))
    assert _frame(back) == _frame(diagram)
    told = " | ".join(loss.what for loss in written.losses)
    for record in diagram:
        for missing in _missing(record, back):
            assert missing in told or _ALSO.get(missing, missing) in told, (record, missing, told)


def _frame(diagram: Diagram) -> tuple[dict, dict, Counter]:
    nodes = {n.id: (clean_label(n.label), n.group) for n in diagram.nodes.values()}
    groups = {g.id: (clean_label(g.label), g.group) for g in diagram.groups.values()}
    edges = Counter((e.source, e.target, clean_label(e.label)) for e in diagram.edges.values())
    return nodes, groups, edges


def _missing(record: Record, back: Diagram) -> set[str]:
    """The words of the fields that were set and did not come back."""
    if isinstance(record, Passage):
        return {"passage"}
    found = back.get(record.id)
    return {
        _WORDS[type(record), field.name]
        for field in fields(record)
        if (type(record), field.name) in _WORDS
        and (field.default is MISSING or getattr(record, field.name) != field.default)
        and (found is None or _plain(getattr(record, field.name)) != _plain(getattr(found, field.name)))
    }


def _plain(value: object) -> object:
    if isinstance(value, str):
        return clean_label(value)
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
