"""Accounts that become one, although both used the same names."""

from __future__ import annotations

from sqlalchemy import select

from licensing_server.models.purchases import Purchase
from tests.support.licensing import LicensingServer, Session


def reserve(server: LicensingServer, who: Session, op: str, quantity: int) -> dict[str, object]:
    body = {"op": op, "item": "export.png", "quantity": quantity}
    answer = server.client.post("/api/wallet/spend/reserve", json=body, headers=who.headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def buy(server: LicensingServer, who: Session, package: str, key: str) -> str:
    headers = who.headers | {"Idempotency-Key": key}
    answer = server.client.post("/api/credits/purchase", json={"package": package}, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["purchase"])


def test_work_of_the_same_name_in_both_accounts_does_not_stop_a_sign_in(server: LicensingServer) -> None:
    """The name of the newcomer's hold is taken: its credits come along free, and the user's hold stays as it is."""
    at_home = server.enrol(1)
    server.sign_up(by=at_home)
    at_home = server.sign_in(by=at_home)
    travelling = server.enrol(2)
    reserve(server, at_home, "chat-1", 3)
    reserve(server, travelling, "chat-1", 4)

    me = server.sign_in(by=travelling)

    body = {"op": "chat-1", "credits": 3}
    spent = server.client.post("/api/wallet/spend/commit", json=body, headers=me.headers).json()
    assert (spent["state"], spent["credits"], spent["balance"]) == ("committed", 3, 17)


def test_work_of_the_same_name_that_has_ended_does_not_stop_a_sign_in(server: LicensingServer) -> None:
    at_home = server.enrol(1)
    server.sign_up(by=at_home)
    at_home = server.sign_in(by=at_home)
    travelling = server.enrol(2)
    for who in (at_home, travelling):
        reserve(server, who, "chat-1", 2)
        body = {"op": "chat-1", "credits": 2}
        assert server.client.post("/api/wallet/spend/commit", json=body, headers=who.headers).status_code == 200

    me = server.sign_in(by=travelling)

    assert server.client.get("/api/credits/balance", headers=me.headers).json()["balance"] == 16


def test_purchases_begun_under_the_same_key_do_not_stop_a_sign_in(server: LicensingServer) -> None:
    at_home = server.enrol(1)
    server.sign_up(by=at_home)
    at_home = server.sign_in(by=at_home)
    travelling = server.enrol(2)
    packages = [package.id for package in server.parts.book.prices.packages]
    purchases = {buy(server, at_home, packages[0], "first"), buy(server, travelling, packages[1], "first")}

    me = server.sign_in(by=travelling)

    with server.database.reading() as session:
        mine = session.scalars(select(Purchase.id).where(Purchase.account_id == me.account_id)).all()
    assert set(mine) == purchases
    assert buy(server, me, packages[0], "first") in purchases, "the key still names the purchase of the account"
