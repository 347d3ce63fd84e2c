"""Give every token a grammatical class: name, noun, verb, or one of the small words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import Lexicon, Noun, Technology
from infrasketch_desktop.sketcher.tokens import Token, TokenKind
from infrasketch_desktop.sketcher.verbs import Form, Reading


class Tag(StrEnum):
    """The class of a segment."""

    TECHNOLOGY = "technology"
    HEAD = "head"
    GROUP = "group"
    FLOW = "flow"
    WORD = "word"
    ADJECTIVE = "adjective"
    NUMBER = "number"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    NEGATOR = "negator"
    PREPOSITION = "preposition"
    AND = "and"
    SUBORDINATOR = "subordinator"
    ADVERB = "adverb"
    COMMA = "comma"
    STOP = "stop"
    OPEN = "open"
    CLOSE = "close"
    PLUS = "plus"
    ARROW = "arrow"
    POSSESSIVE = "possessive"
    OTHER = "other"


NOMINAL = frozenset({Tag.TECHNOLOGY, Tag.HEAD, Tag.GROUP, Tag.FLOW, Tag.WORD})
_MARKS = {
    ",": Tag.COMMA, ".": Tag.STOP, ";": Tag.STOP, ":": Tag.STOP, "!": Tag.STOP, "?": Tag.STOP, "(": Tag.OPEN,
    "[": Tag.OPEN, ")": Tag.CLOSE, "]": Tag.CLOSE, "+": Tag.PLUS, "&": Tag.AND, "—": Tag.COMMA, "–": Tag.COMMA,
    "-": Tag.COMMA, "*": Tag.STOP, "•": Tag.STOP, "|": Tag.STOP, "…": Tag.STOP,
}  # fmt: skip
_STANDALONE = frozenset({"these", "those", "both", "each", "all", "this"})
_PHRASE_TAGS = (
    ("relatives", Tag.RELATIVE),
    ("negators", Tag.NEGATOR),
    ("auxiliaries", Tag.AUXILIARY),
    ("determiners", Tag.DETERMINER),
    ("pronouns", Tag.PRONOUN),
    ("conjunctions", Tag.AND),
    ("prepositions", Tag.PREPOSITION),
    ("subordinators", Tag.SUBORDINATOR),
    ("adverbs", Tag.ADVERB),
    ("adjectives", Tag.ADJECTIVE),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens with one class. `start` and `end` are token positions, `norm` the compared form."""

    tag: Tag
    start: int
    end: int
    norm: str
    technology: Technology | None = None
    noun: Noun | None = None
    reading: Reading | None = None
    misspelt: bool = False
    phrase: bool = False


def segment(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Segment, ...]:
    """Cover the tokens with segments from left to right."""
    segments: list[Segment] = []
    at = 0
    tagger = _Tagger(tokens, lexicon)
    while at < len(tokens):
        if tokens[at].joined == "/" and segments and segments[-1].tag in NOMINAL:
            segments.append(Segment(Tag.AND, at, at, "/"))
        found = tagger.segment_at(at, segments)
        segments.append(found)
        at = found.end
    return tuple(segments)


class _Tagger:
    """Chooses the class of the segment at a token from its candidates and its neighbours."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._all_lower = not any(token.capitalised for token in tokens)

    def segment_at(self, at: int, before: Sequence[Segment]) -> Segment:
        token = self._tokens[at]
        if token.kind is TokenKind.NUMBER:
            return Segment(Tag.NUMBER, at, at + 1, token.norm)
        if not token.is_word:
            return Segment(_mark_tag(token), at, at + 1, token.norm)
        return self._word_at(at, before)

    def _word_at(self, at: int, before: Sequence[Segment]) -> Segment:
        token = self._tokens[at]
        named = self._technology_at(at)
        noun = self._lexicon.noun_at(self._tokens, at)
        phrase = self._lexicon.phrase_at(self._tokens, at)
        longest = max(named[1] if named else 0, noun[1] if noun else 0)
        if phrase and phrase[1] >= max(longest, 2):
            return self._phrase(phrase[0], at, phrase[1])
        reading = self._lexicon.verbs.reading(token.norm)
        if reading and longest <= 1 and not named and self._is_verb(at, reading, noun is not None, before):
            return Segment(Tag.VERB, at, at + 1, token.norm, reading=reading)
        if named and named[1] >= longest:
            return Segment(Tag.TECHNOLOGY, at, at + named[1], named[0].name.lower(), technology=named[0])
        if noun:
            tag = Tag(noun[0].role)
            return Segment(tag, at, at + noun[1], noun[0].text, noun=noun[0])
        if phrase and self._lexicon.is_a(phrase[0], "numbers"):
            return Segment(Tag.NUMBER, at, at + phrase[1], phrase[0])
        if phrase:
            return self._phrase(phrase[0], at, phrase[1])
        return self._open_word(at, reading, before)

    def _technology_at(self, at: int) -> tuple[Technology, int] | None:
        found = self._lexicon.technology_at(self._tokens, at)
        if found is None or found[1] > 1:
            return found
        doubtful = found[0].ambiguous or singular(self._tokens[at].norm) in found[0].ambiguous_names
        if not doubtful:
            return found
        return found if self._names_technology(at) else None

    def _names_technology(self, at: int) -> bool:
        """An English word is meant as a name when it is capitalised or stands before a noun it could describe."""
        token = self._tokens[at]
        if token.capitalised:
            return True
        following = self._lexicon.noun_at(self._tokens, at + 1) if at + 1 < len(self._tokens) else None
        describes = following is not None and following[0].role == "head"
        return describes and self._lexicon.verbs.reading(token.norm) is None

    def _phrase(self, phrase: str, at: int, length: int) -> Segment:
        if self._lexicon.is_a(phrase, "numbers"):
            return Segment(Tag.NUMBER, at, at + length, phrase)
        tag = next((tag for name, tag in _PHRASE_TAGS if self._lexicon.is_a(phrase, name)), Tag.OTHER)
        if phrase in ("that", "this", "these", "those") and self._starts_noun(at + length):
            tag = Tag.DETERMINER if phrase != "that" else Tag.RELATIVE
        if phrase == "'s":
            tag = Tag.AUXILIARY if self._is_short_is(at) else Tag.POSSESSIVE
        return Segment(tag, at, at + length, phrase, phrase=True)

    def _is_short_is(self, at: int) -> bool:
        return at > 0 and self._tokens[at - 1].norm in ("it", "there", "that", "here", "what")

    def _unknown_verb(self, at: int, before: Sequence[Segment]) -> Reading | None:
        """A word in -s between a name and a determiner is a verb, even one that no list has: "the API brokers the calls"."""
        norm = self._tokens[at].norm
        after_name = bool(before) and before[-1].tag in (Tag.TECHNOLOGY, Tag.HEAD) and not self._is_plural(at - 1)
        if not after_name or not norm.endswith("s") or self._tag_of_phrase(at + 1) is not Tag.DETERMINER:
            return None
        if _has_verb_already(before):
            return None
        return Reading(norm[:-1], Form.THIRD, self._lexicon.verbs.frames["request"])

    def _open_word(self, at: int, reading: Reading | None, before: Sequence[Segment]) -> Segment:
        token = self._tokens[at]
        if token.norm.endswith("ly") and len(token.norm) > 4:
            return Segment(Tag.ADVERB, at, at + 1, token.norm)
        unread = self._unknown_verb(at, before)
        if unread is not None:
            return Segment(Tag.VERB, at, at + 1, token.norm, reading=unread)
        meant = None if reading else self._lexicon.corrected(token.norm)
        if meant is not None:
            return Segment(Tag.TECHNOLOGY, at, at + 1, meant.name.lower(), technology=meant, misspelt=True)
        return Segment(Tag.WORD, at, at + 1, token.norm)

    def _is_verb(self, at: int, reading: Reading, has_noun: bool, before: Sequence[Segment]) -> bool:
        token = self._tokens[at]
        previous = next((s for s in reversed(before) if s.tag is not Tag.ADVERB), None)
        tag = previous.tag if previous else Tag.STOP
        nominal_next = self._starts_noun(at + 1)
        if token.joined == "-":
            return False
        if tag in (Tag.AUXILIARY, Tag.PRONOUN, Tag.RELATIVE) or (
            tag is Tag.NEGATOR and previous and previous.norm != "no"
        ):
            return True
        if tag is Tag.DETERMINER and previous and previous.norm in _STANDALONE and not self._is_head(at + 1):
            plural = previous.norm in ("both", "these", "those", "all") and reading.form is Form.BASE
            if not has_noun or (plural and self._tag_of_phrase(at + 1) in (Tag.PREPOSITION, Tag.DETERMINER)):
                return True
        if tag is Tag.AND and self._continues_predicate(at, reading, before):
            return True
        if tag in (Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER, Tag.POSSESSIVE):
            return False
        if tag is Tag.PREPOSITION:
            return self._is_verb_after_preposition(previous, reading, has_noun, at)
        after_noun = tag in NOMINAL or tag is Tag.CLOSE
        match reading.form:
            case Form.THIRD:
                return self._is_third_person(at, has_noun, after_noun, nominal_next, before)
            case Form.GERUND:
                if tag in (Tag.COMMA, Tag.DETERMINER) and self._is_listed(at + 1):
                    return False
                return not self._is_head(at + 1) or (after_noun and self._is_plural(at + 1))
            case Form.PARTICIPLE | Form.PAST:
                return not self._is_head(at + 1) or (after_noun and not self._is_bare_noun(at + 1))
            case _:
                return self._is_base(at, has_noun, after_noun, before)

    def _is_verb_after_preposition(self, previous: Segment | None, reading: Reading, has_noun: bool, at: int) -> bool:
        if previous and previous.norm == "to" and reading.form is Form.BASE:
            return not has_noun or (self._starts_noun(at + 1) and not self._is_head(at + 1))
        return reading.form is Form.GERUND and not self._is_head(at + 1)

    def _continues_predicate(self, at: int, reading: Reading, before: Sequence[Segment]) -> bool:
        """Whether "and" joins this verb to one in the same form: "writes to A and reads from B"."""
        if self._tag_of_phrase(at + 1) not in (Tag.PREPOSITION, Tag.DETERMINER):
            return False
        at_verb = next((index for index in range(len(before) - 1, -1, -1) if before[index].reading), None)
        if at_verb is None or self._is_parallel_noun(before[at_verb + 1 : at_verb + 2]):
            return False
        last = before[at_verb].reading
        return last is not None and last.form is reading.form and reading.form in (Form.THIRD, Form.BASE)

    def _is_parallel_noun(self, objects: Sequence[Segment]) -> bool:
        """ "forwards reads to A and writes to B": the object could be a verb as well, so its sibling is a noun too."""
        return any(
            piece.tag is Tag.FLOW and self._lexicon.verbs.reading(self._tokens[piece.start].norm) is not None
            for piece in objects
        )

    def _is_third_person(
        self, at: int, has_noun: bool, after_noun: bool, nominal_next: bool, before: Sequence[Segment]
    ) -> bool:
        if not has_noun:
            return True
        if self._is_plural_predicate(at + 1) or _has_verb_already(before):
            return False
        if _lacks_relative_verb(before) and self._ends(at + 1):
            return True
        if nominal_next:
            return after_noun or not self._is_head(at + 1) or self._is_plural(at + 1)
        return after_noun and self._tag_of_phrase(at + 1) is Tag.PREPOSITION

    def _is_base(self, at: int, has_noun: bool, after_noun: bool, before: Sequence[Segment]) -> bool:
        if self._is_head(at + 1) and not (after_noun and self._is_plural(at - 1)):
            return False
        if after_noun and not self._is_plural(at - 1) and _has_verb_already(before):
            return False
        if not has_noun:
            return True
        following = self._tag_of_phrase(at + 1)
        if following is Tag.PRONOUN or not after_noun:
            return following in (Tag.DETERMINER, Tag.PRONOUN)
        if _lacks_relative_verb(before) and self._ends(at + 1):
            return True
        continues = following in (Tag.DETERMINER, Tag.PREPOSITION) or (
            self._starts_noun(at + 1) and not self._is_head(at + 1)
        )
        return self._is_plural(at - 1) and continues and not _has_verb_already(before)

    def _ends(self, at: int) -> bool:
        return at >= len(self._tokens) or not self._tokens[at].is_word

    def _tag_of_phrase(self, at: int) -> Tag | None:
        if at >= len(self._tokens):
            return None
        found = self._lexicon.phrase_at(self._tokens, at)
        if found is None:
            return None
        return next((tag for name, tag in _PHRASE_TAGS if self._lexicon.is_a(found[0], name)), None)

    def _is_head(self, at: int) -> bool:
        if at >= len(self._tokens):
            return False
        noun = self._lexicon.noun_at(self._tokens, at)
        return noun is not None and noun[0].role == "head"

    def _is_listed(self, at: int) -> bool:
        """Whether a list goes on at the token: "profile, billing and usage APIs"."""
        return at < len(self._tokens) and (self._tokens[at].norm == "," or self._tag_of_phrase(at) is Tag.AND)

    def _is_bare_noun(self, at: int) -> bool:
        return self._is_head(at) and not self._is_plural(at)

    def _is_plural(self, at: int) -> bool:
        if not 0 <= at < len(self._tokens):
            return False
        norm = self._tokens[at].norm
        return singular(norm) != norm

    def _is_verb_like(self, at: int) -> bool:
        """Whether the token can only continue as a predicate: an auxiliary, or a verb that is no noun."""
        if at >= len(self._tokens):
            return False
        if self._tag_of_phrase(at) is Tag.AUXILIARY:
            return True
        reading = self._lexicon.verbs.reading(self._tokens[at].norm)
        return (
            reading is not None and self._lexicon.noun_at(self._tokens, at) is None and self._technology_at(at) is None
        )

    def _is_plural_predicate(self, at: int) -> bool:
        """Whether the token is a predicate that asks for a plural noun before it: "writes go", but not "writes sends"."""
        if not self._is_verb_like(at):
            return False
        reading = self._lexicon.verbs.reading(self._tokens[at].norm)
        return reading is None or reading.form is not Form.THIRD

    def _starts_noun(self, at: int) -> bool:
        """Whether a noun phrase can begin at the token."""
        if at >= len(self._tokens) or not (self._tokens[at].is_word or self._tokens[at].kind is TokenKind.NUMBER):
            return False
        tag = self._tag_of_phrase(at)
        if tag is not None:
            return tag in (Tag.DETERMINER, Tag.PRONOUN, Tag.ADJECTIVE)
        return not self._is_verb_like(at)


def _has_verb_already(before: Sequence[Segment]) -> bool:
    """Whether the clause that is being read has its verb: then a word that may be a noun is one."""
    for piece in reversed(before):
        if piece.tag is Tag.AUXILIARY:
            return True
        if piece.reading is not None and piece.reading.form not in (Form.PARTICIPLE, Form.GERUND):
            return True
        if piece.tag in (Tag.COMMA, Tag.AND, Tag.STOP, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.OPEN):
            return False
    return False


def _lacks_relative_verb(before: Sequence[Segment]) -> bool:
    """Whether a relative clause has begun that still needs its verb."""
    for piece in reversed(before):
        if piece.tag in (Tag.VERB, Tag.STOP, Tag.SUBORDINATOR):
            return False
        if piece.tag is Tag.RELATIVE:
            return True
    return False


def _mark_tag(token: Token) -> Tag:
    if token.kind is TokenKind.ARROW:
        return Tag.ARROW
    if token.kind is TokenKind.NEWLINE:
        return Tag.STOP
    return _MARKS.get(token.norm, Tag.OTHER)
