"""Statements about the system ("the API also writes to S3"): read like a description, then merged by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.statements import Statement, read_statement
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.inflection import third_person
from infrasketch_desktop.sketcher.parts import Part

_ARROW = re.compile(r"\s*(?:-+>+|=+>+|→|⇒|➜|➔|➡|⟶)\s*")
_BACK_ARROW = re.compile(r"\s*(?:<-+|<=+|←|⇐)\s*")
_LET = re.compile(r"^(?:let|have|make|get|allow|ask|tell|force|enable|cause)\s+(\S.*)$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|them|they)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"^(?:which|that|who|where)\s+(\S.*)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|will|would|should|can|could|may|must|has|have|had|does|do|also|then|both|only)\b", re.IGNORECASE
)
_DANGLING = re.compile(r"\b(?:to|from|with|by|on|in|into|at|of|through|via|for)\s*$", re.IGNORECASE)
_DETOUR = re.compile(r"\s(?:through|via|over)\s", re.IGNORECASE)


def describe(turn: Turn, slots: Slots) -> None:
    """Draw what a statement says: arrows as they stand, sentences as the reader of descriptions sees them."""
    text = slots["text"]
    if _ARROW.search(text) or _BACK_ARROW.search(text):
        _draw_arrows(turn, text)
        return
    _draw(turn, _finite(turn, _without_pronouns(turn, text)))


def describe_new(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    """Draw what a relative clause or participle says about new nodes: "that reads from S3", "fed by Kafka"."""
    subject = " and ".join(turn.scene.label(new) for new in ids)
    statement = _without_pronouns(turn, text)
    if match := _RELATIVE.match(statement):
        sentence = _relative_sentence(turn, subject, match.group(1))
    else:
        sentence = _participle_sentence(turn, subject, statement)
    _draw(turn, sentence)


def transfer(turn: Turn, slots: Slots) -> None:
    """“Send logs from A to B”."""
    sources = turn.referents.many(slots["a"])
    targets = turn.newcomers.existing_or_new(slots["b"], lenient=True)
    for source in sources:
        for target in targets:
            turn.scene.connect(source, target)


def keep(turn: Turn, slots: Slots) -> None:
    """“Store its results in ClickHouse”: whoever was spoken of does it."""
    owners = turn.scene.focus
    if not owners:
        raise NotThisReadingError
    targets = turn.newcomers.existing_or_new(slots["b"], lenient=True)
    for owner in owners:
        for target in targets:
            turn.scene.connect(owner, target)


def _draw(turn: Turn, sentence: str) -> None:
    statement = read_statement(sentence, turn.lexicon, turn.scene.nodes.values())
    if not statement.links:
        raise NotThisReadingError
    known: dict[int, tuple[str, ...]] = {}
    for link in statement.links:
        for part in (link.source, link.target):
            if part.index not in known:
                known[part.index] = _ids(turn, statement, part)
    for link in statement.links:
        for source in known[link.source.index]:
            for target in known[link.target.index]:
                turn.scene.connect(source, target, kind=link.kind)
    turn.scene.focus = known[statement.links[0].source.index]


def _ids(turn: Turn, statement: Statement, part: Part) -> tuple[str, ...]:
    """The nodes that a part of the statement means, made when it is something new."""
    label = f'"{part.label}"'
    exact = turn.referents.find(part.label, exact=True)
    if exact:
        return exact
    announced = statement.is_announced(part.start)
    found = () if announced else turn.referents.find(part.label)
    if len(found) > 1 and not (part.plural or turn.referents.means_several(part.label)):
        raise turn.referents.ambiguous(part.label, found)
    if found:
        return found
    if statement.is_pointed_at(part.start) and part.technology is None:
        raise turn.referents.missing(part.label)
    del label
    technology = part.technology.name if part.technology else ""
    return (turn.scene.add_node(part.kind or NodeKind.SERVICE, part.label[:1].upper() + part.label[1:], technology),)


def _draw_arrows(turn: Turn, text: str) -> None:
    """“orders service -> Kafka -> billing”: a chain, in either direction."""
    backwards = _ARROW.search(text) is None
    pieces = [piece for piece in (_BACK_ARROW if backwards else _ARROW).split(text) if piece.strip()]
    stations = [turn.newcomers.existing_or_new(piece, lenient=True) for piece in pieces]
    if len(stations) == 1:
        raise NotThisReadingError
    for sources, targets in pairwise(stations[::-1] if backwards else stations):
        for source in sources:
            for target in targets:
                turn.scene.connect(source, target)


def _without_pronouns(turn: Turn, text: str) -> str:
    shown = turn.masked.reveal(text)
    if not turn.scene.focus:
        return shown
    meant = " and ".join(turn.scene.label(i) for i in turn.scene.focus)
    return _PRONOUN.sub(lambda _match: meant, shown)


def _finite(turn: Turn, text: str) -> str:
    """“Let the readers hit Drupal” as a statement: “the readers should hit Drupal”."""
    match = _LET.match(text)
    if match is None:
        return text
    words = match.group(1).split()
    for cut in range(1, len(words)):
        if turn.is_form(words[cut], "infinitive") and _is_subject(turn, words[:cut]):
            subject = words[: cut - 1] if words[cut - 1] == "to" else words[:cut]
            return " ".join((*subject, "should", *words[cut:]))
    raise NotThisReadingError


def _is_subject(turn: Turn, words: Sequence[str]) -> bool:
    """Whether the words before a verb name something; "trip service" must not end before its second word."""
    text = " ".join(word for word in words if word != "to")
    return bool(turn.referents.find_all(text)) or len(words) == 1


def _relative_sentence(turn: Turn, subject: str, clause: str) -> str:
    first = clause.split(maxsplit=1)[0]
    if _AUXILIARY.match(clause) or (turn.is_verb(first) and not turn.referents.find(first)):
        return f"{subject} {clause}"
    if _DANGLING.search(clause):
        return f"{clause} {subject}"
    if detour := _DETOUR.search(clause):
        return f"{clause[: detour.start()]} {subject}{clause[detour.start() :]}"
    return f"{clause} {subject}"


def _participle_sentence(turn: Turn, subject: str, clause: str) -> str:
    first, _, rest = clause.removeprefix("to ").partition(" ")
    reading = turn.lexicon.verbs.reading(first.lower())
    if reading is None:
        raise NotThisReadingError
    if turn.is_form(first, "gerund") or clause.startswith("to "):
        return f"{subject} {third_person(reading.base)} {rest}"
    return f"{subject} is {first} {rest}"
