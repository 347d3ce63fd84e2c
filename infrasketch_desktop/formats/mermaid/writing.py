"""A diagram as a Mermaid flowchart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.ids import edge_id, slug
from infrasketch_desktop.diagram.kinds import Direction, EdgeKind
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.facts import Facts, facts_comment, facts_of
from infrasketch_desktop.formats.mermaid.labels import encode
from infrasketch_desktop.formats.mermaid.shapes import COLOURS, WRITTEN
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.unwritten import unwritten

FORM = "Mermaid"
_ARROWS = {EdgeKind.REQUEST: "-->", EdgeKind.DATA: "==>", EdgeKind.EVENT: "-.->", EdgeKind.REPLICATION: "--o"}
_RESERVED = frozenset(
    {
        "end", "graph", "flowchart", "subgraph", "direction", "default", "style", "linkstyle", "interpolate",
        "classdef", "class", "click", "call", "href", "acctitle", "accdescr", "constructor", "prototype",
    }
)  # fmt: skip
"""Words that Mermaid reads as its own, and names that its tables of JavaScript objects know already."""
_CARRIED = {
    Node: ("kind",),
    Edge: ("kind", "animated"),
    Note: ("text", "group"),
    Sheet: ("title", "direction"),
}
_HIDDEN = {
    Node: ("technology", "description", "inputs", "outputs", "notes"),
    Group: ("collapsed",),
    Sheet: ("edge_style",),
}


def write(diagram: Diagram) -> Written:
    """`diagram` as one flowchart in UTF-8: nodes in reading order inside their subgraphs, then edges, then colours.

    What Mermaid has no words for goes into comments where our reader finds it (`formats.facts`), and is told as a loss.
    """
    lines = [
        *_front_matter(diagram.sheet),
        f"%% {facts_comment({'version': 1, **facts_of(diagram.sheet, *_HIDDEN[Sheet])})}",
        f"flowchart {'LR' if diagram.sheet.direction is Direction.RIGHT else 'TB'}",
        *_members(diagram, None, "  "),
        *_edges(diagram),
        *_colours(diagram),
    ]
    losses = unwritten(diagram, FORM, carried=_CARRIED, hidden=_HIDDEN)
    return Written(("\n".join(lines) + "\n").encode(), losses)


def _front_matter(sheet: Sheet) -> list[str]:
    title = clean_label(sheet.title)
    return ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---"] if title else []


def _members(diagram: Diagram, group: str | None, indent: str) -> Iterator[str]:
    for record_id in members_in_order(diagram, group):
        record = diagram.placed(record_id)
        if isinstance(record, Group):
            yield from _told(indent, _facts(record, record.label))
            yield f'{indent}subgraph {_name(record.id)} ["{_label(record.label)}"]'
            yield from _members(diagram, record.id, indent + "  ")
            yield f"{indent}end"
        elif isinstance(record, Node):
            opening, closing = WRITTEN.get(record.kind, ("[", "]"))
            yield from _told(indent, _facts(record, record.label))
            yield f'{indent}{_name(record.id)}{opening}"{_label(record.label)}"{closing}:::{record.kind}'
        elif isinstance(record, Note):
            yield from _told(indent, {"id": record.id})
            yield f'{indent}{_name(record.id)}@{{ shape: brace, label: "{_label(record.text)}" }}'


def _edges(diagram: Diagram) -> Iterator[str]:
    animated: list[str] = []
    for number, edge in enumerate(sorted(diagram.edges.values(), key=lambda edge: edge.id)):
        yield from _told("  ", {} if edge.id == edge_id(edge.source, edge.target, ()) else {"id": edge.id})
        arrow = _ARROWS[edge.kind]
        if edge.animated:
            animated.append(f"E{number}")
            arrow = f"E{number}@{arrow}"
        label = f'|"{_label(edge.label)}"|' if clean_label(edge.label) else ""
        yield f"  {_name(edge.source)} {arrow}{label} {_name(edge.target)}"
    for name in animated:
        yield f"  {name}@{{ animate: true }}"


def _colours(diagram: Diagram) -> Iterable[str]:
    for kind in sorted({node.kind for node in diagram.nodes.values()}):
        fill, stroke = COLOURS[kind]
        yield f"  classDef {kind} fill:{fill},stroke:{stroke},color:#1c1917"


def _facts(record: Node | Group, label: str) -> Facts:
    named = {} if slug(clean_label(label), "") == record.id else {"id": record.id}
    return {**named, **facts_of(record, *_HIDDEN[type(record)])}


def _told(indent: str, facts: Facts) -> Iterator[str]:
    if facts:
        yield f"{indent}%% {facts_comment(facts)}"


def _name(record_id: str) -> str:
    """An id that Mermaid reads as one word: our ids know neither capitals nor underscores, so it stays unique."""
    return f"N_{record_id}".replace("-", "_") if record_id in _RESERVED else record_id.replace("-", "_")


def _label(text: str) -> str:
    return encode(clean_label(text))
