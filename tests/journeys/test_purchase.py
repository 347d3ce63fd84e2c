"""An architect's credits, in real processes: welcome, spending without a network, and buying in a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.local_server import LocalServer
from tests.support.processes import Child, Start
from tests.support.programs import Outcome, infrasketch, infrasketch_here, python
from tests.support.vendor import Vendor

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.loopback

STARTED = 40.0
"""Seconds for a program that starts a server first, on a machine with other things to do."""
Buy = Callable[..., Child]
ATTENTIVE = (
    sys.executable,
    "-c",
    """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from infrasketch_desktop.cli import main
sys.exit(main())
""",
)
"""The program as a terminal starts it: one that is started in the background inherits deafness to Ctrl+C."""


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """One sandbox server for all who buy here."""
    server = LocalServer(tmp_path_factory.mktemp("vendor") / "server", start_seconds=STARTED)
    yield server
    server.close()


@pytest.fixture
def joined(vendor: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of this test know the vendor's server, and keep everything in this profile."""
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", vendor.url())
    root = tmp_path / "root.json"
    root.write_text(vendor.root() or "")
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(root))
    return tmp_path / "profile"


@pytest.fixture
def buy(joined: Path, start_process: Start) -> Buy:
    """`buy("pro")` is a program that waits for the payment."""
    return lambda package: start_process([*ATTENTIVE, "wallet", "buy", package, "--no-browser", "--profile", joined])


def wallet(profile: Path, *words: str | Path) -> Outcome:
    """What a command of the wallet says; another process than this one would know no more."""
    return infrasketch_here("wallet", *words, "--profile", profile)


def told(profile: Path, *words: str | Path) -> dict[str, Any]:
    outcome = wallet(profile, *words, "--json")
    assert outcome.err == ""
    value: dict[str, Any] = json.loads(outcome.out)
    return value


def address(waiting: Child) -> str:
    """The checkout page that the program says."""
    return waiting.wait_for_line(r"Pay here: (\S+)", seconds=STARTED)[1]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_welcome_credits_are_spent_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile, shop = tmp_path / "profile", tmp_path / "shop.infrasketch"
    assert infrasketch("sketch", "api -> db", "-o", shop).code == ExitCode.OK
    fresh = told(profile, "balance")
    assert (fresh["balance"], fresh["state"]) == (0, "new")
    assert told(profile, "sync")["balance"] == 10
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(tmp_path / "none.json"))
    words = ("export", shop, "--to", "png", "-o", tmp_path / "pictures", "--yes", "--profile", profile)
    assert infrasketch(*words).code == ExitCode.OK
    assert (tmp_path / "pictures" / "shop.png").read_bytes().startswith(b"\x89PNG")
    newest, oldest = told(profile, "history")["movements"]
    assert (newest["amount"], newest["balance_after"], Path(newest["files"][0]).name) == (-1, 9, "shop.png")
    assert (oldest["amount"], oldest["balance_after"]) == (10, 10)
    monkeypatch.delenv("INFRASKETCH_LICENSING_SERVER")
    assert told(profile, "sync")["balance"] == 9
    assert told(profile, "verify")["valid"] is True


def test_what_is_paid_in_the_browser_arrives_in_the_waiting_program(buy: Buy, joined: Path, browser_page: Page) -> None:
    waiting = buy("pro")
    browser_page.goto(address(waiting))
    assert browser_page.get_by_text("Sandbox: no money moves.").is_visible()
    waiting.wait_for_line("Waiting for the payment")
    press(browser_page, "Pay $20.00")
    browser_page.get_by_text("Your credits are here").wait_for()
    assert waiting.wait(seconds=STARTED) == ExitCode.OK
    assert re.search(r"Paid\. 500 credits added\.\n510 credits\.", waiting.out)
    assert told(joined, "balance")["balance"] == 510


def test_a_late_payment_is_said_and_arrives_when_the_bank_pays(buy: Buy, joined: Path, browser_page: Page) -> None:
    waiting = buy("starter")
    page = address(waiting)
    browser_page.goto(page)
    press(browser_page, "Pay by bank debit (late)")
    waiting.wait_for_line("The payment is on its way")
    assert told(joined, "sync")["balance"] == 10
    browser_page.goto(page)
    press(browser_page, "Let the late payment arrive")
    assert waiting.wait(seconds=STARTED) == ExitCode.OK
    assert told(joined, "balance")["balance"] == 110


def test_a_payment_that_fails_charges_nothing(buy: Buy, joined: Path, browser_page: Page) -> None:
    waiting = buy("starter")
    page = address(waiting)
    browser_page.goto(page)
    press(browser_page, "Pay by a card that fails")
    assert browser_page.get_by_role("alert").is_visible()
    press(browser_page, "Pay by bank debit (late)")
    browser_page.goto(page)
    press(browser_page, "Let it fail")
    assert waiting.wait(seconds=STARTED) == ExitCode.FAILED
    assert "The payment failed. Nothing was charged." in waiting.err
    assert told(joined, "sync")["balance"] == 10


def test_a_checkout_that_is_abandoned_ends_by_itself(buy: Buy, joined: Path, browser_page: Page) -> None:
    waiting = buy("starter")
    page = address(waiting)
    browser_page.goto(page)
    browser_page.get_by_role("link", name="Leave without paying").click()
    assert browser_page.get_by_text("Nothing was bought").is_visible()
    browser_page.goto(page)
    press(browser_page, "Let the hour pass")
    assert waiting.wait(seconds=STARTED) == ExitCode.FAILED
    assert "The checkout has closed without a payment." in waiting.err
    assert told(joined, "balance")["balance"] == 10


def test_who_stops_waiting_loses_nothing(buy: Buy, joined: Path, browser_page: Page) -> None:
    waiting = buy("starter")
    page = address(waiting)
    waiting.wait_for_line("Waiting for the payment")
    os.kill(waiting.pid, signal.SIGINT)
    assert waiting.wait() == ExitCode.INTERRUPTED
    assert "What is paid arrives with `infrasketch wallet sync`." in waiting.err
    browser_page.goto(page)
    press(browser_page, "Pay $5.00")
    browser_page.get_by_text("Your credits are here").wait_for()
    assert told(joined, "sync")["balance"] == 110


def test_a_computer_without_a_network_syncs_by_file(
    joined: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    told(there, "sync")
    shop = tmp_path / "shop.infrasketch"
    infrasketch("sketch", "api -> db", "-o", shop)
    words = ("export", shop, "--to", "png", "-o", tmp_path / "shop.png", "--yes", "--profile", there)
    assert infrasketch(*words).code == ExitCode.OK
    request, answer = tmp_path / "request.json", tmp_path / "answer.json"
    with monkeypatch.context() as cut_off:
        cut_off.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")
        told(there, "export-request", request)
    told(here, "carry", request, answer)
    before = told(there, "balance")
    after = told(there, "import-answer", answer)
    assert (before["balance"], after["balance"]) == (9, 9)
    assert told(there, "verify")["valid"] is True


LIVE_BUILD = """
import sys
from infrasketch_desktop.vendor import Build, Vendor
from infrasketch_desktop.cli.wallet import opening
vendor = Vendor("InfraSketch", Build.LIVE, sys.argv.pop(1), sys.argv.pop(1))
opening.read_vendor = lambda: vendor
from infrasketch_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_live_build_gives_nothing_for_credits_of_the_sandbox(joined: Path, vendor: LocalServer) -> None:
    assert told(joined, "sync")["balance"] == 10
    live = (vendor.url(), Vendor(env=Environment.LIVE).signed_root(), "wallet")
    apart = python(LIVE_BUILD, *live, "balance", "--json", "--profile", str(joined))
    assert json.loads(apart.out)["balance"] == 0
    synced = python(LIVE_BUILD, *live, "sync", "--profile", str(joined))
    assert (synced.code, "refused" in synced.err) == (ExitCode.FAILED, True)
    data = joined / "data"
    shutil.rmtree(data / "wallet-live")
    shutil.copytree(data / "wallet-sandbox", data / "wallet-live")
    smuggled = python(LIVE_BUILD, *live, "balance", "--json", "--profile", str(joined))
    assert smuggled.code == ExitCode.FAILED
    assert "is of the sandbox environment; this version of InfraSketch is live" in smuggled.err
    assert told(joined, "balance")["balance"] == 10


def test_a_build_without_root_keys_sends_nothing_to_a_server(joined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INFRASKETCH_SANDBOX_ROOT")
    outcome = wallet(joined, "sync")
    assert outcome.code == ExitCode.FAILED
    assert "carries no root keys for it. Nothing was sent to it." in outcome.err
