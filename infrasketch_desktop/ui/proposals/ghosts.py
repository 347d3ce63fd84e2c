"""What the canvas shows of a proposal, and where each of its items lies."""

from __future__ import annotations

from collections.abc import Collection

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference
from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.diagram.proposal import Proposal
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note
from infrasketch_desktop.ui.canvas.ghosts import Ghosts

_DRAWN = (Node, Group, Note, Edge)


def ghosts_of(proposal: Proposal, chosen: Collection[str], focus: str | None) -> Ghosts:
    """The chosen items as they would be; what is not chosen is not shown."""
    drawn = [item for item in proposal.items if item.id in chosen and isinstance(item.after or item.before, _DRAWN)]
    return Ghosts(
        added=tuple(item.after for item in drawn if item.before is None and item.after is not None),
        changed={item.id: item.after for item in drawn if item.before is not None and item.after is not None},
        removed=frozenset(item.id for item in drawn if item.after is None),
        focus=focus,
    )


def place_of(item: Difference, proposal: Proposal) -> Rect | None:
    """Where an item lies, of an edge both of its ends; None for what is not drawn."""
    diagram = proposal.target if item.after is not None else proposal.base
    edge = diagram.edges.get(item.id)
    ends = (item.id,) if edge is None else (edge.source, edge.target)
    return union(diagram.bounds(diagram.shown(end)) for end in ends if diagram.placed(end) is not None)


def extent_of(diagram: Diagram) -> Rect | None:
    """What cards and frames cover."""
    return union(diagram.bounds(i) for i in diagram.members(None))
