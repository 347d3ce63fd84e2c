"""A purchase as people make it: the program opens a page in the browser, somebody pays or does not, and the credits
arrive; over a real server process with its sandbox shop.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infrasketch_desktop.instance.links import Link, read_link
from tests.support.buyers import Program, start_program
from tests.support.chromium import TakeScreenshot
from tests.support.processes import Start

pytestmark = pytest.mark.loopback


@pytest.fixture
def program(start_process: Start, tmp_path: Path) -> Program:
    return start_program(start_process, tmp_path)


@pytest.fixture
def photograph(browser_page: Page, screenshot: TakeScreenshot) -> Callable[[str], None]:
    """The page as it is, in light, in dark and on a telephone."""

    def take(name: str) -> None:
        for scheme in ("light", "dark"):
            browser_page.emulate_media(color_scheme=scheme)
            screenshot(f"{name}-{scheme}")
        browser_page.set_viewport_size({"width": 390, "height": 844})
        screenshot(f"{name}-small")
        browser_page.set_viewport_size({"width": 1280, "height": 800})
        browser_page.emulate_media(color_scheme="light")

    return take


def test_paid_left_and_declined(program: Program, browser_page: Page, photograph: Callable[[str], None]):
    before = program.balance()
    _pay_by_keyboard(program, browser_page, photograph)
    assert program.balance() == before + 500
    _leave_and_come_back(program, browser_page, photograph)
    _be_declined(program, browser_page, photograph)
    assert program.balance() == before + 500 + 100 + 500


def test_late_failed_refunded_and_disputed(program: Program, browser_page: Page, photograph: Callable[[str], None]):
    before = program.balance()
    _pay_late(program, browser_page, photograph, "Let it fail", "failed")
    assert program.balance() == before
    _pay_late(program, browser_page, photograph, "Let the late payment arrive", "paid")
    assert program.balance() == before + 1500
    _refund_and_dispute(program, browser_page, photograph)
    assert program.balance() == before + 1500 + 375


def _pay_by_keyboard(program: Program, page: Page, photograph: Callable[[str], None]) -> None:
    bought = program.buy("pro")
    page.goto(bought["checkout_url"])
    expect(page.get_by_text("Sandbox: no money moves.")).to_be_visible()
    photograph("checkout")
    page.keyboard.press("Enter")  # the button to pay has the focus
    expect(page.get_by_role("heading", name="Your credits are here")).to_be_visible()
    expect(page.get_by_text("Go back to InfraSketch")).to_be_visible()
    _expect_the_way_back(page)
    photograph("paid")
    program.wait_for(bought["purchase"], "paid")


def _expect_the_way_back(page: Page) -> None:
    """A plain link that the program understands. A browser asks before it follows it, so nobody presses it here."""
    link = page.get_by_role("link", name="Return to InfraSketch")
    assert read_link(link.get_attribute("href") or "") is Link.PURCHASE_DONE


def _leave_and_come_back(program: Program, page: Page, photograph: Callable[[str], None]) -> None:
    bought = program.buy("starter")
    page.goto(bought["checkout_url"])
    page.get_by_role("link", name="Leave without paying").click()
    expect(page.get_by_role("heading", name="Nothing was bought")).to_be_visible()
    expect(page.get_by_role("link", name="Return to InfraSketch")).to_be_visible()
    photograph("left")
    assert program.state(bought["purchase"]) == "waiting"
    page.get_by_role("link", name="Back to the checkout page").click()
    page.get_by_role("button", name="Pay $5.00").click()
    program.wait_for(bought["purchase"], "paid")


def _be_declined(program: Program, page: Page, photograph: Callable[[str], None]) -> None:
    bought = program.buy("pro")
    page.goto(bought["checkout_url"])
    page.get_by_role("button", name="Pay by a card that fails").click()
    expect(page.get_by_role("alert")).to_contain_text("declined")
    photograph("declined")
    assert program.state(bought["purchase"]) == "waiting"
    page.get_by_role("button", name="Pay $20.00").click()
    program.wait_for(bought["purchase"], "paid")


def _pay_late(program: Program, page: Page, photograph: Callable[[str], None], button: str, state: str) -> None:
    bought = program.buy("business")
    page.goto(bought["checkout_url"])
    page.get_by_role("button", name="Pay by bank debit (late)").click()
    expect(page.get_by_role("heading", name="on its way")).to_be_visible()
    photograph("processing")
    program.wait_for(bought["purchase"], "processing")
    page.get_by_role("link", name="play the bank").click()
    photograph("late")
    page.get_by_role("button", name=button).click()
    program.wait_for(bought["purchase"], state)
    photograph(f"late-{state}")


def _refund_and_dispute(program: Program, page: Page, photograph: Callable[[str], None]) -> None:
    bought = program.buy("pro")
    page.goto(bought["checkout_url"])
    page.get_by_role("button", name="Pay $20.00").click()
    page.get_by_role("link", name="play the bank").click()
    page.get_by_label("Amount, up to $20.00").fill("5.00")
    page.get_by_role("button", name="Refund").click()
    program.wait_for(bought["purchase"], "partly_refunded")
    page.get_by_role("button", name="Open a dispute").click()
    program.wait_for(bought["purchase"], "disputed")
    photograph("disputed")
    page.get_by_role("button", name="The vendor wins").click()
    program.wait_for(bought["purchase"], "partly_refunded")
