"""Add nodes and join them to the rest as the words around them say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.noun_phrases import parse_phrase, split_list
from infrasketch_desktop.sketcher.commands.tails import Tail, split_tail
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.commands.verbs.attaching import TAIL_FORMS, attach
from infrasketch_desktop.sketcher.commands.verbs.cloning import add_more
from infrasketch_desktop.sketcher.inflection import singular

_ITEM = re.compile(
    r"\s*,\s*(?:and\s+|plus\s+|then\s+)?|\s+(?:and|plus|as well as|along with|together with|&)\s+|\s+\+\s+",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:an?|another|one|two|three|four|five|some|several|\d+|new|its own|a second)\b", re.IGNORECASE
)
_SHARED = re.compile(r"(?:shared|common|joint|central)\s+", re.IGNORECASE)
_VERBAL = re.compile(r"(?:which|that|who|to|then|also|is|are|\w+(?:s|ing|ed))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to add: the noun phrase and how it hangs together with the rest, in the order of mention."""

    head: str
    tails: tuple[Tail, ...]


def add(turn: Turn, slots: Slots) -> None:
    """Everything a list names, in order; a tail said once ("… to the API") holds for the items before it as well."""
    items = _shared_tails(_items(turn, slots["rest"]))
    made: list[str] = []
    for item in items:
        turn.scene.focus = tuple(made[-1:]) or turn.scene.focus
        made.extend(_add_item(turn, item))
    turn.scene.focus = tuple(made)


def add_in_order(turn: Turn, slots: Slots) -> None:
    """A list whose members are chained in the order of mention."""
    add(turn, slots)
    for source, target in pairwise(turn.scene.focus):
        turn.scene.connect(source, target)


def give(turn: Turn, slots: Slots) -> None:
    """“Give A a cache”, “A needs its own database”: each owner gets one of its own."""
    owners = turn.referents.many(slots["a"])
    made = [new for (thing, *_) in split_list(slots["b"]) for new in _give(turn, owners, thing)]
    turn.scene.focus = tuple(made)


def _give(turn: Turn, owners: tuple[str, ...], thing: str) -> list[str]:
    phrase = parse_phrase(turn.masked.reveal(thing))
    if phrase.definite or phrase.all:
        raise NotThisReadingError
    if shared := _SHARED.match(phrase.core):
        made = turn.newcomers.add(phrase.core[shared.end() :])
        for new in made:
            attach(turn, new, owners)
        return list(made)
    if len(owners) == 1:
        return _give_one(turn, owners[0], thing)
    kind = turn.newcomers.read(phrase.core).kind
    poor = [owner for owner in owners if not _has_own(turn, owner, kind)]
    return [new for owner in poor for new in _give_one(turn, owner, _owned_name(turn, owner, phrase.core))]


def _give_one(turn: Turn, owner: str, thing: str) -> list[str]:
    made = turn.newcomers.add(thing)
    for new in made:
        attach(turn, new, (owner,))
    return list(made)


def _has_own(turn: Turn, owner: str, kind: NodeKind) -> bool:
    """Whether an owner already uses something of this kind that nobody else uses."""
    scene = turn.scene
    used = [edge.target for edge in scene.edges_out_of(owner) if edge.target in scene.nodes]
    return any(scene.nodes[i].kind is kind and len(scene.edges_into(i)) == 1 for i in used)


def _owned_name(turn: Turn, owner: str, core: str) -> str:
    """The label of one of many: the Orders Service's database is the "Orders database"."""
    pieces = turn.scene.label(owner).split()
    stem = pieces[:-1] if len(pieces) > 1 and pieces[-1].lower() in {"service", "api", "server", "app"} else pieces
    return " ".join((*stem, core))


def _add_item(turn: Turn, item: Item) -> tuple[str, ...]:
    phrase = parse_phrase(turn.masked.reveal(item.head))
    if not item.tails:
        try:
            add_more(turn, {"x": item.head})
        except NotThisReadingError:
            pass
        else:
            return turn.scene.focus
    before = turn.scene.focus
    ids = _existing(turn, item) or turn.newcomers.add(
        _head_text(turn, item, more=phrase.more or phrase.ordinal is not None)
    )
    for tail in item.tails:
        turn.scene.focus = before
        tail.apply(turn, ids)
    return ids


def _head_text(turn: Turn, item: Item, *, more: bool) -> str:
    """The head to make a node from; "another game server behind …" takes the label of the server that is there."""
    if more:
        phrase = parse_phrase(turn.masked.reveal(item.head))
        found = [i for i in turn.referents.find(phrase.core) if i in turn.scene.nodes]
        if found:
            return re.sub(r"\s*\d+$", "", turn.scene.label(found[-1]))
    return item.head


def _existing(turn: Turn, item: Item) -> tuple[str, ...]:
    """“Put the cache behind the API”, “add Kafka after X”: a node of that very name is used, not doubled."""
    phrase = parse_phrase(turn.masked.reveal(item.head))
    if not item.tails or not (phrase.definite or phrase.bare):
        return ()
    found = turn.referents.find(item.head, exact=not phrase.definite)
    return found if len(found) == 1 else ()


def _items(turn: Turn, rest: str) -> list[Item]:
    pieces = [piece for piece in _ITEM.split(rest) if piece.strip()]
    seams = [match.group() for match in _ITEM.finditer(rest)]
    joined: list[str] = []
    for at, piece in enumerate(pieces):
        if joined and _belongs_to_tail(turn, joined[-1], piece):
            joined[-1] += (seams[at - 1] if at - 1 < len(seams) else " and ") + piece
        else:
            joined.append(piece)
    if not joined:
        raise UnclearError(tr("What should be added?"))
    items: list[Item] = []
    for piece in joined:
        bare, lone = split_tail(turn, f"x {piece}", TAIL_FORMS)
        if items and bare == "x" and lone:
            items[-1] = replace(items[-1], tails=(*items[-1].tails, lone))
            continue
        head, tail = split_tail(turn, piece, TAIL_FORMS)
        items.append(Item(head, (tail,) if tail else ()))
    return items


def _belongs_to_tail(turn: Turn, before: str, piece: str) -> bool:
    """Whether a piece behind a comma or "and" continues the tail before it instead of naming another thing to add."""
    _, tail = split_tail(turn, before, TAIL_FORMS)
    if tail is None or tail.form.pair:
        return tail is not None
    if _ANNOUNCED.match(piece) or _begins_tail(turn, piece):
        return False
    first = piece.split(maxsplit=1)[0]
    return bool(_VERBAL.match(first) and turn.is_verb(first)) or _is_drawn(turn, piece)


def _begins_tail(turn: Turn, piece: str) -> bool:
    head, tail = split_tail(turn, f"x {piece}", TAIL_FORMS)
    return head == "x" and tail is not None


def _is_drawn(turn: Turn, piece: str) -> bool:
    try:
        return bool(turn.referents.find(piece)) or bool(turn.referents.find(singular(piece)))
    except UnclearError:
        return True


def _shared_tails(items: Sequence[Item]) -> list[Item]:
    shared: list[Item] = []
    tails: tuple[Tail, ...] = ()
    for item in reversed(items):
        tails = item.tails or tails
        shared.append(item if item.tails else replace(item, tails=tuple(tail for tail in tails if tail.form.shared)))
    return shared[::-1]
