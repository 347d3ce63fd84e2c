"""Purchases over HTTP: what a program may ask, and what it is told when something is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from licensing_server.app import create_app
from licensing_server.gateway import GatewayError, GatewayRefusedError, GatewayUnavailableError
from licensing_server.models.purchases import Purchase
from licensing_server.purchases.endpoints import LARGEST_EVENT
from licensing_server.purchases.tariff import make_tariff
from tests.support.cashiers import Desk
from tests.support.licensing import URL, LicensingServer, Session

pytestmark = pytest.mark.loopback

BUY = "/api/credits/purchase"


@pytest.fixture
def program(desk: Desk) -> Session:
    """A program that enrolled its device."""
    return enrol(desk, 1)


def enrol(desk: Desk, number: int) -> Session:
    return LicensingServer(desk.parts, desk.client.app, desk.client, desk.parts.now).enrol(number)


def test_an_anonymous_program_buys_and_watches_the_credits_arrive(desk: Desk, program: Session):
    begun = desk.client.post(BUY, json={"package": "pro"}, headers=program.headers)
    assert begun.status_code == 201, begun.text
    purchase = begun.json()
    assert (purchase["credits"], purchase["amount"], purchase["currency"]) == (500, 2000, "usd")
    assert purchase["expires_at"] == desk.parts.now() + 3600
    assert watch(desk, program, purchase["purchase"])["state"] == "waiting"
    desk.cashier.pay(purchase["checkout_url"].rsplit("/", 1)[1])
    desk.deliver_all()
    seen = watch(desk, program, purchase["purchase"])
    assert (seen["state"], seen["credits"], seen["taken_back"]) == ("paid", 500, 0)


def test_the_same_key_opens_one_page_and_gets_the_same_answer(desk: Desk, program: Session):
    headers = program.headers | {"Idempotency-Key": "one"}
    first = desk.client.post(BUY, json={"package": "pro"}, headers=headers)
    desk.cashier.pay(first.json()["checkout_url"].rsplit("/", 1)[1])
    desk.deliver_all()
    again = desk.client.post(BUY, json={"package": "pro"}, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())


def test_the_same_key_for_another_package_is_refused(desk: Desk, program: Session):
    headers = program.headers | {"Idempotency-Key": "one"}
    desk.client.post(BUY, json={"package": "pro"}, headers=headers)
    other = desk.client.post(BUY, json={"package": "starter"}, headers=headers)
    assert (other.status_code, other.json()["error"]) == (409, "idempotency_key_reused")


def test_the_same_key_of_two_accounts_is_two_purchases(desk: Desk, program: Session):
    key = {"Idempotency-Key": "one"}
    first = desk.client.post(BUY, json={"package": "pro"}, headers=program.headers | key)
    other = desk.client.post(BUY, json={"package": "pro"}, headers=enrol(desk, 2).headers | key)
    assert first.json()["purchase"] != other.json()["purchase"]


def test_purchases_of_others_are_unknown(desk: Desk, program: Session):
    purchase = desk.client.post(BUY, json={"package": "pro"}, headers=program.headers).json()["purchase"]
    other = desk.client.get(f"/api/purchases/{purchase}", headers=enrol(desk, 2).headers)
    nobody = desk.client.get(f"/api/purchases/{'0' * 26}", headers=program.headers)
    assert (other.status_code, other.json()) == (404, nobody.json())


def test_nothing_is_sold_to_strangers(desk: Desk):
    assert desk.client.post(BUY, json={"package": "pro"}).status_code == 401
    assert desk.client.get("/api/purchases/X").status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"package": "gold"}, 404),
        ({"package": "pro", "credits": 10**9}, 422),
        ({"package": "pro\x00"}, 422),
        ({"package": 7}, 422),
        ({"package": "x" * 65}, 422),
        ({}, 422),
        ([], 422),
    ],
    ids=str,
)
def test_what_is_not_for_sale_is_refused(desk: Desk, program: Session, body: Any, status: int):
    answer = desk.client.post(BUY, json=body, headers=program.headers)
    assert answer.status_code == status
    assert answer.json()["message"]


def test_too_many_pages_in_an_hour_are_refused_for_a_while(desk: Desk, program: Session):
    answers = [desk.client.post(BUY, json={"package": "pro"}, headers=program.headers) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [201] * 30 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


@dataclass
class Failing:
    """A payment service that answers `error` to whoever opens a page, as long as there is one."""

    gateway: Any
    error: GatewayError | None

    def create_checkout(self, order: Any) -> Any:
        if self.error:
            raise self.error
        return self.gateway.create_checkout(order)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)


@pytest.mark.parametrize(
    ("error", "status"),
    [(GatewayUnavailableError("away"), 503), (GatewayRefusedError("no"), 502)],
    ids=["away", "refused"],
)
def test_a_purchase_that_broke_off_goes_on_under_the_same_key(
    desk: Desk, program: Session, error: GatewayError, status: int, log_watch
):
    if status == 502:
        log_watch.expect("checkout refused")
    failing = Failing(desk.parts.gateway, error)
    app = create_app(replace(desk.parts, gateway=failing))
    with TestClient(app, base_url=URL, raise_server_exceptions=False) as client:
        headers = program.headers | {"Idempotency-Key": "one"}
        assert client.post(BUY, json={"package": "pro"}, headers=headers).status_code == status
        failing.error = None
        assert client.post(BUY, json={"package": "pro"}, headers=headers).status_code == 201


def test_an_unsigned_event_is_refused_and_a_giant_one_is_not_read(desk: Desk):
    assert desk.client.post("/api/webhooks/stripe", content=b"{}").json()["error"] == "bad_event"
    giant = desk.client.post("/api/webhooks/stripe", content=b" " * (LARGEST_EVENT + 1))
    assert (giant.status_code, giant.json()["error"]) == (413, "too_large")


def test_an_event_of_yesterday_or_of_a_fast_clock_is_refused(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    body = desk.cashier.events()[0]
    signature = desk.cashier.sign(body)
    for seconds in (301, -602):
        desk.parts.now.forward(seconds=seconds)
        answer = desk.client.post("/api/webhooks/stripe", content=body, headers={"Stripe-Signature": signature})
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_event")
    assert desk.grants(checkout) == []


def test_something_paid_for_that_is_not_for_sale_is_a_fault_until_it_is(desk: Desk, log_watch):
    """Nothing says any more what was agreed: the purchase was lost, as with a database out of a backup."""
    log_watch.expect("unknown price")
    checkout = desk.begin()
    with desk.parts.database.transaction() as session:
        session.delete(session.get_one(Purchase, checkout.purchase))
    desk.cashier.pay(checkout.page)
    body = desk.cashier.events()[0]
    assert deliver_elsewhere(desk, body, {"pro": "price_other"}) == (500, "unknown_price")
    assert desk.grants(checkout) == []
    assert desk.deliver(body) == (200, "processed")
    assert desk.grants(checkout) == [(500, 0)]


def test_a_package_that_left_the_price_list_while_its_page_was_open_is_granted_as_agreed(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    assert deliver_elsewhere(desk, desk.cashier.events()[0], {"starter": "price_other"}) == (200, "processed")
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_a_package_that_changed_while_its_page_was_open_is_granted_as_agreed(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    price = make_tariff(desk.parts.book.prices, desk.parts.settings.stripe_prices).ids["pro"]
    assert deliver_elsewhere(desk, desk.cashier.events()[0], {"starter": price}) == (200, "processed")
    assert desk.grants(checkout) == [(500, 0)]


def deliver_elsewhere(desk: Desk, body: bytes, prices: dict[str, str]) -> tuple[int, str]:
    """Deliver an event to a server that sells at other prices of the payment service; status, and result or error."""
    settings = desk.parts.settings.model_copy(update={"stripe_prices": prices})
    app = create_app(replace(desk.parts, settings=settings))
    with TestClient(app, base_url=URL, raise_server_exceptions=False) as client:
        return replace(desk, client=client).deliver(body)


def watch(desk: Desk, program: Session, purchase: str) -> dict[str, Any]:
    answer = desk.client.get(f"/api/purchases/{purchase}", headers=program.headers)
    assert answer.status_code == 200, answer.text
    seen: dict[str, Any] = answer.json()
    return seen
