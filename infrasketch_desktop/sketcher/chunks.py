"""Group segments into the pieces that the grammar works on: noun phrases, predicates and the words between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.mentions import Mention, mentions_at
from infrasketch_desktop.sketcher.tags import NOMINAL, Segment, Tag
from infrasketch_desktop.sketcher.tokens import Token
from infrasketch_desktop.sketcher.verbs import Form, Reading


class ChunkKind(StrEnum):
    """What a chunk does in a clause."""

    PHRASE = "phrase"
    VERB = "verb"
    PREPOSITION = "preposition"
    AND = "and"
    COMMA = "comma"
    RELATIVE = "relative"
    PRONOUN = "pronoun"
    SUBORDINATOR = "subordinator"
    OPEN = "open"
    CLOSE = "close"
    PLUS = "plus"
    NOT = "not"
    ADVERB = "adverb"
    COLON = "colon"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of a sentence. `passive` and `negated` belong to verbs; `possessive` to phrases ("the app's logs")."""

    kind: ChunkKind
    norm: str
    start: int
    end: int
    mention: Mention | None = None
    reading: Reading | None = None
    passive: bool = False
    negated: bool = False
    finite: bool = False
    possessive: bool = False

    @property
    def frame(self) -> str:
        return self.reading.frame.name if self.reading else ""


_SIMPLE = {
    Tag.PREPOSITION: ChunkKind.PREPOSITION, Tag.AND: ChunkKind.AND, Tag.COMMA: ChunkKind.COMMA,
    Tag.RELATIVE: ChunkKind.RELATIVE, Tag.PRONOUN: ChunkKind.PRONOUN, Tag.SUBORDINATOR: ChunkKind.SUBORDINATOR,
    Tag.OPEN: ChunkKind.OPEN, Tag.CLOSE: ChunkKind.CLOSE, Tag.PLUS: ChunkKind.PLUS, Tag.NEGATOR: ChunkKind.NOT,
    Tag.ADVERB: ChunkKind.ADVERB,
}  # fmt: skip
_NOT_AUXILIARIES = frozenset({"isn't", "aren't", "doesn't", "don't", "didn't", "won't", "can't", "cannot", "shouldn't",
                              "wasn't", "weren't", "hasn't", "haven't"})  # fmt: skip
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s", "isn't", "aren't", "wasn't", "weren't",
                 "gets", "get", "got", "getting"})  # fmt: skip
_HAVE = frozenset({"has", "have", "had", "having"})
_DETERMINER_PRONOUNS = frozenset({"each", "all", "both", "either", "this", "these", "those", "some", "many", "one"})


def chunk_sentences(tokens: Sequence[Token], segments: Sequence[Segment], lexicon: Lexicon) -> list[list[Chunk]]:
    """The chunks of every sentence, cut at full stops, semicolons, colons and line ends; empty ones left out.

    A sentence before a colon ends with a chunk for the colon.
    """
    sentences: list[list[Chunk]] = [[]]
    at = 0
    while at < len(segments):
        piece = segments[at]
        if piece.tag in (Tag.STOP, Tag.ARROW):
            if not _introduces_predicate(segments, at, sentences[-1]):
                if piece.norm == ":" and sentences[-1]:
                    sentences[-1].append(Chunk(ChunkKind.COLON, ":", piece.start, piece.end))
                sentences.append([])
            at += 1
            continue
        found, at = _chunks_at(tokens, segments, at, lexicon, sentences[-1])
        sentences[-1].extend(found)
    return [sentence for sentence in sentences if sentence]


def _introduces_predicate(segments: Sequence[Segment], at: int, before: Sequence[Chunk]) -> bool:
    """“auth: handles login” is a sentence with its subject before the colon."""
    follows = at + 1 < len(segments) and segments[at + 1].tag is Tag.VERB
    phrases = [chunk for chunk in before if chunk.kind is not ChunkKind.COMMA]
    return segments[at].norm == ":" and follows and len(phrases) == 1 and phrases[0].mention is not None


def _chunks_at(
    tokens: Sequence[Token], segments: Sequence[Segment], at: int, lexicon: Lexicon, before: Sequence[Chunk]
) -> tuple[list[Chunk], int]:
    piece = segments[at]
    if piece.tag is Tag.AUXILIARY or (piece.tag is Tag.NEGATOR and _leads_to_verb(segments, at)):
        return _predicate(segments, at, lexicon)
    if piece.tag is Tag.VERB:
        return [_bare_verb(segments, at, lexicon, before)], at + 1
    alone = piece.norm in _DETERMINER_PRONOUNS and not _continues_phrase(segments, at + 1)
    if _continues_phrase(segments, at) and not (piece.tag is Tag.DETERMINER and alone):
        mentions, following = mentions_at(tokens, segments, at, lexicon)
        return [_phrase(mention, segments, following) for mention in mentions], following
    kind = ChunkKind.PRONOUN if piece.tag is Tag.DETERMINER else _SIMPLE.get(piece.tag)
    return ([] if kind is None else [Chunk(kind, piece.norm, piece.start, piece.end)]), at + 1


def _bare_verb(segments: Sequence[Segment], at: int, lexicon: Lexicon, before: Sequence[Chunk]) -> Chunk:
    if _logs_in(segments, at):
        return replace(_verb(segments[at], passive=False), reading=lexicon.verbs.reading("login"))
    return _verb(segments[at], passive=_is_bare_participle(segments[at], before))


def _phrase(mention: Mention, segments: Sequence[Segment], following: int) -> Chunk:
    possessive = following < len(segments) and segments[following].tag is Tag.POSSESSIVE
    return Chunk(
        ChunkKind.PHRASE, mention.label.lower(), mention.start, mention.end, mention=mention, possessive=possessive
    )


def _continues_phrase(segments: Sequence[Segment], at: int) -> bool:
    """Whether the segment can stand in a noun phrase."""
    return at < len(segments) and (
        segments[at].tag in NOMINAL or segments[at].tag in (Tag.DETERMINER, Tag.NUMBER, Tag.ADJECTIVE)
    )


def _leads_to_verb(segments: Sequence[Segment], at: int) -> bool:
    """Whether a negation belongs to a verb ("does not use", "never writes") instead of a noun ("no queue")."""
    following = next((s for s in segments[at + 1 : at + 3] if s.tag is not Tag.ADVERB), None)
    negates = segments[at].norm in ("not", "never") or segments[at].norm in _NOT_AUXILIARIES
    return negates and following is not None and following.tag is Tag.VERB


def _logs_in(segments: Sequence[Segment], at: int) -> bool:
    """“Users log in with Auth0”, unlike "the API logs in Loki"."""
    reading = segments[at].reading
    following = [piece.norm for piece in segments[at + 1 : at + 3]]
    return (
        reading is not None
        and reading.base == "log"
        and following[:1] in (["in"], ["on"], ["into"])
        and (len(following) == 1 or segments[at + 2].tag in (Tag.PREPOSITION, Tag.STOP, Tag.COMMA, Tag.AND))
    )


def _predicate(segments: Sequence[Segment], at: int, lexicon: Lexicon) -> tuple[list[Chunk], int]:
    """Fold auxiliaries, negation and adverbs into the verb they belong to; "is" and "has" alone are verbs."""
    start, negated, last = segments[at].start, False, ""
    while at < len(segments) and segments[at].tag in (Tag.AUXILIARY, Tag.NEGATOR, Tag.ADVERB):
        piece = segments[at]
        if (
            piece.tag is Tag.NEGATOR
            and piece.norm not in ("not", "never", "no longer")
            and piece.norm not in _NOT_AUXILIARIES
        ):
            break
        negated = negated or piece.tag is Tag.NEGATOR or piece.norm in _NOT_AUXILIARIES
        last = piece.norm if piece.tag is Tag.AUXILIARY or piece.norm in _NOT_AUXILIARIES else last
        at += 1
    if at < len(segments) and segments[at].tag is Tag.VERB and segments[at].reading:
        verb = _verb(segments[at], passive=_is_passive(segments[at], last))
        return [replace(verb, start=start, negated=negated, finite=True)], at + 1
    base = "be" if last in _BE else "have" if last in _HAVE else ""
    reading = lexicon.verbs.reading(base)
    if reading is None:
        return ([Chunk(ChunkKind.NOT, "not", start, start + 1)] if negated else []), at
    return [Chunk(ChunkKind.VERB, base, start, start + 1, reading=reading, negated=negated, finite=True)], at


def _is_passive(piece: Segment, auxiliary: str) -> bool:
    return auxiliary in _BE and piece.reading is not None and piece.reading.form is not Form.GERUND


def _verb(piece: Segment, *, passive: bool) -> Chunk:
    form = piece.reading.form if piece.reading else Form.BASE
    finite = form in (Form.BASE, Form.THIRD, Form.PAST)
    return Chunk(
        ChunkKind.VERB, piece.norm, piece.start, piece.end, reading=piece.reading, passive=passive, finite=finite
    )


def _is_bare_participle(piece: Segment, before: Sequence[Chunk]) -> bool:
    """A participle without "is" describes the noun before it: "a worker fed by a queue"."""
    return (
        piece.reading is not None
        and piece.reading.form is Form.PARTICIPLE
        and not (before and before[-1].kind is ChunkKind.PRONOUN)
    )
