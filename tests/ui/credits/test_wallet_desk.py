"""The real wallet behind the window, on a machine that has never met a server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.ui.credits.desk import Job, Order, State
from infrasketch_desktop.ui.credits.wallet_desk import WalletDesk
from infrasketch_desktop.vendor import Build, Vendor
from infrasketch_desktop.wallet.errors import PricesChangedError, WalletError
from tests.wallet.model_server import ModelServer

SANDBOX = Vendor("InfraSketch", Build.SANDBOX)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[WalletDesk]:
    made = WalletDesk(tmp_path / "data", SANDBOX)
    yield made
    made.close()


def test_a_new_wallet_needs_no_server_to_be_read(desk: WalletDesk, tmp_path: Path) -> None:
    balance = desk.balance()
    assert balance.state is State.NEW
    assert (balance.spendable, balance.total, balance.last_sync) == (0, 0, None)
    assert balance.sandbox
    assert balance.built_in
    assert desk.history(10) == []
    assert desk.prices().item("export.png").credits == 1
    assert desk.take_warning() == ""
    assert not (tmp_path / "data" / "sandbox-server").exists()


def test_the_wallet_of_a_live_build_is_no_sandbox_whatever_the_settings_say(tmp_path: Path) -> None:
    live = Vendor("InfraSketch", Build.LIVE, "https://licensing.example", ModelServer(Environment.LIVE).root)
    desk = WalletDesk(tmp_path / "data", live, "http://127.0.0.1:8000", str(tmp_path / "root.json"))
    balance = desk.balance()
    desk.close()
    assert (balance.sandbox, balance.built_in) == (False, False)
    assert (tmp_path / "data" / "wallet-live").is_dir()
    assert not (tmp_path / "data" / "sandbox-server").exists()


def test_nothing_is_made_that_cannot_be_paid(desk: WalletDesk, tmp_path: Path) -> None:
    made: list[Path] = []
    target = tmp_path / "picture.png"
    with pytest.raises(WalletError, match="Connect once"):
        desk.deliver(Order("a" * 32, (Job("export.png", target, made.append),), 1))
    assert made == []
    assert not target.exists()


def test_a_dearer_price_is_shown_first(desk: WalletDesk, tmp_path: Path) -> None:
    with pytest.raises(PricesChangedError, match="Nothing was charged"):
        desk.deliver(Order("a" * 32, (Job("export.pdf", tmp_path / "a.pdf", write),), 1))


def test_what_costs_nothing_is_delivered_by_any_wallet(desk: WalletDesk, tmp_path: Path) -> None:
    target = tmp_path / "diagram.json"
    delivery = desk.deliver(Order("a" * 32, (Job("export.json", target, write),), 0))
    assert target.read_bytes() == b"{}"
    assert delivery.credits == 0


def test_of_an_order_what_cannot_be_made_is_told(desk: WalletDesk, tmp_path: Path) -> None:
    jobs = (Job("export.json", tmp_path / "a.json", write), Job("export.csv", tmp_path / "b.csv", fail))
    delivery = desk.deliver(Order("a" * 32, jobs, 0))
    assert delivery.files == (tmp_path / "a.json",)
    assert [(failure.target.name, failure.reason) for failure in delivery.failures] == [("b.csv", "no table")]


def write(path: Path) -> None:
    path.write_bytes(b"{}")


def fail(_path: Path) -> None:
    raise ValueError("no table")


def test_a_damaged_wallet_is_told_about_once(desk: WalletDesk, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "wallet-sandbox"
    folder.mkdir(parents=True)
    (folder / "wallet.db").write_bytes(os.urandom(4096))
    desk.balance()
    assert "was damaged" in desk.take_warning()
    assert desk.take_warning() == ""


def test_an_address_that_is_none_is_refused_with_advice(tmp_path: Path) -> None:
    desk = WalletDesk(tmp_path, SANDBOX, "ftp://example.com")
    with pytest.raises(WalletError, match="not the address of a licensing server"):
        desk.balance()
    desk.close()


def test_a_request_to_an_included_model_holds_nothing(desk: WalletDesk) -> None:
    assert desk.hold("a" * 32, "ai.chat", "haiku", 0) == 0
    desk.give_back("a" * 32)


def test_a_request_that_cannot_be_paid_is_not_begun(desk: WalletDesk) -> None:
    with pytest.raises(WalletError, match="Connect once"):
        desk.hold("a" * 32, "ai.generate", "sonnet", 15)
    with pytest.raises(PricesChangedError, match="send again"):
        desk.hold("a" * 32, "ai.generate", "opus", 15)
