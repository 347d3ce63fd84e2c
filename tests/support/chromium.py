"""A headless Chromium of the system for tests of web pages: `browser_page` is a new, empty tab of a new profile.

The browser is fenced like the tests are: it finds 127.0.0.1 and nothing else, knows no proxy, and a page that asks for
anything outside fails the test, as does an error in its scripts or its security policy. Playwright drives it; no
browser is downloaded. A test that serves pages itself is marked `loopback`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.homes import isolated_environment
from tests.support.needs import miss

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

SCREENSHOTS_VARIABLE = "INFRASKETCH_SCREENSHOTS"

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_INSIDE = {"127.0.0.1", "localhost", "", None}  # none: data: and about: pages
_ARGUMENTS = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost", "--no-proxy-server")
_STATUS_OF_A_PAGE = "Failed to load resource: the server responded"  # 402 and 422 are what many tests are about

_PAGE: pytest.StashKey[tuple[Page, Path]] = pytest.StashKey()

TakeScreenshot = Callable[[str], Path]


def find_chromium() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def driver_starts() -> bool:
    """Whether the program that playwright brings with it finds its libraries; a bare Debian lacks one."""
    import playwright

    node = Path(playwright.__file__).with_name("driver") / "node"
    return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


class BrowserWatch:
    """Collects what a page did that it should not have done. `check` fails the test on it."""

    def __init__(self) -> None:
        self._faults: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Refuse and remember what leaves this machine; remember errors of scripts."""
        context.route(is_outside, lambda route: route.abort())
        context.on("request", self._on_request)
        context.on("weberror", lambda event: self._faults.append(f"error in a script: {event.error}"))
        context.on("console", self._on_console)

    def check(self) -> None:
        if self._faults:
            pytest.fail("the page misbehaved:\n  " + "\n  ".join(self._faults), pytrace=False)

    def _on_request(self, request: Request) -> None:
        if is_outside(request.url):  # redirections are not routed, but they are told
            self._faults.append(f"asked for {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_STATUS_OF_A_PAGE):
            self._faults.append(f"on the console: {message.text}")


def is_outside(url: str) -> bool:
    """Whether this address leads away from this machine."""
    return urlsplit(url).hostname not in _INSIDE


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for the tests of a module: while it runs, Playwright occupies the asyncio of the main thread."""
    executable = find_chromium()
    if executable is None:
        miss("Chromium", packages="chromium")
    if not driver_starts():
        miss("a library of playwright's driver", packages="libatomic1")
    from playwright.sync_api import sync_playwright

    home = tmp_path_factory.mktemp("chromium")
    environment = {"PATH": os.environ["PATH"]} | isolated_environment(home, home)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=executable,
            args=list(_ARGUMENTS),
            chromium_sandbox=False,  # neither root nor most containers have one, and the pages are our own
            env=dict(environment),
        )
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """A new tab, 1280 x 800, in UTC and English, without animations."""
    watch = BrowserWatch()
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    watch.follow(context)
    page = context.new_page()
    request.node.stash[_PAGE] = (page, tmp_path / "failed.png")
    yield page
    context.close()
    watch.check()


@pytest.fixture
def screenshot(browser_page: Page, tmp_path: Path) -> TakeScreenshot:
    """`screenshot("paid-dark")` writes the whole page as PNG; INFRASKETCH_SCREENSHOTS names a folder that keeps it."""

    def take(name: str) -> Path:
        return _take_screenshot(browser_page, Path(os.environ.get(SCREENSHOTS_VARIABLE, tmp_path)) / f"{name}.png")

    return take


def _take_screenshot(page: Page, file: Path) -> Path:
    page.screenshot(path=file, full_page=True)
    return file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails leaves a picture of its page."""
    report = yield
    page, file = item.stash.get(_PAGE, (None, Path()))
    if report.when == "call" and report.failed and page and not page.is_closed():
        report.sections.append(("browser", f"{page.url}\n{_take_screenshot(page, file)}"))
    return report
