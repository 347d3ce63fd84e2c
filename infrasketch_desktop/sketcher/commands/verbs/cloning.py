"""More of what is there: second servers, replicas, parts of a whole, and several made one."""

from __future__ import annotations

import re

from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.newcomers import next_label
from infrasketch_desktop.sketcher.commands.noun_phrases import MAX_COUNT, Phrase, parse_phrase, split_list
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.commands.verbs.naming import give_name
from infrasketch_desktop.sketcher.commands.verbs.replacing import absorb
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.parts import APPS

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def add_more(turn: Turn, slots: Slots) -> None:
    """“Another worker”, “a second game server”, “two more workers”: copies with the edges of the original."""
    phrase = parse_phrase(turn.masked.reveal(slots["x"]))
    again = (phrase.indefinite or phrase.number) and turn.referents.find(singular(phrase.core), exact=True)
    if not (phrase.more or again or (phrase.ordinal and not phrase.definite)):
        raise NotThisReadingError
    copies(turn, phrase, phrase.number or 1)


def clone(turn: Turn, slots: Slots) -> None:
    """“Duplicate X”, “clone the workers”."""
    originals = turn.referents.many(slots["x"])
    turn.scene.focus = tuple(copy(turn, node_id) for node_id in originals if node_id in turn.scene.nodes)


def scale(turn: Turn, slots: Slots) -> None:
    """“Scale X (out) to three instances”: copies until there are as many; two when no number is given."""
    original = turn.referents.many(slots["x"])[-1]
    number = _count(slots.get("n") or "two")
    if number is None or original not in turn.scene.nodes:
        raise NotThisReadingError
    turn.scene.focus = tuple(copy(turn, original) for _ in range(min(number, MAX_COUNT) - 1))


def scale_something(turn: Turn, _slots: Slots) -> None:
    """“Scale out”: what was spoken of, or the question what."""
    if not turn.scene.focus:
        labels = tuple(node.label for node in turn.scene.nodes.values() if node.kind in APPS)
        raise UnclearError(tr("What should be scaled out?"), labels[:4])
    turn.scene.focus = tuple(copy(turn, i) for i in turn.scene.focus if i in turn.scene.nodes)


def replicate(turn: Turn, slots: Slots) -> None:
    """“Add a read replica of the database”: a node of the same kind, fed by the original."""
    made: list[str] = []
    for original in turn.referents.many(slots["x"]):
        if original not in turn.scene.nodes:
            raise NotThisReadingError
        made.extend(_replica(turn, original, slots) for _ in range(_count(slots.get("n") or "1") or 1))
    turn.scene.focus = tuple(made)


def split(turn: Turn, slots: Slots) -> None:
    """“Split X into A and B”: the parts take X's place, each with all of X's edges."""
    whole = turn.referents.one(slots["x"])
    parts = split_list(slots["parts"])
    if whole not in turn.scene.nodes or not parts:
        raise NotThisReadingError
    if len(parts) == 1:
        _split_evenly(turn, whole, parts[0][-1])
        return
    made = [turn.scene.focus[0] for part in parts if turn.newcomers.add(part[0])]
    _spread_edges(turn, whole, made)


def merge(turn: Turn, slots: Slots) -> None:
    """“Merge A and B (into C)”: the first takes over all edges and, when one is given, the new name."""
    chosen = turn.referents.many(slots["x"])
    target = slots.get("name")
    existing = turn.referents.find(target, exact=True) if target else ()
    if len(existing) == 1 and existing[0] not in chosen:
        chosen = (existing[0], *chosen)
    kept, *others = [node_id for node_id in chosen if node_id in turn.scene.nodes] or [""]
    if not others:
        raise UnclearError(tr("Which components should become one?"), tuple(turn.scene.label(i) for i in chosen))
    for other in others:
        absorb(turn, kept, other)
    if target and not existing:
        give_name(turn, kept, turn.newcomers.read(parse_phrase(turn.masked.reveal(target)).core).label)


def copies(turn: Turn, phrase: Phrase, number: int) -> tuple[str, ...]:
    """Copies of the node that a phrase without determiner names. Declined when there is none such."""
    found = [i for i in turn.referents.find(phrase.core) if i in turn.scene.nodes]
    if not found:
        raise NotThisReadingError
    if len({turn.scene.nodes[i].kind for i in found}) > 1:
        raise turn.referents.ambiguous(phrase.core, tuple(found))
    turn.scene.focus = tuple(copy(turn, found[-1]) for _ in range(number))
    return turn.scene.focus


def copy(turn: Turn, node_id: str) -> str:
    """One more node like this, numbered, with the same callers and the same things called."""
    scene = turn.scene
    node = scene.nodes[node_id]
    label = next_label(node.label, {other.label.lower() for other in scene.nodes.values()})
    made = scene.add_node(node.kind, label, node.technology, node.group)
    for edge in scene.edges_into(node_id):
        scene.connect(edge.source, made, edge.label, edge.kind)
    for edge in scene.edges_out_of(node_id):
        scene.connect(made, edge.target, edge.label, edge.kind)
    return made


def _replica(turn: Turn, original: str, slots: Slots) -> str:
    node = turn.scene.nodes[original]
    suffix = "standby" if "standby" in slots.get("how", "").lower() else "replica"
    label = f"{node.label} {suffix}"
    taken = {other.label.lower() for other in turn.scene.nodes.values()}
    label = next_label(label, taken) if label.lower() in taken else label
    made = turn.scene.add_node(node.kind, label, node.technology, node.group)
    turn.scene.connect(original, made, kind=EdgeKind.REPLICATION)
    return made


def _split_evenly(turn: Turn, whole: str, part: str) -> None:
    """“Split X into three services”: nothing is named, so the parts are numbered."""
    phrase = parse_phrase(turn.masked.reveal(part))
    if not phrase.number:
        raise UnclearError(tr("Into what should {whole} be split? Name the parts.", whole=turn.scene.label(whole)))
    stem = turn.scene.label(whole)
    kind = turn.scene.nodes[whole].kind
    made = [turn.scene.add_node(kind, f"{stem} {at}") for at in range(1, phrase.number + 1)]
    _spread_edges(turn, whole, made)


def _spread_edges(turn: Turn, whole: str, parts: list[str]) -> None:
    scene = turn.scene
    incoming, outgoing = scene.edges_into(whole), scene.edges_out_of(whole)
    for part in parts:
        for edge in incoming:
            scene.connect(edge.source, part, edge.label, edge.kind)
        for edge in outgoing:
            scene.connect(part, edge.target, edge.label, edge.kind)
        scene.set_group(part, scene.nodes[whole].group)
    scene.remove_node(whole)
    scene.focus = tuple(parts)


def _count(text: str) -> int | None:
    word = text.lower().strip().removesuffix("x").strip()
    if re.fullmatch(r"\d{1,3}", word):
        return int(word)
    return _COUNTS.get(word, 1 if word in {"a", "an", "one", ""} else None)
