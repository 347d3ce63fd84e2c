"""Accounts that become one, although both used the same names."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from licensing_server.devices.enrolment import Enroller, Newcomer
from licensing_server.errors import ApiError
from licensing_server.merging import merge_accounts
from licensing_server.models.accounts import Account, Device
from licensing_server.models.money import Grant
from licensing_server.models.purchases import Purchase
from licensing_server.tokens import Caller, Mint
from tests.support.licensing import LicensingServer, Session, device_key


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


def test_an_account_goes_up_in_what_the_other_has_become(server: LicensingServer) -> None:
    """Two devices of two accounts sign in at once: the second merger finds its target merged."""
    first, second, last = (server.enrol(number).account_id for number in (1, 2, 3))
    with server.database.transaction() as session:
        merge_accounts(session, account_id=second, into=last, actor="test", now=server.clock())
        merge_accounts(session, account_id=first, into=second, actor="test", now=server.clock())
    with server.database.reading() as session:
        assert set(session.scalars(select(Device.account_id))) == {last}
        assert set(session.scalars(select(Grant.account_id))) == {last}


def test_an_account_that_became_somebodys_meanwhile_stays_theirs(server: LicensingServer) -> None:
    """The link of a sign-up was pressed while the device signed in to another account."""
    mine, other = server.enrol(1), server.enrol(2)
    server.sign_up(by=mine)
    with pytest.raises(ApiError) as refused, server.database.transaction() as session:
        merge_accounts(session, account_id=mine.account_id, into=other.account_id, actor="test", now=server.clock())
    assert refused.value.code == "device_elsewhere"
    with server.database.reading() as session:
        assert session.get_one(Account, mine.account_id).merged_into is None


def test_a_device_that_joins_a_merged_account_joins_its_heir(server: LicensingServer) -> None:
    """The account was merged after the caller was recognised, and before the device was added to it."""
    caller, other = server.enrol(1), server.enrol(2)
    recognised = Caller(caller.account_id, None, caller.device_id, "sign-in")
    key = device_key(3).public
    with server.database.transaction() as session:
        merge_accounts(session, account_id=caller.account_id, into=other.account_id, actor="test", now=server.clock())
    parts = server.parts
    with server.database.transaction() as session:
        mint = Mint(parts.signer, parts.new_id, parts.new_secret)
        enroller = Enroller(session, mint, parts.book.prices.policy, parts.new_id, server.clock())
        enroller.enrol(Newcomer(key.kid, key.text, "A laptop", "linux", "nonce"), recognised)
    with server.database.reading() as session:
        assert session.get_one(Device, key.kid).account_id == other.account_id
