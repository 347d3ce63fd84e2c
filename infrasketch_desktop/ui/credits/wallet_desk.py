"""The wallet of this computer as the window sees it; what signs and verifies is imported with the first call."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.codegen.manifest import FOLDER
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.desk import (
    Balance,
    Delivery,
    Device,
    LotBalance,
    Movement,
    Order,
    State,
    TurnCost,
    Undelivered,
)
from infrasketch_desktop.ui.tasks import CancelledError
from infrasketch_desktop.vendor import Vendor
from infrasketch_desktop.wallet.errors import PricesChangedError
from infrasketch_desktop.wallet.titles import title_in_words

if TYPE_CHECKING:
    from infrasketch_desktop.credits.prices import PriceList
    from infrasketch_desktop.wallet.balances import Movement as WalletMovement
    from infrasketch_desktop.wallet.endpoints import Endpoint
    from infrasketch_desktop.wallet.purchases import Begun, PurchaseState
    from infrasketch_desktop.wallet.service import Account as WalletAccount
    from infrasketch_desktop.wallet.service import Credits


class WalletDesk:
    """A `Desk`; its calls may come from several threads."""

    def __init__(self, data_folder: Path, vendor: Vendor, server: str = "", sandbox_root: str = "") -> None:
        """`server` and `sandbox_root` are what settings and variables ask for (see `endpoints.choose_endpoint`)."""
        self._data_folder = data_folder
        self._vendor = vendor
        self._server = server
        self._sandbox_root = sandbox_root
        self._guard = threading.Lock()
        self._endpoint: Endpoint | None = None
        self._opened: Credits | None = None
        self._warning = ""

    # --- this computer

    def balance(self) -> Balance:
        return self._balance(self._credits())

    def prices(self) -> PriceList:
        return self._credits().wallet.prices

    def history(self, limit: int) -> Sequence[Movement]:
        return [_movement(movement) for movement in self._credits().history(limit)]

    def take_warning(self) -> str:
        warning, self._warning = self._warning, ""
        return warning

    def deliver(self, order: Order) -> Delivery:
        from infrasketch_desktop.credits.quotes import Wanted  # noqa: PLC0415 - see the head
        from infrasketch_desktop.wallet.delivery import Terms, Work  # noqa: PLC0415 - see the head

        opened = self._credits()
        asked = opened.wallet.quote([Wanted(job.item, job.quantity) for job in order.jobs])
        if asked.total > order.most:
            raise _dearer(asked.total, tr("Look at the new price and try again."))
        works = [Work(job.target, job.make, job.item, job.quantity, is_folder=job.is_folder) for job in order.jobs]
        done = opened.deliver(asked, works, op=order.id, terms=Terms(give_up_on=(CancelledError,)))
        failures = tuple(Undelivered(failure.target, str(failure.error)) for failure in done.failures)
        return Delivery(done.files, done.charged, opened.balance().total, failures)

    def hold(self, op: str, item: str, tier: str, most: int) -> int:
        from infrasketch_desktop.credits.quotes import Wanted  # noqa: PLC0415 - see the head

        wallet = self._credits().wallet
        asked = wallet.quote([Wanted(item)], tier)
        if asked.total > most:
            raise _dearer(asked.total, tr("Look at the new price and send again."))
        return wallet.reserve(op, asked).total if asked.total else 0

    def pay_held(self, op: str, price: int, sha: str) -> int:
        opened = self._credits()
        opened.wallet.commit(op, price, sha)
        return opened.balance().total

    def give_back(self, op: str) -> None:
        self._credits().wallet.release(op)

    # --- the server

    def sync(self) -> Balance:
        opened = self._credits()
        opened.sync()
        return self._balance(opened)

    def account(self) -> str:
        return _email(self._credits().account())

    def begin_anew(self) -> Balance:
        opened = self._credits()
        opened.enrol_anew()
        return self._balance(opened)

    def relay_address(self) -> str:
        return self._credits().address()

    def relay_token(self, refused: bool) -> str:
        return self._credits().access_token(refused)

    def hand_back(self, amount: int) -> None:
        self._credits().hand_back(amount)

    def refuse_turn(self, op: str) -> TurnCost:
        given = self._credits().refuse(op)
        return TurnCost(given.credits, given.balance)

    def take_turn(self, op: str) -> TurnCost:
        taken = self._credits().take(op)
        return TurnCost(taken.credits, taken.balance)

    def buy(self, package: str) -> Begun:
        return self._credits().buy(package)

    def purchase_state(self, purchase: str) -> PurchaseState:
        return self._credits().purchase_state(purchase).state

    def sign_up(self, email: str, password: str) -> str:
        return self._credits().sign_up(email, password)

    def forgot_password(self, email: str) -> str:
        return self._credits().forgot_password(email)

    def log_in(self, email: str, password: str) -> str:
        return _email(self._credits().log_in(email, password))

    def log_out(self) -> None:
        self._credits().log_out()

    def devices(self) -> Sequence[Device]:
        found = self._credits().devices()
        return [Device(one.id, one.name, one.seen_at, one.is_this) for one in found]

    def revoke(self, device: str) -> None:
        self._credits().revoke(device)

    def close(self) -> None:
        with self._guard:
            if self._opened is not None:
                self._opened.close()
            if self._endpoint is not None:
                self._endpoint.close()
            self._opened = self._endpoint = None

    def _credits(self) -> Credits:
        """The wallet, opened with the first call; what that raises is raised by every call until it works."""
        with self._guard:
            if self._opened is None:
                from infrasketch_desktop.wallet.assembly import open_credits  # noqa: PLC0415 - see the head
                from infrasketch_desktop.wallet.endpoints import choose_endpoint  # noqa: PLC0415 - see the head

                if self._endpoint is None:
                    self._endpoint = choose_endpoint(self._vendor, self._data_folder, self._server, self._sandbox_root)
                found = open_credits(self._data_folder, self._endpoint)
                self._opened, self._warning = found.credits, found.warning
            return self._opened

    def _balance(self, opened: Credits) -> Balance:
        found = opened.balance()
        assert self._endpoint is not None
        return Balance(
            found.spendable,
            found.total,
            State(found.state.kind.value),
            tr(found.state.what),
            tr(found.state.advice),
            tuple(LotBalance(lot.kind, lot.remaining, lot.expires_at) for lot in found.lots),
            found.reserved,
            found.pool_hint,
            found.debt,
            found.lease_until,
            found.last_sync,
            low=found.low,
            sandbox=self._endpoint.environment.value == "sandbox",
            built_in=not (self._server or self._vendor.server),
        )


def _email(found: WalletAccount) -> str:
    return (found.email or "") if found.signed_in else ""


def _movement(found: WalletMovement) -> Movement:
    notes = {"under_way": tr("under way"), "reversed": tr("given back")}
    note = notes.get(found.state.value, "")
    title = title_in_words(found.title)
    title = tr("{title} ({note})", title=title, note=note) if note else title
    place = "\n".join(str(_place(target)) for target in found.targets)
    return Movement(found.at, title, found.amount, found.balance_after, place)


def _place(target: Path) -> Path:
    """Where a person finds it: of generated code the folder, and not the bundle that was unpacked there."""
    return target.parent.parent if target.parent.name == FOLDER else target


def _dearer(price: int, advice: str) -> PricesChangedError:
    return PricesChangedError(
        tr("The price has changed to {price}.", price=price),
        kept=tr("Nothing was charged."),
        advice=advice,
    )
