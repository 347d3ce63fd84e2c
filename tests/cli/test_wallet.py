"""`infrasketch wallet` where no server is needed, or none can be reached."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet import opening
from infrasketch_desktop.cli.wallet.buy import wait_for
from infrasketch_desktop.cli.wallet.devices import find_device
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.vendor import Build, Vendor
from infrasketch_desktop.wallet.client import DeviceInfo
from infrasketch_desktop.wallet.errors import NotConnectedError
from infrasketch_desktop.wallet.purchases import Begun, Purchase, PurchaseState
from tests.cli.conftest import Cli
from tests.support.profiles import stock_wallet
from tests.wallet.model_server import ModelServer

BEGUN = Begun("p1", "http://127.0.0.1:8000/pay", 500)


@pytest.fixture
def purse(tmp_path: Path) -> Path:
    return stock_wallet(tmp_path / "profile", 10)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sandbox server that nobody can reach."""
    (tmp_path / "root.json").write_text(ModelServer().root)
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(tmp_path / "root.json"))


def test_a_new_wallet_has_nothing_and_says_why(cli: Cli) -> None:
    outcome = cli("wallet", "balance", "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["balance"], told["state"]) == (ExitCode.OK, 0, "new")
    assert "has not met the licensing server yet" in told["message"]


def test_the_balance_needs_no_network(cli: Cli, purse: Path, offline: None) -> None:
    outcome = cli("wallet", "balance", "--json", "--profile", purse)
    assert json.loads(outcome.out)["balance"] == 10


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> None:
    """This is a build of a vendor who sells credits at https://licensing.example."""
    vendor = Vendor("InfraSketch", Build.LIVE, "https://licensing.example", ModelServer(Environment.LIVE).root)
    monkeypatch.setattr(opening, "read_vendor", lambda: vendor)


def test_live_and_sandbox_are_two_wallets(cli: Cli, purse: Path, live: None) -> None:
    outcome = cli("wallet", "balance", "--json", "--profile", purse)
    assert (json.loads(outcome.out)["balance"], json.loads(outcome.out)["environment"]) == (0, "live")
    assert (purse / "data" / "wallet-live").is_dir()


def test_a_live_build_looks_at_no_variable(cli: Cli, purse: Path, offline: None, live: None) -> None:
    outcome = cli("wallet", "balance", "--json", "--profile", purse)
    assert json.loads(outcome.out)["environment"] == "live"


def test_a_live_build_refuses_to_meet_another_server(cli: Cli, live: None) -> None:
    outcome = cli("wallet", "sync", "--server", "https://other.example")
    assert outcome.code == ExitCode.FAILED
    assert "meets “https://licensing.example” alone. Nothing was sent anywhere. Leave --server out." in outcome.err
    assert cli("wallet", "balance", "--server", "https://licensing.example/").code == ExitCode.OK


def test_history_lists_what_came(cli: Cli, purse: Path) -> None:
    (movement,) = json.loads(cli("wallet", "history", "--json", "--profile", purse).out)["movements"]
    assert (movement["kind"], movement["amount"], movement["balance_after"]) == ("received", 10, 10)
    assert "+10" in cli("wallet", "history", "--profile", purse).out


def test_an_empty_history_says_what_comes_next(cli: Cli) -> None:
    assert "Nothing yet." in cli("wallet", "history").out


def test_a_sound_wallet_is_verified(cli: Cli, purse: Path) -> None:
    outcome = cli("wallet", "verify", "--profile", purse)
    assert outcome.out == "Every entry follows the one before, and the receipt is genuine.\n"
    assert json.loads(cli("wallet", "verify", "--json", "--profile", purse).out)["valid"] is True


def test_a_forged_wallet_is_found(cli: Cli, purse: Path) -> None:
    with sqlite3.connect(purse / "data" / "wallet-sandbox" / "wallet.db") as db:
        (receipt,) = db.execute("select value from meta where name = 'receipt'").fetchone()
        db.execute("update meta set value = ? where name = 'receipt'", (receipt[:-8] + "AAAAAAAA",))
    db.close()
    outcome = cli("wallet", "verify", "--json", "--profile", purse)
    assert outcome.code == ExitCode.FAILED
    assert [problem["kind"] for problem in json.loads(outcome.out)["problems"]] == ["receipt"]
    assert json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["spendable"] == 0


def test_buying_without_a_package_lists_them(cli: Cli) -> None:
    outcome = cli("wallet", "buy", "--json")
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert [package["id"] for package in json.loads(outcome.out)["packages"]][1] == "pro"


def test_an_unknown_package_is_refused_before_any_server_is_met(cli: Cli, offline: None) -> None:
    outcome = cli("wallet", "buy", "golden")
    assert outcome.code == ExitCode.USAGE
    assert "There is no package “golden”. Nothing was bought. There are: starter, pro," in outcome.err


@pytest.mark.parametrize("words", [["sync"], ["buy", "pro"], ["devices"], ["login", "ada@example.com"]])
@pytest.mark.loopback
def test_a_server_that_cannot_be_reached_is_said(cli: Cli, offline: None, words: list[str]) -> None:
    outcome = cli("wallet", *words, typed="a password of some length\n")
    assert outcome.code == ExitCode.FAILED
    assert "The licensing server cannot be reached." in outcome.err


def test_beginning_anew_asks_first(cli: Cli, purse: Path, offline: None) -> None:
    outcome = cli("wallet", "begin-anew", "--profile", purse)
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert "Nothing was changed." in outcome.err
    assert json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["balance"] == 10


@pytest.mark.loopback
def test_beginning_anew_gives_up_nothing_while_the_server_is_away(cli: Cli, purse: Path, offline: None) -> None:
    outcome = cli("wallet", "begin-anew", "--yes", "--profile", purse)
    assert outcome.code == ExitCode.FAILED
    assert json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["balance"] == 10


def test_a_server_without_a_known_root_gets_nothing(cli: Cli) -> None:
    outcome = cli("wallet", "sync", "--server", "https://licensing.example")
    assert outcome.code == ExitCode.FAILED
    assert "carries no root keys for it" in outcome.err


def test_the_setting_names_the_server_and_the_option_overrules_it(cli: Cli, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "settings.json").write_text('{"licensing_server": "https://setting.example"}')
    assert "“https://setting.example”" in cli("wallet", "sync", "--profile", profile).err
    over = cli("wallet", "sync", "--profile", profile, "--server", "https://option.example")
    assert "“https://option.example”" in over.err


@pytest.mark.parametrize("typed", ["", "\n"])
def test_a_password_is_read_and_never_an_argument(cli: Cli, offline: None, typed: str) -> None:
    outcome = cli("wallet", "login", "ada@example.com", typed=typed)
    assert outcome.code == ExitCode.USAGE
    assert "A password is needed." in outcome.err


def test_a_new_password_is_typed_twice(cli: Cli, offline: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["four gray herons wade", "four grey herons wade"])
    monkeypatch.setattr("getpass.getpass", lambda *_: next(typed))
    outcome = cli("wallet", "signup", "ada@example.com", at_terminal=True)
    assert "The two passwords differ. Nothing was sent." in outcome.err


def test_a_file_that_is_no_answer_changes_nothing(cli: Cli, purse: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text("{}")
    outcome = cli("wallet", "import-answer", tmp_path / "answer.json", "--profile", purse)
    assert outcome.code == ExitCode.FAILED
    assert "is not the sync file that is needed here" in outcome.err


class Till:
    """A server that answers each look at a purchase with the next of `looks`."""

    def __init__(self, *looks: PurchaseState | Exception) -> None:
        self.looks: Iterator[PurchaseState | Exception] = iter(looks)

    def purchase_state(self, purchase: str) -> Purchase:
        look = next(self.looks)
        if isinstance(look, Exception):
            raise look
        return Purchase(purchase, look, 500)


@pytest.mark.parametrize("end", [PurchaseState.PAID, PurchaseState.FAILED, PurchaseState.EXPIRED])
def test_waiting_tells_each_state_once_and_outlives_a_lost_network(
    capsys: pytest.CaptureFixture[str], end: PurchaseState
) -> None:
    import sys

    lost = NotConnectedError("The licensing server cannot be reached.")
    till = Till(PurchaseState.WAITING, lost, PurchaseState.WAITING, PurchaseState.PROCESSING, end)
    waits: list[float] = []
    purchase = wait_for(till, BEGUN, Console(sys.stdin, sys.stdout, sys.stderr), waits.append)
    assert purchase.state is end
    assert len(waits) == 4
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(".")[0] for line in lines] == [
        "Waiting for the payment",
        "The payment is on its way; a bank may take days",
    ]


def device(name: str) -> DeviceInfo:
    return DeviceInfo(name, "A laptop", "linux", 0, 0, is_this=False)


def test_a_device_is_found_by_the_beginning_of_its_id() -> None:
    assert find_device([device("abc"), device("abd")], "abc").id == "abc"


@pytest.mark.parametrize("start", ["ab", "x", ""])
def test_a_device_that_is_not_meant_for_sure_is_not_removed(start: str) -> None:
    with pytest.raises(CommandError, match="Nothing was removed"):
        find_device([device("abc"), device("abd")], start)
