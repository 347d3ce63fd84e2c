"""The adapter says to Stripe what Stripe understands, and understands what Stripe says; over the wire."""

from __future__ import annotations

import dataclasses
import platform

import pytest

from licensing_server.gateway import (
    CheckoutOrder,
    CheckoutStatus,
    GatewayRefusedError,
    GatewayUnavailableError,
    LineItem,
    UnknownObjectError,
)
from licensing_server.payments import StripeAccess, StripeGateway
from tests.licensing_server.payments.conftest import NOW
from tests.support.stripe_account import StripeAccount
from tests.support.stripe_server import SECRET_KEY, StripeServer

pytestmark = pytest.mark.loopback

ORDER = CheckoutOrder(
    purchase="01PURCHASE",
    account="01ACCOUNT",
    price="price_pro",
    title="Pro",
    credits=500,
    amount=2000,
    currency="usd",
    success_url="https://shop.example/purchases/01PURCHASE/success",
    cancel_url="https://shop.example/purchases/01PURCHASE/cancelled",
    expires_at=NOW + 3600,
)


def test_a_checkout_is_opened_for_one_account_and_an_hour(gateway: StripeGateway, stripe_server: StripeServer):
    checkout = gateway.create_checkout(ORDER)
    assert checkout.url is not None
    assert checkout.url.startswith("https://checkout.stripe.com/")
    assert (checkout.status, checkout.is_paid) == (CheckoutStatus.OPEN, False)
    assert (checkout.account, checkout.purchase) == ("01ACCOUNT", "01PURCHASE")
    sent = stripe_server.requests[-1].fields
    assert sent["expires_at"] == NOW + 3600
    assert sent["line_items"] == [{"price": "price_pro", "quantity": 1}]


def test_the_same_order_twice_opens_one_page(gateway: StripeGateway):
    assert gateway.create_checkout(ORDER).id == gateway.create_checkout(ORDER).id


def test_another_order_under_the_same_purchase_is_refused(gateway: StripeGateway):
    gateway.create_checkout(ORDER)
    with pytest.raises(GatewayRefusedError):
        gateway.create_checkout(dataclasses.replace(ORDER, price="price_starter"))


def test_an_order_that_stripe_would_refuse_is_refused_by_the_fake(gateway: StripeGateway):
    with pytest.raises(GatewayRefusedError, match="parameter_invalid"):
        gateway.create_checkout(dataclasses.replace(ORDER, expires_at="soon"))


def test_a_paid_page_says_what_was_bought(gateway: StripeGateway, account: StripeAccount):
    id_ = gateway.create_checkout(ORDER).id
    payment = account.pay(id_)
    checkout = gateway.read_checkout(id_)
    assert (checkout.status, checkout.is_paid, checkout.url) == (CheckoutStatus.COMPLETE, True, None)
    assert checkout.lines == (LineItem("price_pro", 1),)
    assert (checkout.amount, checkout.currency, checkout.livemode) == (2000, "usd", False)
    assert gateway.find_checkout(payment) == checkout


def test_a_payment_made_elsewhere_has_no_page(gateway: StripeGateway):
    assert gateway.find_checkout("pi_elsewhere") is None


def test_a_payment_lists_its_charges_refunds_and_disputes(gateway: StripeGateway, account: StripeAccount):
    payment = account.pay(gateway.create_checkout(ORDER).id)
    gateway.refund(payment, amount=300, key="refund-1")
    dispute = account.open_dispute(payment, 1700)
    read = gateway.read_payment(payment)
    assert [(charge.amount, charge.is_paid) for charge in read.charges] == [(2000, True)]
    assert [(refund.amount, refund.status) for refund in read.refunds] == [(300, "succeeded")]
    assert [(found.id, found.amount, found.status) for found in read.disputes] == [(dispute, 1700, "needs_response")]
    assert gateway.payment_of_charge(read.charges[0].id) == payment


def test_the_same_refund_twice_pays_back_once(gateway: StripeGateway, account: StripeAccount):
    payment = account.pay(gateway.create_checkout(ORDER).id)
    assert gateway.refund(payment, amount=300, key="k").id == gateway.refund(payment, amount=300, key="k").id
    assert len(gateway.read_payment(payment).refunds) == 1


def test_events_come_oldest_first_and_over_several_pages(gateway: StripeGateway, account: StripeAccount):
    id_ = gateway.create_checkout(ORDER).id
    account.pay(id_)
    for _ in range(120):
        account.tell("checkout.session.completed", id_)
    events = list(gateway.events_since(NOW - 1))
    assert [event.id for event in events] == [event["id"] for event in account.events]
    assert {event.checkout for event in events} == {id_}
    assert list(gateway.events_since(NOW + 1)) == []
    assert gateway.read_event(events[3].id) == events[3]


def test_pages_and_reversals_of_a_time_are_listed(gateway: StripeGateway, account: StripeAccount):
    ids = [gateway.create_checkout(dataclasses.replace(ORDER, purchase=f"p{n}")).id for n in range(3)]
    payment = account.pay(ids[0])
    refund = gateway.refund(payment, amount=1, key="k").id
    dispute = account.open_dispute(payment)
    assert [checkout.id for checkout in gateway.checkouts_since(NOW)] == ids[::-1]
    assert list(gateway.checkouts_since(NOW + 1)) == []
    assert [found.id for found in gateway.reversals_since(NOW)] == [refund, dispute]


def test_an_invoice_says_whom_and_which_period_it_pays_for(gateway: StripeGateway, account: StripeAccount):
    id_ = account.pay_invoice("01ACCOUNT", "price_pro", reason="subscription_cycle", starts=NOW, ends=NOW + 10)
    invoice = gateway.read_invoice(id_)
    assert (invoice.is_paid, invoice.billing_reason, invoice.account) == (True, "subscription_cycle", "01ACCOUNT")
    assert [(line.price, line.quantity, line.starts, line.ends) for line in invoice.lines] == [
        ("price_pro", 1, NOW, NOW + 10)
    ]
    assert invoice.payment_intent is not None


def test_an_unknown_object_is_told_apart_from_a_fault(gateway: StripeGateway):
    with pytest.raises(UnknownObjectError):
        gateway.read_checkout("cs_test_nobody")


def test_a_fault_that_passes_is_not_noticed(gateway: StripeGateway, stripe_server: StripeServer):
    stripe_server.faults.append(503)
    assert gateway.create_checkout(ORDER).status is CheckoutStatus.OPEN


def test_a_fault_that_stays_may_be_tried_again_later(gateway: StripeGateway, stripe_server: StripeServer):
    stripe_server.faults.extend([500, 500, 500])
    with pytest.raises(GatewayUnavailableError):
        gateway.read_checkout("cs_test_any")


def test_a_wrong_key_is_refused_without_naming_it(stripe_server: StripeServer):
    stranger = StripeGateway(StripeAccess(f"{SECRET_KEY}_wrong", (), api_base=stripe_server.address))
    with pytest.raises(GatewayRefusedError) as refused:
        stranger.read_checkout("cs_test_any")
    assert "wrong" not in str(refused.value)


def test_stripe_is_told_nothing_of_the_machine(gateway: StripeGateway, stripe_server: StripeServer):
    for _ in range(2):  # the second could tell how long the first took
        gateway.create_checkout(ORDER)
    told = "".join(f"{name}: {value}\n" for headers in stripe_server.headers for name, value in headers.items())
    assert "telemetry" not in told.lower()
    assert platform.platform() not in told


def test_nobody_listening_is_unavailable():
    nobody = StripeGateway(StripeAccess(SECRET_KEY, (), api_base="http://127.0.0.1:9"))
    with pytest.raises(GatewayUnavailableError):
        nobody.read_checkout("cs_test_any")
