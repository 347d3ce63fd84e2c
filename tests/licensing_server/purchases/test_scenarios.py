"""What happens at the payment service, and what the books say then; incidents of others as facts of ours."""

from __future__ import annotations

import itertools
import json

import pytest
from sqlalchemy import select

from licensing_server.merging import merge_accounts
from licensing_server.models.money import Grant
from licensing_server.models.purchases import Purchase
from licensing_server.purchases.fulfilment import fulfil
from tests.support.cashiers import Desk

pytestmark = pytest.mark.loopback


def test_a_paid_page_grants_the_credits_of_its_package(desk: Desk):
    checkout = desk.begin("pro")
    assert desk.state(checkout) == "waiting"
    desk.cashier.pay(checkout.page)
    assert desk.deliver_all() == ["processed"]
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_second_delivery_changes_nothing(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    assert desk.deliver_all() + desk.deliver_all() == ["processed", "repeated"]
    assert desk.grants(checkout) == [(500, 0)]


def test_a_replay_under_another_event_id_grants_nothing_more(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.deliver_all()
    assert desk.deliver(desk.cashier.events()[0], new_id="evt_replayed") == (200, "processed")
    assert desk.grants(checkout) == [(500, 0)]


def test_the_success_page_grants_before_the_webhook_does(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    page = desk.client.get(f"/purchases/{checkout.purchase}/success")
    assert page.status_code == 200
    assert "Your credits are here" in page.text
    assert desk.grants(checkout) == [(500, 0)]
    assert desk.deliver_all() == ["processed"]
    assert desk.grants(checkout) == [(500, 0)]


def test_an_event_before_its_purchase_is_known_grants_to_the_account_of_the_page(desk: Desk):
    checkout = desk.begin()
    _forget_purchase(desk, checkout.purchase)
    desk.cashier.pay(checkout.page)
    assert desk.deliver_all() == ["processed"]
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_an_event_before_the_page_was_attached_finds_the_purchase_by_its_name(desk: Desk):
    checkout = desk.begin()
    _detach_page(desk, checkout.purchase)
    desk.cashier.pay(checkout.page)
    desk.deliver_all()
    assert "Your credits are here" in desk.client.get(f"/purchases/{checkout.purchase}/success").text
    assert desk.grants(checkout) == [(500, 0)]


def test_a_late_payment_is_granted_when_it_arrives_and_not_before(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay_late(checkout.page)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("processing", [])
    desk.cashier.settle(checkout.page, arrives=True)
    assert desk.deliver_all()[-1] == "processed"
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_a_late_payment_that_fails_grants_nothing(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay_late(checkout.page)
    desk.cashier.settle(checkout.page, arrives=False)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("failed", [])


@pytest.mark.parametrize("desk", ["stripe-sqlite"], indirect=True)
def test_a_late_payment_that_fails_after_a_refund_was_never_granted(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay_late(checkout.page)
    desk.cashier.refund(checkout.page, 700)
    desk.cashier.settle(checkout.page, arrives=False)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("failed", [])


def test_a_payment_that_the_bank_sends_back_after_a_refund_is_taken_back_once(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay_late(checkout.page)
    desk.cashier.settle(checkout.page, arrives=True)
    desk.cashier.refund(checkout.page, 500)
    desk.deliver_all()
    assert desk.grants(checkout) == [(500, 125)]
    desk.cashier.send_back(checkout.page)
    desk.deliver_all()
    assert desk.deliver(desk.cashier.events()[-1], new_id="evt_again") == (200, "processed")
    assert (desk.state(checkout), desk.grants(checkout)) == ("refunded", [(500, 500)])


def test_a_page_that_expired_closes_the_purchase(desk: Desk):
    checkout = desk.begin()
    desk.cashier.expire(checkout.page)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("expired", [])


def test_an_event_of_the_past_does_not_undo_what_is(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay_late(checkout.page)
    desk.cashier.settle(checkout.page, arrives=True)
    unpaid, paid = desk.cashier.events()
    assert desk.deliver(paid) == (200, "processed")
    assert desk.deliver(unpaid) == (200, "processed")
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_a_refund_takes_the_credits_back_once_for_all_its_events(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.cashier.refund(checkout.page)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("refunded", [(500, 500)])
    for number, body in enumerate(desk.cashier.events()):
        desk.deliver(body, new_id=f"evt_again{number}")
    assert desk.grants(checkout) == [(500, 500)]


def test_partial_refunds_add_up_and_round_once(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    for amount in (301, 301, 301):
        desk.cashier.refund(checkout.page, amount)
    desk.deliver_all()
    # 903 of 2000 cents are 225.75 credits of 500; each alone would be 75.25, and three times rounded up 228.
    assert (desk.state(checkout), desk.grants(checkout)) == ("partly_refunded", [(500, 226)])


def test_a_refund_heard_of_before_the_payment_shows_both(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.cashier.refund(checkout.page, 1000)
    for body in reversed(desk.cashier.events()):
        assert desk.deliver(body)[0] == 200
    assert (desk.state(checkout), desk.grants(checkout)) == ("partly_refunded", [(500, 250)])


def test_a_dispute_holds_the_credits_and_a_won_one_gives_them_back(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.cashier.open_dispute(checkout.page)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("disputed", [(500, 500)])
    desk.cashier.close_dispute(checkout.page, won=True)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_a_lost_dispute_keeps_them(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.cashier.open_dispute(checkout.page)
    desk.cashier.close_dispute(checkout.page, won=False)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("refunded", [(500, 500)])


def test_a_won_dispute_after_a_refund_gives_back_only_what_was_disputed(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.cashier.refund(checkout.page, 500)
    desk.cashier.open_dispute(checkout.page)
    desk.deliver_all()
    assert desk.grants(checkout) == [(500, 500)]
    desk.cashier.close_dispute(checkout.page, won=True)
    desk.deliver_all()
    assert (desk.state(checkout), desk.grants(checkout)) == ("partly_refunded", [(500, 125)])


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::9], ids=str)
def test_the_order_of_events_does_not_matter(desk: Desk, order: tuple[int, ...]):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    desk.cashier.refund(checkout.page, 500)
    desk.cashier.open_dispute(checkout.page)
    events = desk.cashier.events()
    for place in order:
        assert desk.deliver(events[place])[0] == 200
    assert desk.grants(checkout) == [(500, 500)]


def test_amounts_and_metadata_of_an_event_are_not_believed(desk: Desk):
    checkout = desk.begin("starter")
    desk.cashier.pay(checkout.page)
    event = json.loads(desk.cashier.events()[0])
    event["data"]["object"] |= {"amount_total": 10**9, "metadata": {"credits": "1000000", "purchase": "X" * 26}}
    assert desk.deliver(json.dumps(event).encode()) == (200, "processed")
    assert desk.grants(checkout) == [(100, 0)]


def test_an_event_that_lies_about_being_paid_grants_nothing(desk: Desk):
    checkout = desk.begin()
    desk.cashier.expire(checkout.page)
    event = json.loads(desk.cashier.events()[0])
    event["type"] = "checkout.session.completed"
    event["data"]["object"] |= {"payment_status": "paid", "status": "complete"}
    assert desk.deliver(json.dumps(event).encode()) == (200, "processed")
    assert (desk.state(checkout), desk.grants(checkout)) == ("expired", [])


def test_an_unknown_kind_of_event_is_kept_and_ignored(desk: Desk):
    event = {"object": "event", "id": "evt_odd", "type": "customer.created", "created": 1, "livemode": False}
    body = json.dumps(event | {"data": {"object": {"object": "customer", "id": "cus_1"}}}).encode()
    assert desk.deliver(body) == (200, "ignored")
    assert desk.deliver(body) == (200, "repeated")


def test_an_event_of_real_money_is_not_believed_in_the_sandbox(desk: Desk):
    event = {"object": "event", "id": "evt_live", "type": "customer.created", "created": 1, "livemode": True}
    assert desk.deliver(json.dumps(event | {"data": {"object": {}}}).encode()) == (400, "bad_event")


def test_an_event_about_an_unknown_page_may_come_again(desk: Desk, log_watch):
    log_watch.expect("event postponed")
    about = {"object": "checkout.session", "id": "cs_test_nobody"}
    event = {"object": "event", "id": "evt_x", "type": "checkout.session.completed", "created": 1, "livemode": False}
    body = json.dumps(event | {"data": {"object": about}}).encode()
    assert desk.deliver(body) == (503, "payments_unavailable")
    assert desk.deliver(body) == (503, "payments_unavailable")


def test_fulfilling_again_and_again_is_once(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    for _ in range(3):
        fulfil(desk.parts, checkout.page)
    assert desk.grants(checkout) == [(500, 0)]


@pytest.mark.parametrize("attached", [True, False], ids=["page attached", "page not attached"])
def test_an_account_that_was_merged_meanwhile_leaves_the_credits_to_its_heir(desk: Desk, attached: bool):
    checkout = desk.begin()
    heir = desk.open_account()
    if not attached:
        _detach_page(desk, checkout.purchase)
    with desk.parts.database.transaction() as session:
        merge_accounts(session, account_id=checkout.account, into=heir, actor="test", now=desk.parts.now())
    desk.cashier.pay(checkout.page)
    desk.deliver_all()
    with desk.parts.database.reading() as session:
        assert session.scalars(select(Grant.account_id)).all() == [heir]
        assert session.get_one(Purchase, checkout.purchase).state == "paid"


def _forget_purchase(desk: Desk, purchase: str) -> None:
    """As if the webhook had overtaken the request that began the purchase."""
    with desk.parts.database.transaction() as session:
        session.delete(session.get_one(Purchase, purchase))


def _detach_page(desk: Desk, purchase: str) -> None:
    with desk.parts.database.transaction() as session:
        session.get_one(Purchase, purchase).source_id = None
