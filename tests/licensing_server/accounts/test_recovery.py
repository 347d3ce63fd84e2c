"""A new password: by the old one, or by who reads the mail of the address."""

from __future__ import annotations

import pytest

from tests.support.licensing import EMAIL, PASSWORD, LicensingServer, read_tokens

NEW = "seven brown otters swim"


def test_the_mailed_link_sets_a_new_password(server: LicensingServer) -> None:
    server.sign_up()
    before = server.sign_in()
    assert server.client.post("/api/auth/password/forgot", json={"email": EMAIL}).status_code == 202
    form = {"token": server.last_secret(), "new_password": NEW}

    page = server.client.get(f"/api/auth/password/reset?token={form['token']}")
    assert page.status_code == 200
    assert EMAIL in page.text
    weak = server.client.post("/api/auth/password/reset", data=form | {"new_password": "password1"})
    assert weak.status_code == 422
    assert "stronger password" in weak.text

    assert server.client.post("/api/auth/password/reset", data=form).status_code == 200

    assert server.client.get("/me", headers=before.headers).status_code == 401, "signed out everywhere"
    assert server.client.post("/api/auth/login", json={"email": EMAIL, "password": PASSWORD}).status_code == 401
    server.sign_in(password=NEW)
    assert server.client.post("/api/auth/password/reset", data=form).status_code == 410
    assert server.mails()[-1]["Subject"] == "Your InfraSketch password was changed"


def test_the_answer_is_the_same_for_every_address(server: LicensingServer) -> None:
    server.sign_up()
    known = server.client.post("/api/auth/password/forgot", json={"email": EMAIL})
    unknown = server.client.post("/api/auth/password/forgot", json={"email": "nobody@example.com"})

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert "token=" not in server.mails("nobody@example.com")[-1].get_content()


def test_the_link_of_a_sign_up_sets_no_password(server: LicensingServer) -> None:
    server.sign_up()
    server.client.post("/api/auth/signup", json={"email": "b@example.com", "password": PASSWORD})
    form = {"token": server.last_secret("b@example.com"), "new_password": NEW}

    assert server.client.post("/api/auth/password/reset", data=form).status_code == 410


@pytest.mark.parametrize("path", ["/api/auth/verify", "/api/auth/password/reset"])
def test_a_link_that_was_never_mailed_is_not_good(server: LicensingServer, path: str) -> None:
    form = {"token": "nothing", "new_password": NEW} if "reset" in path else {"token": "nothing"}
    for page in (server.client.get(f"{path}?token=nothing"), server.client.post(path, data=form)):
        assert page.status_code == 410
        assert "Ask for a new mail" in page.text


def test_the_link_expires_within_an_hour(server: LicensingServer) -> None:
    server.sign_up()
    server.client.post("/api/auth/password/forgot", json={"email": EMAIL})
    server.clock.forward(minutes=60)

    assert server.client.get(f"/api/auth/password/reset?token={server.last_secret()}").status_code == 410


def test_who_knows_the_password_changes_it(server: LicensingServer) -> None:
    server.sign_up()
    me, elsewhere = server.sign_in(by=server.enrol()), server.sign_in()
    body = {"current_password": PASSWORD, "new_password": NEW}

    wrong = server.client.post("/api/auth/password", json=body | {"current_password": "x"}, headers=me.headers)
    assert (wrong.status_code, wrong.json()["error"]) == (401, "wrong_credentials")
    weak = server.client.post("/api/auth/password", json=body | {"new_password": "12345678"}, headers=me.headers)
    assert (weak.status_code, weak.json()["error"]) == (422, "weak_password")
    anew = read_tokens(server.client.post("/api/auth/password", json=body, headers=me.headers))

    assert (anew.user_id, anew.device_id) == (me.user_id, me.device_id)
    for old in (me, elsewhere):
        assert server.client.get("/me", headers=old.headers).status_code == 401
    server.sign_in(password=NEW)


def test_a_device_alone_changes_no_password(server: LicensingServer) -> None:
    body = {"current_password": PASSWORD, "new_password": NEW}
    answer = server.client.post("/api/auth/password", json=body, headers=server.enrol().headers)

    assert (answer.status_code, answer.json()["error"]) == (403, "no_user")
