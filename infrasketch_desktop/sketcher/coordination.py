"""Give every item of a list the noun that only the last one carries: "users, orders and payments services"."""

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.mentions import Mention, Role

_JOINS = (ChunkKind.AND, ChunkKind.COMMA)
_SHARED = frozenset(
    {"service", "microservice", "micro service", "api", "worker", "function", "queue", "topic", "database", "db",
     "team", "server", "app", "table", "bucket", "cache", "cluster", "module", "frontend", "client", "consumer", "job",
     "agent", "gateway", "replica", "store", "subgraph", "backend"}
)  # fmt: skip
# Heads that describe another head as well: "search and auth services".
_DESCRIBING = frozenset(
    {"search", "auth", "index", "catalog", "catalogue", "account", "tracker", "frontend", "backend"}
)


def share_heads(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with the plural head noun of a list's last item given to the items before it."""
    shared = list(chunks)
    for index in range(len(shared) - 1, 0, -1):
        mention = shared[index].mention
        if mention is None or not mention.plural or mention.head not in _SHARED or mention.technology:
            continue
        items = _items_before(shared, index)
        if items:
            for item in items:
                shared[item] = with_head(shared[item], mention)
            shared[index] = replace(
                shared[index], mention=replace(mention, label=_singular_label(mention), plural=False)
            )
    return shared


def _items_before(chunks: Sequence[Chunk], last: int) -> list[int]:
    items: list[int] = []
    at = last
    while at > 1 and chunks[at - 1].kind in _JOINS:
        joins = at - 1
        while joins > 0 and chunks[joins].kind in _JOINS:
            joins -= 1
        mention = chunks[joins].mention
        if mention is None or not lacks_head(mention):
            break
        items.append(joins)
        at = joins
        if mention.determiner:
            break
    if len(items) == 1 and _is_people(chunks[items[0]].mention):
        return []  # "clients and services" are two things, "the user and order services" are not
    has_and = any(chunks[index].kind is ChunkKind.AND for index in range(items[-1], last)) if items else False
    return items if has_and else []


def _is_people(mention: Mention | None) -> bool:
    return mention is not None and mention.kind is NodeKind.CLIENT and mention.plural


def lacks_head(mention: Mention) -> bool:
    """Whether an item of a list waits for the noun that its list shares."""
    if mention.technology or mention.count > 1:
        return False
    single_client = mention.role is Role.PART and len(mention.words) == 1 and mention.kind is NodeKind.CLIENT
    return mention.role in (Role.FLOW, Role.WEAK) or single_client or mention.head in _DESCRIBING


def with_head(chunk: Chunk, last: Mention) -> Chunk:
    """The phrase with the head noun of another one: "orders" as "orders service"."""
    mention = chunk.mention
    assert mention is not None
    head = singular(last.head)
    given = replace(
        mention, role=Role.PART, kind=last.kind, head=head, label=f"{mention.label} {head}",
        words=(*mention.words, *head.split()), plural=False,
    )  # fmt: skip
    return replace(chunk, mention=given, norm=given.label.lower())


def _singular_label(mention: Mention) -> str:
    words = mention.label.split()
    return " ".join([*words[:-1], singular(words[-1])])
