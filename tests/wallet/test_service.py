"""The wallet and the real server: first contact, sync, purchase, accounts, devices, files, and everything refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from requests.models import PreparedRequest, Response
from sqlalchemy import select

from infrasketch_desktop.wallet.anchor import Anchored, VaultAnchor
from infrasketch_desktop.wallet.client import LicensingClient
from infrasketch_desktop.wallet.errors import (
    KeyLostError,
    NotConnectedError,
    NotEnoughCreditsError,
    ServerRefusedError,
    WalletError,
)
from infrasketch_desktop.wallet.relay_turns import TurnCost
from infrasketch_desktop.wallet.states import ReadOnlyReason, StateKind
from licensing_server.books.statements import balance
from licensing_server.models.accounts import Account
from licensing_server.models.purchases import Purchase as PurchaseRow
from tests.support.licensing import EMAIL, PASSWORD, Clock, LicensingServer
from tests.wallet.desks import SHA, picture, price
from tests.wallet.real_server import Computer, InProcess, real_server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(tmp_path: Path, clock: Clock) -> Iterator[LicensingServer]:
    folder = tmp_path / "server"
    folder.mkdir()
    with real_server(folder, clock) as running:
        yield running


@pytest.fixture
def adapter(server: LicensingServer) -> InProcess:
    return InProcess(server.client)


@pytest.fixture
def computer(tmp_path: Path, adapter: InProcess, clock: Clock) -> Computer:
    return Computer(tmp_path / "computer", adapter, clock)


def test_the_first_contact_brings_the_welcome_credits(computer: Computer) -> None:
    credits_ = computer.credits()
    balance = credits_.sync()
    assert (balance.spendable, balance.state.kind) == (10, StateKind.READY)
    assert credits_.wallet.verify() == []
    assert [(one.title, one.amount) for one in credits_.history()] == [("Welcome or bonus credits", 10)]
    assert credits_.account().email is None
    assert [device.is_this for device in credits_.devices()] == [True]
    credits_.close()


class AskedAnchor(VaultAnchor):
    """Counts how often it was looked at."""

    asked = 0

    def read(self) -> Anchored | None:
        self.asked += 1
        return super().read()


def test_the_keyring_is_left_alone_until_there_is_something_to_keep(computer: Computer) -> None:
    anchor = AskedAnchor(computer.vault)
    credits_ = computer.credits(anchor)
    assert credits_.balance().state.kind is StateKind.NEW
    assert anchor.asked == 0
    credits_.sync()
    credits_.close()
    computer.credits(anchor := AskedAnchor(computer.vault)).balance()
    assert anchor.asked == 1


def test_what_was_spent_without_a_network_is_told_later(computer: Computer, adapter: InProcess, tmp_path: Path) -> None:
    credits_ = computer.credits()
    credits_.sync()
    adapter.online = False
    assert credits_.deliver(price(2), [picture(tmp_path / "a.png"), picture(tmp_path / "b.png")]).charged == 2
    with pytest.raises(NotConnectedError, match="cannot be reached") as offline:
        credits_.sync()
    assert offline.value.offline
    adapter.online = True
    assert credits_.sync().total == 8
    assert credits_.sync().awaited == 0


def test_a_reversal_comes_back_from_the_server(computer: Computer) -> None:
    credits_ = computer.credits()
    credits_.sync()
    credits_.wallet.reserve("a", price(4))
    credits_.wallet.commit("a", 4, SHA)
    assert credits_.sync().spendable == 6
    credits_.wallet.reverse("a")
    assert credits_.sync().spendable == 10


def test_credits_that_are_handed_back_can_be_spent_on_the_server(computer: Computer, server: LicensingServer) -> None:
    credits_ = computer.credits()
    credits_.sync()

    assert credits_.hand_back(4).spendable == 6

    with server.database.reading() as session:
        found = balance(session, next(iter(session.scalars(select(Account.id)))), server.clock())
    assert (found.pool, found.devices) == (4, 6)
    assert [(one.title, one.amount) for one in credits_.history()] == [("Welcome or bonus credits", 10)], (
        "nothing moved"
    )
    assert credits_.wallet.verify() == []
    assert credits_.sync().spendable == 10, "what was not spent there comes back"


def test_a_return_is_a_line_until_the_account_says_that_it_has_the_credits(
    computer: Computer, adapter: InProcess
) -> None:
    credits_ = computer.credits()
    credits_.sync()
    adapter.online = False
    with pytest.raises(NotConnectedError):
        credits_.hand_back(4)
    assert [(one.title, one.amount) for one in credits_.history(1)] == [("Handed back to the account", -4)]
    adapter.online = True
    credits_.sync()
    assert [one.balance_after for one in credits_.history()] == [10]


def test_what_is_taken_after_all_is_funded_from_here_even_if_a_sync_comes_in_between(
    computer: Computer, server: LicensingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    credits_ = computer.credits()
    credits_.sync()
    asked: list[int] = []

    def take(_client: LicensingClient, _op: str, _token: str) -> TurnCost:
        with server.database.reading() as session:
            found = balance(session, next(iter(session.scalars(select(Account.id)))), server.clock())
        asked.append(found.pool)
        if found.pool < 3:
            lacks = {"required": 3, "credits_remaining": found.pool, "credits_on_devices": found.devices}
            raise ServerRefusedError(402, "insufficient_credits", "Too few.", lacks)
        if len(asked) == 2:  # the window meets the server just now
            credits_.sync()
            raise ServerRefusedError(
                402,
                "insufficient_credits",
                "Too few.",
                {"required": 3, "credits_remaining": 0, "credits_on_devices": 10},
            )
        return TurnCost(3, found.pool + found.devices - 3)

    monkeypatch.setattr(LicensingClient, "take", take)
    assert credits_.take("turn") == TurnCost(3, 7)
    assert asked == [0, 3, 3]


def test_no_more_is_handed_back_than_there_is(computer: Computer) -> None:
    credits_ = computer.credits()
    credits_.sync()
    with pytest.raises(NotEnoughCreditsError):
        credits_.hand_back(11)
    assert credits_.sync().spendable == 10


def test_what_is_handed_back_without_a_network_leaves_later(computer: Computer, adapter: InProcess) -> None:
    credits_ = computer.credits()
    credits_.sync()
    adapter.online = False
    with pytest.raises(NotConnectedError):
        credits_.hand_back(4)
    assert credits_.balance().spendable == 6
    adapter.online = True
    assert credits_.sync().spendable == 10


def test_a_purchase_arrives_with_a_sync(computer: Computer, server: LicensingServer) -> None:
    credits_ = computer.credits()
    begun = credits_.buy("starter")
    assert begun.credits == 100
    assert not credits_.purchase_state(begun.id).state.is_final
    with server.database.reading() as session:
        assert session.get(PurchaseRow, begun.id) is not None


def test_what_the_shop_does_not_sell_is_refused_in_its_words(computer: Computer) -> None:
    with pytest.raises(ServerRefusedError) as refused:
        computer.credits().buy("nothing")
    assert refused.value.status == 404
    assert refused.value.what


def test_signing_in_keeps_the_credits_and_signing_out_too(computer: Computer, server: LicensingServer) -> None:
    server.sign_up()
    credits_ = computer.credits()
    credits_.sync()
    account = credits_.log_in(EMAIL, PASSWORD)
    assert (account.email, account.signed_in) == (EMAIL, True)
    assert credits_.balance().total == 10
    credits_.log_out()
    assert not credits_.account().signed_in
    assert credits_.sync().total == 10


def test_a_wrong_password_is_refused_and_nothing_changes(computer: Computer, server: LicensingServer) -> None:
    server.sign_up()
    credits_ = computer.credits()
    with pytest.raises(ServerRefusedError) as refused:
        credits_.log_in(EMAIL, "not the password")
    assert refused.value.status == 401
    assert credits_.account().email is None


def test_signing_up_says_to_look_for_a_mail(computer: Computer, server: LicensingServer) -> None:
    assert "mail" in computer.credits().sign_up("new@example.com", PASSWORD)
    assert server.mails("new@example.com")


def test_a_server_that_bills_is_shown_a_new_token_when_the_last_was_refused(
    computer: Computer, server: LicensingServer, clock: Clock
) -> None:
    credits_ = computer.credits()

    def is_taken(token: str) -> bool:
        return server.client.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code == 200

    first = credits_.access_token()
    assert is_taken(first)
    assert credits_.access_token() == first
    clock.forward(days=1)
    assert not is_taken(credits_.access_token())
    assert is_taken(credits_.access_token(refused=True))


def test_an_expired_access_token_is_renewed(computer: Computer, clock: Clock) -> None:
    credits_ = computer.credits()
    credits_.account()
    clock.forward(minutes=20)
    assert credits_.account().id


def test_a_computer_without_tokens_signs_in_by_its_key(computer: Computer) -> None:
    first = computer.credits()
    account = first.account().id
    first.close()
    computer.vault.delete("refresh-token")
    assert computer.credits().account().id == account


def test_a_restored_wallet_is_mended_by_the_real_server(computer: Computer) -> None:
    credits_ = computer.credits()
    credits_.sync()
    file = credits_.wallet.file
    backup = file.read_bytes()
    credits_.wallet.reserve("a", price(3))
    credits_.wallet.commit("a", 3, SHA)
    credits_.sync()
    credits_.close()
    file.write_bytes(backup)
    again = computer.credits()
    again.wallet.check_anchor()
    assert again.wallet.state.reason is ReadOnlyReason.OLDER
    assert (again.sync().spendable, again.wallet.state.kind) == (7, StateKind.READY)
    assert again.wallet.verify() == []


def test_a_lost_wallet_file_is_filled_again(computer: Computer) -> None:
    credits_ = computer.credits()
    credits_.sync()
    credits_.close()
    credits_.wallet.file.unlink()
    again = computer.credits()
    assert (again.sync().spendable, len(again.devices())) == (10, 1)


def test_a_lost_key_is_explained_and_a_new_device_begun(computer: Computer) -> None:
    credits_ = computer.credits()
    credits_.sync()
    device = credits_.wallet.device
    computer.vault.delete("device-key")
    credits_.wallet.reserve("a", price(1))
    credits_.wallet.release("a")
    with pytest.raises(KeyLostError, match="Enrol this computer again"):
        credits_.sync()
    credits_.enrol_anew()
    assert credits_.wallet.device != device
    assert credits_.wallet.state.kind is StateKind.READY
    assert list(computer.folder.glob("wallet/*aside*"))


class Crossing(InProcess):
    """Holds a refresh up until another one is under way too, or for a while; `most` were under way at once."""

    def __init__(self, client: TestClient) -> None:
        super().__init__(client)
        self.most = 0
        self._under_way: set[int] = set()
        self._both = threading.Event()

    def send(self, request: PreparedRequest, **more: Any) -> Response:
        if request.path_url != "/api/auth/refresh":
            return super().send(request, **more)
        self._under_way.add(id(request))
        self.most = max(self.most, len(self._under_way))
        if self.most > 1:
            self._both.set()
        self._both.wait(0.3)
        try:
            return super().send(request, **more)
        finally:
            self._under_way.discard(id(request))


def test_two_programs_that_refresh_at_once_stay_signed_in(
    tmp_path: Path, server: LicensingServer, clock: Clock
) -> None:
    server.sign_up()
    adapter = Crossing(server.client)
    computer = Computer(tmp_path / "computer", adapter, clock)
    windows = [computer.credits(), computer.credits()]
    windows[0].log_in(EMAIL, PASSWORD)
    clock.forward(minutes=16)
    with ThreadPoolExecutor(2) as pool:
        accounts = list(pool.map(lambda window: window.account(), windows))
    assert [account.signed_in for account in accounts] == [True, True]
    assert adapter.most == 1
    for window in windows:
        window.close()


def test_who_is_signed_in_stays_so_when_the_key_is_lost(computer: Computer, server: LicensingServer) -> None:
    server.sign_up()
    credits_ = computer.credits()
    account = credits_.log_in(EMAIL, PASSWORD)
    credits_.close()
    computer.vault.delete("device-key")
    again = computer.credits()
    with pytest.raises(KeyLostError):
        again.sync()
    again.enrol_anew()
    assert again.account() == account
    assert len(again.devices()) == 2


def test_credits_of_nobody_are_not_lost_with_the_key(computer: Computer) -> None:
    credits_ = computer.credits()
    credits_.sync()
    account, device = credits_.wallet.account, str(credits_.wallet.device)
    computer.vault.delete("device-key")
    credits_.enrol_anew()
    assert credits_.wallet.account == account
    assert credits_.revoke(device) == 10
    assert credits_.sync().spendable == 10


def test_a_removed_computer_says_so_and_can_join_again(
    computer: Computer, adapter: InProcess, clock: Clock, tmp_path: Path, server: LicensingServer
) -> None:
    server.sign_up()
    credits_ = computer.credits()
    credits_.sync()
    credits_.log_in(EMAIL, PASSWORD)
    laptop = Computer(tmp_path / "laptop", adapter, clock, seed=2).credits()
    laptop.sync()
    laptop.log_in(EMAIL, PASSWORD)
    assert len(laptop.devices()) == 2
    assert laptop.revoke(str(credits_.wallet.device)) >= 0
    with pytest.raises(ServerRefusedError):
        credits_.sync()
    assert credits_.wallet.state.kind is StateKind.REVOKED
    credits_.enrol_anew()
    assert credits_.wallet.state.kind is StateKind.READY


def test_files_travel_instead_of_the_network(computer: Computer, adapter: InProcess, tmp_path: Path) -> None:
    credits_ = computer.credits()
    credits_.sync()
    credits_.wallet.reserve("a", price(3))
    credits_.wallet.commit("a", 3, SHA)
    request, answer = tmp_path / "request.json", tmp_path / "answer.json"
    adapter.online = False
    credits_.export_request(request)
    adapter.online = True
    credits_.carry(request, answer)
    adapter.online = False
    assert credits_.import_answer(answer).is_new
    assert not credits_.import_answer(answer).is_new
    assert credits_.balance().spendable == 7
    assert credits_.wallet.unfinished() == []


@pytest.mark.parametrize("content", [b"", b"{}", b"nonsense", b"[]", b'{"format": "infrasketch-sync-answer/1"}'])
def test_a_file_that_is_no_answer_is_refused(computer: Computer, tmp_path: Path, content: bytes) -> None:
    credits_ = computer.credits()
    credits_.sync()
    (tmp_path / "answer.json").write_bytes(content)
    with pytest.raises(WalletError):
        credits_.import_answer(tmp_path / "answer.json")
    assert credits_.balance().spendable == 10
