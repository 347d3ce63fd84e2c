"""Credits are bought from the real window in a real browser, and the balance in the top bar rises by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.processes import Child, Start, python_module

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.loopback

STARTED = 40.0
"""Seconds for a window and a server to start, on a machine with other things to do."""


@pytest.fixture
def window(start_process: Start, tmp_path: Path) -> Child:
    """A window on a fresh profile that wants to buy; it starts the built-in server itself."""
    return start_process(python_module("tests.journeys.buying_window", tmp_path / "profile"))


@pytest.fixture
def press(browser_page: Page) -> Callable[[str], None]:
    return lambda name: browser_page.get_by_role("button", name=name).click()


def test_the_balance_rises_in_the_running_window(
    window: Child, browser_page: Page, press: Callable[[str], None]
) -> None:
    browser_page.goto(window.wait_for_line(r"open (\S+)", seconds=STARTED)[1])
    window.wait_for_line("stage waiting")
    press("Pay by bank debit (late)")
    window.wait_for_line("stage processing")
    browser_page.go_back()
    press("Let the late payment arrive")
    window.wait_for_line("stage added", seconds=STARTED)
    window.wait_for_line("balance 510 credits")


def test_a_payment_that_fails_is_said_in_the_window(
    window: Child, browser_page: Page, press: Callable[[str], None]
) -> None:
    page = window.wait_for_line(r"open (\S+)", seconds=STARTED)[1]
    browser_page.goto(page)
    press("Let the hour pass")
    window.wait_for_line("stage expired", seconds=STARTED)
    assert "510 credits" not in window.out
