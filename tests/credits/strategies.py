"""Random values of the credits room: canonical JSON, lots, entries, receipts and requests."""

from __future__ import annotations

from hypothesis import strategies as st

from infrasketch_desktop.credits.canonical import LARGEST_INTEGER
from infrasketch_desktop.credits.chain import GENESIS, Entry, EntryKind, Link, entry_hash
from infrasketch_desktop.credits.lots import PRIORITIES, Lot, LotKind
from infrasketch_desktop.credits.receipts import DeviceStatus, Environment, Receipt
from infrasketch_desktop.credits.sync_request import SyncRequest

LOT_IDS = st.sampled_from(["g1", "g2", "g3", "g4", "g5"])
TIMES = st.integers(0, 1000)
AMOUNTS = st.integers(0, 60)
CREDITS_BY_LOT = st.dictionaries(LOT_IDS, st.integers(1, 60))

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
INTEGERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
JSON_VALUES = st.recursive(
    TEXTS | INTEGERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
JSON_OBJECTS = st.dictionaries(TEXTS, JSON_VALUES, max_size=5)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)


@st.composite
def lots(draw: st.DrawFn, g: st.SearchStrategy[str] = LOT_IDS) -> Lot:
    kind = draw(st.sampled_from(LotKind))
    returned, consumed = draw(AMOUNTS), draw(AMOUNTS)
    return Lot(
        draw(g),
        kind,
        PRIORITIES[kind],
        draw(TIMES),
        draw(st.none() | TIMES),
        returned + consumed + draw(AMOUNTS),
        returned,
        consumed,
        draw(AMOUNTS),
    )


LOT_SETS = st.lists(lots(), max_size=5, unique_by=lambda lot: lot.g).map(tuple)


@st.composite
def chains(draw: st.DrawFn, most: int = 8) -> tuple[bytes, ...]:
    """The bodies of a ledger from its beginning; the second half may stand in a later epoch."""
    bodies: list[bytes] = []
    link = Link(0, GENESIS, 0)
    rebased = draw(st.booleans())
    for number in range(draw(st.integers(2, most))):
        begins = rebased and number == most // 2
        kind = EntryKind.REBASE if begins else draw(st.sampled_from([k for k in EntryKind if k != EntryKind.REBASE]))
        entry = Entry(
            link.seq + 1,
            draw(HASHES) if begins else link.head,
            link.epoch + begins,
            kind,
            draw(NAMES),
            draw(TIMES),
            draw(CREDITS_BY_LOT),
            draw(st.none() | NAMES),
            draw(st.none() | HASHES),
        )
        bodies.append(entry.body())
        link = Link(entry.seq, entry_hash(entry.body()), entry.epoch)
    return tuple(bodies)


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """Receipts of the first epoch, and of a second one that began just now."""
    rebase = None
    acked = Link(draw(TIMES), draw(HASHES), 0)
    if draw(st.booleans()):
        entry = Entry(acked.seq + 1, acked.head, 1, EntryKind.REBASE, "rebase", draw(TIMES))
        rebase, acked = entry.body(), Link(entry.seq, entry_hash(entry.body()), 1)
    return Receipt(
        draw(NAMES),
        draw(st.sampled_from(Environment)),
        draw(NAMES),
        draw(NAMES),
        draw(st.integers(1, 10**6)),
        acked,
        draw(NAMES),
        draw(TIMES),
        draw(LOT_SETS),
        draw(TIMES),
        draw(AMOUNTS),
        draw(AMOUNTS),
        draw(st.sampled_from(DeviceStatus)),
        draw(TIMES),
        draw(TIMES),
        rebase,
    )


@st.composite
def sync_requests(draw: st.DrawFn) -> SyncRequest:
    base = Link(draw(TIMES), draw(HASHES), draw(st.integers(0, 3)))
    entries = tuple(draw(st.lists(st.binary(max_size=64), max_size=4)))
    return SyncRequest(
        draw(NAMES),
        draw(NAMES),
        draw(st.none() | NAMES),
        base,
        entries,
        Link(base.seq + len(entries), draw(HASHES), base.epoch),
        draw(AMOUNTS),
        draw(TIMES),
        draw(NAMES),
    )
