from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits import canonical, documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import PublicKey
from tests.support.forgery import (
    b64,
    forge,
    header,
    hmac_signed,
    malleable,
    payload,
    signature_of,
    with_signature,
)
from tests.support.vendor import NOW, Vendor, key, online

SERVER = key("server")
TRUST = Vendor().trust(
    online("server"),
    online("prices only", use=frozenset({"prices"})),
    online("of a later version", use=frozenset({"telepathy"})),
    online("stolen", revoked_at=NOW - 10),
    online("next", not_before=NOW + 30, not_after=NOW + 60),
    online("past", not_before=NOW - 60, not_after=NOW),
)
GOOD = forge()
HEAD, BODY, SIGNATURE = GOOD.split(".")


def text(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def canonical_with(raw: bytes) -> bytes:
    """The payload with one more field, spliced in as bytes that no JSON library would write."""
    return canonical.encode(payload())[:-1] + b"," + raw + b"}"


BAD: dict[str, tuple[Callable[[], str], Reason]] = {
    # the algorithm is pinned by the reader
    "algorithm none, without a signature": (
        lambda: f"{b64(text(header(SERVER, alg='none')))}.{BODY}.",
        Reason.MALFORMED,
    ),
    "algorithm none, with a signature": (lambda: forge(header(SERVER, alg="none")), Reason.ALGORITHM),
    "algorithm nOnE": (lambda: forge(header(SERVER, alg="nOnE")), Reason.ALGORITHM),
    "HS256 with the public key as the secret": (lambda: hmac_signed(SERVER.public.x), Reason.ALGORITHM),
    "HS256 with the text of the public key": (lambda: hmac_signed(SERVER.public.text.encode()), Reason.ALGORITHM),
    "EdDSA, which leaves the curve open": (lambda: forge(header(SERVER, alg="EdDSA")), Reason.ALGORITHM),
    "Ed448": (lambda: forge(header(SERVER, alg="Ed448")), Reason.ALGORITHM),
    "ed25519 in small letters": (lambda: forge(header(SERVER, alg="ed25519")), Reason.ALGORITHM),
    # the header has three fields
    "crit": (lambda: forge(header(SERVER, crit=["exp"])), Reason.HEADER),
    "b64 false (RFC 7797)": (lambda: forge(header(SERVER, b64=False, crit=["b64"])), Reason.HEADER),
    "a key of its own in the header": (lambda: forge(header(SERVER, jwk=SERVER.public.jwk())), Reason.HEADER),
    "an address of a key in the header": (lambda: forge(header(SERVER, jku="https://example.com")), Reason.HEADER),
    "no kid": (lambda: forge(header(SERVER, kid=None)), Reason.HEADER),
    "no typ": (lambda: forge(header(SERVER, typ=None)), Reason.HEADER),
    "a number as kid": (lambda: forge(header(SERVER, kid=7)), Reason.HEADER),
    "a list as algorithm": (lambda: forge(header(SERVER, alg=["Ed25519"])), Reason.HEADER),
    "an array as header": (lambda: forge(b'["alg"]'), Reason.HEADER),
    "a very long header": (lambda: forge(header(SERVER, kid="k" * 600)), Reason.HEADER),
    "a header that is not JSON": (lambda: forge(b"{alg:Ed25519}"), Reason.MALFORMED),
    "a header that is not UTF-8": (lambda: forge(b'{"alg":"\xff"}'), Reason.NOT_TEXT),
    "an algorithm said twice": (
        lambda: forge(text(header(SERVER, alg="none"))[:-1] + b',"alg":"Ed25519"}'),
        Reason.DUPLICATE_KEY,
    ),
    # one type for each use
    "a price list as a receipt": (lambda: forge(header(SERVER, typ=DocumentType.PRICES.value)), Reason.TYPE),
    "a key list as a receipt": (lambda: forge(header(SERVER, typ=DocumentType.KEYSET.value)), Reason.TYPE),
    "an access token as a receipt": (lambda: forge(header(SERVER, typ="at+jwt")), Reason.TYPE),
    "the type in capitals": (lambda: forge(header(SERVER, typ="ISK-RECEIPT+JWS")), Reason.TYPE),
    # the key
    "a key that nobody listed": (lambda: forge(by="stranger"), Reason.UNKNOWN_KEY),
    "a root key": (lambda: forge(by="anna"), Reason.UNKNOWN_KEY),
    "an empty kid": (lambda: forge(header(SERVER, kid="")), Reason.UNKNOWN_KEY),
    "a key for prices": (lambda: forge(by="prices only"), Reason.KEY_USE),
    "a key for a use of a later version": (lambda: forge(by="of a later version"), Reason.KEY_USE),
    "a revoked key": (lambda: forge(by="stolen"), Reason.KEY_REVOKED),
    "a revoked key, dated back": (lambda: forge(body=payload(srv_time=NOW - 99), by="stolen"), Reason.KEY_REVOKED),
    "a key before its time": (lambda: forge(by="next"), Reason.KEY_NOT_YET_VALID),
    "a key after its time": (lambda: forge(by="past"), Reason.KEY_EXPIRED),
    "signed when the key list had expired": (
        lambda: forge(body=payload(srv_time=NOW + 89 * 86_400)),
        Reason.KEYSET_EXPIRED,
    ),
    "the kid of another key": (lambda: forge(header(key("prices only")), by="server"), Reason.KEY_USE),
    "the kid of a listed key, signed by a stranger": (lambda: forge(header(SERVER), by="stranger"), Reason.SIGNATURE),
    # the signature
    "a signature over something else": (
        lambda: f"{HEAD}.{b64(canonical.encode(payload(srv_time=NOW + 1)))}.{SIGNATURE}",
        Reason.SIGNATURE,
    ),
    "s + L instead of s": (lambda: malleable(GOOD), Reason.SIGNATURE),
    "a signature of zeros": (lambda: with_signature(GOOD, bytes(64)), Reason.SIGNATURE),
    "the neutral point as a signature": (lambda: with_signature(GOOD, b"\x01" + bytes(63)), Reason.SIGNATURE),
    "a signature that is too short": (lambda: with_signature(GOOD, signature_of(GOOD)[:63]), Reason.SIGNATURE),
    "a signature that is too long": (lambda: with_signature(GOOD, signature_of(GOOD) + b"\x00"), Reason.SIGNATURE),
    "a signature twice": (lambda: with_signature(GOOD, signature_of(GOOD) * 2), Reason.SIGNATURE),
    # what was signed is not what we sign
    "floats": (lambda: forge(body=text(payload(srv_time=1.5))), Reason.FLOAT),
    "a float that is whole": (lambda: forge(body=canonical_with(b'"x":1.0')), Reason.FLOAT),
    "an exponent": (lambda: forge(body=canonical_with(b'"x":1e3')), Reason.FLOAT),
    "NaN": (lambda: forge(body=canonical_with(b'"x":NaN')), Reason.FLOAT),
    "Infinity": (lambda: forge(body=canonical_with(b'"x":-Infinity')), Reason.FLOAT),
    "2 to the power of 53": (lambda: forge(body=text(payload(x=2**53))), Reason.BIG_NUMBER),
    "a number with 5,000 digits": (lambda: forge(body=canonical_with(b'"x":' + b"9" * 5000)), Reason.BIG_NUMBER),
    "a field twice": (lambda: forge(body=canonical_with(b'"v":1')), Reason.DUPLICATE_KEY),
    "a field twice, once in disguise": (lambda: forge(body=canonical_with(rb'"\u0076":2')), Reason.DUPLICATE_KEY),
    "a field twice, deep inside": (lambda: forge(body=canonical_with(b'"x":[{"a":1,"a":2}]')), Reason.DUPLICATE_KEY),
    "with spaces": (lambda: forge(body=json.dumps(payload(), sort_keys=True).encode()), Reason.NOT_CANONICAL),
    "in another order": (lambda: forge(body=b'{"v":1,"env":"sandbox"}'), Reason.NOT_CANONICAL),
    "with a line end": (lambda: forge(body=canonical.encode(payload()) + b"\n"), Reason.NOT_CANONICAL),
    "with needless escapes": (lambda: forge(body=rb'{"env":"s\u0061ndbox","v":1}'), Reason.NOT_CANONICAL),
    "minus zero": (lambda: forge(body=b'{"v":-0}'), Reason.NOT_CANONICAL),
    "half a character": (lambda: forge(body=rb'{"v":1,"x":"\ud800"}'), Reason.NOT_TEXT),
    "not UTF-8": (lambda: forge(body=b'{"v":1,"x":"\xff"}'), Reason.NOT_TEXT),
    "an overlong zero": (lambda: forge(body=b'{"v":1,"x":"\xc0\x80"}'), Reason.NOT_TEXT),
    "a byte order mark": (lambda: forge(body=b"\xef\xbb\xbf" + canonical.encode(payload())), Reason.MALFORMED),
    "JSON with a comment": (lambda: forge(body=b'{"v":1/**/}'), Reason.MALFORMED),
    "half of JSON": (lambda: forge(body=canonical.encode(payload())[:-1]), Reason.MALFORMED),
    "two values": (lambda: forge(body=canonical.encode(payload()) * 2), Reason.MALFORMED),
    "an array": (lambda: forge(body=b"[1]"), Reason.NOT_AN_OBJECT),
    "a text": (lambda: forge(body=b'"receipt"'), Reason.NOT_AN_OBJECT),
    "null": (lambda: forge(body=b"null"), Reason.NOT_AN_OBJECT),
    "20 levels": (lambda: forge(body=canonical_with(b'"x":' + b"[" * 20 + b"]" * 20)), Reason.TOO_DEEP),
    "a million levels": (lambda: forge(body=b"[" * 1_000_000), Reason.TOO_DEEP),
    # the fields that trust looks at
    "a future version": (lambda: forge(body=payload(v=2)), Reason.VERSION),
    "version zero": (lambda: forge(body=payload(v=0)), Reason.FIELD),
    "true as a version": (lambda: forge(body=payload(v=True)), Reason.FIELD),
    "a text as a version": (lambda: forge(body=payload(v="1")), Reason.FIELD),
    "the live environment": (lambda: forge(body=payload(env="live")), Reason.ENVIRONMENT),
    "no environment": (lambda: forge(body={"v": 1, "srv_time": NOW}), Reason.ENVIRONMENT),
    "a list as environment": (lambda: forge(body=payload(env=["sandbox"])), Reason.ENVIRONMENT),
    "another device": (lambda: forge(body=payload(aud="another")), Reason.AUDIENCE),
    "no device": (lambda: forge(body={"v": 1, "env": "sandbox", "srv_time": NOW}), Reason.AUDIENCE),
    "a list of devices, mine among them": (lambda: forge(body=payload(aud=["device"])), Reason.AUDIENCE),
    "no time of signing": (lambda: forge(body={"v": 1, "env": "sandbox", "aud": "device"}), Reason.FIELD),
    "a time before 1970": (lambda: forge(body=payload(srv_time=-1)), Reason.FIELD),
    # the form of the token
    "empty": (lambda: "", Reason.MALFORMED),
    "cut before the first dot": (lambda: HEAD, Reason.MALFORMED),
    "cut at the first dot": (lambda: f"{HEAD}.", Reason.MALFORMED),
    "cut before the second dot": (lambda: f"{HEAD}.{BODY}", Reason.MALFORMED),
    "cut at the second dot": (lambda: f"{HEAD}.{BODY}.", Reason.MALFORMED),
    "cut at the end": (lambda: GOOD[:-1], Reason.BASE64),
    "without a header": (lambda: f".{BODY}.{SIGNATURE}", Reason.MALFORMED),
    "without a payload": (lambda: f"{HEAD}..{SIGNATURE}", Reason.MALFORMED),
    "four parts": (lambda: f"{GOOD}.{SIGNATURE}", Reason.MALFORMED),
    "dots alone": (lambda: "..", Reason.MALFORMED),
    "JWE with five parts": (lambda: "a.b.c.d.e", Reason.MALFORMED),
    "JWS JSON": (lambda: json.dumps({"payload": BODY, "signature": SIGNATURE}), Reason.MALFORMED),
    "padding": (lambda: f"{GOOD}==", Reason.BASE64),
    "padding inside": (lambda: f"{HEAD}=.{BODY}.{SIGNATURE}", Reason.BASE64),
    "a line end behind": (lambda: f"{GOOD}\n", Reason.BASE64),
    "a space in front": (lambda: f" {GOOD}", Reason.BASE64),
    "a line end inside": (lambda: f"{HEAD}.{BODY[:9]}\n{BODY[9:]}.{SIGNATURE}", Reason.BASE64),
    "base64 instead of base64url": (lambda: f"{HEAD}.{BODY}.{SIGNATURE[:-2]}+/", Reason.BASE64),
    "stray bits at the end": (lambda: GOOD[:-1] + chr(ord(GOOD[-1]) + 1), Reason.BASE64),
    "a length that cannot be": (lambda: f"{HEAD}.{BODY}.{SIGNATURE}AAA", Reason.BASE64),
    "not ASCII": (lambda: f"{HEAD}.{BODY}.é", Reason.MALFORMED),
    "half a character in the token": (lambda: f"{HEAD}.{BODY}.\ud800", Reason.MALFORMED),
    "a null character": (lambda: f"{GOOD}\x00", Reason.BASE64),
    "10 MB of payload": (lambda: f"{HEAD}.{'A' * 10_000_000}.{SIGNATURE}", Reason.TOO_LARGE),
    "10 MB of header": (lambda: f"{'A' * 10_000_000}.{BODY}.{SIGNATURE}", Reason.TOO_LARGE),
    "10 MB of signature": (lambda: f"{HEAD}.{BODY}.{'A' * 10_000_000}", Reason.TOO_LARGE),
    "10 MB of dots": (lambda: "." * 10_000_000, Reason.TOO_LARGE),
}


def test_the_good_one_is_accepted() -> None:
    assert TRUST.read_new(GOOD, DocumentType.RECEIPT, "device") == payload()
    assert documents.sign(DocumentType.RECEIPT, payload(), SERVER).split(".")[1:2] == [BODY]


@pytest.mark.parametrize("name", BAD)
def test_each_bad_document_is_refused_with_its_own_reason(name: str) -> None:
    make, reason = BAD[name]
    with pytest.raises(DocumentError) as caught:
        TRUST.read_new(make(), DocumentType.RECEIPT, "device")
    assert caught.value.reason is reason, str(caught.value)


GOOD_IN_THEIR_TIME = {Reason.KEY_REVOKED, Reason.KEY_NOT_YET_VALID, Reason.KEY_EXPIRED, Reason.KEYSET_EXPIRED}


@pytest.mark.parametrize("name", [name for name, (_, reason) in BAD.items() if reason not in GOOD_IN_THEIR_TIME])
def test_nothing_that_is_refused_when_new_is_accepted_when_held(name: str) -> None:
    make, reason = BAD[name]
    with pytest.raises(DocumentError) as caught:
        TRUST.read_held(make(), DocumentType.RECEIPT, NOW, "device")
    assert caught.value.reason is reason


def test_a_document_of_10_mb_is_refused_before_any_of_it_is_decoded() -> None:
    large = f"{HEAD}.{'A' * 10_000_000}.{SIGNATURE}"
    tracemalloc.start()
    try:
        _refused(large)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def _refused(token: str) -> Reason:
    with pytest.raises(DocumentError) as caught:
        TRUST.read_new(token, DocumentType.RECEIPT)
    return caught.value.reason


@given(place=st.integers(0, len(GOOD) - 1), other=st.integers(0, 255))
def test_any_one_byte_changed_is_refused(place: int, other: int) -> None:
    changed = GOOD[:place] + chr(other) + GOOD[place + 1 :]
    if changed != GOOD:
        _refused(changed)


def test_no_character_of_a_token_can_be_another() -> None:
    for place, character in enumerate(GOOD):
        for other in {"A", "B", "_", "="} - {character}:
            _refused(GOOD[:place] + other + GOOD[place + 1 :])


@given(place=st.integers(0, len(GOOD) - 1), length=st.integers(1, 40))
def test_any_part_left_out_is_refused(place: int, length: int) -> None:
    _refused(GOOD[:place] + GOOD[place + length :])


@given(st.text(max_size=300))
def test_any_text_is_refused_in_the_same_way(token: str) -> None:
    _refused(token)


@given(st.binary(max_size=200))
def test_any_bytes_signed_as_a_payload_are_read_strictly(body: bytes) -> None:
    _refused(forge(body=body or b"0"))


SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]
"""Every spelling of the eight points of small order, as libsodium lists them (ge25519_has_small_order)."""


@pytest.mark.parametrize("x", SMALL_ORDER)
def test_a_key_under_which_anybody_can_sign_is_no_key(x: str) -> None:
    with pytest.raises(DocumentError) as caught:
        PublicKey(bytes.fromhex(x))
    assert caught.value.reason is Reason.WEAK_KEY
