"""What the vendor does by command about money: reconcile, replay, give, pay back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from licensing_server.app import create_app
from licensing_server.books import holds
from licensing_server.database import Database
from licensing_server.errors import LicensingServerError
from licensing_server.gateway import UnknownObjectError
from licensing_server.models.accounts import Audit
from licensing_server.models.money import Grant
from licensing_server.operations import grant, reconcile, refund, replay_event
from licensing_server.operations.grant import UnknownReceiverError
from licensing_server.purchases.fulfilment import fulfil
from licensing_server.purchases.refunding import RefundError
from tests.support.cashiers import Checkout, Desk, sandbox_cashier, with_gateway
from tests.support.licensing import URL, Clock, LicensingServer, make_parts


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, now: Clock) -> Iterator[Desk]:
    with ExitStack() as stack:
        database = Database(sqlite_url)
        stack.callback(database.close)
        parts = make_parts(database, tmp_path / "data", now)
        cashier = sandbox_cashier(parts)
        parts = with_gateway(parts, cashier)
        client = stack.enter_context(TestClient(create_app(parts), base_url=URL, raise_server_exceptions=False))
        yield Desk(parts, cashier, client)


def command(desk: Desk, module: Any, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(arguments), desk.parts))


def paid(desk: Desk) -> Checkout:
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    fulfil(desk.parts, checkout.page)
    return checkout


def spend(desk: Desk, account: str, amount: int) -> None:
    def work(session: Any) -> None:
        now = desk.parts.now()
        holds.reserve(session, account_id=account, op="op-1", amount=amount, item="ai.chat", now=now)
        holds.commit(session, account_id=account, op="op-1", spent=amount, now=now)

    desk.parts.database.run(work)


def test_reconcile_mends_and_says_so(desk: Desk, capsys: pytest.CaptureFixture[str]):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    with desk.parts.database.transaction() as session:
        from licensing_server.models.purchases import ShopEvent

        for event in session.scalars(select(ShopEvent)):
            session.delete(event)
    assert command(desk, reconcile) == 0
    assert "grant was missing and is mended" in capsys.readouterr().out
    assert command(desk, reconcile, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}


def test_reconcile_ends_with_1_when_somebody_has_to_look(desk: Desk, log_watch, capsys: pytest.CaptureFixture[str]):
    log_watch.expect("unknown account")
    log_watch.expect("paid, but not granted")
    from licensing_server.models.accounts import Account
    from licensing_server.models.purchases import Purchase

    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    with desk.parts.database.transaction() as session:
        session.delete(session.get_one(Purchase, checkout.purchase))
        session.flush()
        session.delete(session.get_one(Account, checkout.account))
    assert command(desk, reconcile) == 1
    assert "need somebody to look" in capsys.readouterr().out


def test_an_event_is_worked_on_again_and_does_nothing_twice(desk: Desk, capsys: pytest.CaptureFixture[str]):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    event = json.loads(desk.cashier.events()[0])["id"]
    for _ in range(2):
        assert command(desk, replay_event, event) == 0
    assert desk.grants(checkout) == [(500, 0)]
    assert "processed" in capsys.readouterr().out
    with pytest.raises(UnknownObjectError):
        command(desk, replay_event, "evt_nobody")


def test_credits_are_given_once_under_a_key_and_audited(desk: Desk, capsys: pytest.CaptureFixture[str]):
    account = desk.open_account()
    for _ in range(2):
        assert command(desk, grant, account, "50", "--reason", "sorry", "--days", "30", "--key", "gift-1") == 0
    with desk.parts.database.reading() as session:
        lots = session.scalars(select(Grant).where(Grant.account_id == account)).all()
        audited = session.scalars(select(Audit.detail).where(Audit.action == "grant")).all()
    assert [(lot.kind, lot.credits, lot.paid, lot.expires_at) for lot in lots] == [
        ("bonus", 50, False, desk.parts.now() + 30 * 86_400)
    ]
    assert all("sorry" in detail for detail in audited)
    assert "given 50 credits" in capsys.readouterr().out


def test_credits_are_given_by_address_too(desk: Desk):
    server = LicensingServer(desk.parts, desk.client.app, desk.client, desk.parts.now)
    server.sign_up()
    account = server.sign_in().account_id
    from tests.support.licensing import EMAIL

    assert command(desk, grant, EMAIL, "5", "--reason", "thanks") == 0
    with desk.parts.database.reading() as session:
        assert session.scalars(
            select(Grant.credits).where(Grant.account_id == account, Grant.source == "operator")
        ).all() == [5]
    with pytest.raises(UnknownReceiverError):
        command(desk, grant, "nobody@example.com", "5", "--reason", "x")


def test_unused_credits_are_paid_back_pro_rata_rounded_down(desk: Desk, capsys: pytest.CaptureFixture[str]):
    checkout = paid(desk)
    spend(desk, checkout.account, 123)
    assert command(desk, refund, checkout.purchase, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    # 377 of 500 credits for 2000 cents
    assert (told["credits"], told["amount"], told["currency"]) == (377, 1508, "usd")
    assert desk.grants(checkout) == [(500, 377)]
    with pytest.raises(RefundError, match="123 are left and 0 are unused"):
        command(desk, refund, checkout.purchase)


def test_a_dry_run_pays_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]):
    checkout = paid(desk)
    assert command(desk, refund, checkout.purchase, "--dry-run") == 0
    assert "Would pay back: $20.00 for 500 credits" in capsys.readouterr().out
    assert desk.grants(checkout) == [(500, 0)]


def test_used_credits_are_paid_back_only_by_number_and_become_debt(desk: Desk):
    checkout = paid(desk)
    spend(desk, checkout.account, 500)
    with pytest.raises(RefundError):
        command(desk, refund, checkout.purchase)
    assert command(desk, refund, checkout.purchase, "--credits", "100") == 0
    assert desk.grants(checkout) == [(500, 100)]


def test_a_refund_that_broke_off_pays_once(desk: Desk):
    from licensing_server.purchases import refunding

    checkout = paid(desk)
    agreed = refunding.offer(desk.parts, checkout.purchase)
    first = refunding.pay_back(desk.parts, agreed)
    with pytest.raises(LicensingServerError):
        refunding.pay_back(desk.parts, agreed)
    assert first.amount == 2000
    assert desk.grants(checkout) == [(500, 500)]


@pytest.mark.parametrize(("days", "arguments"), [(31, []), (0, ["--credits", "501"]), (0, ["--credits", "0"])])
def test_what_the_policy_does_not_allow_is_refused(desk: Desk, days: int, arguments: list[str]):
    checkout = paid(desk)
    desk.parts.now.forward(days=days)
    with pytest.raises(RefundError):
        command(desk, refund, checkout.purchase, *arguments)
    if days:
        assert command(desk, refund, checkout.purchase, "--late") == 0


def test_a_purchase_that_was_not_paid_cannot_be_paid_back(desk: Desk):
    with pytest.raises(RefundError):
        command(desk, refund, desk.begin().purchase)
    with pytest.raises(RefundError):
        command(desk, refund, "NOBODY")


@pytest.mark.parametrize("count", ["five", "0", "-5", "2.5", "9" * 5000])
def test_an_amount_that_is_none_is_refused_in_plain_words(
    desk: Desk, capsys: pytest.CaptureFixture[str], count: str
) -> None:
    with pytest.raises(SystemExit):
        command(desk, grant, "anyone", count, "--reason", "x")
    assert "_positive" not in capsys.readouterr().err
