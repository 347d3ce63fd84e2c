"""One clause of a sentence: a verb, its subject and the stretch of its complements."""

from dataclasses import dataclass
from enum import StrEnum


class SubjectMode(StrEnum):
    """How a verb finds its subject."""

    NAMED = "named"
    SAME = "same"
    ANTECEDENT = "antecedent"
    PRONOUN = "pronoun"
    FOLLOWING = "following"
    INFINITIVE = "infinitive"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb at chunk `verb` with its subject chunks and its complements in `[first, last)`.

    `start` is where the clause takes over from the one before. `relative` is the antecedent when a relative pronoun
    stands for an object ("metrics that Prometheus scrapes"); `relative_preposition` comes with it ("from which").
    """

    verb: int
    start: int
    mode: SubjectMode
    subject: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    relative: int | None = None
    relative_preposition: str = ""
    active: bool = True
