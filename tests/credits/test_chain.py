"""The ledger chain: whatever is changed, swapped, dropped or doubled afterwards is found."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.chain import (
    GENESIS,
    LARGEST_ENTRY,
    START,
    Entry,
    EntryKind,
    Link,
    entry_hash,
    read_entry,
    verify_chain,
)
from infrasketch_desktop.credits.errors import DocumentError, Reason
from tests.credits.strategies import chains

ENTRY = Entry(1, GENESIS, 0, EntryKind.COMMIT, "op-1", 5, {"g1": 2}, "export.png", "a" * 64)
HEAD = entry_hash(ENTRY.body())


def one_epoch(bodies: tuple[bytes, ...]) -> bool:
    return read_entry(bodies[-1]).epoch == 0


EPOCHS = chains().filter(one_epoch)


def bodies_with(**changes: Any) -> bytes:
    return canonical.encode(canonical.decode_object(ENTRY.body()) | changes)


def breaks(bodies: list[bytes], truth: tuple[bytes, ...]) -> bool:
    """Whether reading the chain fails, or ends elsewhere than the true one."""
    try:
        return verify_chain(bodies) != verify_chain(truth)
    except DocumentError as error:
        return error.reason == Reason.CHAIN


@given(chains())
def test_an_untouched_chain_is_followed_to_its_head(bodies: tuple[bytes, ...]) -> None:
    last = read_entry(bodies[-1])
    assert verify_chain(bodies) == Link(last.seq, entry_hash(bodies[-1]), last.epoch)


@given(chains(), st.data())
def test_a_chain_may_be_followed_piece_by_piece(bodies: tuple[bytes, ...], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(bodies)))
    assert verify_chain(bodies[cut:], verify_chain(bodies[:cut])) == verify_chain(bodies)


@given(EPOCHS, st.data())
def test_any_changed_byte_is_found(bodies: tuple[bytes, ...], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(bodies) - 1))
    place = data.draw(st.integers(0, len(bodies[row]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != bodies[row][place]))
    changed = bodies[row][:place] + bytes([byte]) + bodies[row][place + 1 :]
    assert breaks([*bodies[:row], changed, *bodies[row + 1 :]], bodies)


@given(EPOCHS, st.data())
def test_any_dropped_entry_is_found(bodies: tuple[bytes, ...], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(bodies) - 1))
    assert breaks([*bodies[:row], *bodies[row + 1 :]], bodies)


@given(chains(), st.data())
def test_any_doubled_entry_is_found(bodies: tuple[bytes, ...], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(bodies) - 1))
    assert breaks([*bodies[: row + 1], *bodies[row:]], bodies)


@given(chains(), st.data())
def test_any_two_swapped_entries_are_found(bodies: tuple[bytes, ...], data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.integers(0, len(bodies) - 1), min_size=2, max_size=2, unique=True))
    swapped = list(bodies)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert breaks(swapped, bodies)


@given(chains().filter(lambda bodies: not one_epoch(bodies)), st.data())
def test_a_new_epoch_hides_no_change_but_in_the_last_entry_before_it(
    bodies: tuple[bytes, ...], data: st.DataObject
) -> None:
    last_before = next(row for row, body in enumerate(bodies) if read_entry(body).epoch == 1) - 1
    row = data.draw(st.integers(0, len(bodies) - 1).filter(lambda row: row != last_before))
    assert breaks([*bodies[:row], *bodies[row + 1 :]], bodies)
    assert breaks([*bodies[:row], bodies[row].replace(b'"at":', b'"at":1'), *bodies[row + 1 :]], bodies)


def test_the_error_names_the_place_where_the_chain_breaks() -> None:
    second = Entry(2, HEAD, 0, EntryKind.RELEASE, "op-2", 6)
    stranger = Entry(3, "f" * 64, 0, EntryKind.RELEASE, "op-3", 7)
    with pytest.raises(DocumentError, match="entry 3 does not follow"):
        verify_chain([ENTRY.body(), second.body(), stranger.body()])


@pytest.mark.parametrize(
    "stranger",
    [
        Entry(1, GENESIS, 1, EntryKind.COMMIT, "op", 5),
        Entry(2, GENESIS, 0, EntryKind.COMMIT, "op", 5),
        Entry(1, "f" * 64, 0, EntryKind.REBASE, "op", 5),
    ],
    ids=["an epoch without a rebase", "a number left out", "a rebase within its epoch"],
)
def test_only_a_rebase_into_a_later_epoch_may_begin_anew(stranger: Entry) -> None:
    with pytest.raises(DocumentError) as refused:
        verify_chain([stranger.body()])
    assert refused.value.reason == Reason.CHAIN


def test_a_restored_database_goes_on_in_an_epoch_far_ahead() -> None:
    later = Entry(9, "f" * 64, 4, EntryKind.REBASE, "rebase/4", 5)
    assert verify_chain([ENTRY.body(), later.body()]) == Link(9, entry_hash(later.body()), 4)


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"7", b"{}", b'{"seq":1}', b"[" * 200_000, bodies_with(t="REBASE", epoch=1, seq="1")],
    ids=["empty", "bytes", "list", "number", "object", "half", "deep", "text as number"],
)
def test_rows_that_are_no_entries_break_the_chain(body: bytes) -> None:
    with pytest.raises(DocumentError) as refused:
        verify_chain([body])
    assert refused.value.reason == Reason.CHAIN


def test_an_empty_ledger_ends_where_it_begins() -> None:
    assert verify_chain([]) == START


@given(chains())
def test_an_entry_is_read_as_it_was_written(bodies: tuple[bytes, ...]) -> None:
    for body in bodies:
        assert read_entry(body).body() == body


def test_the_hash_begins_with_its_purpose() -> None:
    assert entry_hash(b"body") == hashlib.sha256(b"isk-entry/1\x00body").hexdigest()


def test_the_total_is_the_sum_over_the_lots() -> None:
    assert Entry(1, GENESIS, 0, EntryKind.RESERVE, "op", 5, {"g1": 2, "g2": 3}).total == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seq", 0),
        ("seq", True),
        ("prev", "A" * 64),
        ("prev", "a" * 63),
        ("epoch", -1),
        ("t", "GIFT"),
        ("op", ""),
        ("op", "x" * 81),
        ("at", None),
        ("lots", {"g1": 0}),
        ("lots", {"g1": -1}),
        ("lots", []),
        ("item", 3),
        ("sha", "yes"),
        ("v", 0),
    ],
)
def test_a_wrong_field_is_refused(name: str, value: object) -> None:
    with pytest.raises(DocumentError) as refused:
        read_entry(bodies_with(**{name: value}))
    assert refused.value.reason == Reason.FIELD


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (bodies_with(v=2), Reason.VERSION),
        (b" " + ENTRY.body(), Reason.NOT_CANONICAL),
        (b"x" * (LARGEST_ENTRY + 1), Reason.TOO_LARGE),
    ],
)
def test_other_bad_entries_are_refused_with_their_own_reason(body: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentError) as refused:
        read_entry(body)
    assert refused.value.reason == reason


def test_what_a_later_version_adds_is_kept_in_the_bytes() -> None:
    assert read_entry(bodies_with(colour="green")) == ENTRY
