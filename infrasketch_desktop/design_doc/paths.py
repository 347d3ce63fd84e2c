"""Request paths in the graph: what follows from each entry, told step by step and no step twice."""

from __future__ import annotations

from dataclasses import dataclass

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


def walks(survey: Survey) -> list[Walk]:
    """A walk for each entry that leads anywhere; all of them together tell each step once."""
    graph = _answered(survey)
    leading = {v for v in graph if graph.out_degree(v)}
    told: set[str] = set()
    found: list[Walk] = []
    for entry in survey.entries:
        steps = [graph.edges[arc].get(_STEP) for arc in nx.edge_dfs(graph, entry)]
        walk = _walk(survey, entry, [step for step in steps if step is not None], told & leading)
        visited = {entry, *nx.descendants(graph, entry)}
        told |= visited
        graph.remove_edges_from(list(graph.out_edges(visited)))
        if walk.steps:
            found.append(walk)
    return found


def is_message(survey: Survey, edge: Edge) -> bool:
    """Whether an edge leads into or out of a queue."""
    return NodeKind.QUEUE in (survey.kind(edge.source), survey.kind(edge.target))


def _walk(survey: Survey, entry: str, steps: list[Edge], told: set[str]) -> Walk:
    targets = [step.target for step in steps]
    stores = survey.ordered(n for t in set(targets) for n in survey.nodes_in(t) if survey.kind(n) in STORES)
    return Walk(entry, tuple(steps), tuple(stores), tuple(survey.ordered(t for t in targets if t in told)))


def _answered(survey: Survey) -> nx.DiGraph[str]:
    """Who asks whom. A message ends at its queue; neither events nor copies are waited for.

    What is asked of a group its members answer, and what a group asks its members do: the vertices `>id` and `id>`.
    Stores come before what leads further, so that a walk tells the near things first.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    edges = [e for e in survey.diagram.edges.values() if e.source != e.target and _is_asked(survey, e)]
    callers = {edge.source for edge in edges}
    for group in sorted({end for e in edges for end in (e.source, e.target)} & survey.diagram.groups.keys()):
        for member in survey.nodes_in(group):
            graph.add_edge(group, member)
            graph.add_edge(member, f"{group}>")
    for edge in sorted(edges, key=lambda e: (e.target in callers, survey.place[e.target], e.id)):
        source = f"{edge.source}>" if edge.source in survey.diagram.groups else edge.source
        if not graph.has_edge(source, edge.target):
            graph.add_edge(source, edge.target, **{_STEP: edge})
    graph.add_nodes_from(survey.entries)
    return graph


def _is_asked(survey: Survey, edge: Edge) -> bool:
    if edge.kind is EdgeKind.REPLICATION or survey.kind(edge.source) is NodeKind.QUEUE:
        return False
    if survey.kind(edge.target) is NodeKind.QUEUE:
        return not consumes(edge)
    return edge.kind is not EdgeKind.EVENT
