"""Clauses that begin with a place and end with their subject: "between X and Y sits Z"."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.antecedents import JOINS, list_ending_at, subject_start
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.clause import Clause, SubjectMode

_PLACES = frozenset({"behind", "in front of", "before", "after", "ahead of", "between", "inside", "in", "within", "on"})


def is_inverted(chunks: Sequence[Chunk], verb: int, left: int) -> bool:
    """“behind them run four servers”, “in front of the API sits nginx”: the place comes first, the subject last."""
    if chunks[left].kind not in (ChunkKind.PHRASE, ChunkKind.PRONOUN):
        return False
    first = list_ending_at(chunks, left)[0]
    opens = first > 0 and chunks[first - 1].kind is ChunkKind.PREPOSITION and chunks[first - 1].norm in _PLACES
    clause_start = first < len(("in", "it")) or chunks[first - 2].kind in JOINS
    follows = verb + 1 < len(chunks) and chunks[verb + 1].kind is ChunkKind.PHRASE
    return opens and clause_start and follows and chunks[verb].frame in ("host", "place", "be")


def inverted_clause(chunks: Sequence[Chunk], verb: int, left: int, *, active: bool) -> Clause:
    """The clause whose subject stands behind the verb and whose place is the phrase at `left`."""
    opener = list_ending_at(chunks, left)[0] - 1
    last = verb + 1
    while last + 2 < len(chunks) and chunks[last + 1].kind in JOINS and chunks[last + 2].kind is ChunkKind.PHRASE:
        last += 2
    return Clause(
        verb, subject_start(chunks, opener), SubjectMode.NAMED, list_ending_at(chunks, last), relative=left,
        relative_preposition=chunks[opener].norm, active=active,
    )  # fmt: skip
