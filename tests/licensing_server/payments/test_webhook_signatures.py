"""Only what Stripe signed just now counts as an event; everything else is refused with its reason."""

from __future__ import annotations

import json

import pytest

from licensing_server.gateway import BadEventError, Event
from licensing_server.payments import TOLERANCE, sign_event, verify_event

NOW = 1_800_000_000
SECRET = "whsec_current"
EVENT = {
    "object": "event",
    "id": "evt_1",
    "type": "checkout.session.completed",
    "created": NOW,
    "livemode": False,
    "data": {"object": {"object": "checkout.session", "id": "cs_test_1"}},
}


def body_of(**changes: object) -> bytes:
    return json.dumps(EVENT | changes).encode()


def signed(body: bytes, *, at: int = NOW, secret: str = SECRET) -> Event:
    return verify_event(body, sign_event(body, secret, at), [SECRET], NOW)


def test_a_signed_event_is_read():
    assert signed(body_of()) == Event("evt_1", "checkout.session.completed", NOW, False, checkout="cs_test_1")


@pytest.mark.parametrize("secret", ["whsec_current", "whsec_next"])
def test_both_secrets_hold_while_one_is_rotated(secret: str):
    body = body_of()
    assert verify_event(body, sign_event(body, secret, NOW), ["whsec_current", "whsec_next"], NOW).id == "evt_1"


def test_a_secret_that_was_rotated_out_is_refused():
    with pytest.raises(BadEventError, match="none of the webhook secrets"):
        signed(body_of(), secret="whsec_former")


def test_one_of_two_signatures_in_a_header_is_enough():
    """Stripe signs with both secrets while its own side rotates."""
    body = body_of()
    header = f"{sign_event(body, 'whsec_other', NOW)},{sign_event(body, SECRET, NOW).partition(',')[2]}"
    assert verify_event(body, header, [SECRET], NOW).id == "evt_1"


@pytest.mark.parametrize("off", [TOLERANCE, -TOLERANCE, 0])
def test_a_time_within_the_tolerance_is_taken(off: int):
    assert signed(body_of(), at=NOW + off).id == "evt_1"


@pytest.mark.parametrize("off", [TOLERANCE + 1, -TOLERANCE - 1, 10**9])
def test_a_time_too_old_or_too_far_ahead_is_refused(off: int):
    with pytest.raises(BadEventError, match="seconds away"):
        signed(body_of(), at=NOW + off)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=,v1=",
        "v1=abc",
        f"t={NOW}",
        f"t={NOW},v0=abc",
        f"t={NOW},v1=ü",
        "t=NaN,v1=abc",
        f"t={NOW},v1",
        "=" * 5000,
        f"t={'9' * 5000},v1=abc",
    ],
    ids=[
        "empty",
        "blank",
        "no time",
        "no signature",
        "old scheme",
        "not ascii",
        "no number",
        "no value",
        "long",
        "huge",
    ],
)
def test_a_header_that_is_none_is_refused(header: str):
    with pytest.raises(BadEventError, match="none of the webhook secrets"):
        verify_event(body_of(), header, [SECRET], NOW)


def test_a_body_changed_after_signing_is_refused():
    header = sign_event(body_of(), SECRET, NOW)
    with pytest.raises(BadEventError, match="none of the webhook secrets"):
        verify_event(body_of(id="evt_2"), header, [SECRET], NOW)


def test_without_a_secret_nothing_is_an_event():
    with pytest.raises(BadEventError):
        verify_event(body_of(), sign_event(body_of(), SECRET, NOW), [], NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"event"',
        b"{",
        b"{}",
        b"[" * 100_000,
        body_of(object="charge"),
        body_of(id=7),
        body_of(data=[]),
    ],
    ids=["empty", "null", "list", "text", "torn", "bare", "deep", "no event", "number for id", "no data"],
)
def test_a_signed_body_that_is_no_event_is_refused(body: bytes):
    with pytest.raises(BadEventError):
        signed(body)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "evt_"},
        {"id": "evt_" + "a" * 300},
        {"id": "evt_1\x00"},
        {"id": "ch_1"},
        {"type": "a" * 101 + ".b"},
        {"type": "Ünknown.type"},
        {"created": -1},
        {"created": 1 << 53},
        {"created": True},
        {"created": "now"},
    ],
    ids=str,
)
def test_a_field_of_a_form_that_stripe_never_gives_is_refused(change: dict[str, object]):
    with pytest.raises(BadEventError):
        signed(body_of(**change))


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BadEventError):
        verify_event(b"\xff\xfe", f"t={NOW},v1={'0' * 64}", [SECRET], NOW)


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"object": "charge", "id": "ch_1", "payment_intent": "pi_1"}, {"charge": "ch_1", "payment_intent": "pi_1"}),
        ({"object": "refund", "id": "re_1", "payment_intent": {"id": "pi_1"}}, {"payment_intent": "pi_1"}),
        ({"object": "dispute", "id": "dp_1", "payment_intent": None, "charge": "ch_1"}, {"charge": "ch_1"}),
        ({"object": "invoice", "id": "in_1"}, {"invoice": "in_1"}),
        ({"object": "customer", "id": "cus_1"}, {}),
        ({"object": "invoice", "id": "in_1\x00' OR 1=1"}, {}),
    ],
    ids=lambda value: str(value.get("object", "")),
)
def test_an_event_is_reduced_to_the_ids_it_speaks_of(about: dict[str, object], found: dict[str, str]):
    event = signed(body_of(data={"object": about}))
    ids = {name: getattr(event, name) for name in ("checkout", "payment_intent", "charge", "invoice")}
    assert {name: value for name, value in ids.items() if value} == found
