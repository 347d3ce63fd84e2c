"""Room for what two sides put on the same spot, and lines for what a merge left without one."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Node, Note
from infrasketch_desktop.exchange.placing import MOST_ROUTED, arranged
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.layout.reroute import reroute

CLOSE = 1.0
"""Cards that touch do not lie on each other, in scene units."""


def settled(diagram: Diagram, ours: Diagram, theirs: Diagram) -> Diagram:
    """A merge of two diagrams with room for their newcomers; what is ours, or was placed by hand, stays where it is."""
    covering = _covering(diagram, [i for i in (*diagram.nodes, *diagram.notes) if i not in ours])
    if covering:
        diagram = arranged(diagram, insert_new(diagram, covering))
    return _with_lines(diagram, [i for i in diagram.edges if _had_line(i, ours, theirs)])


def with_room(diagram: Diagram, newer: Diagram) -> Diagram:
    """A comparison with what went beside what is in `newer`, where it would lie on it."""
    gone = _covering(diagram, [i for i in (*diagram.nodes, *diagram.notes) if i not in newer])
    return arranged(diagram, insert_new(diagram, gone)) if gone else diagram


def _covering(diagram: Diagram, ids: Iterable[str]) -> list[str]:
    """Those that were not placed by hand and lie on something that is not among them."""
    loose = {i: record for i in ids if not _is_pinned(record := _card(diagram, i))}
    cards: tuple[Node | Note, ...] = (*diagram.nodes.values(), *diagram.notes.values())
    others = [card.rect for card in cards if card.id not in loose]
    return [i for i, card in loose.items() if any(card.rect.inflated(-CLOSE).intersects(rect) for rect in others)]


def _card(diagram: Diagram, record_id: str) -> Node | Note:
    return diagram.nodes.get(record_id) or diagram.notes[record_id]


def _is_pinned(card: Node | Note) -> bool:
    return isinstance(card, Node) and card.pinned


def _had_line(edge_id: str, ours: Diagram, theirs: Diagram) -> bool:
    return any(edge is not None and edge.route for edge in (ours.edges.get(edge_id), theirs.edges.get(edge_id)))


def _with_lines(diagram: Diagram, edge_ids: Iterable[str]) -> Diagram:
    bare = [i for i in edge_ids if not diagram.edges[i].route and not diagram.edges[i].waypoints]
    if not bare or len(bare) > MOST_ROUTED:
        return diagram
    found = reroute(diagram, bare)
    routes, labels = {i: routed.route for i, routed in found.items()}, {i: routed.label for i, routed in found.items()}
    return arranged(diagram, Arrangement({}, routes, labels))
