"""A diagram as D2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.ids import edge_id, slug
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.d2.contexts import RESERVED
from infrasketch_desktop.formats.d2.shapes import COLOURS, LINES, PLAIN_COLOUR, WRITTEN
from infrasketch_desktop.formats.facts import Facts, facts_comment, facts_of
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.unwritten import unwritten

FORM = "D2"
_CARRIED = {Node: ("kind",), Edge: ("kind", "animated"), Note: ("text", "group"), Sheet: ("direction",)}
_HIDDEN = {
    Node: ("technology", "description", "inputs", "outputs", "notes"),
    Group: ("collapsed",),
    Sheet: ("title", "edge_style"),
}
_BLANK = "…"
"""The text of a note that has none: D2 refuses an empty one."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "$": "\\$"}
_SPECIAL = re.compile(r'[\\"\n$]')
_PLAIN_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def write(diagram: Diagram) -> Written:
    """`diagram` as one board in UTF-8: shapes in reading order inside their containers, connections, then classes.

    Kinds are classes. What D2 has no words for goes into comments where our reader finds it (`formats.facts`), and is
    told as a loss.
    """
    lines = [
        f"# {facts_comment({'version': 1, **facts_of(diagram.sheet, *_HIDDEN[Sheet])})}",
        f"direction: {diagram.sheet.direction}",
        *_members(diagram, None, ""),
        *_edges(diagram),
        *_classes(diagram),
    ]
    losses = unwritten(diagram, FORM, carried=_CARRIED, hidden=_HIDDEN)
    return Written(("\n".join(lines) + "\n").encode(), losses)


def _members(diagram: Diagram, group: str | None, indent: str) -> Iterator[str]:
    for record_id in members_in_order(diagram, group):
        record = diagram.placed(record_id)
        if isinstance(record, Group):
            sort = {} if diagram.members(record_id) else {"sort": "group"}
            yield from _told(indent, {**_facts(record, record.label), **sort})
            yield f"{indent}{_key(record_id)}: {_quoted(record.label)} {{"
            yield from _members(diagram, record_id, indent + "  ")
            yield f"{indent}}}"
        elif isinstance(record, Node):
            shape = WRITTEN.get(record.kind)
            look = f"shape: {shape}; class: {record.kind}" if shape else f"class: {record.kind}"
            yield from _told(indent, _facts(record, record.label))
            yield f"{indent}{_key(record_id)}: {_quoted(record.label)} {{{look}}}"
        elif isinstance(record, Note):
            text = clean_label(record.text)
            yield from _told(indent, {"id": record_id, **({} if text.strip() else {"text": text})})
            yield f"{indent}{_key(record_id)}: {_quoted(text if text.strip() else _BLANK)} {{shape: text}}"


def _edges(diagram: Diagram) -> Iterator[str]:
    for edge in sorted(diagram.edges.values(), key=lambda edge: edge.id):
        yield from _told("", {} if edge.id == edge_id(edge.source, edge.target, ()) else {"id": edge.id})
        look = "; ".join(
            ([f"class: {edge.kind}"] if edge.kind is not EdgeKind.REQUEST else [])
            + (["style.animated: true"] if edge.animated else [])
        )
        label = _quoted(edge.label) if clean_label(edge.label) else ""
        behind = " ".join(part for part in (label, f"{{{look}}}" if look else "") if part)
        ends = f"{_path(diagram, edge.source)} -> {_path(diagram, edge.target)}"
        yield f"{ends}: {behind}" if behind else ends


def _classes(diagram: Diagram) -> Iterator[str]:
    nodes = sorted({node.kind for node in diagram.nodes.values()})
    edges = sorted({edge.kind for edge in diagram.edges.values()} - {EdgeKind.REQUEST})
    if nodes or edges:
        yield "classes: {"
        yield from (f'  {kind}: {{style.fill: "{COLOURS.get(kind, PLAIN_COLOUR)}"}}' for kind in nodes)
        yield from (f"  {kind}: {{{LINES[kind]}}}" for kind in edges)
        yield "}"


def _facts(record: Node | Group, label: str) -> Facts:
    named = {} if slug(clean_label(label), "") == record.id else {"id": record.id}
    return {**named, **facts_of(record, *_HIDDEN[type(record)])}


def _told(indent: str, facts: Facts) -> Iterator[str]:
    if facts:
        yield f"{indent}# {facts_comment(facts)}"


def _path(diagram: Diagram, record_id: str) -> str:
    return ".".join(_key(i) for i in (*reversed(diagram.ancestors(record_id)), record_id))


def _key(record_id: str) -> str:
    plain = _PLAIN_KEY.fullmatch(record_id) and record_id not in RESERVED
    return record_id if plain else f'"{record_id}"'


def _quoted(text: str) -> str:
    return f'"{_SPECIAL.sub(lambda found: _ESCAPES[found[0]], clean_label(text))}"'
