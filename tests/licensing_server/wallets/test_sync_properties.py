"""Random networks between two honest devices and the server: nothing is lost, doubled or forked (X1, X3, S6).

Requests and answers are lost, repeated and delivered late, by challenge and by file, while credits are bought and
refunded. The program's own wallet is driven through the same in the simulator; here the device is one on paper.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.documents import DocumentType, read
from infrasketch_desktop.credits.receipts import read_receipt
from licensing_server.books import places
from licensing_server.database import Database
from licensing_server.wallets.checks import verify_wallets
from licensing_server.wallets.errors import StaleError
from tests.support.ledgers import START, TestBooks
from tests.support.paper_wallets import SERVER_KEY, PaperServer, PaperWallet

DEVICES = st.sampled_from([0, 1])
AMOUNTS = st.integers(1, 30)


class NetworkMachine(RuleBasedStateMachine):
    database: Database
    examples: Iterator[int]

    @initialize()
    def open(self) -> None:
        number = next(self.examples)
        self.account = f"account-{number}"
        self.books = TestBooks(self.database, account=self.account)
        self.server = PaperServer(self.database, START)
        self.wallets = [PaperWallet(self.server, self.account, 10 * number + each + 1) for each in (0, 1)]
        for wallet in self.wallets:
            self.server.enrol(self.account, wallet.key)
        self.requests: list[tuple[PaperWallet, str]] = []
        self.answers: list[tuple[PaperWallet, str]] = []
        self.totals: dict[tuple[str, str], tuple[int, int, int]] = {}
        self.numbers = itertools.count()
        self.used = 0
        self.targets: dict[str, int] = {}

    @rule(amount=AMOUNTS)
    def buy(self, amount: int) -> None:
        source = f"{self.account}-{len(self.targets)}"
        self.books.issue(source, amount)
        self.targets[source] = 0

    @rule(amount=st.sampled_from([0, 10, 30]), data=st.data())
    def refund(self, amount: int, data: st.DataObject) -> None:
        if self.targets:
            source = data.draw(st.sampled_from(sorted(self.targets)))
            outcome = self.books.refund(source, amount)
            assert outcome is not None
            self.targets[source] = outcome.target

    @rule(device=DEVICES, amount=st.integers(1, 8))
    def spend(self, device: int, amount: int) -> None:
        self.used += amount * self.wallets[device].spend(f"{self.account}-op{next(self.numbers)}", amount)

    @rule(device=DEVICES, want=st.integers(0, 60), file=st.booleans())
    def ask(self, device: int, want: int, *, file: bool) -> None:
        self.requests.append((self.wallets[device], self.wallets[device].request(want=want, file=file)))

    @rule(data=st.data(), again=st.booleans())
    def deliver_request(self, data: st.DataObject, *, again: bool) -> None:
        if self.requests:
            place = data.draw(st.integers(0, len(self.requests) - 1))
            wallet, token = self.requests[place] if again else self.requests.pop(place)
            try:
                self.answers.append((wallet, self.server.sync(token)))
            except StaleError:
                return
            self.totals_never_fall(self.answers[-1][1])

    @rule(data=st.data(), again=st.booleans())
    def deliver_answer(self, data: st.DataObject, *, again: bool) -> None:
        if self.answers:
            place = data.draw(st.integers(0, len(self.answers) - 1))
            wallet, token = self.answers[place] if again else self.answers.pop(place)
            wallet.accept(token)
            self.give_back(wallet)

    def give_back(self, wallet: PaperWallet) -> None:
        """An honest device returns what it is asked for."""
        for lot in wallet.receipt.lots if wallet.receipt else ():
            part = min(lot.recall, wallet.remaining().get(lot.g, 0))
            if part:
                wallet.append(EntryKind.RETURN, f"{self.account}-return{next(self.numbers)}", {lot.g: part})

    def totals_never_fall(self, token: str) -> None:
        receipt = read_receipt(read(token, DocumentType.RECEIPT, lambda _kid: SERVER_KEY.public))
        assert receipt.epoch == 0
        for lot in receipt.lots:
            before = self.totals.get((receipt.aud, lot.g), (0, 0, 0))
            now = (lot.allot, lot.ret, lot.cons)
            assert all(new >= old for new, old in zip(now, before, strict=True))
            self.totals[receipt.aud, lot.g] = now

    def teardown(self) -> None:
        """When the network is quiet, each piece of work was charged once, and devices have what was set aside."""
        if not hasattr(self, "wallets"):
            return
        for _ in range(3):
            for wallet in self.wallets:
                wallet.sync(want=20)
                self.give_back(wallet)
        book = self.books.book()
        assert sum(amount for (_, place), amount in book.amounts.items() if places.is_use(place)) == self.used
        for wallet in self.wallets:
            assert wallet.remaining() == book.in_place(places.device(wallet.device))
        for source, target in self.targets.items():
            assert self.books.places(source).get(places.REFUNDED, 0) == target
        assert [fault for fault in self.books.faults() if self.account in fault] == []
        with self.database.reading() as session:
            assert verify_wallets(session) == ()


@pytest.mark.parametrize("examples", [15, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_honest_devices_and_the_server_agree_under_any_network(database_url: str, examples: int) -> None:
    database = Database(database_url)
    machine = type("Machine", (NetworkMachine,), {"database": database, "examples": itertools.count(1)})
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=30))
    database.close()
