"""An address becomes a user by the link in the mail, and strangers learn nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from licensing_server.models.accounts import Account, MailToken, OutgoingMail, User
from tests.support.licensing import EMAIL, PASSWORD, LicensingServer

BODY = {"email": EMAIL, "password": PASSWORD}


def test_the_link_makes_the_user(server: LicensingServer) -> None:
    assert server.client.post("/api/auth/signup", json=BODY).status_code == 202
    link = f"/api/auth/verify?token={server.last_secret()}"

    page = server.client.get(link)
    assert page.status_code == 200
    assert EMAIL in page.text
    assert server.client.post("/api/auth/login", json=BODY).status_code == 401, "opening the page changes nothing"

    assert server.client.post("/api/auth/verify", data={"token": server.last_secret()}).status_code == 200
    me = server.sign_in()
    assert server.client.get("/me", headers=me.headers).json() == {
        "account_id": me.account_id,
        "env": "sandbox",
        "user": {"id": me.user_id, "email": EMAIL},
        "device_id": None,
        "signed_in": True,
    }
    assert server.client.get(link).status_code == 410, "a link is good for one use"


def test_the_account_of_the_device_becomes_the_account_of_the_user(server: LicensingServer) -> None:
    device = server.enrol()

    server.sign_up(by=device)

    me = server.client.get("/api/auth/me", headers=device.headers).json()
    assert me["account_id"] == device.account_id
    assert me["user"]["email"] == EMAIL
    assert me["signed_in"] is False
    assert server.sign_in(by=device).account_id == device.account_id


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(server: LicensingServer) -> None:
    free = server.client.post("/api/auth/signup", json=BODY)
    server.client.post("/api/auth/verify", data={"token": server.last_secret()})

    taken = server.client.post("/api/auth/signup", json=BODY | {"password": "another long pass phrase"})

    assert (taken.status_code, taken.content) == (free.status_code, free.content)
    assert server.mails()[-1]["Subject"] == "You already have an InfraSketch account"
    server.sign_in()


def test_the_last_sign_up_counts(server: LicensingServer) -> None:
    server.client.post("/api/auth/signup", json=BODY)
    first = server.last_secret()
    server.client.post("/api/auth/signup", json=BODY | {"password": "the owner chose this"})

    assert server.client.post("/api/auth/verify", data={"token": first}).status_code == 410
    assert server.client.post("/api/auth/verify", data={"token": server.last_secret()}).status_code == 200
    server.sign_in(password="the owner chose this")


def test_a_link_expires_and_can_be_had_again(server: LicensingServer) -> None:
    server.client.post("/api/auth/signup", json=BODY)
    server.clock.forward(days=1)
    server.client.post("/api/auth/verification", json={"email": EMAIL})
    server.clock.forward(days=1)
    assert server.client.get(f"/api/auth/verify?token={server.last_secret()}").status_code == 200

    server.clock.forward(days=1)
    assert server.client.post("/api/auth/verify", data={"token": server.last_secret()}).status_code == 410


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_length"),
        ("é" * 513, "password_length"),
        ("password123", "weak_password"),
        ("ada@example.com", "weak_password"),
        ("a" * 1000, "weak_password"),
    ],
)
def test_a_weak_password_is_refused_with_advice(sqlite_server: LicensingServer, password: str, code: str) -> None:
    answer = sqlite_server.client.post("/api/auth/signup", json=BODY | {"password": password})

    assert (answer.status_code, answer.json()["error"]) == (422, code)
    assert "hoose" in answer.json()["message"]
    assert password not in answer.text


@pytest.mark.parametrize(
    "email", ["", "ada", "@example.com", "ada@example", "a b@example.com", "ada@exa\nmple.com", "a" * 250 + "@b.de"]
)
def test_what_is_no_address_is_refused(sqlite_server: LicensingServer, email: str) -> None:
    answer = sqlite_server.client.post("/api/auth/signup", json=BODY | {"email": email})

    assert (answer.status_code, answer.json()["error"]) == (422, "invalid")
    assert answer.json()["fields"][0]["field"] == "email"


def test_one_address_in_any_case_is_one_user(server: LicensingServer) -> None:
    server.sign_up()
    server.client.post("/api/auth/signup", json=BODY | {"email": " ADA@Example.COM "})

    server.sign_in("aDa@example.com")
    with server.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 1


def test_nobody_fills_a_mailbox(server: LicensingServer) -> None:
    for _ in range(5):
        assert server.client.post("/api/auth/signup", json=BODY).status_code == 202
    refused = server.client.post("/api/auth/signup", json=BODY)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert len(server.mails()) == 5


def test_nothing_secret_stays_behind(server: LicensingServer) -> None:
    server.sign_up()

    with server.database.reading() as session:
        assert session.scalars(select(OutgoingMail.body)).all() == [""]
        assert session.scalars(select(MailToken.password_hash)).all() == [None]
        assert server.last_secret() not in session.scalars(select(MailToken.hash)).all()


def test_somebody_else_who_signed_in_on_the_device_meanwhile_keeps_it(server: LicensingServer) -> None:
    server.sign_up("grace@example.com")
    device = server.enrol()
    server.client.post("/api/auth/signup", json=BODY, headers=device.headers)
    grace = server.sign_in("grace@example.com", by=device)

    server.client.post("/api/auth/verify", data={"token": server.last_secret()})

    assert server.sign_in().account_id != grace.account_id
    with server.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 3
