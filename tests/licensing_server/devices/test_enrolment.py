"""A device shows its key and is known from then on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from licensing_server.devices.endpoints import ENROLMENTS
from licensing_server.devices.proofs import names_of
from licensing_server.limits import Claim, admit
from licensing_server.models.accounts import Account, Audit, Device
from licensing_server.models.money import Grant
from tests.support.licensing import LicensingServer, device_key, enrolment


def test_first_contact_opens_an_anonymous_account_with_the_welcome_credits(server: LicensingServer) -> None:
    me = server.enrol()

    assert me.device_id == device_key().public.kid
    assert me.user_id is None
    with server.database.reading() as session:
        grant = session.scalars(select(Grant)).one()
        assert (grant.account_id, grant.source, grant.source_id) == (me.account_id, "welcome", me.device_id)
        assert (grant.credits, grant.paid) == (10, False)
        assert [row.action for row in session.scalars(select(Audit))] == ["device enrolled"]


def test_enrolling_again_gives_new_tokens_and_nothing_else(server: LicensingServer) -> None:
    first = server.enrol()
    again = server.enrol()

    assert (again.account_id, again.device_id) == (first.account_id, first.device_id)
    assert again.access_token != first.access_token
    with server.database.reading() as session:
        for table in (Account, Device, Grant):
            assert session.scalar(select(func.count()).select_from(table)) == 1


def test_a_proof_is_good_for_one_use(server: LicensingServer) -> None:
    body = enrolment(device_key(), at=server.clock())

    assert server.client.post("/api/devices", json=body).status_code == 201
    answer = server.client.post("/api/devices", json=body)
    assert (answer.status_code, answer.json()["error"]) == (409, "proof_used")


@pytest.mark.parametrize("seconds", [-301, 301, 10 * 365 * 86_400])
def test_a_wrong_clock_is_told_the_time(sqlite_server: LicensingServer, seconds: int) -> None:
    body = enrolment(device_key(), at=sqlite_server.clock() + seconds)

    answer = sqlite_server.client.post("/api/devices", json=body)

    assert (answer.status_code, answer.json()["error"]) == (409, "clock_differs")
    assert answer.json()["server_time"] == sqlite_server.clock()


def _other_key(at: int) -> dict[str, Any]:
    return enrolment(device_key(1), at=at) | {"public_key": device_key(2).public.text}


def _torn(at: int) -> dict[str, Any]:
    body = enrolment(device_key(), at=at)
    return body | {"proof": body["proof"][:-4] + "AAAA"}


BAD = {
    "unknown_key": _other_key,
    "signature": _torn,
    "audience": lambda at: enrolment(device_key(), at=at, audience="https://elsewhere.example"),
    "field": lambda at: enrolment(device_key(), at=at, nonce="short"),
    "malformed": lambda at: enrolment(device_key(), at=at) | {"proof": "x.y"},
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_proof_is_refused_for_its_own_reason(sqlite_server: LicensingServer, reason: str) -> None:
    answer = sqlite_server.client.post("/api/devices", json=BAD[reason](sqlite_server.clock()))

    assert (answer.status_code, answer.json()["error"], answer.json()["reason"]) == (422, "bad_proof", reason)
    with sqlite_server.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Device)) == 0


def test_on_loopback_every_name_of_the_machine_is_good() -> None:
    assert names_of("http://127.0.0.1:8000") == {
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
    }
    assert names_of("https://credits.example") == {"https://credits.example"}


def test_too_many_enrolments_from_one_network_have_to_wait(sqlite_server: LicensingServer) -> None:
    for _ in range(ENROLMENTS.most):
        admit(sqlite_server.database, sqlite_server.clock(), Claim(ENROLMENTS, "unknown"))

    body = enrolment(device_key(), at=sqlite_server.clock(), nonce="m" * 20)
    refused = sqlite_server.client.post("/api/devices", json=body)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "3600"

    sqlite_server.clock.forward(seconds=3600)
    sqlite_server.enrol()
