"""Find the phrases around a verb: coordinated lists, where a subject begins, what a pronoun refers back to."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.groups import is_runtime
from infrasketch_desktop.sketcher.parts import FRONTS

JOINS = (ChunkKind.AND, ChunkKind.COMMA, ChunkKind.PLUS)


def list_ending_at(chunks: Sequence[Chunk], last: int) -> tuple[int, ...]:
    """The coordinated phrases that end with chunk `last`, joined by commas and conjunctions only."""
    items = [last]
    at = last - 1
    while at >= 1:
        joins = at
        while joins >= 0 and chunks[joins].kind in JOINS:
            joins -= 1
        if joins == at or joins < 0 or chunks[joins].kind is not ChunkKind.PHRASE:
            break
        if any(chunks[index].norm == "but" for index in range(joins, at + 1)):
            break
        items.append(joins)
        at = joins - 1
    return tuple(reversed(items))


def cut_list(chunks: Sequence[Chunk], items: tuple[int, ...]) -> tuple[int, ...]:
    """The last items of a list whose first ones belong to the clause before."""
    for position in range(len(items) - 1, -1, -1):
        mention = chunks[items[position]].mention
        if mention and mention.determiner == "both":
            return items[position:]
    for position in range(len(items) - 1, 0, -1):
        between = range(items[position - 1] + 1, items[position])
        if any(chunks[index].kind is ChunkKind.COMMA for index in between):
            return items[position:]
    return items[-1:] if len(items) > 1 else items


def subject_start(chunks: Sequence[Chunk], first: int) -> int:
    """Where a clause begins whose subject starts at `first`: the joins and openers before it included."""
    at = first
    openers = (*JOINS, ChunkKind.SUBORDINATOR, ChunkKind.RELATIVE, ChunkKind.ADVERB)
    while at > 0 and chunks[at - 1].kind in openers:
        at -= 1
    if at < first and at > 0 and chunks[at].kind is ChunkKind.RELATIVE and chunks[at - 1].kind is ChunkKind.PREPOSITION:
        at -= 1
    return at


def pronoun_start(chunks: Sequence[Chunk], at: int) -> int:
    """The start of "each of them" or "it"."""
    if at > 0 and chunks[at - 1].norm == "of":
        at -= 1
        if at > 0 and chunks[at - 1].kind is ChunkKind.PRONOUN:
            at -= 1
    return subject_start(chunks, at)


def relative_object(chunks: Sequence[Chunk], first: int) -> tuple[int | None, str]:
    """For a subject at `first` behind "that" or "from which": the antecedent and the preposition, else None and ""."""
    at = first - 1
    while at >= 0 and chunks[at].kind is ChunkKind.ADVERB:
        at -= 1
    if at < 0 or chunks[at].kind is not ChunkKind.RELATIVE:
        return None, ""
    preposition = "where" if chunks[at].norm == "where" else ""
    if at > 0 and chunks[at - 1].kind is ChunkKind.PREPOSITION:
        preposition = chunks[at - 1].norm
    return phrase_before(chunks, at), preposition


def described_before(chunks: Sequence[Chunk], at: int) -> int | None:
    """The phrase that a relative pronoun at a position describes.

    In "a worker on Heroku that" and "a lambda behind a gateway that" it is the one before the preposition.
    """
    nearest = phrase_before(chunks, at)
    if nearest is None or nearest < len(("worker", "on")):
        return nearest
    place, owner = chunks[nearest].mention, chunks[nearest - 2].mention
    if place is None or owner is None or owner.kind is None:
        return nearest
    bare = place.technology is not None and not place.head and not place.determiner
    inside = chunks[nearest - 1].norm in ("on", "in", "inside") and bare and (is_runtime(place) or not owner.technology)
    behind = chunks[nearest - 1].norm == "behind" and place.kind in FRONTS
    return nearest - 2 if inside or behind else nearest


def phrase_before(chunks: Sequence[Chunk], at: int) -> int | None:
    """The nearest phrase before a position, not beyond a verb."""
    for index in range(at - 1, -1, -1):
        if chunks[index].kind is ChunkKind.PHRASE:
            return index
        if chunks[index].kind is ChunkKind.VERB:
            return None
    return None
