"""One account on two computers, with a real server: sign up, confirm the mail in a browser, sign in, share credits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.wallet.local_server import LocalServer
from tests.support.programs import infrasketch, infrasketch_here
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.loopback

EMAIL, PASSWORD = "ada@example.com", "four gray herons wade"


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a sandbox server that every program of this test knows."""
    folder = tmp_path / "vendor"
    server = LocalServer(folder, start_seconds=40.0)
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", server.url())
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(folder / "keys" / "roots" / "1.json"))
    yield folder
    server.close()


def told(profile: Path, *words: str, typed: str = "") -> dict[str, Any]:
    outcome = infrasketch_here("wallet", *words, "--json", "--profile", profile, typed=typed)
    assert (outcome.code, outcome.err) == (ExitCode.OK, "")
    value: dict[str, Any] = json.loads(outcome.out)
    return value


def link_in_mail(vendor: Path) -> str:
    """The link of the one mail, once it was written."""
    file = wait_until(lambda: next(iter((vendor / "mail").glob("*.eml")), None), what="a mail")
    assert file is not None
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == EMAIL
    found = re.search(r"http://127\.0\.0\.1:\S+", mail.get_content())
    assert found
    return found[0]


def test_credits_of_a_computer_that_is_removed_come_back_to_the_account(
    vendor: Path, tmp_path: Path, browser_page: Page
) -> None:
    desk, laptop = tmp_path / "desk", tmp_path / "laptop"
    assert told(desk, "sync")["balance"] == 10
    told(desk, "signup", EMAIL, typed=PASSWORD)
    browser_page.goto(link_in_mail(vendor))
    browser_page.get_by_role("button").click()
    wrong = infrasketch("wallet", "login", EMAIL, "--profile", laptop, typed="four grey herons wade")
    assert wrong.code == ExitCode.FAILED
    assert told(desk, "login", EMAIL, typed=PASSWORD)["balance"] == 10
    joined = told(laptop, "login", EMAIL, typed=PASSWORD)
    assert (joined["email"], joined["balance"]) == (EMAIL, 10)  # the others are set aside at the desk
    devices = told(desk, "devices")["devices"]
    assert [device["is_this"] for device in devices].count(True) == 1
    other = next(device["id"] for device in devices if not device["is_this"])
    told(desk, "devices", f"--remove={other[:12]}")
    assert told(desk, "sync")["balance"] == 20
    removed = infrasketch("wallet", "sync", "--profile", laptop)
    assert removed.code == ExitCode.FAILED
    assert told(laptop, "begin-anew", "--yes")["balance"] == 10
    told(desk, "logout")
    assert told(desk, "balance")["balance"] == 20
