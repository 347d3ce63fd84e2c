"""Records in words: what a screen reader says and what lists show."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.language import tr, tr_count

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
            return f"{name_of(record)}, {details_of(diagram, record)}"
        case Note():
            return f"{tr('Note')}: {name_of(record)}"
        case _:
            return details_of(diagram, record)


def details_of(diagram: Diagram, record: Record) -> str:
    """What is to be said of a record beside its name."""
    match record:
        case Node():
            return f"{_kind(record)}: {_degree(diagram, record.id)}"
        case Group():
            members = tr_count("%n member", "%n members", len(diagram.members(record.id)))
            state = ", " + tr("folded") if record.collapsed else ""
            return f"{tr('group')}{state}: {members}"
        case Edge():
            ends = (name_of(r) if (r := diagram.get(i)) else i for i in (record.source, record.target))
            flow = tr("{source} to {target}", **dict(zip(("source", "target"), ends, strict=True)))
            return f"{flow}, {edge_kind_name(record.kind)}" + (f": {record.label}" if record.label else "")
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


def _kind(node: Node) -> str:
    kind = tr(node.kind.display_name)
    kind = kind if kind.isupper() else kind.lower()
    return f"{kind}, {node.technology}" if node.technology else kind


def _degree(diagram: Diagram, node_id: str) -> str:
    touching = [diagram.edges[i] for i in diagram.incident(node_id)]
    return tr(
        "{arriving} in, {leaving} out",
        arriving=sum(edge.target == node_id for edge in touching),
        leaving=sum(edge.source == node_id for edge in touching),
    )
