"""Which phrases a sentence only rules out, postpones or compares with: "no broker", "Kafka may be added later"."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.clause import Clause
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.tokens import Token

_SCOPE_ENDS = (ChunkKind.VERB, ChunkKind.RELATIVE, ChunkKind.SUBORDINATOR, ChunkKind.CLOSE, ChunkKind.OPEN)
_DISCARDING = frozenset({"replace", "retire", "remove", "drop", "deprecate", "abandon", "consider", "reject", "discard",
                         "avoid", "skip", "ditch", "decommission", "dismiss", "postpone", "defer"})  # fmt: skip
_LATER_WITH = frozenset(
    {"may", "might", "could", "can", "will", "would", "add", "added", "we'll", "should", "maybe", "perhaps"}
)


def suppressed_phrases(
    tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], lexicon: Lexicon
) -> frozenset[int]:
    """The positions of the phrase chunks that must not become parts."""
    found: set[int] = set()
    for index, chunk in enumerate(chunks):
        if chunk.kind is ChunkKind.NOT:
            found.update(_after_negator(chunks, index))
    for clause in clauses:
        found.update(_in_clause(tokens, chunks, clause, lexicon))
    if not clauses and _is_future(tokens, chunks[0].start, chunks[-1].end, lexicon):
        found.update(index for index, chunk in enumerate(chunks) if chunk.mention)
    return frozenset(found)


def _after_negator(chunks: Sequence[Chunk], at: int) -> list[int]:
    """The phrases that "no", "without" or "instead of" governs: one coordinated list."""
    found: list[int] = []
    for index in range(at + 1, len(chunks)):
        chunk = chunks[index]
        if chunk.kind in _SCOPE_ENDS or chunk.norm == "but" or (chunk.kind is ChunkKind.PREPOSITION and found):
            break
        if chunk.kind is ChunkKind.COMMA and found:
            break
        if chunk.mention:
            found.append(index)
    return found


def _in_clause(tokens: Sequence[Token], chunks: Sequence[Chunk], clause: Clause, lexicon: Lexicon) -> list[int]:
    verb = chunks[clause.verb]
    complements = [index for index in range(clause.first, clause.last) if chunks[index].mention]
    subject = [index for index in clause.subject if chunks[index].mention]
    own = [index for index in clause.subject if index >= clause.start]
    begin = chunks[min([clause.verb, *own])].start
    end = chunks[clause.last - 1].end if clause.last > 0 else verb.end
    if _is_future(tokens, begin, end, lexicon):
        return complements + subject
    base = verb.reading.base if verb.reading else ""
    if verb.negated:
        return complements + (subject if verb.passive or base in ("be", "exist") else [])
    moved = any(chunks[i].norm in ("on", "in", "into", "onto", "to") for i in range(clause.first, clause.last))
    if base in _DISCARDING and not (base == "drop" and moved):
        return _discarded(chunks, clause, subject, complements)
    return []


def _discarded(chunks: Sequence[Chunk], clause: Clause, subject: list[int], complements: list[int]) -> list[int]:
    """“X replaces Y” and "replace Y with X" drop Y; "Y is replaced by X" drops Y, the subject."""
    if chunks[clause.verb].passive:
        return subject
    kept = False
    dropped = []
    for index in range(clause.first, clause.last):
        kept = kept or chunks[index].norm in ("with", "by", "for", "in favour of")
        if index in complements and not kept:
            dropped.append(index)
    return dropped


def _is_future(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    words = {token.norm for token in tokens[start : end + 2]}
    if words & {"later", "eventually", "someday"} and words & _LATER_WITH:
        return True
    at = start
    limit = min(end + 2, len(tokens))
    while at < limit:
        found = lexicon.phrase_at(tokens, at)
        if found and lexicon.is_a(found[0], "futures"):
            return True
        at += 1
    return False
