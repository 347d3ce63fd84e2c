"""Verbs for what runs along an edge: what the source does to the target."""

from __future__ import annotations

from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.design_doc.survey import STORES, Survey
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.review.words import consumes

_BY_SOURCE = {
    NodeKind.QUEUE: "deliver{s} to",
    NodeKind.LOAD_BALANCER: "distribute{s} requests to",
    NodeKind.GATEWAY: "route{s} requests to",
    NodeKind.CDN: "fetch{es} from",
    NodeKind.MONITORING: "observe{s}",
}
_BY_TARGET = {
    NodeKind.AUTH: "check{s} identities with",
    NodeKind.MONITORING: "report{s} to",
    NodeKind.DATABASE: "read{s} and write{s}",
    NodeKind.CACHE: "keep{s} copies in",
    NodeKind.STORAGE: "keep{s} files in",
    NodeKind.SEARCH: "search{es}",
    NodeKind.CDN: "load{s} content through",
    NodeKind.LOAD_BALANCER: "send{s} requests to",
    NodeKind.GATEWAY: "send{s} requests to",
}
_WATCHING = (NodeKind.AUTH, NodeKind.MONITORING)


def clause(survey: Survey, edge: Edge) -> str:
    """The edge as “[Gateway] routes requests to [API]: place order”, Markdown without a full stop."""
    ending = {"s": "", "es": ""} if survey.are_many([edge.source]) else {"s": "s", "es": "es"}
    verb = _verb(survey, edge).format(**ending)
    text = f"{survey.link(edge.source)} {verb} {survey.link(edge.target)}"
    label = escaped(edge.label)
    return f"{text}: {label}" if label else text


def _verb(survey: Survey, edge: Edge) -> str:
    """What the source does to the target, with places for the ending of the third person."""
    source, target = survey.kind(edge.source), survey.kind(edge.target)
    if edge.kind is EdgeKind.REPLICATION:
        return "replicate{s} to"
    if target is NodeKind.QUEUE:
        return "take{s} messages from" if consumes(edge) else "publish{es} to"
    by_source = None if source is None or target in _WATCHING else _BY_SOURCE.get(source)
    if by_source is None and edge.kind is EdgeKind.EVENT:
        return "send{s} events to"
    return by_source or _to_target(edge, target)


def _to_target(edge: Edge, target: NodeKind | None) -> str:
    """Plainer where a label says the rest."""
    if target in STORES and edge.label.strip():
        return "use{s}"
    known = None if target is None else _BY_TARGET.get(target)
    return known or ("send{s} data to" if edge.kind is EdgeKind.DATA else "call{s}")
