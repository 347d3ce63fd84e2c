"""The checkout page of the sandbox: every button does what it says, once, and nothing on it comes from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from httpx2 import Response

from licensing_server.models.purchases import ShopCheckout
from tests.support.cashiers import Checkout, Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def press(desk: Desk, checkout: Checkout, action: str, **form: str) -> Response:
    return desk.client.post(f"/sandbox/checkout/{checkout.page}/{action}", data=form, follow_redirects=False)


def page(desk: Desk, checkout: Checkout) -> str:
    answer = desk.client.get(f"/sandbox/checkout/{checkout.page}")
    assert answer.status_code == 200
    return answer.text


def test_it_says_that_no_money_moves_and_what_is_bought(desk: Desk):
    text = page(desk, desk.begin("business"))
    assert "Sandbox: no money moves." in text
    assert "1,500 credits" in text
    assert "$50.00" in text


def test_paying_leads_to_the_page_of_success(desk: Desk):
    checkout = desk.begin()
    answer = press(desk, checkout, "pay")
    assert answer.status_code == 303
    landed = desk.client.get(answer.headers["Location"])
    assert "Your credits are here" in landed.text
    assert "Go back to InfraSketch" in landed.text
    assert desk.grants(checkout) == [(500, 0)]


def test_paying_twice_pays_once(desk: Desk):
    checkout = desk.begin()
    press(desk, checkout, "pay")
    again = press(desk, checkout, "pay")
    assert (again.status_code, "not possible any more" in again.text) == (200, True)
    assert len(desk.cashier.events()) == 1


def test_a_declined_card_charges_nothing_and_leaves_the_page_open(desk: Desk):
    checkout = desk.begin()
    assert "Your card was declined" in press(desk, checkout, "decline").text
    assert press(desk, checkout, "pay").status_code == 303


def test_a_late_payment_arrives_or_fails_by_button(desk: Desk):
    for action, state in (("arrive", "paid"), ("bounce", "failed")):
        checkout = desk.begin()
        landed = desk.client.get(press(desk, checkout, "pay-late").headers["Location"])
        assert "on its way" in landed.text
        assert press(desk, checkout, action).status_code == 303
        desk.deliver_all()
        assert desk.state(checkout) == state


def test_leaving_charges_nothing_and_leads_back(desk: Desk):
    checkout = desk.begin()
    address = re.search(r'href="([^"]+cancelled)"', page(desk, checkout))
    assert address
    assert "Nothing was bought" in desk.client.get(address[1]).text
    assert desk.state(checkout) == "waiting"


def test_an_hour_that_passes_closes_the_purchase(desk: Desk):
    checkout = desk.begin()
    press(desk, checkout, "expire")
    assert "has expired" in page(desk, checkout)
    assert "not possible" in press(desk, checkout, "pay").text
    desk.deliver_all()
    assert desk.state(checkout) == "expired"


@pytest.mark.parametrize(
    ("typed", "taken_back"), [("", 500), ("5", 125), ("5,00", 125), ("$0.01", 1), (" 20.00 ", 500)]
)
def test_a_refund_pays_back_what_was_typed(desk: Desk, typed: str, taken_back: int):
    checkout = desk.begin()
    press(desk, checkout, "pay")
    assert press(desk, checkout, "refund", amount=typed).status_code == 303
    desk.deliver_all()
    assert desk.grants(checkout) == [(500, taken_back)]


@pytest.mark.parametrize("typed", ["20.01", "-1", "0", "1.001", "NaN", "Infinity", "1e400", "five", "1e9"])
def test_what_is_no_amount_is_refused(desk: Desk, typed: str):
    checkout = desk.begin()
    press(desk, checkout, "pay")
    answer = press(desk, checkout, "refund", amount=typed)
    assert "not an amount that can be refunded" in answer.text
    assert len(desk.cashier.events()) == 1


def test_a_dispute_is_opened_and_decided(desk: Desk):
    for action, taken_back in (("win", 0), ("lose", 500)):
        checkout = desk.begin()
        press(desk, checkout, "pay")
        assert "Open a dispute" in page(desk, checkout)
        press(desk, checkout, "dispute")
        assert "The vendor wins" in page(desk, checkout)
        press(desk, checkout, action)
        desk.deliver_all()
        assert desk.grants(checkout) == [(500, taken_back)]


def test_a_page_that_nobody_opened_is_a_page_for_people_too(desk: Desk):
    for method in (desk.client.get, desk.client.post):
        answer = method(f"/sandbox/checkout/cs_sandbox_{'0' * 64}" + ("" if method == desk.client.get else "/pay"))
        assert (answer.status_code, "There is no such checkout page" in answer.text) == (404, True)
    missing = desk.client.get(f"/purchases/{'0' * 26}/success")
    assert (missing.status_code, "There is no such purchase" in missing.text) == (404, True)


class _Resources(HTMLParser):
    """Everything that a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "link", "object", "embed", "video", "audio"}:
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on") or name in {"src", "style", "srcset"}]


def test_nothing_is_fetched_and_no_script_runs(desk: Desk):
    checkout = desk.begin()
    answer = desk.client.get(f"/sandbox/checkout/{checkout.page}")
    resources = _Resources()
    resources.feed(answer.text)
    assert resources.found == []
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_whatever_is_shown_is_shown_as_text(desk: Desk):
    checkout = desk.begin()
    with desk.parts.database.transaction() as session:
        session.get_one(ShopCheckout, checkout.page).title = "<script>alert(1)</script>"
    assert "<script>" not in page(desk, checkout)


def test_ids_of_pages_cannot_be_guessed(desk: Desk):
    assert re.fullmatch(r"cs_sandbox_[0-9a-f]{64}", desk.begin().page)
