"""Receipts and sync requests: read as they were written, and every wrong field is refused by its reason."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.chain import GENESIS, Entry, EntryKind, Link, entry_hash
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import to_base64url
from infrasketch_desktop.credits.lots import Lot, LotKind
from infrasketch_desktop.credits.receipts import DeviceStatus, Environment, Receipt, read_receipt
from infrasketch_desktop.credits.sync_request import MOST_ENTRIES, SyncRequest, read_sync_request
from tests.credits.strategies import receipts, sync_requests

LOT = Lot("g1", LotKind.PACK, 30, 0, None, 500, 0, 20)
RECEIPT = Receipt(
    "https://licensing.example",
    Environment.LIVE,
    "device",
    "account",
    3,
    Link(7, "a" * 64, 0),
    "nonce",
    1000,
    (LOT,),
    2000,
    40,
    0,
    DeviceStatus.OK,
    1,
    1,
)
REQUEST = SyncRequest(
    "device", "account", "5.random", Link(0, GENESIS, 0), (b"one", b"two"), Link(2, "b" * 64, 0), 50, 3, "nonce"
)
REBASE = Entry(8, "a" * 64, 1, EntryKind.REBASE, "rebase", 1000)


def rebased(entry: Entry, acked: Link) -> dict[str, Any]:
    """The payload of a receipt whose epoch begins with `entry`."""
    begun = {"rebase": to_base64url(entry.body()), "epoch": acked.epoch}
    return RECEIPT.payload() | begun | {"acked_seq": acked.seq, "acked_head": acked.head}


def refusal_of_receipt(payload: dict[str, Any]) -> Reason:
    with pytest.raises(DocumentError) as refused:
        read_receipt(payload)
    return refused.value.reason


def refusal_of_request(payload: dict[str, Any]) -> Reason:
    with pytest.raises(DocumentError) as refused:
        read_sync_request(payload)
    return refused.value.reason


@given(receipts())
def test_a_receipt_is_read_as_it_was_written(receipt: Receipt) -> None:
    assert read_receipt(canonical.decode(canonical.encode(receipt.payload()))) == receipt


@given(sync_requests())
def test_a_request_is_read_as_it_was_written(request: SyncRequest) -> None:
    assert read_sync_request(canonical.decode(canonical.encode(request.payload()))) == request


def test_what_a_later_server_adds_is_no_reason_to_refuse() -> None:
    assert read_receipt(RECEIPT.payload() | {"colour": "green"}) == RECEIPT


@pytest.mark.parametrize("name", sorted(set(RECEIPT.payload()) - {"v", "rebase"}))
def test_no_field_of_a_receipt_may_be_missing(name: str) -> None:
    payload = RECEIPT.payload()
    del payload[name]
    assert refusal_of_receipt(payload) == Reason.FIELD


@pytest.mark.parametrize("name", sorted(set(REQUEST.payload()) - {"v", "chal"}))
def test_no_field_of_a_request_may_be_missing(name: str) -> None:
    payload = REQUEST.payload()
    del payload[name]
    assert refusal_of_request(payload) == Reason.FIELD


WRONG_IN_RECEIPT = {
    **{name: ["", 5, None, "x" * 257] for name in ("iss", "aud", "acc", "nonce")},
    **{
        name: [-1, "1", None, True, 2**53]
        for name in ("acked_seq", "srv_time", "lease_until", "pool_hint", "debt", "prices_ver", "keyset_ver")
    },
    "rseq": [0, "1"],
    "epoch": [-1, 1],
    "acked_head": ["a" * 63, "A" * 64, "a" * 64 + "\n"],
    "lots": [{}, [1], [LOT.payload(), LOT.payload()], [LOT.payload() | {"cons": 501}]],
    "status": ["happy", 1],
    "rebase": [5, to_base64url(REBASE.body())],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG_IN_RECEIPT.items() for value in values]
)
def test_a_wrong_field_of_a_receipt_is_refused(name: str, value: object) -> None:
    assert refusal_of_receipt(RECEIPT.payload() | {name: value}) == Reason.FIELD


def test_an_unknown_environment_has_a_reason_of_its_own() -> None:
    assert refusal_of_receipt(RECEIPT.payload() | {"env": "test"}) == Reason.ENVIRONMENT


WRONG_IN_REQUEST = {
    **{name: ["", 5, None] for name in ("acc", "nonce")},
    **{name: [-1, "1", None, True] for name in ("epoch", "base_seq", "head_seq", "want", "last_rseq")},
    "chal": ["", 5],
    "base_head": ["a", "g" * 64],
    "head": ["a", None],
    "entries": ["", [1], ["x" * 8193], None],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG_IN_REQUEST.items() for value in values]
)
def test_a_wrong_field_of_a_request_is_refused(name: str, value: object) -> None:
    assert refusal_of_request(REQUEST.payload() | {name: value}) == Reason.FIELD


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": "another"}, Reason.AUDIENCE),
        ({"entries": ["YQ=="]}, Reason.BASE64),
        ({"entries": ["YR"]}, Reason.BASE64),
        ({"entries": ["YQ"] * (MOST_ENTRIES + 1)}, Reason.TOO_LARGE),
    ],
    ids=["speaks for another", "padding", "stray bits", "too many"],
)
def test_other_bad_requests_have_their_own_reason(changes: dict[str, Any], reason: Reason) -> None:
    assert refusal_of_request(REQUEST.payload() | changes) == reason


def test_a_request_is_complete_when_its_entries_reach_the_head() -> None:
    assert REQUEST.complete
    assert not read_sync_request(REQUEST.payload() | {"head_seq": 3}).complete


def test_an_epoch_begins_with_the_entry_that_the_receipt_carries() -> None:
    at_once = rebased(REBASE, Link(8, entry_hash(REBASE.body()), 1))
    later = rebased(REBASE, Link(11, "c" * 64, 1))
    assert {read_receipt(payload).rebase for payload in (at_once, later)} == {REBASE.body()}


@pytest.mark.parametrize(
    ("entry", "acked", "reason"),
    [
        (Entry(8, "a" * 64, 1, EntryKind.RETURN, "rebase", 1000), Link(9, "c" * 64, 1), Reason.FIELD),
        (Entry(8, "a" * 64, 2, EntryKind.REBASE, "rebase", 1000), Link(9, "c" * 64, 1), Reason.FIELD),
        (REBASE, Link(7, "c" * 64, 1), Reason.FIELD),
        (REBASE, Link(8, "c" * 64, 1), Reason.CHAIN),
    ],
    ids=["another kind", "another epoch", "after what is confirmed", "another hash"],
)
def test_an_epoch_that_begins_otherwise_is_refused(entry: Entry, acked: Link, reason: Reason) -> None:
    assert refusal_of_receipt(rebased(entry, acked)) == reason


def test_a_lot_is_found_by_its_grant() -> None:
    assert RECEIPT.lot("g1") == LOT
    assert RECEIPT.lot("g2") is None
