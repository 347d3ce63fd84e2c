from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import PrivateKey, from_base64url
from licensing_server.errors import ApiError, TokenError
from licensing_server.signing import Signer
from licensing_server.signing.access_tokens import sign_token, token_kid
from tests.support.forgery import b64, forge, malleable
from tests.support.licensing import Clock
from tests.support.vendor import DAY, NOW, Vendor, key, sandbox_signer

CLAIMS = {"sub": "ACCOUNT", "user": None, "device": "d", "sid": "s", "iat": NOW, "exp": NOW + 900}


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def signer(tmp_path: Path, clock: Clock) -> Signer:
    return sandbox_signer(tmp_path, clock)


def access_key(signer: Signer) -> PrivateKey:
    return signer._keys().access[-1].key


def signed(by: PrivateKey, header: dict[str, object], claims: object = CLAIMS) -> str:
    return forge(header, json.dumps(claims).encode(), by)


def test_the_claims_come_back_as_they_went(signer: Signer) -> None:
    token = signer.sign_access(CLAIMS)
    assert signer.read_access(token) == CLAIMS
    header = canonical.decode(from_base64url(token.split(".")[0]))
    assert header == {"alg": "Ed25519", "kid": access_key(signer).public.kid, "typ": "at+jwt"}


def test_the_times_of_a_token_are_for_the_caller_to_judge(signer: Signer, clock: Clock) -> None:
    token = signer.sign_access(CLAIMS)
    clock.forward(days=400)
    assert signer.read_access(token)["exp"] == NOW + 900


def test_the_key_for_access_is_on_no_list_and_signs_nothing_else(signer: Signer) -> None:
    kid = access_key(signer).public.kid
    assert signer.keyset.find(kid) is None
    assert kid not in signer._keys().online


def test_a_new_key_signs_from_its_time_and_the_old_one_is_still_read(signer: Signer, clock: Clock) -> None:
    old = signer.sign_access(CLAIMS)
    signer._folder.add_access_key(key("later"), NOW + 60)
    assert token_kid(signer.sign_access(CLAIMS)) == token_kid(old)
    clock.forward(seconds=60)
    new = signer.sign_access(CLAIMS)
    assert token_kid(new) == key("later").public.kid
    assert signer.read_access(old) == signer.read_access(new) == CLAIMS


def test_without_a_key_for_access_nobody_is_signed_in(signer: Signer, tmp_path: Path) -> None:
    for path in (tmp_path / "access").iterdir():
        path.unlink()
    with pytest.raises(ApiError) as caught:
        signer.sign_access(CLAIMS)
    assert caught.value.status == 503


def _head(signer: Signer, **changes: object) -> dict[str, object]:
    usual = {"alg": "Ed25519", "kid": access_key(signer).public.kid, "typ": "at+jwt"} | changes
    return {name: value for name, value in usual.items() if value is not None}


BAD: dict[str, Callable[[Signer], str]] = {
    "empty": lambda _: "",
    "not a token": lambda _: "a.b.c",
    "two parts": lambda s: s.sign_access(CLAIMS).rpartition(".")[0],
    "algorithm none": lambda s: f"{b64(json.dumps(_head(s, alg='none')).encode())}.{b64(json.dumps(CLAIMS).encode())}.",
    "EdDSA": lambda s: signed(access_key(s), _head(s, alg="EdDSA")),
    "no typ": lambda s: signed(access_key(s), _head(s, typ=None)),
    "a plain JWT": lambda s: signed(access_key(s), _head(s, typ="JWT")),
    "a receipt": lambda s: s.sign(DocumentType.RECEIPT, {"v": 1, "env": "sandbox", "srv_time": NOW}),
    "another field in the header": lambda s: signed(access_key(s), _head(s, cty="x")),
    "a key that the server does not have": lambda _: sign_token(CLAIMS, key("stranger")),
    "an online key": lambda s: sign_token(CLAIMS, next(iter(s._keys().online.values()))),
    "the kid of the server, signed by a stranger": lambda s: signed(key("stranger"), _head(s)),
    "claims that are a list": lambda s: signed(access_key(s), _head(s), [1]),
    "s + L instead of s": lambda s: malleable(s.sign_access(CLAIMS)),
    "stray bits at the end": lambda s: (t := s.sign_access(CLAIMS))[:-1] + chr(ord(t[-1]) + 1),
    "a field of the header twice": lambda s: forge(
        json.dumps(_head(s)).encode()[:-1] + b',"typ":"at+jwt"}', json.dumps(CLAIMS).encode(), access_key(s)
    ),
    "padding": lambda s: s.sign_access(CLAIMS) + "=",
    "not ASCII": lambda s: s.sign_access(CLAIMS) + "é",
    "10 MB": lambda _: "A" * 10_000_000,
    "a receipt of a vendor": lambda _: Vendor().receipt(),
}


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused(signer: Signer, name: str) -> None:
    with pytest.raises(TokenError):
        signer.read_access(BAD[name](signer))


@given(place=st.integers(0, 300), other=st.characters(max_codepoint=255))
def test_any_one_character_changed_is_refused(signer: Signer, place: int, other: str) -> None:
    token = signer.sign_access(CLAIMS)
    place %= len(token)
    changed = token[:place] + other + token[place + 1 :]
    if changed != token:
        with pytest.raises(TokenError):
            signer.read_access(changed)


def test_two_processes_read_each_others_tokens(signer: Signer, tmp_path: Path, clock: Clock) -> None:
    other = sandbox_signer(tmp_path, clock)
    assert other.read_access(signer.sign_access(CLAIMS)) == CLAIMS


def test_a_token_is_read_as_soon_as_its_key_is_in_the_folder(signer: Signer, tmp_path: Path) -> None:
    token = sign_token(CLAIMS, key("from another process"))
    with pytest.raises(TokenError):
        signer.read_access(token)
    signer._folder.add_access_key(key("from another process"), NOW - DAY)
    assert signer.read_access(token) == CLAIMS
