"""Give every token a grammatical class: name, noun, verb, or one of the small words."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.surroundings import Surroundings
from infrasketch_desktop.sketcher.tags import NOMINAL, Segment, Tag
from infrasketch_desktop.sketcher.tokens import Token, TokenKind
from infrasketch_desktop.sketcher.verb_sense import has_verb_already, is_verb
from infrasketch_desktop.sketcher.verbs import Form, Reading

_MARKS = {
    ",": Tag.COMMA, ".": Tag.STOP, ";": Tag.STOP, ":": Tag.STOP, "!": Tag.STOP, "?": Tag.STOP, "(": Tag.OPEN,
    "[": Tag.OPEN, ")": Tag.CLOSE, "]": Tag.CLOSE, "+": Tag.PLUS, "&": Tag.AND, "—": Tag.COMMA, "–": Tag.COMMA,
    "-": Tag.COMMA, "*": Tag.STOP, "•": Tag.STOP, "|": Tag.STOP, "…": Tag.STOP,
}  # fmt: skip
_SHORTENED_IS = frozenset({"it", "there", "that", "here", "what"})
_POINTING = frozenset({"this", "these", "those"})
_LEAST_ADVERB = len("early")


def segment(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Segment, ...]:
    """Cover the tokens with segments from left to right."""
    segments: list[Segment] = []
    around = Surroundings(tokens, lexicon)
    at = 0
    while at < len(tokens):
        if tokens[at].joined == "/" and segments and segments[-1].tag in NOMINAL:
            segments.append(Segment(Tag.AND, at, at, "/"))
        found = _segment_at(around, at, segments)
        segments.append(found)
        at = found.end
    return tuple(segments)


def _segment_at(around: Surroundings, at: int, before: Sequence[Segment]) -> Segment:
    token = around.tokens[at]
    if token.kind is TokenKind.NUMBER:
        return Segment(Tag.NUMBER, at, at + 1, token.norm)
    if not token.is_word:
        return Segment(_mark_tag(token), at, at + 1, token.norm)
    if token.text == "A" and before and before[-1].tag is Tag.HEAD:
        return Segment(Tag.WORD, at, at + 1, token.norm)  # "service A"
    if token.joined == "-" and before and before[-1].tag in NOMINAL and around.tag(at) is not None:
        return Segment(Tag.WORD, at, at + 1, token.norm)  # "fan-out", "add-on"
    return (
        _long_phrase(around, at)
        or _verb(around, at, before)
        or _name_or_noun(around, at)
        or _short_phrase(around, at)
        or _open_word(around, at, before)
    )


def _long_phrase(around: Surroundings, at: int) -> Segment | None:
    """Several small words win over a name or noun that is no longer: "in front of"."""
    phrase = around.phrase(at)
    if phrase is None or phrase[2] == 1 or phrase[2] < _longest(around, at):
        return None
    return _short_phrase(around, at)


def _longest(around: Surroundings, at: int) -> int:
    named, noun = around.technology(at), around.noun(at)
    return max(named[1] if named else 0, noun[1] if noun else 0)


def _verb(around: Surroundings, at: int, before: Sequence[Segment]) -> Segment | None:
    reading = around.verb(at)
    if reading is None or _longest(around, at) > 1 or around.technology(at) is not None:
        return None
    if not is_verb(around, at, reading, before):
        return None
    return Segment(Tag.VERB, at, at + 1, around.tokens[at].norm, reading=reading)


def _name_or_noun(around: Surroundings, at: int) -> Segment | None:
    named, noun = around.technology(at), around.noun(at)
    if named is not None and named[1] >= _longest(around, at):
        return Segment(Tag.TECHNOLOGY, at, at + named[1], named[0].name.lower(), technology=named[0])
    if noun is not None:
        return Segment(Tag(noun[0].role), at, at + noun[1], noun[0].text, noun=noun[0])
    return None


def _short_phrase(around: Surroundings, at: int) -> Segment | None:
    found = around.phrase(at)
    if found is None:
        return None
    phrase, tag, length = found
    if phrase in _POINTING and around.starts_noun(at + length):
        tag = Tag.DETERMINER
    if phrase in ("before", "after") and _opens_clause(around, at + length):
        tag = Tag.SUBORDINATOR
    if phrase == "'s":
        short_is = at > 0 and around.tokens[at - 1].norm in _SHORTENED_IS
        tag = Tag.AUXILIARY if short_is else Tag.POSSESSIVE
    return Segment(tag, at, at + length, phrase, phrase=True)


def _opens_clause(around: Surroundings, at: int) -> bool:
    """“before it gives up”: a pronoun and its verb, unless the verb places something ("before it sits X")."""
    reading = around.verb(at + 1) if around.tag(at) is Tag.PRONOUN else None
    return reading is not None and reading.frame.name not in ("host", "place", "be")


def _open_word(around: Surroundings, at: int, before: Sequence[Segment]) -> Segment:
    token = around.tokens[at]
    if token.norm.endswith("ly") and len(token.norm) >= _LEAST_ADVERB:
        return Segment(Tag.ADVERB, at, at + 1, token.norm)
    unread = _unknown_verb(around, at, before)
    if unread is not None:
        return Segment(Tag.VERB, at, at + 1, token.norm, reading=unread)
    meant = None if around.verb(at) else around.lexicon.corrected(token.norm)
    if meant is not None:
        return Segment(Tag.TECHNOLOGY, at, at + 1, meant.name.lower(), technology=meant, misspelt=True)
    return Segment(Tag.WORD, at, at + 1, token.norm)


def _unknown_verb(around: Surroundings, at: int, before: Sequence[Segment]) -> Reading | None:
    """A word in -s between a name and a determiner is a verb that no list has: "the API brokers the calls"."""
    norm = around.tokens[at].norm
    after_name = bool(before) and before[-1].tag in (Tag.TECHNOLOGY, Tag.HEAD) and not around.is_plural(at - 1)
    goes_on = around.starts_noun(at + 1) and not around.is_listed(at + 1)
    if not after_name or not norm.endswith("s") or not goes_on or has_verb_already(before):
        return None
    return Reading(norm[:-1], Form.THIRD, around.lexicon.verbs.frames["request"])


def _mark_tag(token: Token) -> Tag:
    if token.kind is TokenKind.ARROW:
        return Tag.ARROW
    if token.kind is TokenKind.NEWLINE:
        return Tag.STOP
    return _MARKS.get(token.norm, Tag.OTHER)
