"""Take nodes, groups and edges away."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.turn import Turn


def remove_named(turn: Turn, slots: Slots) -> None:
    """The nodes of a list. A group goes with everything in it."""
    _remove(turn, turn.referents.many(slots["x"]))


def remove_related(turn: Turn, slots: Slots) -> None:
    """Everything whose name mentions a subject, and what only those were connected to."""
    chosen = set(turn.referents.mentioning(slots["x"]))
    scene = turn.scene
    for node_id in list(scene.nodes):
        around = set(scene.neighbours(node_id))
        if around and around <= chosen:
            chosen.add(node_id)
    _remove(turn, tuple(i for i in scene.nodes if i in chosen))


def remove_with_dependents(turn: Turn, slots: Slots) -> None:
    """A node and everything that can be reached only through it."""
    start = turn.referents.one(slots["x"])
    below = _reachable(turn, [start])
    held = _reachable(turn, [i for i in turn.scene.nodes if i not in below], without=start)
    _remove(turn, tuple(i for i in turn.scene.nodes if i in below - held))


def remove_with_users(turn: Turn, slots: Slots) -> None:
    """A node and whatever has nothing else to call."""
    scene = turn.scene
    chosen = set(turn.referents.many(slots["x"]))
    while True:
        more = {
            i
            for i in scene.nodes
            if i not in chosen and (called := {e.target for e in scene.edges_out_of(i)}) and called <= chosen
        }
        if not more:
            break
        chosen |= more
    _remove(turn, tuple(i for i in scene.nodes if i in chosen))


def remove_below(turn: Turn, slots: Slots) -> None:
    """Everything that can be reached only through a node, but not the node."""
    start = turn.referents.one(slots["x"])
    below = _reachable(turn, [start])
    held = _reachable(turn, [i for i in turn.scene.nodes if i not in below], without=start)
    _remove(turn, tuple(i for i in turn.scene.nodes if i in below - held - {start}))


def remove_but(turn: Turn, slots: Slots) -> None:
    """“Drop X but keep its database”."""
    chosen = turn.referents.many(slots["x"])
    kept = set(turn.referents.many(slots["y"]))
    _remove(turn, tuple(i for i in chosen if i not in kept))


def remove_loose(turn: Turn, _slots: Slots) -> None:
    """Every node that nothing is connected to."""
    loose = tuple(i for i in turn.scene.nodes if not any(turn.scene.neighbours(i)))
    if not loose:
        raise UnclearError(tr("Every component is connected. Which one should go?"))
    _remove(turn, loose)


def keep_only(turn: Turn, slots: Slots) -> None:
    """Everything but the named nodes goes."""
    kept = set(turn.referents.many(slots["x"]))
    for group_id in [i for i in kept if i in turn.scene.groups]:
        kept.update(turn.scene.nodes_inside(group_id))
    _remove(turn, tuple(i for i in turn.scene.nodes if i not in kept))


def clear(turn: Turn, _slots: Slots) -> None:
    """Every node and group."""
    _remove(turn, (*turn.scene.nodes, *turn.scene.groups))


def remove_from(turn: Turn, slots: Slots) -> None:
    """“Remove X from Y”: out of a group, or the edges between two nodes."""
    owners = turn.referents.many(slots["y"])
    things = turn.referents.many(slots["x"])
    for owner in owners:
        for thing in things:
            _separate(turn, thing, owner)


def bypass(turn: Turn, slots: Slots) -> None:
    """Take a node out and join each of its callers with each thing it called."""
    for node_id in turn.referents.many(slots["x"]):
        callers = [edge.source for edge in turn.scene.edges_into(node_id)]
        called = [edge.target for edge in turn.scene.edges_out_of(node_id)]
        _remove(turn, (node_id,))
        for source in callers:
            for target in called:
                turn.scene.connect(source, target)


def bypass_for(turn: Turn, slots: Slots) -> None:
    """“Let A bypass X”: A calls what X called, or what is named, and X no more."""
    scene = turn.scene
    skipped = turn.referents.one(slots["x"])
    for caller in turn.referents.many(slots["a"]):
        edge = scene.edge(caller, skipped)
        if edge is None:
            raise UnclearError(
                tr(
                    "{caller} does not call {skipped}. Who should bypass it?",
                    caller=scene.label(caller),
                    skipped=scene.label(skipped),
                )
            )
        scene.remove_edge(edge.id)
        targets = turn.referents.many(slots["b"]) if slots.get("b") else ()
        for target in targets or tuple(edge.target for edge in scene.edges_out_of(skipped)):
            scene.connect(caller, target)


def _separate(turn: Turn, thing: str, owner: str) -> None:
    scene = turn.scene
    if owner in scene.groups:
        if thing not in scene.nodes_inside(owner) and thing not in scene.members(owner):
            raise UnclearError(
                tr(
                    "{thing} is not in {owner}. What should leave it?",
                    thing=scene.label(thing),
                    owner=scene.label(owner),
                )
            )
        scene.set_group(thing, scene.groups[owner].group)
        return
    edges = scene.edges_between(thing, owner)
    if not edges:
        raise NotThisReadingError
    for edge in edges:
        scene.remove_edge(edge.id)


def _remove(turn: Turn, ids: tuple[str, ...]) -> None:
    scene = turn.scene
    for record_id in ids:
        if record_id in scene.groups:
            for inner in scene.nodes_inside(record_id):
                scene.remove_node(inner)
            for frame in scene.frames_inside(record_id):
                scene.remove_group(frame)
        elif record_id in scene.nodes:
            scene.remove_node(record_id)


def _reachable(turn: Turn, starts: list[str], without: str | None = None) -> set[str]:
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        current = waiting.pop()
        if current in found or current == without:
            continue
        found.add(current)
        waiting.extend(edge.target for edge in turn.scene.edges_out_of(current))
    return found
