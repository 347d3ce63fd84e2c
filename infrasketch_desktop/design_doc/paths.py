"""Paths in the graph: what follows from each entry, message and event, told step by step and no step twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import networkx as nx

from infrasketch_desktop.design_doc.survey import STORES, Survey
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.review.words import consumes

_STEP = "step"


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps that follow from `entry`, depth first; `stores` are the data stores among their targets.

    `joins` are components from which an earlier walk has told the rest.
    """

    entry: str
    steps: tuple[Edge, ...]
    stores: tuple[str, ...]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flows:
    """Every connection of the diagram, told once; those that join the same two a second time are left out.

    `walks` begin at the entries. `afterwards` is what a consumer of messages or a receiver of events does then.
    `events` are sent without a queue, `copies` are replications, `rest` is what no entry leads to.
    """

    walks: tuple[Walk, ...]
    afterwards: Mapping[str, tuple[Edge, ...]]
    events: tuple[Edge, ...]
    copies: tuple[Edge, ...]
    rest: tuple[Edge, ...]


def flows(survey: Survey) -> Flows:
    """Follow everything that begins somewhere; the same diagram gives the same flows."""
    told = _Telling(survey)
    walks = [walk for entry in survey.entries if (walk := told.walk(entry)).steps]
    edges = _in_order(survey, survey.diagram.edges.values())
    copies = [e for e in edges if e.kind is EdgeKind.REPLICATION]
    events = [e for e in edges if e.kind is EdgeKind.EVENT and not is_message(survey, e)]
    consumers = chain.from_iterable(survey.consumers(queue.id) for queue in survey.of_kind(NodeKind.QUEUE))
    receivers = dict.fromkeys((*consumers, *(event.target for event in events)))
    afterwards = {receiver: told.follow(receiver) for receiver in receivers}
    return Flows(tuple(walks), afterwards, tuple(events), tuple(copies), told.left())


def is_message(survey: Survey, edge: Edge) -> bool:
    """Whether an edge leads into or out of a queue; copies between queues are none."""
    ends = (survey.kind(edge.source), survey.kind(edge.target))
    return NodeKind.QUEUE in ends and edge.kind is not EdgeKind.REPLICATION


class _Telling:
    """Who asks whom, less what has been told. A message ends at its queue; neither events nor copies are waited for.

    What is asked of a group its members answer, and what a group asks its members do: the vertices `id` and `id>`.
    Stores come before what leads further, so that a walk tells the near things first.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._graph: nx.DiGraph[str] = nx.DiGraph()
        self._told: set[str] = set()
        edges = [e for e in survey.diagram.edges.values() if e.source != e.target and _is_asked(survey, e)]
        callers = {edge.source for edge in edges}
        for group in sorted({end for e in edges for end in (e.source, e.target)} & survey.diagram.groups.keys()):
            for member in survey.nodes_in(group):
                self._graph.add_edge(group, member)
                self._graph.add_edge(member, f"{group}>")
        for edge in sorted(edges, key=lambda e: (e.target in callers, survey.place[e.target], e.id)):
            source = f"{edge.source}>" if edge.source in survey.diagram.groups else edge.source
            if not self._graph.has_edge(source, edge.target):
                self._graph.add_edge(source, edge.target, **{_STEP: edge})
        self._leading = {vertex for vertex in self._graph if self._graph.out_degree(vertex)}

    def walk(self, entry: str) -> Walk:
        joined = self._told & self._leading
        steps = self.follow(entry)
        targets = {step.target for step in steps}
        kind = self._survey.kind
        stores = self._survey.ordered(n for t in targets for n in self._survey.nodes_in(t) if kind(n) in STORES)
        return Walk(entry, steps, tuple(stores), tuple(self._survey.ordered(targets & joined)))

    def follow(self, start: str) -> tuple[Edge, ...]:
        """The steps from `start` on that were not told yet; they are now."""
        if start not in self._graph:
            return ()
        arcs = list(nx.edge_dfs(self._graph, start))
        visited = {start, *(target for _, target in arcs)}
        steps = [self._graph.edges[arc][_STEP] for arc in arcs if _STEP in self._graph.edges[arc]]
        self._told |= visited
        self._graph.remove_edges_from(list(self._graph.out_edges(visited)))
        return tuple(steps)

    def left(self) -> tuple[Edge, ...]:
        """What is still untold, in reading order."""
        steps: list[Edge | None] = [arc[_STEP] for _, _, arc in self._graph.edges(data=True) if _STEP in arc]
        return tuple(_in_order(self._survey, (e for e in steps if e and not is_message(self._survey, e))))


def _is_asked(survey: Survey, edge: Edge) -> bool:
    if edge.kind is EdgeKind.REPLICATION or survey.kind(edge.source) is NodeKind.QUEUE:
        return False
    if survey.kind(edge.target) is NodeKind.QUEUE:
        return not consumes(edge)
    return edge.kind is not EdgeKind.EVENT


def _in_order(survey: Survey, edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda e: (survey.place[e.source], survey.place[e.target], e.id))
