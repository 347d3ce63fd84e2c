"""The vendor's record is checked before it is built in, and every mistake is told in a sentence."""

import json
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.vendor import Build, read_record
from tests.support.vendor import DAY, NOW, Vendor, key

ROOT = Path(__file__).resolve().parents[2]
baking = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging" / "baking.py")))
UPDATES = key("updates").public
LIVE = {
    "name": "Ada's Sketches",
    "environment": "live",
    "server": "https://licensing.example/",
    "root": "1.json",
    "prices": "prices.json",
    "update_feed": "https://updates.example/desktop/feed.jws",
    "update_keys": [UPDATES.text],
    "support_email": "help@example.com",
    "website": "https://sketches.example/",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the file of a live vendor with changes, beside its root and its prices."""
    (tmp_path / "1.json").write_text(Vendor(env=Environment.LIVE).signed_root() + "\n")
    (tmp_path / "sandbox.json").write_text(Vendor().signed_root())
    prices = json.loads((ROOT / "resources" / "catalog" / "prices.json").read_text("utf-8")) | {"currency": "eur"}
    (tmp_path / "prices.json").write_text(json.dumps(prices))

    def write(**changes: Any) -> Path:
        fields = {name: value for name, value in (LIVE | changes).items() if value is not None}
        # A TOML string or list of strings is written as JSON writes it.
        lines = [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
        (tmp_path / "vendor.toml").write_text("\n".join(lines), "utf-8")
        return tmp_path / "vendor.toml"

    return write


def mistakes(file: Path, now: float = NOW) -> tuple[str, ...]:
    with pytest.raises(baking.VendorError) as refused:
        baking.read_vendor_file(file, now)
    return refused.value.mistakes


def test_the_record_of_the_checkout_builds_the_sandbox_that_a_checkout_is() -> None:
    vendor = baking.read_vendor_file().vendor
    assert vendor == read_record(ROOT / "resources" / "vendor" / "vendor.json")


def test_a_live_record_is_baked_with_its_root_its_keys_and_its_prices(write: Write, tmp_path: Path) -> None:
    resources = tmp_path / "bundle" / "resources"
    shutil.copytree(ROOT / "resources" / "catalog", resources / "catalog")
    baking.bake(baking.read_vendor_file(write(), NOW), resources)
    vendor = read_record(resources / "vendor" / "vendor.json")
    assert (vendor.environment, vendor.server) == (Build.LIVE, "https://licensing.example")
    assert vendor.root == Vendor(env=Environment.LIVE).signed_root()
    assert vendor.feed_keys == (UPDATES.text,)
    assert json.loads((resources / "catalog" / "prices.json").read_text("utf-8"))["currency"] == "eur"


def test_without_prices_of_its_own_those_of_the_program_are_built_in(write: Write) -> None:
    assert baking.read_vendor_file(write(prices=None), NOW).prices == default_prices()


def test_the_ids_of_all_keys_are_shown_to_be_compared(write: Write) -> None:
    shown = "\n".join(baking.describe(baking.read_vendor_file(write(), NOW)))
    kids = [key(name).public.kid for name in Vendor().holders]
    assert [kid for kid in [*kids, UPDATES.kid] if kid not in shown] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "“name” is one line of 1 to 60 characters"),
        ({"name": "two\nlines"}, "“name” is one line"),
        ({"environment": "test"}, "“environment” is “live” or “sandbox”, not “test”"),
        ({"server": ""}, "“server” is missing: a live build needs"),
        ({"server": "http://licensing.example"}, "“server” begins with https://"),
        ({"server": "http://127.0.0.1:8000"}, "“server” begins with https://"),
        ({"server": "https://127.0.0.1:8000"}, "“server” is an address of this computer"),
        ({"server": "https://licensing.example/shop"}, "“server” is scheme, host and port alone"),
        ({"server": "https://ada:secret@licensing.example"}, "“server” is an address like"),
        ({"server": "ftp://licensing.example"}, "“server” is an address like"),
        ({"root": ""}, "“root” is missing"),
        ({"root": "gone.json"}, "“root” names .*gone.json”, which cannot be read"),
        ({"root": "prices.json"}, "which is not a sound root"),
        ({"root": "sandbox.json"}, "“root” names a root of the sandbox environment; this build is live"),
        ({"prices": "1.json"}, "“prices” names “1.json”, which is not a price list"),
        ({"update_keys": []}, "“update_keys” is empty"),
        ({"update_keys": ["short"]}, "“update_keys” has “short”, which is not a public key"),
        ({"update_keys": [UPDATES.text, UPDATES.text]}, "“update_keys” names a key twice"),
        ({"update_keys": [key("anna").public.text]}, "“update_keys” has the root key"),
        ({"update_feed": ""}, "“update_keys” is given without an “update_feed”"),
        ({"update_feed": "http://updates.example/feed"}, "“update_feed” begins with https://"),
        ({"website": ""}, "“website” is missing"),
        ({"website": "https://bücher.example"}, "“website” is an address like"),
        ({"support_email": ""}, "“support_email” is missing: packages name"),
        ({"support_email": "nobody"}, "“support_email” is an address like"),
        ({"name": None}, "“name” is missing"),
        ({"website": 7}, "“website” is a text in quotes"),
        ({"update_keys": "one"}, "“update_keys” is a list of texts"),
        ({"servr": "https://licensing.example"}, "“servr” is not a field of vendor.toml"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(changes: dict[str, Any], said: str, write: Write) -> None:
    (found,) = mistakes(write(**changes))
    assert re.search(said, found), found


def test_several_mistakes_are_told_at_once(write: Write) -> None:
    assert len(mistakes(write(server="ftp://x", website="nowhere", support_email="nobody"))) == 3


def test_a_root_whose_time_is_over_is_not_built_in(write: Write) -> None:
    (found,) = mistakes(write(), NOW + 3651 * DAY)
    assert "whose time is over" in found


def test_a_sandbox_may_lie_on_this_computer_and_takes_a_root_of_the_sandbox_alone(write: Write) -> None:
    sandbox = {"environment": "sandbox", "server": "http://127.0.0.1:8000"}
    assert baking.read_vendor_file(write(**sandbox, root="sandbox.json"), NOW).vendor.server == "http://127.0.0.1:8000"
    (found,) = mistakes(write(**sandbox))
    assert "a root of the live environment; this build is sandbox" in found


def test_what_is_no_toml_is_told(tmp_path: Path) -> None:
    (tmp_path / "vendor.toml").write_text("name = ")
    (found,) = mistakes(tmp_path / "vendor.toml")
    assert "is not TOML" in found


def test_the_command_ends_with_1_and_bakes_nothing_when_there_is_a_mistake(write: Write, tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "packaging" / "baking.py", write(root=""), "--into", tmp_path / "bundle"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "“root” is missing" in ran.stderr
    assert not (tmp_path / "bundle").exists()
