"""A meeting with a server that rotates keys, forgets devices, asks credits back or is never content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from infrasketch_desktop.credits.keys import to_base64url
from infrasketch_desktop.wallet.client import Enrolment, LicensingClient, Tokens
from infrasketch_desktop.wallet.errors import AnswerError, PricesChangedError, ServerRefusedError, WalletError
from infrasketch_desktop.wallet.meeting import MOST_ROUNDS
from infrasketch_desktop.wallet.service import Credits, ThisDevice
from infrasketch_desktop.wallet.states import StateKind
from infrasketch_desktop.wallet.vault import FileVault
from tests.support.vendor import Vendor
from tests.wallet.desks import DEVICE_KEY, Desk, price
from tests.wallet.model_server import ModelServer, key_number


@dataclass
class ModelClient:
    """The endpoints that a meeting needs, over the model server; `refusals` are raised first, one by one."""

    server: ModelServer
    base_url: str = "https://model"
    refusals: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    before_sync: Callable[[], object] = lambda: None

    def hello(self, _device: str) -> str:
        self._called("hello")
        return "1.x"

    def sync(self, request: str) -> str:
        self._called("sync")
        self.before_sync()
        return self.server.sync(request)

    def root(self, number: int) -> str | None:
        return self.server.root if number == 1 else None

    def roots_after(self, newest: int) -> list[str]:
        return [] if newest else [self.server.root]

    def keyset(self) -> str:
        self.calls.append("keyset")
        return self.server.keyset

    def prices(self) -> str:
        self.calls.append("prices")
        return self.server.prices(self.server.prices_version)

    def enrol(self, enrolment: Enrolment, _token: str | None) -> Tokens:
        self._called("enrol")
        self.server.device = DEVICE_KEY.public.kid
        assert enrolment.public_key == DEVICE_KEY.public.text
        return Tokens("account", "access", "refresh")

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.refusals and self.refusals[0].startswith(name):
            raise ServerRefusedError(409, self.refusals.pop(0).partition(" ")[2], "No.", {})


@pytest.fixture
def client(desk: Desk) -> ModelClient:
    return ModelClient(desk.server)


def credits_of(desk: Desk, client: ModelClient, folder: Path) -> Credits:
    vault = FileVault(folder / "secrets")
    vault.set("device-key", to_base64url(DEVICE_KEY.seed))
    desk.server.grant("g1", 10)
    return Credits(desk.opened().wallet, lambda: cast(LicensingClient, client), vault, ThisDevice("Desk", "linux"))


@pytest.fixture
def credits_(desk: Desk, client: ModelClient, tmp_path: Path) -> Credits:
    return credits_of(desk, client, tmp_path)


def test_the_first_meeting_learns_keys_enrols_and_brings_credits(credits_: Credits, client: ModelClient) -> None:
    assert credits_.sync().spendable == 10
    assert client.calls == ["keyset", "enrol", "hello", "sync", "prices"]
    client.calls.clear()
    credits_.sync()
    assert client.calls == ["hello", "sync"]


def test_a_sandbox_that_came_with_a_root_believes_no_other(desk: Desk, client: ModelClient, tmp_path: Path) -> None:
    desk.shipped_root = Vendor().signed_root()
    with pytest.raises(WalletError, match="belongs to another sandbox server than the one that answers"):
        credits_of(desk, client, tmp_path).sync()
    assert client.calls == []
    desk.shipped_root = desk.server.root
    assert credits_of(desk, client, tmp_path).sync().spendable == 20


def test_a_sandbox_wallet_stays_with_the_one_it_met_whatever_a_build_brings(
    desk: Desk, credits_: Credits, client: ModelClient, tmp_path: Path
) -> None:
    credits_.sync()
    credits_.wallet.close()
    desk.shipped_root = Vendor().signed_root()
    assert credits_of(desk, client, tmp_path).balance().spendable == 10


def test_a_receipt_by_a_newer_key_is_taken_after_fetching_the_keys(desk: Desk, credits_: Credits) -> None:
    credits_.sync()
    desk.server.signer, desk.server.keyset_version = key_number(7), 2
    with pytest.raises(AnswerError):
        credits_.sync()  # key 7 is on no list
    desk.server.signer = key_number(8)
    desk.server.grant("g1", 5)
    assert credits_.sync().spendable == 15


def test_a_receipt_whose_key_was_revoked_is_asked_for_again(desk: Desk, credits_: Credits, client: ModelClient) -> None:
    credits_.sync()
    stolen = desk.server.signer
    desk.server.keyset_version, desk.server.revoked = 2, {9: 0}

    def rotate() -> None:  # the receipt with the news is the last one by the stolen key
        desk.server.signer = stolen if client.calls.count("sync") == 2 else key_number(8)

    client.before_sync = rotate
    assert credits_.sync().state.kind is StateKind.READY
    assert credits_.balance().spendable == 10
    assert client.calls.count("sync") == 3


def test_a_request_that_was_overtaken_is_made_again(credits_: Credits, client: ModelClient) -> None:
    client.refusals = ["sync stale", "sync stale"]
    assert credits_.sync().spendable == 10


def test_a_server_that_forgot_the_device_is_told_again(credits_: Credits, client: ModelClient) -> None:
    credits_.sync()
    client.refusals = ["hello unknown_device"]
    assert credits_.sync().spendable == 10
    assert client.calls.count("enrol") == 2


def test_a_server_that_is_never_content_is_left_after_some_rounds(credits_: Credits, client: ModelClient) -> None:
    client.refusals = ["sync stale"] * 100
    credits_.sync()
    assert client.calls.count("sync") == MOST_ROUNDS


def test_what_is_asked_back_is_back_after_one_sync(desk: Desk, credits_: Credits) -> None:
    credits_.sync()
    desk.server.recall("g1", 4)
    assert credits_.sync().spendable == 6
    assert desk.server.lots["g1"].ret == 4


def test_new_prices_arrive_and_old_quotes_have_to_be_confirmed(desk: Desk, credits_: Credits) -> None:
    credits_.sync()
    asked = price(1)
    desk.server.prices_version = 2
    credits_.sync()
    assert credits_.wallet.prices.version == 2
    with pytest.raises(PricesChangedError):
        credits_.wallet.reserve("a", asked)


def test_prices_never_go_back(desk: Desk, credits_: Credits, client: ModelClient) -> None:
    desk.server.prices_version = 2
    credits_.sync()
    desk.server.prices_version = 3
    client.prices = lambda: desk.server.prices(1)  # type: ignore[method-assign]
    with pytest.raises(AnswerError, match="older than version 2"):
        credits_.sync()
    assert credits_.wallet.prices.version == 2


@pytest.mark.parametrize("code", ["hello revoked_device", "sync revoked_device", "enrol device_revoked"])
def test_a_removed_device_knows_it_until_a_receipt_says_otherwise(
    credits_: Credits, client: ModelClient, code: str
) -> None:
    if not code.startswith("enrol"):
        credits_.sync()
    client.refusals = [code]
    with pytest.raises(ServerRefusedError):
        credits_.sync()
    assert credits_.balance().state.kind is StateKind.REVOKED
    assert credits_.balance().spendable == 0
    credits_.sync()
    assert credits_.balance().state.kind is StateKind.READY
