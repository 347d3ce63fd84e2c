"""Say in plain words what a sentence says in a roundabout way, before its grammar is read."""

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind

BARE_PLACES = frozenset({"on top", "in front", "up front", "at the front"})
_NOBODY = frozenset({"nothing", "nobody", "no one", "none"})
_EXCEPTING = frozenset({"except", "except for", "but", "other than", "apart from"})
_NAMED = frozenset({"called", "named", "titled", "dubbed"})
_LISTED = (ChunkKind.PHRASE, ChunkKind.AND, ChunkKind.COMMA, ChunkKind.ADVERB)


def restate(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a sentence in their plain order."""
    return _turn_bare_places(_without_given_names(_restate_exception(chunks)))


def _without_given_names(chunks: Sequence[Chunk]) -> list[Chunk]:
    """“a topic called orders”: a topic; what it is called says nothing about what it does."""
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        named = kept and kept[-1].kind is ChunkKind.PHRASE and chunks[at].norm in _NAMED and not chunks[at].finite
        if named and at + 1 < len(chunks) and chunks[at + 1].kind is ChunkKind.PHRASE:
            at += 2
        else:
            kept.append(chunks[at])
            at += 1
    return kept


def _restate_exception(chunks: Sequence[Chunk]) -> list[Chunk]:
    """“Nothing calls Postgres except Hasura”: Hasura calls Postgres."""
    opens = len(chunks) > 1 and chunks[0].norm in _NOBODY and chunks[1].kind is ChunkKind.VERB
    at = next((index for index, chunk in enumerate(chunks) if chunk.norm in _EXCEPTING), None)
    if not opens or at is None:
        return list(chunks)
    excepted = chunks[at + 1 :]
    if not excepted or any(chunk.kind not in _LISTED for chunk in excepted):
        return list(chunks)
    return [*excepted, *chunks[1:at]]


def _continues_list(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the phrase before a position is joined by a comma to one before it: "Snowflake, Looker on top"."""
    kinds = [chunk.kind for chunk in chunks[max(0, at - 3) : at]]
    return kinds == [ChunkKind.PHRASE, ChunkKind.COMMA, ChunkKind.PHRASE]


def _turn_bare_places(chunks: list[Chunk]) -> list[Chunk]:
    """“Postgres with PgBouncer in front”: Postgres behind PgBouncer."""
    turned = list(chunks)
    for at, chunk in enumerate(chunks):
        if chunk.norm not in BARE_PLACES:
            continue
        opener = next((i for i in range(at - 1, -1, -1) if chunks[i].kind not in _LISTED), None)
        if opener is not None and chunks[opener].norm in ("with", "w/"):
            turned[opener] = replace(chunks[opener], norm="behind")
        elif chunk.norm == "on top" and _continues_list(chunks, at):
            turned[at - 2] = replace(chunks[at - 2], kind=ChunkKind.PREPOSITION, norm="behind")
    return turned
