"""Joins layout and diagram: arrangements as new states of a diagram, and places for what is new in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.layout.arrangement import Arrangement, apply_arrangement
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.layout.reroute import reroute

MOST_ROUTED = 400
"""Edges that get lines around what is in their way at once; more are drawn as plain elbows until the next layout."""


def arranged(diagram: Diagram, arrangement: Arrangement) -> Diagram:
    """`diagram` as `arrangement` has it; the diagram itself stays as it is."""
    if not arrangement:
        return diagram
    document = Document(diagram)
    with document.edit("Arrange") as edit:
        apply_arrangement(edit, arrangement)
    return document.snapshot()


Insert = Callable[[Diagram, Sequence[str]], Arrangement]
"""Finds places for these nodes and notes of a diagram, as `insert_new` does."""


def with_new_placed(before: Diagram, after: Diagram, insert: Insert = insert_new) -> Diagram:
    """`after` with places for the nodes and notes that `before` does not have; nothing else moves.

    Edges that lost their line or now have something on it get a new one.
    """
    return arranged(after, insert(after, [i for i in (*after.nodes, *after.notes) if i not in before]))


def routed_anew(diagram: Diagram, edge_ids: Iterable[str]) -> Arrangement:
    """Lines for those of the edges that have none; nothing else changes."""
    edges = (diagram.edges[edge_id] for edge_id in edge_ids)
    bare = [edge.id for edge in edges if not edge.route and not edge.waypoints]
    found = reroute(diagram, bare) if len(bare) <= MOST_ROUTED else {}
    routes = {edge_id: routed.route for edge_id, routed in found.items()}
    return Arrangement({}, routes, {edge_id: routed.label for edge_id, routed in found.items()})
