"""The companions of a verb: which phrases stand behind which preposition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.groups import is_runtime
from infrasketch_desktop.sketcher.mentions import Role

# Prepositions that describe the noun before them rather than the verb, unless the verb claims them.
_NOUN_BOUND = frozenset(
    {"of", "with", "for", "in", "on", "behind", "in front of", "between", "as", "inside", "within", "without",
     "including", "like", "such as", "per", "at", "across", "about"}
)  # fmt: skip
# Where something stands belongs to the noun right before, even if the verb could claim it.
_SPATIAL = frozenset({"behind", "in front of", "between"})
_CLAIMS = frozenset(
    {"to", "pull", "from", "via", "host", "behind", "between", "serves", "front", "back", "with_monitor", "aim"}
)


@dataclass(slots=True)
class Slot:
    """Phrases behind one preposition ("" for the object). `chained` items follow one another ("A, then B").

    `bound_to` is the chunk that the preposition describes when it is a noun and not the verb.
    """

    preposition: str
    items: list[int]
    chained: bool = False
    bound_to: int | None = None


def read_slots(chunks: Sequence[Chunk], first: int, last: int, claims: Mapping[str, str]) -> list[Slot]:
    """The slots of the complements in `[first, last)`; `claims` are the prepositions of the verb's frame."""
    slots = [Slot("", [])]
    at = first
    while at < last:
        chunk = chunks[at]
        if chunk.kind is ChunkKind.PREPOSITION:
            slots.append(_new_slot(chunks, at, first, claims))
        elif chunk.kind in (ChunkKind.PHRASE, ChunkKind.PRONOUN):
            _place(chunks, at, last, slots)
        elif chunk.norm in ("then", "and then", "finally", "next", "afterwards"):
            slots[-1].chained = True
        at += 1
    return [slot for slot in slots if slot.items]


def _new_slot(chunks: Sequence[Chunk], at: int, first: int, claims: Mapping[str, str]) -> Slot:
    norm = chunks[at].norm
    before = chunks[at - 1] if at > first else None
    after_part = before is not None and before.mention is not None and before.mention.role is not Role.FLOW
    claimed = claims.get(norm, "") in _CLAIMS and norm not in _SPATIAL
    bound_here = norm == "of" or _is_whereabouts(chunks, at)
    if (bound_here and (after_part or norm == "of")) or (after_part and norm in _NOUN_BOUND and not claimed):
        bound = at - 1 if before is not None and before.mention is not None else None
        return Slot(norm, [], bound_to=bound)
    if after_part and norm in ("with", "behind", "for") and claims.get(norm) not in ("to", "serves", "aim", "behind"):
        return Slot(norm, [], bound_to=at - 1)
    return Slot(norm, [])


def _is_whereabouts(chunks: Sequence[Chunk], at: int) -> bool:
    """“through the storefront on Fargate”: a platform is where the part before it runs, whatever the verb."""
    following = chunks[at + 1].mention if at + 1 < len(chunks) else None
    named = following is not None and following.technology is not None and not following.head
    return chunks[at].norm == "on" and named and following is not None and is_runtime(following)


def _place(chunks: Sequence[Chunk], at: int, last: int, slots: list[Slot]) -> None:
    """Put a phrase into the open slot; what flows is an object again: "photos to disk and metadata to Postgres"."""
    mention = chunks[at].mention
    joined = at > 0 and chunks[at - 1].kind in (ChunkKind.AND, ChunkKind.COMMA)
    flows = mention is not None and mention.role in (Role.FLOW, Role.WEAK)
    preposition_next = at + 1 < last and chunks[at + 1].kind is ChunkKind.PREPOSITION
    if slots[-1].preposition and joined and flows and preposition_next:
        slots.append(Slot("", [at]))
        return
    if slots[-1].preposition and joined and not flows and preposition_next and _own_purpose(chunks, at, slots):
        slots.append(Slot(_verb_slot(slots), [at]))
        return
    slots[-1].items.append(at)


def _own_purpose(chunks: Sequence[Chunk], at: int, slots: list[Slot]) -> bool:
    """“PostgreSQL for orders, Elasticsearch for search”: the second name continues the object, not the purpose."""
    return slots[-1].preposition in ("for", "as") and chunks[at + 1].norm in ("for", "as")


def _verb_slot(slots: list[Slot]) -> str:
    return slots[-2].preposition if len(slots) > 1 else ""
