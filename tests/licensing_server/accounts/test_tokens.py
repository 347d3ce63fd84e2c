"""Access tokens are short, refresh tokens are used once, and signing out ends both."""

from __future__ import annotations

from sqlalchemy import select

from licensing_server.models.accounts import RefreshToken
from tests.support.licensing import LicensingServer, Session, read_tokens


def _refresh(server: LicensingServer, session: Session) -> Session:
    return read_tokens(server.client.post("/api/auth/refresh", json={"refresh_token": session.refresh_token}))


def _status(server: LicensingServer, session: Session) -> tuple[int, str]:
    answer = server.client.get("/me", headers=session.headers)
    return answer.status_code, answer.json().get("error", "")


def test_an_access_token_lasts_a_quarter_of_an_hour(server: LicensingServer) -> None:
    me = server.enrol()
    server.clock.forward(seconds=15 * 60 - 1)
    assert _status(server, me) == (200, "")

    server.clock.forward(seconds=1)
    assert _status(server, me) == (401, "token_expired")
    assert _status(server, _refresh(server, me)) == (200, "")


def test_refreshing_keeps_who_is_signed_in_where(server: LicensingServer) -> None:
    server.sign_up()
    me = server.sign_in(by=server.enrol())

    next_pair = _refresh(server, me)

    assert (next_pair.account_id, next_pair.user_id, next_pair.device_id) == (me.account_id, me.user_id, me.device_id)
    assert next_pair.refresh_token != me.refresh_token


def test_an_old_refresh_token_ends_the_sign_in(server: LicensingServer) -> None:
    stolen = server.enrol()
    mine = _refresh(server, stolen)

    answer = server.client.post("/api/auth/refresh", json={"refresh_token": stolen.refresh_token})

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_refresh_token")
    assert _status(server, mine) == (401, "invalid_token")
    assert server.client.post("/api/auth/refresh", json={"refresh_token": mine.refresh_token}).status_code == 401
    assert _status(server, server.enrol()) == (200, ""), "the device key opens the door again"


def test_a_refresh_token_expires(server: LicensingServer) -> None:
    me = server.enrol()
    server.clock.forward(days=60)

    assert server.client.post("/api/auth/refresh", json={"refresh_token": me.refresh_token}).status_code == 401


def test_an_unknown_refresh_token_is_worth_nothing(server: LicensingServer) -> None:
    answer = server.client.post("/api/auth/refresh", json={"refresh_token": "unknown"})

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_refresh_token")


def test_refresh_tokens_are_stored_as_hashes(server: LicensingServer) -> None:
    me = server.enrol()

    with server.database.reading() as session:
        assert me.refresh_token not in session.scalars(select(RefreshToken.hash)).all()


def test_signing_out_ends_everything_of_the_sign_in(server: LicensingServer) -> None:
    me, other = server.enrol(), server.enrol()

    assert server.client.post("/api/auth/logout", headers=me.headers).status_code == 204

    assert _status(server, me) == (401, "invalid_token")
    assert server.client.post("/api/auth/refresh", json={"refresh_token": me.refresh_token}).status_code == 401
    assert _status(server, other) == (200, "")


def test_who_holds_only_an_old_refresh_token_can_sign_out_too(server: LicensingServer) -> None:
    me = server.enrol()
    server.clock.forward(minutes=20)

    for _ in range(2):
        answer = server.client.post("/api/auth/logout", json={"refresh_token": me.refresh_token})
        assert answer.status_code == 204
    assert server.client.post("/api/auth/refresh", json={"refresh_token": me.refresh_token}).status_code == 401
    assert server.client.post("/api/auth/logout").status_code == 401


def test_a_token_of_another_kind_opens_nothing(server: LicensingServer) -> None:
    me = server.enrol()
    header, payload, signature = me.access_token.split(".")
    for token in ("", "x", f"{header}.{payload}.", f"{header}.{payload}.{signature[:-4]}AAAA", me.refresh_token):
        answer = server.client.get("/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401
