"""From the edges of a diagram to the links between parts, and what of them becomes no code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from infrasketch_desktop.codegen.planning.naming import natural_key
from infrasketch_desktop.codegen.planning.roles import Meeting, meeting
from infrasketch_desktop.codegen.project import LIBRARIES, SQL, Link, Part, Role, Use
from infrasketch_desktop.codegen.said import Remark, Said, remark
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import later

MOST_PAIRS = 24
"""Of links that one edge between groups becomes."""

MOST_MEMBERS = 60
"""Of a group, that are looked at when an edge ends at it."""

_MOST_WORDS = 500
_PROXY = later("{source} → {target}: the proxy is for HTTP alone, so that what calls it reaches the store itself.")


@dataclass(frozen=True, slots=True)
class Joined:
    """The links, sorted by source, target and use, and remarks on edges that became none."""

    links: tuple[Link, ...]
    remarks: tuple[Remark, ...]


def join(diagram: Diagram, parts: Mapping[str, Part]) -> Joined:
    """The links of a diagram between `parts`, which are found by node id; none of them waits or not yet."""
    joiner = _Joiner(diagram, parts)
    for edge in sorted(diagram.edges.values(), key=lambda edge: natural_key(edge.id)):
        joiner.add(edge)
    joiner.pass_through()
    links = sorted(_with_consumers(joiner.links, parts), key=lambda link: (link.source, link.target, link.use.value))
    return Joined(tuple(links), tuple(joiner.remarks))


class _Joiner:
    def __init__(self, diagram: Diagram, parts: Mapping[str, Part]) -> None:
        self._diagram = diagram
        self._parts = parts
        self._links: dict[tuple[str, str, Use], Link] = {}
        self._members: dict[str, tuple[Part, ...]] = {}
        self._passed: list[tuple[Edge, Part, Part]] = []
        self.remarks: list[Remark] = []

    @property
    def links(self) -> Sequence[Link]:
        return tuple(self._links.values())

    def add(self, edge: Edge) -> None:
        """Join what an edge joins; an end that is a group stands for those of its members that fit."""
        if edge.source == edge.target:
            self._remark(edge, later("{source} → {target}: it leads back to where it begins."))
            return
        sources, targets = self._ends(edge.source), self._ends(edge.target)
        pairs = list(islice(self._fitting(edge, sources, targets), MOST_PAIRS + 1))
        passed = [] if pairs else [(edge, one, other) for one in sources for other in targets if _passes(one, other)]
        self._passed += passed[:MOST_PAIRS]
        if not pairs and not passed:
            self._remark(edge, _why(sources, targets))
        if len(pairs) > MOST_PAIRS:
            why = later("{source} → {target}: it joins groups in more than {most} ways; the first {most} became code.")
            self._remark(edge, why, most=str(MOST_PAIRS))
        for source, target, found in pairs[:MOST_PAIRS]:
            self._join(edge, *((target, source) if found.is_turned else (source, target)), found.use)

    def pass_through(self) -> None:
        """Join those who call a proxy to the stores behind it: our proxies speak HTTP, which no store does."""
        callers: dict[str, list[Link]] = {}
        for link in self._links.values():
            if link.use is Use.CALLS:
                callers.setdefault(link.target, []).append(link)
        routing = {link.source for link in self._links.values() if link.use is Use.ROUTES}
        for edge, proxy, store in self._passed:
            self._remark(edge, _PROXY)
            for call in callers.get(proxy.id, ())[:MOST_PAIRS]:
                found = meeting(self._parts[call.source].role, store.role, edge.kind, edge.label[:_MOST_WORDS])
                if found is not None:
                    self._join(edge, self._parts[call.source], store, found.use)
                if proxy.id not in routing:
                    self._links.pop((call.source, proxy.id, Use.CALLS), None)

    def _ends(self, record_id: str) -> tuple[Part, ...]:
        if record_id in self._parts:
            return (self._parts[record_id],)
        known = self._members.get(record_id)
        if known is None:
            inside = self._diagram.descendants(record_id) if record_id in self._diagram.groups else ()
            parts = (self._parts[member] for member in inside if member in self._parts)
            known = self._members[record_id] = tuple(islice(parts, MOST_MEMBERS))
        return known

    def _fitting(
        self, edge: Edge, sources: Sequence[Part], targets: Sequence[Part]
    ) -> Iterator[tuple[Part, Part, Meeting]]:
        words = edge.label[:_MOST_WORDS]
        for source, target in product(self._outgoing(edge, sources), self._incoming(edge, targets)):
            found = meeting(source.role, target.role, edge.kind, words) if source is not target else None
            if found is not None and found.use is Use.REPLICATES:
                found = _replication(source, target, found)
            if found is not None:
                yield source, target, found

    def _outgoing(self, edge: Edge, sources: Sequence[Part]) -> Sequence[Part]:
        """Of a group, the programs where it has some: its databases do not call anybody."""
        if edge.source in self._parts:
            return sources
        return [part for part in sources if part.role not in LIBRARIES] or sources

    def _incoming(self, edge: Edge, targets: Sequence[Part]) -> Sequence[Part]:
        """Of a group, the programs that nobody inside it calls, where it has some: those are its entrances."""
        if edge.target in self._parts:
            return targets
        programs = [part for part in targets if part.role not in LIBRARIES]
        inside = {part.id for part in targets}
        return [part for part in programs if not self._is_called_from(part, inside)] or programs or targets

    def _is_called_from(self, part: Part, inside: set[str]) -> bool:
        edges = (self._diagram.edges[edge] for edge in self._diagram.incident(part.id))
        return any(edge.target == part.id and edge.source in inside - {part.id} for edge in edges)

    def _join(self, edge: Edge, source: Part, target: Part, use: Use) -> None:
        key = (source.id, target.id, use)
        known = self._links.get(key)
        if known is None:
            self._links[key] = Link(
                source=source.id,
                target=target.id,
                use=use,
                variable=f"{target.prefix}_URL",
                label=Said(edge.label),
                edges=(edge.id,),
            )
        elif edge.id not in known.edges:
            self._links[key] = replace(known, label=known.label or Said(edge.label), edges=(*known.edges, edge.id))

    def _remark(self, edge: Edge, why: str, **values: str) -> None:
        ends = (self._diagram.placed(end) for end in (edge.source, edge.target))
        source, target = (Said(getattr(end, "label", "")).short(60) or "?" for end in ends)
        self.remarks.append(remark(why, frozenset(), source=source, target=target, **values))


def _replication(source: Part, target: Part, found: Meeting) -> Meeting | None:
    """Only SQL servers of one engine have replicas; a node that is called a replica is the one."""
    if source.engine is not target.engine or source.engine not in SQL:
        return None
    named = [_is_replica(source), _is_replica(target)]
    return replace(found, is_turned=named[1]) if named[0] != named[1] else found


def _passes(source: Part, target: Part) -> bool:
    return source.role is Role.GATEWAY and target.role in LIBRARIES


def _is_replica(part: Part) -> bool:
    words = part.label.line.lower()
    return any(word in words for word in ("replica", "standby", "secondary", "follower", "mirror", "read-only"))


def _with_consumers(links: Sequence[Link], parts: Mapping[str, Part]) -> Iterator[Link]:
    """An unlabelled edge from a worker to a queue that others fill and nobody empties: the worker empties it."""
    emptied = {link.target for link in links if link.use is Use.CONSUMES}
    filled = {link.target for link in links if link.use is Use.PUBLISHES and parts[link.source].role is not Role.WORKER}
    for link in links:
        is_worker = link.use is Use.PUBLISHES and parts[link.source].role is Role.WORKER and not link.label
        turned = is_worker and link.target in filled and link.target not in emptied
        yield replace(link, use=Use.CONSUMES) if turned else link


def _why(sources: Sequence[Part], targets: Sequence[Part]) -> str:
    if not sources or not targets:
        return later("{source} → {target}: a group without nodes has no code.")
    roles = {part.role for part in (*sources, *targets)}
    if roles <= LIBRARIES:
        return later(
            "{source} → {target}: stores do not talk to each other; a worker between them would carry the data."
        )
    if Role.WORKER in {part.role for part in targets}:
        return later("{source} → {target}: a worker answers no requests; a queue between them would bring it work.")
    if Role.WEB in roles:
        return later("{source} → {target}: what runs at the user's side reaches a store only through a service.")
    return later("{source} → {target}: no code joins these two.")
