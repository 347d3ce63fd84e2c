"""Decide whether a word that may be a verb is one where it stands: "the API caches pages" against "two caches"."""

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.sketcher.surroundings import Surroundings
from infrasketch_desktop.sketcher.tags import NOMINAL, Segment, Tag
from infrasketch_desktop.sketcher.verbs import Form, Reading

# As far back as a clause is searched for its verb.
_REACH = 40
_WISHING = frozenset({"i'd", "we'd", "would", "to", "then", "i'll", "we'll", "and", ","})
_STANDALONE = frozenset({"these", "those", "both", "each", "all", "this"})
_STANDALONE_PLURALS = frozenset({"both", "these", "those", "all"})
_BOUNDARIES = (Tag.COMMA, Tag.AND, Tag.STOP, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.OPEN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word at token `at` that reads as a verb; `has_noun` when it is a known noun as well."""

    at: int
    reading: Reading
    has_noun: bool
    before: Sequence[Segment]
    previous: Segment | None

    @property
    def after_noun(self) -> bool:
        tag = self.previous.tag if self.previous else Tag.STOP
        return tag in NOMINAL or tag is Tag.CLOSE


def is_verb(around: Surroundings, at: int, reading: Reading, before: Sequence[Segment]) -> bool:
    """Whether the word at token `at` is a verb, given the segments before it."""
    if around.tokens[at].joined == "-" or _is_compounded(around, at):
        return False
    previous = next((piece for piece in reversed(before[-_REACH:]) if piece.tag is not Tag.ADVERB), None)
    candidate = Candidate(at, reading, around.noun(at) is not None, before, previous)
    decided = _decided_by_previous(around, candidate)
    return _decided_by_form(around, candidate) if decided is None else decided


def _is_compounded(around: Surroundings, at: int) -> bool:
    """“fan-out workers”, "read-through cache": the first half of a compound is no predicate."""
    following = at + 1
    return following < len(around.tokens) and around.tokens[following].joined == "-"


def has_verb_already(before: Sequence[Segment]) -> bool:
    """Whether the clause that is being read has its verb: then a word that may be a noun is one."""
    for piece in reversed(before[-_REACH:]):
        if piece.tag is Tag.AUXILIARY:
            return True
        if piece.reading is not None and piece.reading.form not in (Form.PARTICIPLE, Form.GERUND):
            return True
        if piece.tag in _BOUNDARIES:
            return False
    return False


def _lacks_relative_verb(before: Sequence[Segment]) -> bool:
    """Whether a relative clause has begun that still needs its verb."""
    for piece in reversed(before[-_REACH:]):
        if piece.tag in (Tag.VERB, Tag.STOP, Tag.SUBORDINATOR):
            return False
        if piece.tag is Tag.RELATIVE:
            return True
    return False


def _decided_by_previous(around: Surroundings, candidate: Candidate) -> bool | None:
    """What the word before settles; None when it settles nothing."""
    previous = candidate.previous
    tag = previous.tag if previous else Tag.STOP
    match tag:
        case Tag.AUXILIARY | Tag.PRONOUN | Tag.RELATIVE:
            return True
        case Tag.DETERMINER:
            return previous is not None and _stands_alone(around, candidate, previous.norm)
        case Tag.NEGATOR | Tag.AND:
            negates = tag is Tag.NEGATOR and previous is not None and previous.norm != "no"
            return True if negates or _continues_predicate(around, candidate) else None
        case Tag.ADJECTIVE | Tag.NUMBER | Tag.POSSESSIVE:
            return False
        case Tag.PREPOSITION:
            return _is_verb_after_preposition(around, candidate)
        case _:
            return None


def _stands_alone(around: Surroundings, candidate: Candidate, determiner: str) -> bool:
    """“both write to”, "those connect to": a determiner without a noun is the subject."""
    if determiner not in _STANDALONE or around.is_head(candidate.at + 1):
        return False
    plural = determiner in _STANDALONE_PLURALS and candidate.reading.form is Form.BASE
    goes_on = around.tag(candidate.at + 1) in (Tag.PREPOSITION, Tag.DETERMINER)
    return not candidate.has_noun or (plural and goes_on)


def _is_verb_after_preposition(around: Surroundings, candidate: Candidate) -> bool:
    following = candidate.at + 1
    infinitive = candidate.previous is not None and candidate.previous.norm == "to"
    if infinitive and candidate.reading.form is Form.BASE:
        return not candidate.has_noun or (around.starts_noun(following) and not around.is_head(following))
    return candidate.reading.form is Form.GERUND and not around.is_head(following)


def _continues_predicate(around: Surroundings, candidate: Candidate) -> bool:
    """Whether "and" joins this verb to one in the same form: "writes to A and reads from B"."""
    before = candidate.before[-_REACH:]
    if around.tag(candidate.at + 1) not in (Tag.PREPOSITION, Tag.DETERMINER):
        return False
    at_verb = next((index for index in range(len(before) - 1, -1, -1) if before[index].reading), None)
    if at_verb is None or _is_parallel_noun(around, before[at_verb + 1 : at_verb + 2]):
        return False
    last = before[at_verb].reading
    form = candidate.reading.form
    return last is not None and last.form is form and form in (Form.THIRD, Form.BASE)


def _is_parallel_noun(around: Surroundings, objects: Sequence[Segment]) -> bool:
    """“forwards reads to A and writes to B”: the object could be a verb as well, so its sibling is a noun too."""
    return any(piece.tag is Tag.FLOW and around.verb(piece.start) is not None for piece in objects)


def _decided_by_form(around: Surroundings, candidate: Candidate) -> bool:
    following = candidate.at + 1
    match candidate.reading.form:
        case Form.THIRD:
            return _is_third_person(around, candidate)
        case Form.GERUND:
            listed = (
                candidate.previous is not None and candidate.previous.tag is Tag.COMMA and around.is_listed(following)
            )
            describes = around.is_head(following) and not (candidate.after_noun and around.is_plural(following))
            return not listed and not describes
        case Form.PARTICIPLE | Form.PAST:
            return not around.is_head(following) or (candidate.after_noun and around.is_plural(following))
        case _:
            return _is_base(around, candidate)


def _is_third_person(around: Surroundings, candidate: Candidate) -> bool:
    if not candidate.has_noun:
        after_unknown = candidate.previous is not None and candidate.previous.tag in (Tag.WORD, Tag.FLOW)
        return not (after_unknown and has_verb_already(candidate.before))
    following = candidate.at + 1
    if around.is_plural_predicate(following) or has_verb_already(candidate.before):
        return False
    if _lacks_relative_verb(candidate.before) and around.ends(following):
        return True
    if around.starts_noun(following):
        return candidate.after_noun or not around.is_head(following) or around.is_plural(following)
    return candidate.after_noun and around.tag(following) is Tag.PREPOSITION


def _is_caused(before: Sequence[Segment]) -> bool:
    """“let the API write”, "I'd have the client split": the noun before is whom somebody makes do something."""
    for index in range(len(before) - 1, -1, -1):
        piece = before[index]
        if piece.norm in ("let", "make", "have"):
            wished = index == 0 or before[index - 1].norm in _WISHING
            return piece.norm != "have" or wished
        if piece.tag not in (*NOMINAL, Tag.DETERMINER, Tag.ADJECTIVE):
            return False
    return False


def _is_base(around: Surroundings, candidate: Candidate) -> bool:
    following = candidate.at + 1
    caused = candidate.after_noun and _is_caused(candidate.before)
    plural_subject = candidate.after_noun and (around.is_plural(candidate.at - 1) or caused)
    taken = has_verb_already(candidate.before) and not caused
    if around.is_head(following) and not plural_subject:
        return False
    if candidate.after_noun and not plural_subject and taken:
        return False
    return not candidate.has_noun or _is_base_despite_noun(around, candidate, plural=plural_subject and not taken)


def _opens_sentence(before: Sequence[Segment]) -> bool:
    """Whether nothing but one noun phrase has been said."""
    return all(piece.tag in (*NOMINAL, Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER) for piece in before)


def _is_order(around: Surroundings, at: int) -> bool:
    """“Store raw events in S3”: an object that flows, a place, and no other verb before the clause ends."""
    placed = False
    for index in range(at, min(at + _REACH, len(around.tokens))):
        if around.ends(index):
            break
        reading = around.verb(index)
        finite = reading is not None and reading.form is not Form.GERUND and around.noun(index) is None
        if around.tag(index) is Tag.AUXILIARY or (finite and around.technology(index) is None):
            return False
        placed = placed or around.tag(index) is Tag.PREPOSITION
    object_found = around.noun(at) or around.noun(at + 1) if around.tag(at) is Tag.ADJECTIVE else around.noun(at)
    return placed and object_found is not None and object_found[0].role == "flow"


def _is_base_despite_noun(around: Surroundings, candidate: Candidate, *, plural: bool) -> bool:
    following = candidate.at + 1
    tag = around.tag(following)
    if tag is Tag.PRONOUN or not candidate.after_noun:
        return tag in (Tag.DETERMINER, Tag.PRONOUN) or (not candidate.before and _is_order(around, following))
    if _lacks_relative_verb(candidate.before) and around.ends(following):
        return True
    goes_on = tag in (Tag.DETERMINER, Tag.PREPOSITION)
    noun = around.noun(candidate.at)
    if plural and noun is not None and noun[0].role == "flow" and _opens_sentence(candidate.before):
        goes_on = goes_on or around.starts_noun(following)  # "Clients hit API Gateway"
    return plural and (goes_on or (around.starts_noun(following) and not around.is_head(following)))
