"""What runs along an edge as a sentence: what the source does to the target."""

from __future__ import annotations

from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.design_doc.survey import STORES, Survey
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.review.words import consumes

_Forms = tuple[str, str]
"""For a source that is one thing, and for several or one that is called “Workers”."""

_BY_SOURCE: dict[NodeKind, _Forms] = {
    NodeKind.QUEUE: (later("{source} delivers to {target}"), later("{source} deliver to {target}")),
    NodeKind.LOAD_BALANCER: (
        later("{source} distributes requests to {target}"),
        later("{source} distribute requests to {target}"),
    ),
    NodeKind.GATEWAY: (later("{source} routes requests to {target}"), later("{source} route requests to {target}")),
    NodeKind.CDN: (later("{source} fetches from {target}"), later("{source} fetch from {target}")),
    NodeKind.MONITORING: (later("{source} observes {target}"), later("{source} observe {target}")),
}
_REQUESTS = later("{source} sends requests to {target}"), later("{source} send requests to {target}")
_BY_TARGET: dict[NodeKind, _Forms] = {
    NodeKind.AUTH: (
        later("{source} checks identities with {target}"),
        later("{source} check identities with {target}"),
    ),
    NodeKind.MONITORING: (later("{source} reports to {target}"), later("{source} report to {target}")),
    NodeKind.DATABASE: (later("{source} reads and writes {target}"), later("{source} read and write {target}")),
    NodeKind.CACHE: (later("{source} keeps copies in {target}"), later("{source} keep copies in {target}")),
    NodeKind.STORAGE: (later("{source} keeps files in {target}"), later("{source} keep files in {target}")),
    NodeKind.SEARCH: (later("{source} searches {target}"), later("{source} search {target}")),
    NodeKind.CDN: (later("{source} loads content through {target}"), later("{source} load content through {target}")),
    NodeKind.LOAD_BALANCER: _REQUESTS,
    NodeKind.GATEWAY: _REQUESTS,
}
_COPY = later("{source} replicates to {target}"), later("{source} replicate to {target}")
_TAKE = later("{source} takes messages from {target}"), later("{source} take messages from {target}")
_PUBLISH = later("{source} publishes to {target}"), later("{source} publish to {target}")
_TELL = later("{source} sends events to {target}"), later("{source} send events to {target}")
_USE = later("{source} uses {target}"), later("{source} use {target}")
_SEND = later("{source} sends data to {target}"), later("{source} send data to {target}")
_CALL = later("{source} calls {target}"), later("{source} call {target}")
_WATCHING = (NodeKind.AUTH, NodeKind.MONITORING)


def step(survey: Survey, edge: Edge) -> str:
    """The edge as “[Gateway] routes requests to [API]: place order.”, a sentence of Markdown."""
    one, many = _forms(survey, edge)
    form = many if survey.are_many([edge.source]) else one
    said = tr(form, source=survey.link(edge.source), target=survey.link(edge.target))
    label = escaped(edge.label)
    return tr("{step}: {label}.", step=said, label=label) if label else tr("{step}.", step=said)


def _forms(survey: Survey, edge: Edge) -> _Forms:
    """What the source does to the target."""
    source, target = survey.kind(edge.source), survey.kind(edge.target)
    if edge.kind is EdgeKind.REPLICATION:
        return _COPY
    if target is NodeKind.QUEUE:
        return _TAKE if consumes(edge) else _PUBLISH
    by_source = None if source is None or target in _WATCHING else _BY_SOURCE.get(source)
    if by_source is None and edge.kind is EdgeKind.EVENT:
        return _TELL
    return by_source or _to_target(edge, target)


def _to_target(edge: Edge, target: NodeKind | None) -> _Forms:
    """Plainer where a label says the rest."""
    if target in STORES and edge.label.strip():
        return _USE
    known = None if target is None else _BY_TARGET.get(target)
    return known or (_SEND if edge.kind is EdgeKind.DATA else _CALL)
