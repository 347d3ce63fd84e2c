"""Statements about the system ("the API also writes to S3"): read like a description, then merged by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.noun_phrases import split_list
from infrasketch_desktop.sketcher.commands.scene import STORES
from infrasketch_desktop.sketcher.commands.statements import Statement, read_statement
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.parts import APPS, Part

_ARROW = re.compile(r"\s*(?:-+>+|=+>+|→|⇒|➜|➔|➡|⟶)\s*")
_BACK_ARROW = re.compile(r"\s*(?:<-+|<=+|←|⇐)\s*")
_LET = re.compile(r"^(?:let|have|make|get|allow|ask|tell|force|enable|cause)\s+(\S.*)$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|them|they)\b", re.IGNORECASE)
_POSSESSED = re.compile(r"^(?:its|their)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"^(?:which|that|who|where)\s+(\S.*)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|will|would|should|can|could|may|must|has|have|had|does|do|also|then|both|only)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"\b(?:to|from|with|by|on|in|into|at|of|through|via|for)\s*$", re.IGNORECASE)
_ACCESS = re.compile(
    r"\b(?:also |should |must )*(?:needs?|requires?|has|have|gets?|wants?) (?:an? )?(?:direct |read |write |full )*"
    r"(?:access|connections?|links?) (?:to|with)\b",
    re.IGNORECASE,
)
_BEFORE_NAMES = frozenset(
    {"", "the", "to", "from", "with", "and", "or", "in", "into", "by", "of", "via", "through", "both"}
)
_COORDINATED = re.compile(r"\b[\w-]+(?:, [\w-]+)*,? and [\w-]+ [\w-]+s\b")


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
    """“Store its results in ClickHouse”: whoever was spoken of does it, or the component that the things are about."""
    owners = turn.scene.focus if _POSSESSED.match(slots["what"]) else _keepers(turn, slots["what"])
    if not owners:
        raise UnclearError(
            tr(
                "Which component should {verb} {things}?",
                verb=turn.name(slots["verb"]),
                things=turn.name(slots["what"]),
            ),
            _callers(turn),
        )
    targets = turn.newcomers.existing_or_new(slots["b"])
    for owner in owners:
        for target in targets:
            turn.scene.connect(owner, target)


def _keepers(turn: Turn, what: str) -> tuple[str, ...]:
    if what.lower() in {"everything", "all", "all logs", "all events", "all metrics"}:
        return tuple(i for i, node in turn.scene.nodes.items() if node.kind in APPS)
    return _users(turn, turn.referents.find_all(what)) or _concerned(turn, what)


def _users(turn: Turn, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Stores do nothing by themselves: “cache the database in Redis” is about those who use it."""
    scene = turn.scene
    users: list[str] = []
    for node_id in ids:
        callers = [edge.source for edge in scene.edges_into(node_id)]
        passive = node_id in scene.nodes and scene.nodes[node_id].kind in STORES
        users.extend(callers if passive and callers else [node_id])
    return tuple(dict.fromkeys(users))


def _concerned(turn: Turn, what: str) -> tuple[str, ...]:
    """The one component that a phrase like "order lookups" has to do with, or the only one that can act."""
    for word in turn.masked.reveal(what).split():
        found = turn.referents.find(word)
        if len(found) == 1 and turn.scene.nodes.get(found[0]) and turn.scene.nodes[found[0]].kind in APPS:
            return found
    acting = tuple(i for i, node in turn.scene.nodes.items() if node.kind in APPS)
    return acting if len(acting) == 1 else ()


def _callers(turn: Turn) -> tuple[str, ...]:
    return tuple(node.label for node in turn.scene.nodes.values() if node.kind in APPS)[:4]


def _draw(turn: Turn, sentence: str) -> None:
    statement = read_statement(
        _with_names(turn, _with_shared_heads(turn, sentence)), turn.lexicon, turn.scene.nodes.values()
    )
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
    exact = turn.referents.find(part.label, exact=True)
    if exact:
        return exact
    announced = statement.is_announced(part.start)
    everything = "all " if statement.is_everything(part.start) else ""
    found = () if announced else turn.referents.find(everything + part.label)
    several = everything or part.plural or turn.referents.means_several(part.label)
    if len(found) > 1 and not several:
        raise turn.referents.ambiguous(part.label, found)
    if found:
        return found
    if statement.is_pointed_at(part.start) and part.technology is None:
        raise turn.referents.missing(part.label)
    technology = part.technology.name if part.technology else ""
    return (turn.scene.add_node(part.kind or NodeKind.SERVICE, part.label[:1].upper() + part.label[1:], technology),)


def _draw_arrows(turn: Turn, text: str) -> None:
    """“orders service -> Kafka -> billing”: a chain, in either direction."""
    chains = [chain for chain in re.split(r"\s*[,;]\s*", text) if chain]
    if len(chains) > 1 and all(_ARROW.search(chain) or _BACK_ARROW.search(chain) for chain in chains):
        for chain in chains:
            _draw_arrows(turn, chain)
        return
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
    text = _ACCESS.sub("uses", text)
    match = _LET.match(text)
    if match is None:
        return text
    words = match.group(1).split()
    for cut in range(1, len(words)):
        if turn.is_form(words[cut], "infinitive") and _is_subject(turn, words[:cut]):
            subject = words[: cut - 1] if words[cut - 1] == "to" else words[:cut]
            return " ".join((*subject, "should", *words[cut:]))
    raise NotThisReadingError


def _with_shared_heads(turn: Turn, text: str) -> str:
    """“The Accounts and Ledger services” with both labels written out, where both are drawn."""

    def spell_out(match: re.Match[str]) -> str:
        found = [turn.referents.find(readings[0]) for readings in split_list(match.group())]
        if len(found) > 1 and all(len(ids) == 1 for ids in found):
            return " and ".join(turn.scene.label(ids[0]) for ids in found)
        return match.group()

    return _COORDINATED.sub(spell_out, text)


def _with_names(turn: Turn, text: str) -> str:
    """Labels that are verbs as well ("orders") spelt as they are drawn, where a verb cannot stand."""
    verbal = {
        node.label.lower(): node.label
        for node in turn.scene.nodes.values()
        if node.label.isalpha() and turn.is_verb(node.label) and node.label.lower() != node.label
    }
    words = text.split(" ")
    for at, word in enumerate(words):
        name = verbal.get(word.strip(",").lower())
        before = words[at - 1].lower() if at else ""
        if name and (before in _BEFORE_NAMES or before.endswith(",") or turn.is_verb(before)):
            words[at] = name + word[len(word.rstrip(",")) :]
    return " ".join(words)


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
    words = clause.split()
    cuts = [cut for cut in range(1, len(words)) if turn.is_verb(words[cut])]
    known = [cut for cut in cuts if turn.referents.find(" ".join(words[:cut]))]
    cut = known[-1] if known else cuts[0] if cuts else len(words) - 1
    return " ".join((*words[: cut + 1], subject, *words[cut + 1 :]))


def _participle_sentence(turn: Turn, subject: str, clause: str) -> str:
    first, _, rest = clause.removeprefix("to ").partition(" ")
    reading = turn.lexicon.verbs.reading(first.lower())
    if reading is None:
        raise NotThisReadingError
    if turn.is_form(first, "gerund") or clause.startswith("to "):
        return f"{subject} should {reading.base} {rest}"
    return f"{subject} is {first} {rest}"
