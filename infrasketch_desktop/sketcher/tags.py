"""The grammatical classes of words, and the segments that carry them."""

from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.sketcher.lexicon import Noun
from infrasketch_desktop.sketcher.verbs import Reading
from infrasketch_desktop.technology import Technology


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
