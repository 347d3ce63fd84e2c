"""Draw, move, turn, label and cut edges."""

from __future__ import annotations

import re
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.scene import STORES
from infrasketch_desktop.sketcher.commands.turn import Turn

_PAIR = 2
_PRONOUN = re.compile(r"(?:it|them|this|that|these|those)", re.IGNORECASE)
_EDGE_KINDS = (
    ("replica", EdgeKind.REPLICATION),
    ("event", EdgeKind.EVENT),
    ("async", EdgeKind.EVENT),
    ("data", EdgeKind.DATA),
    ("request", EdgeKind.REQUEST),
)


def connect(turn: Turn, slots: Slots) -> None:
    """An edge from each of the first to each of the second; a well-known technology that is missing is added."""
    before = set(turn.scene.nodes)
    sources = turn.newcomers.existing_or_new(slots["a"])
    targets = turn.newcomers.existing_or_new(slots["b"])
    label = turn.name(slots.get("label") or "")
    new = before.isdisjoint(sources) and before.issuperset(targets) and _are_used(turn, sources)
    if new or (_are_stores(turn, sources) and not _are_stores(turn, targets)):
        sources, targets = targets, sources
    drawn = [turn.scene.connect(source, target, label) for source in sources for target in targets]
    if not any(drawn):
        raise UnclearError(tr("What should {source} be connected to?", source=turn.scene.label(sources[0])))
    _focus_edges(turn, [edge for edge in drawn if edge])
    if not _PRONOUN.fullmatch(slots["a"]) and not _PRONOUN.fullmatch(slots["b"]):
        turn.scene.focus = (*sources, *targets)


def connect_in_order(turn: Turn, slots: Slots) -> None:
    """A chain through all that is named: "connect A, B and C in that order", "connect them"."""
    chain = turn.referents.many(slots["x"])
    if len(chain) < _PAIR:
        raise NotThisReadingError
    drawn = [turn.scene.connect(source, target) for source, target in pairwise(chain)]
    _focus_edges(turn, [edge for edge in drawn if edge])


def disconnect(turn: Turn, slots: Slots) -> None:
    """Every edge, in either direction, between the first and the second."""
    for edge in _edges(turn, slots, directed=False):
        turn.scene.remove_edge(edge.id)


def disconnect_directed(turn: Turn, slots: Slots) -> None:
    """The edges from the first to the second; those the other way only when there are no others."""
    for edge in _edges(turn, slots, directed=True):
        turn.scene.remove_edge(edge.id)


def isolate(turn: Turn, slots: Slots) -> None:
    """Every edge of a node."""
    for node_id in turn.referents.many(slots["x"]):
        for edge in (*turn.scene.edges_into(node_id), *turn.scene.edges_out_of(node_id)):
            turn.scene.remove_edge(edge.id)


def remove_all(turn: Turn, _slots: Slots) -> None:
    """Every edge of the diagram."""
    for edge_id in list(turn.scene.edges):
        turn.scene.remove_edge(edge_id)


def draw_from_to(turn: Turn, slots: Slots) -> None:
    """“Draw an arrow from A to B”: in exactly this direction, whatever A and B are."""
    sources = turn.newcomers.existing_or_new(slots["a"])
    targets = turn.newcomers.existing_or_new(slots["b"])
    label = turn.name(slots.get("label") or "")
    drawn = [turn.scene.connect(source, target, label) for source in sources for target in targets]
    _focus_edges(turn, [edge for edge in drawn if edge])


def reverse(turn: Turn, slots: Slots) -> None:
    """Turn the edges between two nodes round."""
    edges = _edges(turn, slots, directed=True)
    if any(turn.scene.edge(edge.target, edge.source) for edge in edges):
        raise UnclearError(tr("There are arrows in both directions. Which one should go?"))
    for edge in edges:
        turn.scene.reverse_edge(edge.id)
    _focus_edges(turn, [edge.id for edge in edges])


def reverse_all(turn: Turn, slots: Slots) -> None:
    """Turn every edge of the diagram round, or every edge of the nodes in slot x."""
    touched = set(turn.referents.many(slots["x"])) if slots.get("x") else set(turn.scene.nodes) | set(turn.scene.groups)
    edges = [edge for edge in turn.scene.edges.values() if touched & {edge.source, edge.target}]
    if not edges:
        raise UnclearError(tr("There is no arrow to turn round. Which one do you mean?"))
    for edge in edges:
        turn.scene.reverse_edge(edge.id)
    _focus_edges(turn, [edge.id for edge in edges])


def exchange(turn: Turn, slots: Slots) -> None:
    """“Swap A and B”: each takes the place of the other; what led to A leads to B and the other way round."""
    one, other = turn.referents.one(slots["a"]), turn.referents.one(slots["b"])
    if one == other or not {one, other} <= set(turn.scene.nodes):
        raise NotThisReadingError
    swapped = {one: other, other: one}
    edges = [edge for edge in turn.scene.edges.values() if {edge.source, edge.target} & {one, other}]
    pairs = {(edge.source, edge.target) for edge in edges}
    moved = False
    for edge in edges:
        ends = swapped.get(edge.source, edge.source), swapped.get(edge.target, edge.target)
        if ends not in pairs:  # what both are connected with stays connected with both
            turn.scene.redirect_edge(edge.id, *ends)
            moved = True
    if not moved:
        turn.scene.notes.append(tr("Both are connected with the same components; swapping them changes nothing."))
    turn.scene.focus = (one, other)


def point_from_to(turn: Turn, slots: Slots) -> None:
    """“The arrow should point from A to B”: the edge between them in exactly this direction."""
    source, target = turn.referents.one(slots["a"]), turn.referents.one(slots["b"])
    if turn.scene.edge(source, target):
        return
    for edge in _between(turn, source, target, directed=False):
        turn.scene.reverse_edge(edge.id)


def retarget(turn: Turn, slots: Slots) -> None:
    """“Make A use B instead of C”: A's edges with C go to B.

    When B is new and nobody else uses C, C is replaced; otherwise B is added beside it.
    """
    scene = turn.scene
    sources = turn.referents.many(slots["a"])
    old = turn.referents.one(slots["c"])
    found = turn.referents.find(slots["b"])
    if not found and {*scene.neighbours(old)} <= set(sources):
        turn.newcomers.replace(old, slots["b"])
        return
    targets = found or turn.newcomers.existing_or_new(slots["b"])
    for source in sources:
        _move_edges(turn, source, old, targets[0])
        for target in targets[1:]:
            scene.connect(source, target)


def hand_over(turn: Turn, slots: Slots) -> None:
    """“Move the cache from A to B”: what A was connected to is connected to B now."""
    scene = turn.scene
    moved, old, new = (turn.referents.one(slots[name]) for name in ("x", "a", "b"))
    if new in scene.groups or old in scene.groups or not scene.edges_between(moved, old):
        raise NotThisReadingError
    for edge in scene.edges_between(moved, old):
        scene.move_edge(edge.id, **({"source": new} if edge.source == old else {"target": new}))


def label(turn: Turn, slots: Slots) -> None:
    """Write what flows on the edge between two nodes."""
    edges = _edges(turn, slots, directed=True)
    for edge in edges:
        turn.scene.update_edge(edge.id, label=turn.name(slots["name"]))
    _focus_edges(turn, [edge.id for edge in edges])


def label_focus(turn: Turn, slots: Slots) -> None:
    """“… and label it 'orders'”: the edges just drawn, else the node just named."""
    ids = [i for i in turn.scene.focus_edges if i in turn.scene.edges]
    if not ids:
        raise UnclearError(tr("Which arrow should carry that label?"))
    for edge_id in ids:
        turn.scene.update_edge(edge_id, label=turn.name(slots["name"]))


def set_edge_kind(turn: Turn, slots: Slots) -> None:
    """Make the edge between two nodes an event, a data flow, a request or a replication."""
    word = slots["kind"].lower()
    kind = next((kind for start, kind in _EDGE_KINDS if start in word), None)
    if kind is None:
        raise NotThisReadingError
    for edge in _edges(turn, slots, directed=True):
        turn.scene.update_edge(edge.id, kind=kind)


def _are_stores(turn: Turn, ids: tuple[str, ...]) -> bool:
    """Whether all are databases and the like, which answer and never call: “connect Redis to the API”."""
    return all(i in turn.scene.nodes and turn.scene.nodes[i].kind in STORES for i in ids)


def _are_used(turn: Turn, ids: tuple[str, ...]) -> bool:
    """Whether new nodes are of a kind that others call: “attach a cache to the API”."""
    return all(turn.scene.nodes[i].kind in {*STORES, NodeKind.QUEUE, NodeKind.EXTERNAL} for i in ids)


def _edges(turn: Turn, slots: Slots, *, directed: bool) -> list[Edge]:
    """The edges between the nodes in slots a and b, the second of which may be missing ("between them")."""
    if slots.get("b"):
        ones, others = turn.referents.many(slots["a"]), turn.referents.many(slots["b"])
    else:
        ones, others = _two(turn, turn.referents.many(slots["a"]))
    found = [edge for one in ones for other in others for edge in _between(turn, one, other, directed=directed)]
    if not found:
        question = tr(
            "There is no arrow between {one} and {other}. Which one do you mean?",
            one=turn.scene.label(ones[0]),
            other=turn.scene.label(others[0]),
        )
        raise UnclearError(question, _lines_at(turn, ones[0]))
    return list({edge.id: edge for edge in found}.values())


def _two(turn: Turn, ids: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if len(ids) != _PAIR:
        raise UnclearError(tr("Between which two components?"), tuple(turn.scene.label(i) for i in ids))
    return ids[:1], ids[1:]


def _between(turn: Turn, one: str, other: str, *, directed: bool) -> list[Edge]:
    forward = [edge for edge in turn.scene.edges.values() if (edge.source, edge.target) == (one, other)]
    if directed and forward:
        return forward
    return turn.scene.edges_between(one, other)


def _lines_at(turn: Turn, record_id: str) -> tuple[str, ...]:
    scene = turn.scene
    lines = (*scene.edges_out_of(record_id), *scene.edges_into(record_id))
    return tuple(f"{scene.label(edge.source)} → {scene.label(edge.target)}" for edge in lines)[:4]


def _move_edges(turn: Turn, source: str, old: str, new: str) -> None:
    edges = turn.scene.edges_between(source, old)
    for edge in edges:
        turn.scene.move_edge(edge.id, **({"target": new} if edge.target == old else {"source": new}))
    if not edges:
        turn.scene.connect(source, new)


def _focus_edges(turn: Turn, ids: list[str]) -> None:
    turn.scene.focus_edges = tuple(ids)
