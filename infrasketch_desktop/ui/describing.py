"""Records in words: what a screen reader says and what lists show."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.language import listed, tr, tr_count
from infrasketch_desktop.ui.numbers import number

_SHOWN = 40


def name_of(record: Record) -> str:
    """What a record is called in a list: its label, the start of a note, or its id when it has none."""
    match record:
        case Note():
            text = " ".join(record.text.split())
            return (text[:_SHOWN] + "…" if len(text) > _SHOWN else text) or record.id
        case Sheet():
            return record.title or tr("Untitled")
        case Passage():
            return record.title or record.element or record.id
        case _:
            return record.label or record.id


def description_of(diagram: Diagram, record: Record) -> str:
    """One sentence for a screen reader, such as “API Gateway, gateway: 2 in, 3 out”."""
    match record:
        case Node() | Group():
            return tr("{name}, {details}", name=name_of(record), details=details_of(diagram, record))
        case Note():
            return tr("Note: {text}", text=name_of(record))
        case _:
            return details_of(diagram, record)


def details_of(diagram: Diagram, record: Record) -> str:
    """What is to be said of a record beside its name."""
    match record:
        case Node():
            return _node_details(diagram, record)
        case Group():
            members = tr_count("%n member", "%n members", len(diagram.members(record.id)))
            folded = tr("group, folded: {members}", members=members)
            return folded if record.collapsed else tr("group: {members}", members=members)
        case Edge():
            return _edge_details(diagram, record)
        case Note():
            return tr("Note")
        case Passage():
            return tr("Text of the design document")
        case Sheet():
            return tr("This sheet")


def edge_kind_name(kind: EdgeKind) -> str:
    match kind:
        case EdgeKind.REQUEST:
            return tr("Request")
        case EdgeKind.DATA:
            return tr("Data")
        case EdgeKind.EVENT:
            return tr("Event")
        case EdgeKind.REPLICATION:
            return tr("Replication")


def _flow_kind(kind: EdgeKind) -> str:
    """As `edge_kind_name`, within a sentence."""
    match kind:
        case EdgeKind.REQUEST:
            return tr("request")
        case EdgeKind.DATA:
            return tr("data")
        case EdgeKind.EVENT:
            return tr("event")
        case EdgeKind.REPLICATION:
            return tr("replication")


def _node_details(diagram: Diagram, node: Node) -> str:
    kind = tr(node.kind.display_name if node.kind.display_name.isupper() else node.kind.noun)
    touching = [diagram.edges[i] for i in diagram.incident(node.id)]
    return tr(
        "{kind}: {arriving} in, {leaving} out",
        kind=listed((kind, node.technology)) if node.technology else kind,
        arriving=number(sum(edge.target == node.id for edge in touching)),
        leaving=number(sum(edge.source == node.id for edge in touching)),
    )


def _edge_details(diagram: Diagram, edge: Edge) -> str:
    source, target = (name_of(r) if (r := diagram.get(i)) else i for i in (edge.source, edge.target))
    kind = _flow_kind(edge.kind)
    if not edge.label:
        return tr("{source} to {target}, {kind}", source=source, target=target, kind=kind)
    return tr("{source} to {target}, {kind}: {label}", source=source, target=target, kind=kind, label=edge.label)
