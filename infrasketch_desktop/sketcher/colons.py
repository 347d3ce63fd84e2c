"""Join what stands before and behind a colon: "Frontend: Angular", "two stores: Redis and S3", "Chat app: ..."."""

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.apposition import explains, merge
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.coordination import lacks_head, with_head
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.parts import APPS

# Nouns for the whole that a text is about.
TITLE_NOUNS = frozenset(
    {"pipeline", "system", "platform", "app", "application", "website", "site", "stack", "shop", "service", "engine"}
)  # fmt: skip
# Last words of a heading over a paragraph.
_HEADINGS = frozenset(
    {"clone", "path", "setup", "design", "architecture", "overview", "side", "deployment", "infrastructure", "diagram",
     "topology", "layout", "thing", "requirements", "components", "summary", "context"}
)  # fmt: skip
_LIST_KINDS = frozenset(
    {ChunkKind.PHRASE, ChunkKind.AND, ChunkKind.COMMA, ChunkKind.PREPOSITION, ChunkKind.ADVERB, ChunkKind.OPEN,
     ChunkKind.CLOSE, ChunkKind.PLUS}
)  # fmt: skip
_FILLING = (ChunkKind.COMMA, ChunkKind.AND, ChunkKind.ADVERB, ChunkKind.COLON)


def join_at_colons(sentences: Sequence[Sequence[Chunk]]) -> list[list[Chunk]]:
    """The sentences without colons: joined, freed of a heading, or left apart."""
    joined: list[list[Chunk]] = []
    for sentence in sentences:
        before = joined[-1] if joined else []
        if before and before[-1].kind is ChunkKind.COLON:
            joined[-1:] = _join(before[:-1], list(sentence))
        else:
            joined.append(list(sentence))
    return [kept for kept in (_without_colon(sentence) for sentence in joined) if kept]


def _without_colon(sentence: list[Chunk]) -> list[Chunk]:
    return sentence[:-1] if sentence[-1:] and sentence[-1].kind is ChunkKind.COLON else sentence


def _join(before: list[Chunk], after: list[Chunk]) -> list[list[Chunk]]:
    if _is_heading(before, after):
        return [after]
    last = before[-1].mention if before else None
    if last is None:
        return [before, after]
    if _is_named(last, after):
        return [[*before[:-1], _merged(before[-1], last, after[0]), *after[1:]]]
    if _is_enumerated(before, last, after):
        return [[*before[:-1], *(_as_item(chunk, last) for chunk in after)]]
    return [before, after]


def _is_heading(before: Sequence[Chunk], after: Sequence[Chunk]) -> bool:
    """“Uber clone:”, "a chat app:": what is drawn, not a part of it."""
    said = [chunk for chunk in before if chunk.kind not in _FILLING]
    if 0 < len(said) <= len(("Uber", "clone")) and _last_word(said[-1]) in _HEADINGS:
        return True
    last = said[0].mention if len(said) == 1 else None
    if last is None or not last.words:
        return False
    whole = last.technology is None and last.words[-1] in TITLE_NOUNS and not last.plural
    named = len(last.words) > 1 or last.determiner in ("a", "an")
    several = sum(chunk.kind is ChunkKind.PHRASE for chunk in after) > 1
    return whole and named and several


def _last_word(chunk: Chunk) -> str:
    words = chunk.mention.words if chunk.mention else (chunk.norm,)
    return words[-1] if words else ""


def _is_named(last: Mention, after: Sequence[Chunk]) -> bool:
    """“Frontend: Angular”: the name of the one part before the colon."""
    name = after[0].mention
    if name is None or name.technology is None or last.technology or not last.head or last.plural or last.count > 1:
        return False
    bare = last.determiner not in ("their", "each", "every") and not name.definite
    screens = last.kind is NodeKind.CLIENT and name.kind in APPS  # "Frontend: Nuxt"
    return bare and (screens or explains(last, name, strict=True))


def _merged(chunk: Chunk, last: Mention, named: Chunk) -> Chunk:
    assert named.mention is not None
    mention = merge(last, named.mention)
    return replace(chunk, mention=mention, norm=mention.label.lower())


def _is_enumerated(before: Sequence[Chunk], last: Mention, after: Sequence[Chunk]) -> bool:
    """“three services: users, orders and payments”: the list stands for the noun before the colon."""
    phrases = [chunk for chunk in after if chunk.kind is ChunkKind.PHRASE]
    announces = last.plural or last.count > 1 or last.determiner in ("their", "each", "every")
    plain = last.role is Role.PART and last.technology is None and before[-1].kind is ChunkKind.PHRASE
    return (
        plain
        and announces
        and len(phrases) > 1
        and all(chunk.kind in (*_LIST_KINDS, ChunkKind.COLON) for chunk in after)
    )


def _as_item(chunk: Chunk, announced: Mention) -> Chunk:
    """An item that does not say what it is takes the noun of the announcement."""
    mention = chunk.mention
    bare = mention is not None and lacks_head(mention)
    return with_head(chunk, announced) if bare else chunk
