"""Put something into the path: between two nodes, in front of one, or make a path go through it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.commands.vocabulary import WORDS

_PAIR = 2
_LINE = re.compile(WORDS["LINE"], re.IGNORECASE)
_GATES = frozenset({NodeKind.CDN, NodeKind.GATEWAY, NodeKind.LOAD_BALANCER})


def insert_between(turn: Turn, slots: Slots) -> None:
    """“Put X between A and B”: A → X → B, and no A → B any more. With only slot a it holds both ends."""
    if _LINE.fullmatch(slots["new"]):
        raise NotThisReadingError
    sources, targets = _ends(turn, slots)
    chain = turn.newcomers.existing_or_new(slots["new"])
    place_between(turn, chain, sources, targets)
    turn.scene.focus = chain


def insert_in_front(turn: Turn, slots: Slots) -> None:
    """“Put X in front of Y”: the edges into Y go to X, those out of Y stay."""
    targets = turn.referents.find_all(slots["y"])
    if not targets:
        raise NotThisReadingError
    chain = turn.newcomers.existing_or_new(slots["new"])
    place_in_front(turn, chain, targets)
    turn.scene.focus = chain


def put_behind(turn: Turn, slots: Slots) -> None:
    """“Put X behind Y”: X, which exists, is reached through Y. Declined when X does not exist yet."""
    if slots["y"].lower().strip() in {"it", "them"}:
        raise NotThisReadingError
    targets = turn.referents.find_all(slots["x"])
    if not targets:
        raise NotThisReadingError
    gates = turn.newcomers.existing_or_new(slots["y"])
    if not _is_gate(turn, gates) and not any(turn.scene.edges_into(target) for target in targets):
        for target in targets:
            turn.scene.connect(gates[-1], target)
        return
    place_in_front(turn, gates, targets)


def put_everything_behind(turn: Turn, slots: Slots) -> None:
    """“Put a firewall in front of everything”: the gate stands between the clients and what they call."""
    gates = turn.newcomers.existing_or_new(slots["new"])
    scene = turn.scene
    clients = [i for i, node in scene.nodes.items() if node.kind is NodeKind.CLIENT and i not in gates]
    clients = clients or [i for i in scene.nodes if not scene.edges_into(i) and i not in gates]
    entries = [edge for client in clients for edge in scene.edges_out_of(client) if edge.target not in clients]
    _thread(turn, gates)
    for edge in entries:
        target = edge.target
        scene.move_edge(edge.id, target=gates[0])
        scene.connect(gates[-1], target)


def route_through(turn: Turn, slots: Slots) -> None:
    """“Route A (to B) through C”: A → C → B; without B, everything A calls directly is reached through C."""
    scene = turn.scene
    sources = turn.referents.many(slots["a"])
    named = turn.referents.many(slots["b"]) if slots.get("b") else ()
    through = turn.newcomers.existing_or_new(slots["c"])
    targets = named or tuple(
        dict.fromkeys(e.target for source in sources for e in scene.edges_out_of(source) if e.target not in through)
    )
    if not targets and not any(scene.edge(source, through[0]) for source in sources):
        targets = ()
    place_between(turn, through, sources, targets, only_existing=not named)
    scene.focus = through


def watch(turn: Turn, slots: Slots) -> None:
    """“Monitor Y with X”: X looks at each of Y."""
    targets = turn.referents.many(slots["y"])
    for watcher in turn.newcomers.existing_or_new(slots["new"], lenient=True):
        for target in targets:
            turn.scene.connect(watcher, target)


def place_between(
    turn: Turn, chain: Sequence[str], sources: Sequence[str], targets: Sequence[str], *, only_existing: bool = False
) -> None:
    """Make every path from `sources` to `targets` go along `chain`, keeping the direction a path has now."""
    scene = turn.scene
    _thread(turn, chain)
    for source in sources:
        for target in targets:
            forward, backward = scene.edge(source, target), scene.edge(target, source)
            if backward and not forward and not only_existing:
                scene.move_edge(backward.id, target=chain[0])
                scene.connect(chain[-1], source)
                continue
            if forward:
                scene.move_edge(forward.id, target=chain[0])
            elif only_existing:
                continue
            scene.connect(source, chain[0])
            scene.connect(chain[-1], target)
        if not targets:
            scene.connect(source, chain[0])


def place_in_front(turn: Turn, chain: Sequence[str], targets: Sequence[str]) -> None:
    """Let the edges into `targets` lead to the first of `chain`, and the last of it to every target."""
    scene = turn.scene
    inside = {*chain, *targets}
    _thread(turn, chain)
    for target in targets:
        for edge in scene.edges_into(target):
            if edge.source not in inside:
                scene.move_edge(edge.id, target=chain[0])
        scene.connect(chain[-1], target)


def _thread(turn: Turn, chain: Sequence[str]) -> None:
    for source, target in pairwise(chain):
        turn.scene.connect(source, target)


def _ends(turn: Turn, slots: Slots) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if slots.get("b"):
        return turn.referents.many(slots["a"]), turn.referents.many(slots["b"])
    both = turn.referents.many(slots["a"])
    if len(both) != _PAIR:
        raise UnclearError(tr("Between which two components?"), tuple(turn.scene.label(i) for i in both))
    first, second = both
    return ((second,), (first,)) if turn.scene.edge(second, first) else ((first,), (second,))


def _is_gate(turn: Turn, ids: Sequence[str]) -> bool:
    return any(turn.scene.nodes[i].kind in _GATES for i in ids if i in turn.scene.nodes)
