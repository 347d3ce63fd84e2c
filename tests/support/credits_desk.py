"""A wallet in memory with a server that can be switched off: what the window talks to in its tests."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.prices import PriceList, default_prices
from infrasketch_desktop.credits.quotes import Wanted, quote
from infrasketch_desktop.ui.credits.desk import (
    Balance,
    Delivery,
    Device,
    LotBalance,
    Movement,
    Order,
    State,
    TurnCost,
)
from infrasketch_desktop.wallet.errors import NotConnectedError, NotEnoughCreditsError, ServerRefusedError, WalletError
from infrasketch_desktop.wallet.purchases import Begun, PurchaseState

NOW = 1_795_000_000
WELCOME = 10
SHA_256 = 64


class MemoryDesk:
    """Follows the rules of a wallet: paid if and only if delivered, credits of a purchase come with a sync.

    `calls` are the names of the calls so far, `threads` the threads they came from. `gate` holds every call up until
    it is opened. `settle` is the browser in which a purchase ends.
    """

    def __init__(self, left: int = 0, state: State = State.READY, prices: PriceList | None = None) -> None:
        self.list = prices or default_prices()
        self.state = state
        self.what, self.advice, self.warning = "", "", ""
        self.here, self.pool, self.debt = left, 0, 0
        self.met: int | None = NOW if state is not State.NEW else None
        self.online = True
        self.who = ""
        self.movements: list[Movement] = []
        self.others = [Device("laptop", "Laptop in the office", NOW - 86_400)]
        self.purchases: dict[str, _Sale] = {}
        self.refusal: WalletError | None = None
        self.calls: list[str] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.closed = False
        self.held: dict[str, int] = {}
        self.relay = "http://127.0.0.1:1"
        self.refused_turns: list[str] = []
        self.taken_turns: list[str] = []
        self.turn_price = 3

    # --- the machine

    def balance(self) -> Balance:
        self._enter("balance")
        return self._balance()

    def prices(self) -> PriceList:
        self._enter("prices")
        return self.list

    def take_warning(self) -> str:
        warning, self.warning = self.warning, ""
        return warning

    def history(self, limit: int) -> Sequence[Movement]:
        self._enter("history")
        return self.movements[-1 : -limit - 1 : -1]

    def deliver(self, order: Order) -> Delivery:
        self._enter("deliver")
        price = quote(self.list, [Wanted(job.item, job.quantity) for job in order.jobs])
        if price.total and not self._balance().may_spend:
            raise WalletError(self.what, kept="Nothing was charged.", advice=self.advice)
        if self.here < price.total:
            raise NotEnoughCreditsError(price.total, self.here, advice="Buy credits and try again.")
        made = []
        for job in order.jobs:
            temporary = job.target.with_name(f"part-{job.target.name}")
            try:
                job.make(temporary)
            except OSError as error:
                raise WalletError(f"“{job.target.name}” could not be saved.", kept="Nothing was charged.") from error
            made.append((temporary, job.target))
        for temporary, target in made:
            temporary.replace(target)
        self.here -= price.total
        names = " + ".join(line.name for line in price.lines)
        self._note(names, -price.total, order.jobs[0].target)
        return Delivery(tuple(target for _, target in made), price.total, self.here + self.pool)

    def hold(self, op: str, item: str, tier: str, most: int) -> int:
        self._enter("hold")
        price = quote(self.list, [Wanted(item)], tier).total
        assert price <= most
        if price and not self._balance().may_spend:
            raise WalletError(self.what, kept="Nothing was charged.", advice=self.advice)
        if self.here < price:
            raise NotEnoughCreditsError(price, self.here, advice="Buy credits and try again.")
        assert op not in self.held, "an operation is held once"
        self.held[op] = price
        self.here -= price
        return price

    def pay_held(self, op: str, credits_: int, sha: str) -> int:
        self._enter("pay_held")
        assert len(sha) == SHA_256, "the ledger keeps the SHA-256 of what was paid for"
        held = self.held.pop(op)
        assert 0 < credits_ <= held
        self.here += held - credits_
        self._note("Chat message", -credits_)
        return self.here + self.pool

    def give_back(self, op: str) -> None:
        self._enter("give_back")
        self.here += self.held.pop(op, 0)

    # --- the server

    def sync(self) -> Balance:
        self._meet("sync")
        if self.state is State.NEW:
            self.state = State.READY
            self._receive("Welcome credits", WELCOME)
        if self.state in (State.READ_ONLY, State.LEASE_OVER):
            self.state, self.what, self.advice = State.READY, "", ""
        for sale in self.purchases.values():
            if sale.state is PurchaseState.PAID and not sale.arrived:
                sale.arrived = True
                self._receive(sale.title, sale.checkout.credits)
        self.here, self.pool = self.here + self.pool, 0
        self.met = NOW
        return self._balance()

    def account(self) -> str:
        self._meet("account")
        return self.who

    def begin_anew(self) -> Balance:
        self._meet("begin_anew")
        self.state, self.what, self.advice = State.READY, "", ""
        return self._balance()

    def relay_address(self) -> str:
        self._meet("relay_address")
        return self.relay

    def relay_token(self, refused: bool) -> str:
        self._meet("relay_token")
        return "access-2" if refused else "access-1"

    def hand_back(self, amount: int) -> None:
        self._meet("hand_back")
        if self.here < amount:
            raise NotEnoughCreditsError(amount, self.here, advice="Buy credits and try again.")
        self.here, self.pool = self.here - amount, self.pool + amount

    def refuse_turn(self, op: str) -> TurnCost:
        self._meet("refuse_turn")
        self.refused_turns.append(op)
        return TurnCost(self.turn_price, self.here + self.pool)

    def take_turn(self, op: str) -> TurnCost:
        self._meet("take_turn")
        self.taken_turns.append(op)
        return TurnCost(self.turn_price, self.here + self.pool)

    def buy(self, package: str) -> Begun:
        self._meet("buy")
        chosen = self.list.package(package)
        number = len(self.purchases) + 1
        checkout = Begun(f"p{number}", f"http://127.0.0.1:8000/checkout/p{number}", chosen.credits)
        self.purchases[checkout.id] = _Sale(checkout, f"{chosen.name} package")
        return checkout

    def purchase_state(self, purchase: str) -> PurchaseState:
        self._meet("purchase_state")
        return self.purchases[purchase].state

    def sign_up(self, email: str, password: str) -> str:
        self._meet("sign_up")
        if password in ("password", "12345678"):
            raise ServerRefusedError(422, "weak_password", "This password is easy to guess. Choose another one.", {})
        return f"A mail is on its way to {email}. Open the link in it."

    def forgot_password(self, email: str) -> str:
        self._meet("forgot_password")
        return f"If there is an account for {email}, a mail is on its way."

    def log_in(self, email: str, password: str) -> str:
        self._meet("log_in")
        if password != "correct horse":
            raise ServerRefusedError(401, "wrong_login", "E-mail or password is wrong.", {})
        self.who = email
        return self.who

    def log_out(self) -> None:
        self._meet("log_out")
        self.who = ""

    def devices(self) -> Sequence[Device]:
        self._meet("devices")
        return [Device("here", "This one", NOW, is_this=True), *self.others]

    def revoke(self, device: str) -> None:
        self._meet("revoke")
        self.others = [other for other in self.others if other.id != device]

    def close(self) -> None:
        self.closed = True

    # --- the world outside

    def settle(self, state: PurchaseState, purchase: str = "p1") -> None:
        """Somebody pays, or does not, on the page of the shop."""
        self.purchases[purchase].state = state

    def _meet(self, name: str) -> None:
        self._enter(name)
        if not self.online:
            raise NotConnectedError("The licensing server was not reached.", advice="Try again when you are online.")
        if self.refusal is not None:
            raise self.refusal

    def _enter(self, name: str) -> None:
        self.calls.append(name)
        self.threads.add(threading.get_ident())
        self.gate.wait(20)

    def _receive(self, title: str, gain: int) -> None:
        repaid = min(self.debt, gain)
        self.debt -= repaid
        self.here += gain - repaid
        self._note(title, gain - repaid)

    def _note(self, what: str, change: int, place: Path | None = None) -> None:
        after = self.here + self.pool
        at = NOW + len(self.movements)
        self.movements.append(Movement(at, what, change, after, "" if place is None else str(place)))

    def _balance(self) -> Balance:
        may = self.state in (State.READY, State.LIMITED)
        lots = (LotBalance(LotKind.PACK, self.here),) if self.here else ()
        low = may and self.here + self.pool <= self.list.policy.low_balance
        balance = Balance(self.here if may else 0, self.here + self.pool, self.state, self.what, self.advice)
        lease = NOW + 90 * 86_400 if self.met is not None else 0
        return replace(
            balance, lots=lots, pool=self.pool, debt=self.debt, lease_until=lease, last_sync=self.met, low=low
        )


@dataclass(slots=True)
class _Sale:
    checkout: Begun
    title: str
    state: PurchaseState = PurchaseState.WAITING
    arrived: bool = field(default=False)


class RecordingOpener:
    """Notes what would have been opened; `works` is whether there is a browser at all."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.folders: list[Path] = []
        self.mails: list[tuple[str, str, str]] = []
        self.works = True

    def open_page(self, address: str) -> bool:
        self.pages.append(address)
        return self.works

    def open_folder(self, folder: Path) -> bool:
        self.folders.append(folder)
        return self.works

    def write_mail(self, address: str, subject: str, body: str) -> bool:
        self.mails.append((address, subject, body))
        return self.works
