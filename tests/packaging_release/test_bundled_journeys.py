"""What people do with the built program and others: pay, keep secrets, ask a model, hear of a newer version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from infrasketch_desktop.vendor import Vendor, write_record
from tests.support.bundles import Bundle, bundle, bundle_folder
from tests.support.messages_script import calls, says, text
from tests.support.messages_server import KEY, serving_messages
from tests.support.processes import Child, Start
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.long, pytest.mark.loopback]

PATIENCE = 60.0
RECORD = Path("_internal/infrasketch_desktop/_resources/vendor/vendor.json")
CACHE = {
    "operations": [{"op": "add_node", "id": "c", "kind": "cache", "label": "Session cache", "technology": "Redis"}],
    "summary": "Add a session cache",
}
SECRETS = """
import sys
import secretstorage
with secretstorage.dbus_init() as bus:
    print(*(item.get_attributes()["service"] for item in secretstorage.get_default_collection(bus).get_all_items()))
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


@contextmanager
def built_for(vendor: Vendor, folder: Path, variables: Mapping[str, str] | None = None) -> Iterator[Bundle]:
    """The bundle as another vendor builds it, with its home in `folder`."""
    copy = folder / "InfraSketch"
    shutil.copytree(bundle_folder(), copy, symlinks=True, copy_function=os.link)
    (copy / RECORD).unlink()
    write_record(vendor, copy / RECORD)
    yield Bundle(copy / "infrasketch", folder, variables or {})


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


def test_secrets_lie_in_the_keyring_of_the_desktop(secret_service: dict[str, str], tmp_path: Path) -> None:
    person = bundle(tmp_path, {"DBUS_SESSION_BUS_ADDRESS": secret_service["DBUS_SESSION_BUS_ADDRESS"]})
    assert "10 credits" in done(person, "wallet", "sync")
    assert "genuine" in done(person, "wallet", "verify")
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
