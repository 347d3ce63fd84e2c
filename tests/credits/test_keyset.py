from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import seal
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keyset import read_keyset
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import first_root
from infrasketch_desktop.credits.trust import Trust
from tests.support.forgery import forge, header
from tests.support.vendor import DAY, NOW, SANDBOX, Vendor, key, online

VENDOR = Vendor()
ROOT = first_root(VENDOR.signed_root())
ONE = VENDOR.keyset()


def with_fields(**changes: Any) -> str:
    return seal(DocumentType.KEYSET, ONE.payload() | changes, [key("anna"), key("ben")]).text


def with_key(**changes: Any) -> str:
    return with_fields(keys=[ONE.payload()["keys"][0] | changes])


def forged_second_signature() -> str:
    good = json.loads(VENDOR.signed_keyset())["signatures"][0]
    bad = forge(header(key("ben"), typ=DocumentType.KEYSET.value), canonical.encode(ONE.payload()), by="thief")
    return json.dumps({"signatures": [good, bad]})


BAD_KEYSETS: dict[str, tuple[Callable[[], str], Reason]] = {
    "one root key": (lambda: VENDOR.signed_keyset(by=["anna"]), Reason.THRESHOLD),
    "a root key and a stranger": (lambda: VENDOR.signed_keyset(by=["anna", "stranger"]), Reason.UNKNOWN_KEY),
    "two root keys and a stranger": (lambda: VENDOR.signed_keyset(by=["anna", "ben", "x"]), Reason.UNKNOWN_KEY),
    "an online key that lists itself": (lambda: VENDOR.signed_keyset(by=["server"]), Reason.UNKNOWN_KEY),
    "one root key, and another's name": (forged_second_signature, Reason.SIGNATURE),
    "the other environment": (lambda: with_fields(env="live"), Reason.ENVIRONMENT),
    "an unknown environment": (lambda: with_fields(env="test"), Reason.ENVIRONMENT),
    "a future version of the form": (lambda: with_fields(v=2), Reason.VERSION),
    "version zero": (lambda: with_fields(version=0), Reason.FIELD),
    "an end before its beginning": (lambda: with_fields(expires_at=ONE.issued_at), Reason.FIELD),
    "issued after the root ended": (
        lambda: with_fields(issued_at=ROOT.not_after, expires_at=ROOT.not_after + 1),
        Reason.KEY_EXPIRED,
    ),
    "no keys field": (lambda: with_fields(keys=None), Reason.FIELD),
    "a key twice": (lambda: with_fields(keys=ONE.payload()["keys"] * 2), Reason.FIELD),
    "a key under another's name": (lambda: with_key(kid=key("other").public.kid), Reason.FIELD),
    "a key of 31 bytes": (lambda: with_key(x="A" * 42), Reason.FIELD),
    "a key in base64": (lambda: with_key(x="+" * 43), Reason.BASE64),
    "a key of small order": (lambda: with_key(x="AQ" + "A" * 41), Reason.WEAK_KEY),
    "a key without a use": (lambda: with_key(use=None), Reason.FIELD),
    "a use that is no list": (lambda: with_key(use="receipt"), Reason.FIELD),
    "a key that ends before it begins": (lambda: with_key(not_after=NOW - 2 * DAY), Reason.FIELD),
    "a time of revocation that is a text": (lambda: with_key(revoked_at="yesterday"), Reason.FIELD),
    "a root as a key list": (VENDOR.signed_root, Reason.TYPE),
}


@pytest.mark.parametrize("name", BAD_KEYSETS)
def test_a_bad_key_list_is_refused_with_its_reason(name: str) -> None:
    make, reason = BAD_KEYSETS[name]
    with pytest.raises(DocumentError) as caught:
        read_keyset(make(), ROOT)
    assert caught.value.reason is reason, str(caught.value)


@pytest.mark.parametrize("by", [["anna", "ben"], ["clara", "anna"], ["anna", "ben", "clara"]])
def test_any_two_root_keys_sign_a_key_list(by: list[str]) -> None:
    text = VENDOR.signed_keyset(by=by)
    assert read_keyset(text, ROOT) == replace(ONE, text=text)


def test_a_list_may_be_empty_and_its_fields_may_grow() -> None:
    assert read_keyset(with_fields(keys=[], later=[1, {"x": None}]), ROOT).keys == ()


def test_a_use_of_a_later_version_is_kept_and_gives_no_right() -> None:
    listed = read_keyset(with_key(use=["receipt", "telepathy"]), ROOT).keys[0]
    assert listed.use == {"receipt", "telepathy"}


def test_a_key_list_survives_being_written_and_read() -> None:
    keys = (online("a", revoked_at=NOW), online("b", use=frozenset({"prices"})), online("c"))
    keyset = VENDOR.keyset(*keys, version=7)
    text = VENDOR.signed_keyset(keyset)
    assert read_keyset(text, ROOT) == replace(keyset, text=text)


def test_the_other_environment_is_refused_even_when_the_same_keys_signed() -> None:
    live = Trust.begin(Environment.LIVE, Vendor(env=Environment.LIVE).signed_root())
    with pytest.raises(DocumentError) as caught:
        live.accept_keyset(VENDOR.signed_keyset())
    assert caught.value.reason is Reason.ENVIRONMENT
    assert Trust.begin(SANDBOX, VENDOR.signed_root()).accept_keyset(VENDOR.signed_keyset()).keyset_version == 1
