from __future__ import annotations

from dataclasses import replace

import pytest

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keyset import KeyUse, OnlineKey
from infrasketch_desktop.credits.trust import Trust
from tests.support.vendor import DAY, NOW, SANDBOX, Vendor, key, online

VENDOR = Vendor()
RECEIPT = DocumentType.RECEIPT


def refusal_of(trust: Trust, keyset_text: str) -> Reason:
    with pytest.raises(DocumentError) as caught:
        trust.accept_keyset(keyset_text)
    return caught.value.reason


def next_list(*keys: OnlineKey, version: int = 2) -> str:
    return VENDOR.signed_keyset(VENDOR.keyset(*keys, version=version))


def test_without_a_key_list_nothing_is_accepted() -> None:
    trust = Trust.begin(SANDBOX, VENDOR.signed_root())
    with pytest.raises(DocumentError) as caught:
        trust.read_new(VENDOR.receipt(), RECEIPT)
    assert caught.value.reason is Reason.UNKNOWN_KEY
    assert trust.keyset_version == 0


def test_versions_of_the_key_list_never_fall() -> None:
    trust = VENDOR.trust().accept_keyset(next_list(online("server"), version=5))
    for version in (1, 4):
        assert refusal_of(trust, next_list(online("server"), version=version)) is Reason.ROLLBACK


def test_one_version_has_one_content() -> None:
    trust = VENDOR.trust()
    assert refusal_of(trust, next_list(online("server"), online("thief"), version=1)) is Reason.ROLLBACK


def test_the_list_held_once_more_changes_nothing() -> None:
    trust = VENDOR.trust()
    assert trust.keyset is not None
    assert trust.accept_keyset(trust.keyset.text) is trust


def test_versions_may_be_skipped() -> None:
    assert VENDOR.trust().accept_keyset(next_list(online("server"), version=9)).keyset_version == 9


@pytest.mark.parametrize(
    "keys",
    [(online("server"),), (online("other"),), (online("server", revoked_at=NOW + 1),)],
    ids=["in good standing again", "dropped", "revoked later"],
)
def test_a_revocation_is_never_taken_back(keys: tuple) -> None:
    trust = VENDOR.trust(online("server", revoked_at=NOW), online("next"))
    assert refusal_of(trust, next_list(*keys)) is Reason.ROLLBACK


def test_a_revocation_may_turn_out_to_be_older() -> None:
    trust = VENDOR.trust(online("server", revoked_at=NOW))
    assert trust.accept_keyset(next_list(online("server", revoked_at=NOW - DAY))).keyset_version == 2


def test_a_new_document_needs_a_key_that_was_never_revoked() -> None:
    trust = VENDOR.trust(online("server", revoked_at=NOW))
    with pytest.raises(DocumentError) as caught:
        trust.read_new(VENDOR.receipt(srv_time=NOW - 50), RECEIPT)
    assert caught.value.reason is Reason.KEY_REVOKED


@pytest.mark.parametrize(
    ("signed_at", "accepted_at", "trusted"),
    [
        (NOW - 2, NOW - 1, True),
        (NOW - 2, NOW, False),
        (NOW, NOW, False),
        (NOW, NOW - 5, False),
        (NOW - DAY, NOW + DAY, False),
    ],
)
def test_a_revoked_key_loses_what_was_signed_or_accepted_since(signed_at: int, accepted_at: int, trusted: bool) -> None:
    trust = VENDOR.trust(online("server", revoked_at=NOW))
    token = VENDOR.receipt(srv_time=signed_at)
    assert trust.still_trusted(key("server").public.kid, signed_at, accepted_at) is trusted
    if trusted:
        assert trust.read_held(token, RECEIPT, accepted_at)["srv_time"] == signed_at
    else:
        with pytest.raises(DocumentError) as caught:
            trust.read_held(token, RECEIPT, accepted_at)
        assert caught.value.reason is Reason.KEY_REVOKED


def test_a_receipt_held_outlives_its_key_and_the_key_list() -> None:
    """A machine without a network goes on: nothing here looks at a clock."""
    trust = VENDOR.trust(online("server", not_after=NOW + 1))
    later = trust.accept_keyset(
        VENDOR.signed_keyset(
            VENDOR.keyset(online("server", not_after=NOW + 1), online("next"), version=2, expires_at=NOW + 1)
        )
    )
    assert later.read_held(VENDOR.receipt(), RECEIPT, NOW)["srv_time"] == NOW
    assert later.read_new(VENDOR.receipt(), RECEIPT)["srv_time"] == NOW  # signed in time, came late


def test_a_new_receipt_signed_after_the_list_expired_asks_for_the_new_list() -> None:
    trust = Trust.begin(SANDBOX, VENDOR.signed_root()).accept_keyset(
        VENDOR.signed_keyset(VENDOR.keyset(online("server"), expires_at=NOW))
    )
    with pytest.raises(DocumentError, match="Fetch the key list first") as caught:
        trust.read_new(VENDOR.receipt(), RECEIPT)
    assert caught.value.reason is Reason.KEYSET_EXPIRED
    fetched = trust.accept_keyset(next_list(online("server")))
    assert fetched.read_new(VENDOR.receipt(), RECEIPT)


def test_a_key_that_the_list_dropped_vouches_for_nothing() -> None:
    trust = VENDOR.trust().accept_keyset(next_list(online("other")))
    assert not trust.still_trusted(key("server").public.kid, NOW, NOW)
    with pytest.raises(DocumentError) as caught:
        trust.read_held(VENDOR.receipt(), RECEIPT, NOW)
    assert caught.value.reason is Reason.UNKNOWN_KEY


def test_a_key_signs_from_its_first_second_to_before_its_end() -> None:
    trust = VENDOR.trust(online("server", not_before=NOW, not_after=NOW + 10))
    kid = key("server").public.kid
    assert trust.key_for(kid, KeyUse.RECEIPT, NOW) == trust.key_for(kid, KeyUse.PRICES, NOW + 9)
    for at, reason in [(NOW - 1, Reason.KEY_NOT_YET_VALID), (NOW + 10, Reason.KEY_EXPIRED)]:
        with pytest.raises(DocumentError) as caught:
            trust.key_for(kid, KeyUse.RECEIPT, at)
        assert caught.value.reason is reason


def test_prices_are_read_by_their_own_key_and_time() -> None:
    trust = VENDOR.trust(online("receipts", use=frozenset({"receipt"})), online("prices", use=frozenset({"prices"})))
    payload = {"v": 1, "env": "sandbox", "issued_at": NOW}
    good = documents.sign(DocumentType.PRICES, payload, key("prices"))
    assert trust.read_new(good, DocumentType.PRICES) == payload
    with pytest.raises(DocumentError) as caught:
        trust.read_new(documents.sign(DocumentType.PRICES, payload, key("receipts")), DocumentType.PRICES)
    assert caught.value.reason is Reason.KEY_USE


def test_a_list_signed_under_the_old_root_is_not_accepted_under_the_new_one() -> None:
    heirs = Vendor(("dora", "emil", "fritz"))
    trust = VENDOR.trust().accept_root(heirs.signed_root(heirs.root(2), ["anna", "ben", "dora", "emil"]))
    assert trust.read_new(VENDOR.receipt(), RECEIPT), "the list held stays in force until there is a new one"
    assert refusal_of(trust, next_list(online("server"))) is Reason.UNKNOWN_KEY
    assert trust.accept_keyset(heirs.signed_keyset(heirs.keyset(version=2))).keyset_version == 2


def test_what_was_kept_is_believed_again_offline() -> None:
    trust = VENDOR.trust()
    assert trust.keyset is not None
    assert Trust.restore(SANDBOX, [VENDOR.signed_root()], trust.keyset.text) == trust
    heirs = Vendor(("dora", "emil", "fritz"))
    second = heirs.signed_root(heirs.root(2), ["anna", "ben", "dora", "emil"])
    restored = Trust.restore(SANDBOX, [VENDOR.signed_root(), second], trust.keyset.text)
    assert restored == trust.accept_root(second), (
        "also when a new build brought a newer root than the list was signed by"
    )


def test_what_was_kept_and_then_changed_is_refused() -> None:
    text = VENDOR.signed_keyset()
    for kept in (text.replace("a", "b", 1), VENDOR.signed_keyset(by=["thief", "anna"])):
        with pytest.raises(DocumentError):
            Trust.restore(SANDBOX, [VENDOR.signed_root()], kept)


def test_refusing_leaves_the_state_as_it_was() -> None:
    trust = VENDOR.trust()
    before = replace(trust)
    refusal_of(trust, next_list(online("thief"), version=1))
    with pytest.raises(DocumentError):
        trust.accept_root(Vendor(("x", "y", "z")).signed_root(Vendor(("x", "y", "z")).root(2)))
    assert trust == before
