"""What people do with the built program and others: pay, keep secrets, ask a model, hear of a newer version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import requests

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.vendor import Build, Vendor, write_record
from tests.support.bundles import Bundle, bundle, bundle_folder
from tests.support.feeds import feed_server, signed
from tests.support.messages_script import calls, says, text
from tests.support.messages_server import KEY, serving_messages
from tests.support.processes import Child, Start
from tests.support.programs import python
from tests.support.screens import screen
from tests.support.vendor import DAY
from tests.support.waiting import wait_until
from tests.wallet.model_server import ModelServer

pytestmark = [pytest.mark.long, pytest.mark.loopback]

PATIENCE = 60.0
BELOW_THE_MENU = (slice(30, 74), slice(0, 800))
"""Rows and columns of a screen in which a notice appears; the rest of the window moves down."""
MOST = 0.9
RECORD = Path("_internal/infrasketch_desktop/_resources/vendor/vendor.json")
CACHE = {
    "operations": [{"op": "add_node", "id": "c", "kind": "cache", "label": "Session cache", "technology": "Redis"}],
    "summary": "Add a session cache",
}
SECRETS = """
from secretstorage import dbus_init, get_default_collection
for item in get_default_collection(dbus_init()).get_all_items():
    print(item.get_attributes()["service"])
"""


@pytest.fixture(scope="session")
def fill_database() -> None:
    """The server makes its tables itself."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A licensing server; `variables` lead a program to it."""

    server: Child
    variables: Mapping[str, str]

    @property
    def met(self) -> int:
        """How often a wallet was brought up to date."""
        return self.server.err.count('"/api/wallet/sync"')


@pytest.fixture
def shop(start_process: Start, postgresql_url: str, tmp_path: Path) -> Shop:
    """One over PostgreSQL."""
    ready, data = tmp_path / "ready.json", tmp_path / "server"
    command = [sys.executable, "-m", "licensing_server", "serve", "--sandbox", "--data", data, "--port", "0"]
    server = start_process([*command, "--ready-file", ready], environment={"INFRASKETCH_DATABASE_URL": postgresql_url})
    address = json.loads(server.wait_for_file(ready, seconds=PATIENCE))["url"]
    root = data / "keys" / "roots" / "1.json"
    return Shop(server, {"INFRASKETCH_LICENSING_SERVER": address, "INFRASKETCH_SANDBOX_ROOT": str(root)})


def done(person: Bundle, *arguments: str, typed: str = "") -> str:
    """What the command says when it does its work."""
    outcome = person.run(*arguments, typed=typed)
    assert outcome.code == 0, outcome.err
    return outcome.out


def balance(person: Bundle) -> int:
    """As the computer knows it, without asking anybody."""
    return int(json.loads(done(person, "wallet", "balance", "--json"))["balance"])


def built_for(vendor: Vendor, folder: Path, variables: Mapping[str, str] | None = None) -> Bundle:
    """The bundle as another vendor builds it; its home is `folder`."""
    copy = folder / "InfraSketch"
    shutil.copytree(bundle_folder(), copy, symlinks=True, copy_function=os.link)
    (copy / RECORD).unlink()
    write_record(vendor, copy / RECORD)
    return Bundle(copy / "infrasketch", folder, variables or {})


def begin_purchase(person: Bundle) -> str:
    """The page on which to pay; nobody waits for the payment any more."""
    command = [str(person.program), "wallet", "buy", "pro", "--no-browser"]
    with subprocess.Popen(command, env=person.environment, stdout=subprocess.PIPE, text=True) as waiting:
        page = next(line.partition("Pay here: ")[2].strip() for line in waiting.stdout or () if "Pay here: " in line)
        waiting.kill()
    return page


def test_what_was_paid_in_the_browser_is_there_when_its_page_leads_back(shop: Shop, tmp_path: Path) -> None:
    person = bundle(tmp_path, {**shop.variables, "QT_QPA_PLATFORM": "offscreen"})
    assert "10 credits" in done(person, "wallet", "sync")
    with person.running():
        wait_until(lambda: shop.met == 2, what="the window that looks after its credits", seconds=PATIENCE)
        assert requests.post(f"{begin_purchase(person)}/pay", timeout=PATIENCE).ok
        assert balance(person) == 10
        assert done(person, "open", "--", "infrasketch://purchase/done") == ""
        wait_until(lambda: balance(person) == 510, what="the credits", seconds=PATIENCE)


def test_secrets_lie_in_the_keyring_of_the_desktop(
    secret_service: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = secret_service["DBUS_SESSION_BUS_ADDRESS"]
    person = bundle(tmp_path, {"DBUS_SESSION_BUS_ADDRESS": bus})
    assert "10 credits" in done(person, "wallet", "sync")
    assert "genuine" in done(person, "wallet", "verify")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    assert f"InfraSketch wallet {tmp_path}/.local/share/infrasketch" in python(SECRETS).out
    assert list(tmp_path.rglob("secrets*")) == []


def test_generated_code_is_paid_for_and_checked(tmp_path: Path) -> None:
    person = bundle(tmp_path, {"PATH": os.defpath})
    done(person, "sketch", "An API in FastAPI", "-o", "shop.infrasketch")
    done(person, "wallet", "sync")
    said = done(person, "codegen", "shop.infrasketch", "-o", "code", "--yes", "--check")
    assert "Paid 3 credits" in said
    assert "Passed: YAML parser" in said
    assert list((tmp_path / "code").rglob("test_app.py"))


def test_a_model_of_ones_own_changes_the_sketch(tmp_path: Path) -> None:
    person = bundle(tmp_path)
    done(person, "sketch", "api -> db", "-o", "shop.infrasketch")
    with serving_messages(
        says(text("A cache. "), calls("apply_diagram_operations", CACHE)), says(text("Done."))
    ) as model:
        done(person, "assistant", "set-key", "--source", model.address, typed=KEY)
        words = (
            "shop.infrasketch",
            "add a cache",
            "--source",
            model.address,
            "--model",
            "claude-haiku-5-5",
            "--apply",
            "--yes",
        )
        said = done(person, "chat", *words)
    assert "Session cache" in (tmp_path / "shop.infrasketch").read_text("utf-8"), said


def test_live_and_sandbox_refuse_the_wallets_and_servers_of_each_other(shop: Shop, tmp_path: Path) -> None:
    address, root = (shop.variables[name] for name in ("INFRASKETCH_LICENSING_SERVER", "INFRASKETCH_SANDBOX_ROOT"))
    sandbox = bundle(tmp_path, shop.variables)
    assert "10 credits" in done(sandbox, "wallet", "sync")
    live = built_for(Vendor("Ada", Build.LIVE, address, ModelServer(Environment.LIVE).root), tmp_path, shop.variables)
    assert balance(live) == 0
    assert live.run("wallet", "sync").code == ExitCode.FAILED
    assert shop.met == 1
    (wallet,) = tmp_path.rglob("wallet-sandbox")
    shutil.rmtree(wallet.with_name("wallet-live"))
    wallet.rename(wallet.with_name("wallet-live"))
    assert "is of the sandbox environment; this version of InfraSketch is live" in live.run("wallet", "balance").err
    Path(root).write_text(ModelServer(Environment.LIVE).root)
    assert "The root is of the live environment, not sandbox" in sandbox.run("wallet", "sync").err


def test_a_newer_version_is_told_of(tmp_path: Path) -> None:
    """Half a minute after the start."""
    now = int(time.time())
    with screen(tmp_path) as seen, feed_server() as feed:
        feed.body = signed(issued_at=now, expires_at=now + DAY)
        with built_for(feed.vendor, tmp_path, seen.variables).running():
            wait_until(seen.is_covered, what="a window", seconds=PATIENCE)
            notice = seen.pixels[BELOW_THE_MENU]
            before = np.array(notice)
            wait_until(lambda: list(tmp_path.rglob("updates.jws")), what="the news", seconds=2 * PATIENCE)
            wait_until(lambda: (notice != before).any(axis=2).mean() > MOST, what="the notice", seconds=PATIENCE)
            seen.save(tmp_path / "notice.png")
