"""Events of the sandbox shop reach the real webhook: at once, or as soon as it can be reached again."""

from __future__ import annotations

import threading

from sqlalchemy import select

from licensing_server.models.purchases import ShopEvent
from licensing_server.shop.courier import Courier
from licensing_server.shop.till import LATE_SECONDS
from tests.licensing_server.shop.conftest import Way
from tests.support.cashiers import Desk
from tests.support.waiting import wait_until


def due(desk: Desk) -> list[tuple[int, int | None]]:
    with desk.parts.database.reading() as session:
        return [tuple(row) for row in session.execute(select(ShopEvent.tries, ShopEvent.due_at))]


def test_a_payment_is_granted_by_its_event(desk: Desk, courier: Courier):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    assert courier.run_due() == 1
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])
    assert courier.run_due() == 0


def test_what_did_not_arrive_is_carried_again_after_a_growing_pause(desk: Desk, courier: Courier, way: Way):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    way.is_open = False
    start = desk.parts.now()
    for pause in (1, 2, 4):
        assert courier.run_due() == 0
        assert due(desk)[0][1] == desk.parts.now() + pause
        assert courier.run_due() == 0
        desk.parts.now.forward(seconds=pause)
    assert desk.parts.now() == start + 7
    way.is_open = True
    assert courier.run_due() == 1
    assert desk.grants(checkout) == [(500, 0)]
    assert due(desk) == [(4, None)]


def test_an_event_is_given_up_in_the_end(desk: Desk, courier: Courier, way: Way, log_watch):
    log_watch.expect("given up")
    desk.cashier.pay(desk.begin().page)
    way.is_open = False
    for _ in range(20):
        courier.run_due()
        desk.parts.now.forward(seconds=3600)
    assert due(desk) == [(20, None)]


def test_two_couriers_carry_an_event_once(desk: Desk, courier: Courier, way: Way):
    desk.cashier.pay(desk.begin().page)
    carried: list[int] = []
    ready = threading.Barrier(2)

    def carry() -> None:
        ready.wait(10)
        carried.append(courier.run_due())

    threads = [threading.Thread(target=carry) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (sorted(carried), way.carried) == ([0, 1], [200])


def test_a_late_payment_arrives_by_itself(desk: Desk, courier: Courier):
    checkout = desk.begin()
    desk.cashier.pay_late(checkout.page)
    courier.run_due()
    assert (desk.state(checkout), desk.grants(checkout)) == ("processing", [])
    desk.parts.now.forward(seconds=LATE_SECONDS)
    courier.run_due()
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_a_forgotten_page_closes_after_an_hour(desk: Desk, courier: Courier):
    checkout = desk.begin()
    desk.parts.now.forward(seconds=3600)
    courier.run_due()
    assert desk.state(checkout) == "expired"


def test_news_wake_the_courier(desk: Desk, courier: Courier, way: Way):
    stopping = threading.Event()
    thread = threading.Thread(target=courier.run, args=(stopping,))
    thread.start()
    try:
        checkout = desk.begin()
        desk.client.post(f"/sandbox/checkout/{checkout.page}/pay", follow_redirects=False)
        wait_until(lambda: desk.grants(checkout) == [(500, 0)], what="the grant")
    finally:
        stopping.set()
        desk.cashier.gateway.news.set()
        thread.join(20)
    assert not thread.is_alive()


def test_events_signed_before_a_rotation_are_still_believed(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    body = desk.cashier.events()[0]
    signature = desk.cashier.sign(body)
    desk.cashier.gateway.rotate_secret()
    headers = {"Stripe-Signature": signature}
    assert desk.client.post("/api/webhooks/stripe", content=body, headers=headers).status_code == 200
    desk.cashier.gateway.rotate_secret()
    again = desk.client.post("/api/webhooks/stripe", content=body, headers=headers)
    assert (again.status_code, again.json()["error"]) == (400, "bad_event")
