"""Signing in: the right words open the door, wrong ones tell nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bcrypt
import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from licensing_server.models.accounts import Account, Audit, Device, User
from licensing_server.models.money import Grant
from licensing_server.settings import Settings
from tests.support.licensing import (
    EMAIL,
    PASSWORD,
    URL,
    Clock,
    LicensingServer,
    device_key,
    enrolment,
    fast_hasher,
    running_server,
)


class CountingHasher(PasswordHasher):
    """Counts what a password costs, in verifications and hashes."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verified = self.hashed = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 - as in the library
        self.verified += 1
        return super().verify(hash, password)

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.hashed += 1
        return super().hash(password, salt=salt)


@pytest.fixture
def hasher() -> CountingHasher:
    return CountingHasher()


@pytest.fixture
def counting(sqlite_url: str, tmp_path: Path, now: Clock, hasher: CountingHasher) -> Iterator[LicensingServer]:
    with running_server(sqlite_url, tmp_path / "data", now, hasher=hasher) as running:
        yield running


def test_every_way_to_fail_is_one_answer_at_one_price(counting: LicensingServer, hasher: CountingHasher) -> None:
    counting.sign_up()
    counting.client.post("/api/auth/signup", json={"email": "pending@example.com", "password": PASSWORD})
    answers = []
    for email in (EMAIL, "unknown@example.com", "pending@example.com"):
        hasher.verified = hasher.hashed = 0
        answer = counting.client.post("/api/auth/login", json={"email": email, "password": "a wrong password"})
        assert (hasher.verified, hasher.hashed) == (1, 0)
        headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
        answers.append((answer.status_code, headers, answer.content))

    assert answers[0][0] == 401
    assert answers[0] == answers[1] == answers[2]


def test_signing_up_costs_the_same_for_a_taken_address(counting: LicensingServer, hasher: CountingHasher) -> None:
    counting.sign_up()
    costs = []
    for email in (EMAIL, "free@example.com"):
        hasher.verified = hasher.hashed = 0
        counting.client.post("/api/auth/signup", json={"email": email, "password": PASSWORD})
        costs.append((hasher.verified, hasher.hashed))

    assert costs == [(0, 1), (0, 1)]


def test_the_anonymous_account_of_the_device_goes_up_in_the_users(server: LicensingServer) -> None:
    server.sign_up()
    elsewhere = server.sign_in()
    device = server.enrol()

    me = server.sign_in(by=device)

    assert (me.account_id, me.device_id) == (elsewhere.account_id, device.device_id)
    assert server.client.get("/me", headers=device.headers).json()["account_id"] == me.account_id
    with server.database.reading() as session:
        assert session.scalars(select(Device.account_id)).all() == [me.account_id]
        assert session.scalars(select(Grant.account_id)).all() == [me.account_id], "the welcome credits come along"
        assert session.get_one(Account, device.account_id).merged_into == me.account_id
        assert "account merged" in session.scalars(select(Audit.action)).all()


def test_signing_in_again_on_the_same_device_merges_nothing(server: LicensingServer) -> None:
    server.sign_up()
    device = server.enrol()
    first = server.sign_in(by=device)
    again = server.sign_in(by=first)

    assert again.account_id == first.account_id
    with server.database.reading() as session:
        actions = session.scalars(select(Audit.action)).all()
    assert actions.count("account merged") == 2, "one row in each of the two accounts"


def test_a_device_of_one_user_does_not_change_hands(server: LicensingServer) -> None:
    server.sign_up()
    server.sign_up("grace@example.com")
    mine = server.sign_in(by=server.enrol())

    answer = server.client.post(
        "/api/auth/login", json={"email": "grace@example.com", "password": PASSWORD}, headers=mine.headers
    )
    assert (answer.status_code, answer.json()["error"]) == (409, "device_elsewhere")

    grace = server.sign_in("grace@example.com")
    body = enrolment(device_key(), at=server.clock(), nonce="g" * 20)
    answer = server.client.post("/api/devices", json=body, headers=grace.headers)
    assert (answer.status_code, answer.json()["error"]) == (409, "device_elsewhere")


def test_ten_failures_close_an_account_for_a_while(server: LicensingServer) -> None:
    server.sign_up()
    for _ in range(10):
        server.client.post("/api/auth/login", json={"email": EMAIL, "password": "a wrong password"})

    refused = server.client.post("/api/auth/login", json={"email": EMAIL, "password": PASSWORD})
    assert (refused.status_code, refused.json()["error"]) == (429, "too_many_attempts")
    assert refused.headers["Retry-After"] == str(refused.json()["retry_after"]) == "900"

    server.clock.forward(minutes=15)
    server.sign_in()


def test_success_starts_the_count_anew(server: LicensingServer) -> None:
    server.sign_up()
    for _ in range(3):
        for _ in range(9):
            server.client.post("/api/auth/login", json={"email": EMAIL, "password": "a wrong password"})
        server.sign_in()


def test_an_imported_hash_verifies_and_is_made_anew(server: LicensingServer) -> None:
    server.sign_up()
    imported = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    with server.database.transaction() as session:
        session.execute(update(User).values(password_hash=imported))

    assert server.client.post("/api/auth/login", json={"email": EMAIL, "password": "wrong"}).status_code == 401
    server.sign_in()

    with server.database.reading() as session:
        assert session.scalars(select(User.password_hash)).one().startswith("$argon2id$")
    server.sign_in()


def test_while_there_are_imported_hashes_all_sign_ins_cost_the_same(
    sqlite_url: str, tmp_path: Path, now: Clock, hasher: CountingHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    check = bcrypt.checkpw
    monkeypatch.setattr(bcrypt, "checkpw", lambda *given: checked.append(1) or check(*given))
    told = Settings(data=tmp_path / "data", public_url=URL, imported_bcrypt_cost=4)
    with running_server(sqlite_url, tmp_path / "data", now, settings=told, hasher=hasher) as server:
        server.sign_up()
        server.sign_up("imported@example.com")
        imported = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
        with server.database.transaction() as session:
            session.execute(update(User).where(User.email != EMAIL).values(password_hash=imported))
        for email in (EMAIL, "imported@example.com", "unknown@example.com"):
            checked.clear()
            hasher.verified = 0
            server.client.post("/api/auth/login", json={"email": email, "password": "a wrong password"})
            assert (len(checked), hasher.verified) == (1, 1)


def test_a_password_typed_on_another_keyboard_is_the_same(server: LicensingServer) -> None:
    server.sign_up(password="Cafe\u0301 au lait, s'il vous plait")
    server.sign_in(password="Caf\u00e9 au lait, s'il vous plait")


def test_a_weaker_hash_of_ours_is_made_anew(sqlite_url: str, tmp_path: Path, now: Clock) -> None:
    with running_server(sqlite_url, tmp_path / "data", now) as server:
        server.sign_up()
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    with running_server(sqlite_url, tmp_path / "data", now, hasher=stronger) as server:
        server.sign_in()
        with server.database.reading() as session:
            found = session.scalars(select(User.password_hash)).one()
    assert not stronger.check_needs_rehash(found)
    assert fast_hasher().check_needs_rehash(found)


def test_users_without_devices_have_no_welcome_credits(server: LicensingServer) -> None:
    server.sign_up()
    server.enrol(by=server.sign_in())

    with server.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Grant)) == 0
