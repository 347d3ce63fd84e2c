"""Verbs for what runs along an edge: what the source does to the target."""

from __future__ import annotations

from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.design_doc.survey import STORES, Survey
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.review.words import consumes

_BY_SOURCE = {
    NodeKind.QUEUE: "delivers to",
    NodeKind.LOAD_BALANCER: "distributes requests to",
    NodeKind.GATEWAY: "routes requests to",
    NodeKind.CDN: "fetches from",
    NodeKind.MONITORING: "observes",
}
_BY_TARGET = {
    NodeKind.AUTH: "checks identities with",
    NodeKind.MONITORING: "reports to",
    NodeKind.DATABASE: "reads and writes",
    NodeKind.CACHE: "keeps copies in",
    NodeKind.STORAGE: "keeps files in",
    NodeKind.SEARCH: "searches",
    NodeKind.CDN: "loads content through",
    NodeKind.LOAD_BALANCER: "sends requests to",
    NodeKind.GATEWAY: "sends requests to",
}
_BY_EDGE = {EdgeKind.EVENT: "sends events to", EdgeKind.DATA: "exchanges data with"}
_WATCHING = (NodeKind.AUTH, NodeKind.MONITORING)


def verb(survey: Survey, edge: Edge) -> str:
    """What the source does to the target, such as “publishes to”; plainer where a label says the rest."""
    source, target = survey.kind(edge.source), survey.kind(edge.target)
    if edge.kind is EdgeKind.REPLICATION:
        return "replicates to"
    if target is NodeKind.QUEUE:
        return "takes messages from" if consumes(edge) else "publishes to"
    if target in STORES and edge.label.strip() and source is not NodeKind.CDN:
        return "uses"
    by_source = None if source is None or target in _WATCHING else _BY_SOURCE.get(source)
    by_target = None if target is None else _BY_TARGET.get(target)
    return by_source or _BY_EDGE.get(edge.kind if by_target is None else EdgeKind.REQUEST) or by_target or "calls"


def clause(survey: Survey, edge: Edge) -> str:
    """The edge as “[Gateway] routes requests to [API]: place order”, Markdown without a full stop."""
    text = f"{survey.link(edge.source)} {verb(survey, edge)} {survey.link(edge.target)}"
    label = escaped(edge.label)
    return f"{text}: {label}" if label else text
