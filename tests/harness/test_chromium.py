"""A real browser reads and clicks pages on loopback; what misbehaves on a page fails its test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import TakeScreenshot
from tests.support.probes import run_probe
from tests.support.websites import website

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.loopback

SHOP = """
<!doctype html><title>Shop</title><link rel="icon" href="data:,">
<h1>10 credits</h1>
<button onclick="document.querySelector('h1').textContent = '20 credits'">Buy 10</button>
"""

PROBE = """
import pytest
from tests.support.websites import website

pytestmark = pytest.mark.loopback

@pytest.mark.parametrize("html", [
    "<img src='http://example.com/pixel.png'>",
    "<img src='http://192.0.2.1/pixel.png'>",
    "<script>undefinedFunction()</script>",
    "<meta http-equiv='Content-Security-Policy' content=\\"script-src 'none'\\"><script>1</script>",
])
def test_misbehaves(browser_page, html):
    browser_page.set_content("<title>page</title>" + html)

def test_ordinary_failure(browser_page):
    browser_page.set_content("<h1>Paid</h1>")
    assert browser_page.inner_text("h1") == "Refunded"

def test_missing_page_is_no_misbehaviour(browser_page):
    with website({}) as address:
        assert browser_page.goto(address + "/gone").status == 404
"""


@pytest.fixture
def shop() -> Iterator[str]:
    with website({"/": SHOP}) as address:
        yield address


def test_a_click_changes_the_page(browser_page: "Page", shop: str) -> None:
    browser_page.goto(shop)
    browser_page.get_by_role("button", name="Buy 10").click()
    assert browser_page.get_by_role("heading").inner_text() == "20 credits"


def test_a_screenshot_shows_the_page(browser_page: "Page", shop: str, screenshot: TakeScreenshot) -> None:
    browser_page.goto(shop)
    assert screenshot("shop").read_bytes().startswith(b"\x89PNG")


def test_misbehaviour_fails_and_failures_leave_a_picture(tmp_path: Path) -> None:
    outcome = run_probe(tmp_path, PROBE, "-rA")
    assert "1 failed, 5 passed, 4 errors" in outcome.out
    for fault in ("asked for http://example.com/", "asked for http://192.0.2.1/", "undefinedFunction", "script-src"):
        assert fault in outcome.out
    assert "failed.png" in outcome.out
