"""Exchange what a node is: another technology, another kind, another thing altogether."""

from __future__ import annotations

import re

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.newcomers import Newcomer
from infrasketch_desktop.sketcher.commands.noun_phrases import parse_phrase
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.commands.verbs.naming import MAX_WORDS, give_name

_FURTHER = re.compile(r"^(\S.*?)(?:,| and|, and) (\S.*?) (?:with|by|for|to) (\S.*)$", re.IGNORECASE)
_SINGLE = re.compile(r"^(?:an? |one )?(?:single|one|common|shared)\b", re.IGNORECASE)
_CALLED = re.compile(r"^(\S.*?),? (?:called|named) (\S.*)$", re.IGNORECASE)


def replace(turn: Turn, slots: Slots) -> None:
    """“Replace X with Y”: Y takes X's place, id and edges; a Y that exists takes over X's edges and X goes."""
    if (further := _FURTHER.match(slots["y"])) and turn.referents.find(further.group(2)):
        replace(turn, {"x": slots["x"], "y": further.group(1)})
        replace(turn, {"x": further.group(2), "y": further.group(3)})
        return
    replaced = turn.referents.many(slots["x"])
    existing = _existing(turn, slots["y"], replaced)
    if len(replaced) > 1 and _SINGLE.match(slots["y"]) and not existing:
        existing, *replaced_ids = replaced
        turn.newcomers.replace(existing, slots["y"])
        replaced = tuple(replaced_ids)
    for node_id in replaced:
        if node_id not in turn.scene.nodes:
            raise NotThisReadingError
        if existing:
            absorb(turn, existing, node_id)
        else:
            turn.newcomers.replace(node_id, slots["y"])


def replace_like(turn: Turn, slots: Slots) -> None:
    """“Use Y instead”: of the one component that is of Y's kind."""
    new = turn.newcomers.read(parse_phrase(turn.masked.reveal(slots["y"])).core)
    alike = tuple(i for i, node in turn.scene.nodes.items() if node.kind is new.kind)
    if not new.stated or not alike:
        raise NotThisReadingError
    if len(alike) > 1:
        raise UnclearError(tr("What should {new} replace?", new=new.label), tuple(turn.scene.label(i) for i in alike))
    turn.newcomers.replace(alike[0], slots["y"])


def become(turn: Turn, slots: Slots) -> None:
    """“Make X a worker”, “change X to DynamoDB”: a role keeps its label and changes kind or technology."""
    changed = turn.referents.many(slots["x"])
    if named := _CALLED.match(slots["y"]):
        become(turn, {"x": slots["x"], "y": named.group(1)})
        give_name(turn, changed[0], turn.name(named.group(2)))
        return
    phrase = parse_phrase(turn.masked.reveal(slots["y"]))
    new = turn.newcomers.read(phrase.core)
    if phrase.definite or phrase.more or phrase.all:
        raise NotThisReadingError
    for record_id in changed:
        if record_id in turn.scene.groups:
            give_name(turn, record_id, turn.name(slots["y"]))
        else:
            _become(turn, record_id, new, phrase.core)


def become_unmarked(turn: Turn, slots: Slots) -> None:
    """“Make X Y”, where nothing marks the end of X: the longest beginning that names a node is X."""
    pieces = slots["rest"].split()
    for cut in range(min(len(pieces) - 1, MAX_WORDS), 0, -1):
        front = " ".join(pieces[:cut])
        found = turn.referents.find(front)
        if turn.is_form(pieces[cut], "infinitive") and cut + 1 < len(pieces):
            continue
        if len(found) == 1 or (found and turn.referents.means_several(front)):
            become_strictly(turn, {"x": front, "y": " ".join(pieces[cut:])})
            return
    raise NotThisReadingError


def become_strictly(turn: Turn, slots: Slots) -> None:
    """Like `become`, only where the words name a kind or a technology: "X is now a worker"."""
    if not turn.newcomers.read(parse_phrase(turn.masked.reveal(slots["y"])).core).stated:
        raise NotThisReadingError
    become(turn, slots)


def set_technology(turn: Turn, slots: Slots) -> None:
    """“Run X on ECS”, “write the API in Go”: only the technology changes."""
    changed = turn.referents.many(slots["x"])
    phrase = parse_phrase(turn.masked.reveal(slots["y"]))
    technology = turn.newcomers.technology(phrase.core)
    if technology is None:
        raise NotThisReadingError
    for node_id in changed:
        turn.scene.update_node(node_id, technology=technology)


def absorb(turn: Turn, kept: str, gone: str) -> None:
    """Give the edges of one node to another and remove it."""
    scene = turn.scene
    for edge in scene.edges_into(gone):
        scene.move_edge(edge.id, target=kept)
    for edge in scene.edges_out_of(gone):
        scene.move_edge(edge.id, source=kept)
    scene.remove_node(gone)
    scene.focus = (kept,)


def _existing(turn: Turn, text: str, replaced: tuple[str, ...]) -> str | None:
    """The node that Y names when Y is already drawn; "a Redis" is never the Redis that is there."""
    phrase = parse_phrase(turn.masked.reveal(text))
    if not (phrase.definite or phrase.bare):
        return None
    found = turn.referents.find(text, exact=not phrase.definite)
    return found[0] if len(found) == 1 and found[0] in turn.scene.nodes and found[0] not in replaced else None


def _become(turn: Turn, node_id: str, new: Newcomer, core: str) -> None:
    node = turn.scene.nodes[node_id]
    if not new.stated and turn.newcomers.is_material(core):
        turn.scene.update_node(node_id, technology=new.technology)
        return
    if not new.stated:
        give_name(turn, node_id, new.label)
        return
    kind = turn.newcomers.replaced_kind(node.kind, new, core)
    if not new.technology and not turn.newcomers.is_plain_kind(core):
        turn.scene.update_node(node_id, kind=kind, label=new.label)
        return
    label = turn.newcomers.relabelled(node.label, new) if new.technology else None
    technology = new.technology or _kept_technology(node.technology, node.kind, kind)
    turn.scene.update_node(node_id, kind=kind, label=label, technology=technology)


def _kept_technology(technology: str, before: NodeKind, after: NodeKind) -> str | None:
    """A worker that was a FastAPI service may stay Python; a queue that was PostgreSQL is not PostgreSQL any more."""
    return None if before is after or not technology else ""
