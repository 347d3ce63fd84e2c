"""Fold second names into the phrase they explain: "REST API (Quarkus)", "Fastly as the CDN", "an API in FastAPI"."""

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.naming import is_material
from infrasketch_desktop.sketcher.parts import APPS, STORES

_POINTING = ("a", "an", "our", "my", "their", "its", "the")
_FILLING_PREPOSITIONS = ("via", "by", "with", "using", "through", "on", "in")
APPLICATIONS = ("app", "application", "site", "website", "web app", "spa")
_MATERIAL_PREPOSITIONS = ("in", "on", "with", "using")


def fold_appositions(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with every second name merged into the first; other brackets become commas."""
    folded: list[Chunk] = []
    at = 0
    while at < len(chunks):
        step = (
            _in_brackets(chunks, at, folded)
            or _between_commas(chunks, at, folded)
            or _role_or_material(chunks, at, folded)
        )
        if step:
            at += step
            continue
        folded.append(_without_bracket(chunks[at]))
        at += 1
    return folded


def _without_bracket(chunk: Chunk) -> Chunk:
    return replace(chunk, kind=ChunkKind.COMMA) if chunk.kind in (ChunkKind.OPEN, ChunkKind.CLOSE) else chunk


def _phrase(chunks: Sequence[Chunk], at: int) -> Mention | None:
    return chunks[at].mention if 0 <= at < len(chunks) else None


def _in_brackets(chunks: Sequence[Chunk], at: int, folded: list[Chunk]) -> int:
    inner = _phrase(chunks, at + 1)
    closes = at + 2 < len(chunks) and chunks[at + 2].kind is ChunkKind.CLOSE
    if chunks[at].kind is not ChunkKind.OPEN or inner is None or not closes or not folded:
        return 0
    outer = folded[-1].mention
    if outer is None or not explains(outer, inner, strict=False):
        return 0
    folded[-1] = replace(folded[-1], mention=merge(outer, inner))
    return 3


def _between_commas(chunks: Sequence[Chunk], at: int, folded: list[Chunk]) -> int:
    """“, RabbitMQ,” behind "the broker"; ", a Drupal site that" behind "the origin server"."""
    inner, outer = _phrase(chunks, at + 1), folded[-1].mention if folded else None
    if chunks[at].kind is not ChunkKind.COMMA or inner is None or outer is None:
        return 0
    following = chunks[at + 2].kind if at + 2 < len(chunks) else ChunkKind.COMMA
    bare_name = bool(inner.technology) and not inner.head and not inner.determiner
    described = _is_described(chunks, at, outer, inner)
    if bare_name and not (following is ChunkKind.COMMA and not outer.technology and outer.definite):
        return 0
    if not (bare_name or described) or not explains(outer, inner, strict=True):
        return 0
    folded[-1] = replace(folded[-1], mention=merge(outer, inner))
    closing = at + 2 < len(chunks) and chunks[at + 2].kind is ChunkKind.COMMA
    return 3 if closing else 2


def _is_described(chunks: Sequence[Chunk], at: int, outer: Mention, inner: Mention) -> bool:
    """“the origin, a Drupal site that”, "Sidekiq, our job processor, pulls": a list would go on with "and"."""
    following = [chunk.kind for chunk in chunks[at + 2 : at + 4]]
    if inner.determiner in ("a", "an") and following[:1] == [ChunkKind.RELATIVE]:
        return True
    named = bool(outer.technology) != bool(inner.technology) and (bool(outer.technology) or outer.definite)
    if inner.determiner not in _POINTING or inner.count > 1 or not inner.head or not named:
        return False
    encloses = following == [ChunkKind.COMMA, ChunkKind.VERB]
    listed = at > 1 and any(chunk.kind in (ChunkKind.COMMA, ChunkKind.AND) for chunk in chunks[at - 2 : at])
    return encloses or (not listed and following[:1] in ([], [ChunkKind.PREPOSITION]))


def explains(outer: Mention, inner: Mention, *, strict: bool) -> bool:
    """Whether the second of two phrases can be another name of the first; `strict` asks for related kinds."""
    if inner.role is not Role.PART or outer.role not in (Role.PART, Role.WEAK) or inner.count > 1:
        return False
    if outer.technology and inner.technology:
        return is_material(inner.technology) or is_material(outer.technology)
    if outer.kind is None or inner.kind is None or outer.kind is inner.kind or is_material(inner.technology):
        return True
    screens = APPS | {NodeKind.CLIENT} if inner.head in APPLICATIONS else APPS
    related = outer.kind in screens and inner.kind in screens
    return related or not strict


def _role_or_material(chunks: Sequence[Chunk], at: int, folded: list[Chunk]) -> int:
    """“as the CDN” gives a role, "in FastAPI" a technology."""
    inner, outer = _phrase(chunks, at + 1), folded[-1].mention if folded else None
    if chunks[at].kind is not ChunkKind.PREPOSITION or inner is None or outer is None or outer.role is not Role.PART:
        return 0
    if chunks[at].norm == "as" and inner.head and inner.kind:
        words = outer.words if inner.technology else outer.words + inner.words
        folded[-1] = replace(folded[-1], mention=replace(outer, kind=inner.kind, words=words))
        return 2
    material = inner.technology and not inner.head and is_material(inner.technology) and not outer.technology
    if material and chunks[at].norm in _MATERIAL_PREPOSITIONS and outer.kind in APPS | {NodeKind.CLIENT}:
        folded[-1] = replace(folded[-1], mention=replace(outer, technology=inner.technology))
        return 2
    if chunks[at].norm in _FILLING_PREPOSITIONS and _fills_role(outer, inner):
        folded[-1] = replace(folded[-1], mention=merge(outer, inner))
        return 2
    return _located(chunks, at, folded)


def _fills_role(outer: Mention, inner: Mention) -> bool:
    """“auth via Clerk”, "search with Algolia": a bare role and the name of what plays it."""
    bare = not outer.technology and not outer.determiner and outer.words == tuple(outer.head.split())
    return bare and bool(inner.technology) and not inner.head and outer.kind is inner.kind


def _located(chunks: Sequence[Chunk], at: int, folded: list[Chunk]) -> int:
    """“dashboards in Looker”, "a topic in Kafka": the noun says what it is, the name what it is made with."""
    inner, outer = chunks[at + 1].mention, folded[-1].mention
    if inner is None or outer is None or outer.technology or not inner.technology or inner.head or inner.kind is None:
        return 0
    if chunks[at].norm not in ("in", "on") or inner.technology.category in ("platform", "hosting") or not outer.head:
        return 0
    makes = {NodeKind.MONITORING, NodeKind.SERVICE, NodeKind.FUNCTION, NodeKind.WORKER}
    same = (
        outer.kind is inner.kind
        or {outer.kind, inner.kind} <= STORES
        or (outer.kind in APPS | {NodeKind.CLIENT} and inner.kind in makes)
    )
    if not same:
        return 0
    kind = inner.kind if inner.kind is NodeKind.MONITORING else outer.kind
    mention = replace(outer, kind=kind, technology=inner.technology, words=outer.words + inner.words)
    folded[-1] = replace(folded[-1], mention=mention)
    return 2


def merge(outer: Mention, inner: Mention) -> Mention:
    """One phrase out of two for the same part; a bare name wins over a bare noun."""
    technology = outer.technology or inner.technology
    generic = (
        outer.technology is None and outer.words and outer.head and len(outer.words) <= len(outer.head.split()) + 0
    )
    named = inner.technology is not None and not is_material(inner.technology)
    label = inner.label if generic and named else outer.label
    kind = inner.kind if (outer.technology and inner.head) or outer.kind is None else outer.kind
    return replace(
        outer, role=Role.PART, label=label, kind=kind, technology=technology, head=outer.head or inner.head,
        words=outer.words + inner.words, end=inner.end,
    )  # fmt: skip
