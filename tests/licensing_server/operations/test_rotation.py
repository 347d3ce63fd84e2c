from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from licensing_server.clock import utc_seconds
from licensing_server.operations.init import prepare_sandbox
from licensing_server.signing import KeysFolder, Signer
from licensing_server.signing.access_tokens import token_kid
from licensing_server.signing.holders import (
    AHEAD_SECONDS,
    KEYSET_SECONDS,
    add_key,
    listed_keys,
    read_root_key,
    sign_keyset,
)
from tests.licensing_server.operations.conftest import Run
from tests.support.licensing import Clock
from tests.support.vendor import DAY, NOW, SANDBOX, counted_bytes, key

RECEIPT = DocumentType.RECEIPT


@pytest.fixture
def data(run: Run, tmp_path: Path) -> Path:
    """The data folder of a sandbox that has its first keys."""
    run("init", "--data", tmp_path)
    return tmp_path


@pytest.fixture
def signer(data: Path) -> Signer:
    """Of a server that was started before anything is rotated."""
    return Signer(KeysFolder(data / "keys"), SANDBOX, utc_seconds)


def receipt(signer: Signer, at: int) -> str:
    return signer.sign(RECEIPT, {"v": 1, "env": "sandbox", "srv_time": at, "aud": "device"})


def kid_at(signer: Signer, at: int) -> str:
    return documents.key_id(receipt(signer, at), RECEIPT)


def test_the_next_key_is_published_30_days_ahead_and_then_signs(run: Run, data: Path, signer: Signer) -> None:
    now = int(time.time())
    first = kid_at(signer, now)
    answer = run("rotate-key", "--data", data, "--json")
    assert answer["keyset_version"] == 2
    assert answer["expires_at"] - now in range(KEYSET_SECONDS, KEYSET_SECONDS + 60)
    starts_at = next(key["not_before"] for key in answer["keys"] if key["kid"] == answer["new_key"])
    assert starts_at - now in range(AHEAD_SECONDS, AHEAD_SECONDS + 60)
    assert (kid_at(signer, starts_at - 1), kid_at(signer, starts_at)) == (first, answer["new_key"])


def test_a_published_key_can_be_promoted(run: Run, data: Path, signer: Signer) -> None:
    new: str = run("rotate-key", "--data", data, "--json")["new_key"]
    run("rotate-key", "--data", data, "--promote", new[:8])
    assert kid_at(signer, int(time.time())) == new
    signer.check()


def test_to_renew_keeps_the_keys_and_moves_the_end(run: Run, data: Path, signer: Signer) -> None:
    before = signer.keyset.keys
    assert run("rotate-key", "--data", data, "--renew", "--json")["new_key"] is None
    assert (signer.keyset.keys, signer.keyset.version) == (before, 2)


def test_a_new_key_for_access_tokens_needs_no_root_key(run: Run, data: Path, signer: Signer) -> None:
    old = signer.sign_access({"sub": "a"})
    for name in ("root-a", "root-b", "root-c"):
        (data / "keys" / name / "root-key.pem").unlink()
    new: str = run("rotate-key", "--data", data, "--access", "--json")["new_access_key"]
    assert new in {each.key.public.kid for each in KeysFolder(data / "keys").access_keys()}
    assert signer.read_access(old) == {"sub": "a"}
    assert token_kid(signer.sign_access({"sub": "b"})) in {new, token_kid(old)}, "the same second: either"


@pytest.mark.parametrize(
    ("root_keys", "why"),
    [
        (["root-a"], "Two root keys have to sign"),
        (["root-a", "root-a"], "Two root keys have to sign"),
        (["root-a", "nowhere"], "cannot be read"),
    ],
)
def test_two_root_keys_have_to_sign(run: Run, data: Path, root_keys: list[str], why: str) -> None:
    named = [part for name in root_keys for part in ("--root-key", data / "keys" / name)]
    before = (data / "keys" / "keyset.json").read_bytes()
    assert why in run("rotate-key", "--data", data, *named, code=1)
    assert (data / "keys" / "keyset.json").read_bytes() == before


def test_root_keys_of_somebody_else_change_nothing(run: Run, data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    run("init", "--data", other)
    named = [part for name in ("root-a", "root-b") for part in ("--root-key", other / "keys" / name)]
    before = (data / "keys" / "keyset.json").read_bytes()
    assert "Give two keys of root 1" in run("rotate-key", "--data", data, *named, code=1)
    assert (data / "keys" / "keyset.json").read_bytes() == before
    assert len(list((data / "keys" / "online").iterdir())) == 1


def test_a_stolen_key_is_revoked_and_what_it_signed_since_is_lost(run: Run, data: Path, signer: Signer) -> None:
    now = int(time.time())
    stolen = kid_at(signer, now)
    before, since = receipt(signer, now), now - 60
    run("revoke-key", stolen, "--since", since, "--data", data)
    with pytest.raises(DocumentError) as caught:
        signer.trust.read_held(before, RECEIPT, now)
    assert caught.value.reason is Reason.KEY_REVOKED
    assert signer.trust.still_trusted(stolen, since - 1, since - 1)


def test_when_the_only_key_is_revoked_another_takes_over_at_once(run: Run, data: Path, signer: Signer) -> None:
    stolen = kid_at(signer, int(time.time()))
    answer: dict[str, Any] = run("revoke-key", stolen[:10], "--data", data, "--json")
    assert answer["revoked"] == stolen
    assert kid_at(signer, int(time.time())) == answer["new_key"] != stolen
    signer.check()


def test_a_key_that_does_not_sign_yet_is_revoked_without_a_successor(run: Run, data: Path, signer: Signer) -> None:
    new: str = run("rotate-key", "--data", data, "--json")["new_key"]
    assert run("revoke-key", new, "--data", data, "--json")["new_key"] is None
    assert kid_at(signer, int(time.time())) != new


def test_a_revocation_can_be_dated_back_further_and_never_forward(run: Run, data: Path) -> None:
    kid = next((data / "keys" / "online").iterdir()).stem
    now = int(time.time())
    times = [
        run("revoke-key", kid, "--since", at, "--data", data, "--json")["since"] for at in (now - 50, now - 90, now)
    ]
    assert times == [now - 50, now - 90, now - 90]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nobody"], "does not name one key of the list"),
        (["", "--since", "0"], "does not name one key of the list"),
        (["KID", "--since", "2999-01-01"], "lies in the future"),
    ],
)
def test_what_cannot_be_revoked_is_said(run: Run, data: Path, arguments: list[str], why: str) -> None:
    kid = next((data / "keys" / "online").iterdir()).stem
    given = [kid if each == "KID" else each for each in arguments]
    assert why in run("revoke-key", *given, "--data", data, code=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["rotate-key", "--ahead-days", "91"],
        ["rotate-key", "--ahead-days", "-1"],
        ["revoke-key", "x", "--since", "noon"],
    ],
)
def test_days_and_times_are_checked_before_anything_is_read(tmp_path: Path, run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        run(*arguments, "--data", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_year_of_rotations_never_leaves_a_day_without_a_key(tmp_path: Path) -> None:
    """As the vendor is told: a rotation every 60 days; the server signs on every day, and every device can follow."""
    folder, clock = KeysFolder(tmp_path), Clock(NOW)
    prepare_sandbox(folder, NOW, counted_bytes("year"))
    roots = [read_root_key(tmp_path / name) for name in ("root-a", "root-b")]
    signer = Signer(folder, SANDBOX, clock)
    device = signer.trust
    for day in range(365):
        clock.time = NOW + day * DAY
        if day and day % 60 == 0:
            trust = folder.trust(SANDBOX)
            keys = add_key(listed_keys(trust), key(f"day {day}"), clock.time + AHEAD_SECONDS)
            folder.add_online_key(key(f"day {day}"))
            folder.put_keyset(sign_keyset(trust, keys, roots, clock.time))
        token = receipt(signer, clock.time)
        if day % 29 == 0:  # a device that connects once a month fetches the list, and knows every key in time
            device = device.accept_keyset(signer.keyset.text)
        device.read_new(token, RECEIPT)
