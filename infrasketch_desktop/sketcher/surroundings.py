"""What stands at a token, looked up once: names, nouns, small words, and simple questions about them."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import Lexicon, Noun
from infrasketch_desktop.sketcher.tags import Tag
from infrasketch_desktop.sketcher.tokens import Token, TokenKind
from infrasketch_desktop.sketcher.verbs import Form, Reading
from infrasketch_desktop.technology import Technology

# The first class of a phrase that fits is its usual one.
_PHRASE_TAGS = (
    ("numbers", Tag.NUMBER),
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
_NAMING_PREPOSITIONS = frozenset({"in", "on", "to", "into", "from", "via", "through", "by", "with", "at"})


class Surroundings:
    """Answers about positions in a token sequence; positions behind the end hold nothing."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._technologies: dict[int, tuple[Technology, int] | None] = {}
        self._nouns: dict[int, tuple[Noun, int] | None] = {}
        self._phrases: dict[int, tuple[str, Tag, int] | None] = {}

    def technology(self, at: int) -> tuple[Technology, int] | None:
        """The technology named at the token and its length; an English word counts only where it is meant as a name."""
        if at not in self._technologies:
            self._technologies[at] = self._find_technology(at)
        return self._technologies[at]

    def noun(self, at: int) -> tuple[Noun, int] | None:
        """The common noun at the token and its length."""
        if at not in self._nouns:
            self._nouns[at] = self.lexicon.noun_at(self.tokens, at) if at < len(self.tokens) else None
        return self._nouns[at]

    def phrase(self, at: int) -> tuple[str, Tag, int] | None:
        """The small word or phrase at the token, its usual class and its length."""
        if at not in self._phrases:
            found = self.lexicon.phrase_at(self.tokens, at) if at < len(self.tokens) else None
            self._phrases[at] = None if found is None else (found[0], self._usual_tag(found[0]), found[1])
        return self._phrases[at]

    def tag(self, at: int) -> Tag | None:
        """The usual class of the small word at the token; None for other words."""
        found = self.phrase(at)
        return None if found is None or found[1] is Tag.OTHER else found[1]

    def verb(self, at: int) -> Reading | None:
        """How the token reads as a verb."""
        return self.lexicon.verbs.reading(self.tokens[at].norm) if at < len(self.tokens) else None

    def is_head(self, at: int) -> bool:
        """Whether a noun for a part of a system stands at the token."""
        found = self.noun(at)
        return found is not None and found[0].role == "head"

    def is_plural(self, at: int) -> bool:
        if not 0 <= at < len(self.tokens):
            return False
        return singular(self.tokens[at].norm) != self.tokens[at].norm

    def is_listed(self, at: int) -> bool:
        """Whether a list goes on at the token: ", " or "and"."""
        return at < len(self.tokens) and (self.tokens[at].norm == "," or self.tag(at) is Tag.AND)

    def ends(self, at: int) -> bool:
        """Whether the sentence or a part of it ends before the token."""
        return at >= len(self.tokens) or not self.tokens[at].is_word

    def is_only_verb(self, at: int) -> bool:
        """Whether the token can only continue as a predicate: an auxiliary, or a verb that is no noun."""
        if self.tag(at) is Tag.AUXILIARY:
            return True
        return self.verb(at) is not None and self.noun(at) is None and self.technology(at) is None

    def is_plural_predicate(self, at: int) -> bool:
        """Whether the token is a predicate that wants a plural noun: "go" in "writes go", not "sends"."""
        reading = self.verb(at)
        predicate = self.is_only_verb(at) and not self._describes_noun(at)
        return predicate and (reading is None or reading.form is not Form.THIRD)

    def starts_noun(self, at: int) -> bool:
        """Whether a noun phrase can begin at the token."""
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.text.startswith("/") and len(token.text) > 1:
            return True  # "proxies /api to"
        if not token.is_word and token.kind is not TokenKind.NUMBER:
            return False
        tag = self.tag(at)
        if tag is not None:
            return tag in (Tag.DETERMINER, Tag.PRONOUN, Tag.ADJECTIVE, Tag.NUMBER)
        return not self.is_only_verb(at) or self._describes_noun(at)

    def _describes_noun(self, at: int) -> bool:
        """Whether a participle stands before its noun: "rendered pages"."""
        reading = self.verb(at)
        described = self.noun(at + 1) is not None and self.tag(at + 1) is None
        return reading is not None and reading.form in (Form.PARTICIPLE, Form.GERUND) and described

    def _usual_tag(self, phrase: str) -> Tag:
        return next((tag for name, tag in _PHRASE_TAGS if self.lexicon.is_a(phrase, name)), Tag.OTHER)

    def _find_technology(self, at: int) -> tuple[Technology, int] | None:
        found = self.lexicon.technology_at(self.tokens, at) if at < len(self.tokens) else None
        if found is None or found[1] > 1:
            return found
        doubtful = found[0].ambiguous or singular(self.tokens[at].norm) in found[0].ambiguous_names
        if not doubtful:
            return found
        norm = self.tokens[at].norm
        several = singular(norm) != norm and singular(norm) in {found[0].name.lower(), *found[0].ambiguous_names}
        return found if not several and self._is_meant_as_name(at) else None

    def _is_meant_as_name(self, at: int) -> bool:
        """An English word is a name when it is capitalised or stands before a noun it could describe."""
        if self.tokens[at].capitalised:
            return True
        if self.verb(at) is not None:
            return False
        return self.is_head(at + 1) or self._fills_slot(at)

    def _fills_slot(self, at: int) -> bool:
        """“data lives in neon”: alone behind a preposition stands a name, unless the word is a common noun."""
        before = self.tokens[at - 1].norm if at else ""
        ends = self.ends(at + 1) or self.is_listed(at + 1)
        return before in _NAMING_PREPOSITIONS and ends and self.noun(at) is None and self.tag(at) is None
