"""What can be done about credits in one window: open the wallet, buy, sign up, log in and out, look at devices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.widgets.banner import Notice

if TYPE_CHECKING:  # dialogs are imported when they are opened, not before the first paint
    from infrasketch_desktop.ui.credits.account_dialog import AccountDialog
    from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog
    from infrasketch_desktop.ui.credits.purchase import Purchase
    from infrasketch_desktop.ui.credits.sign_in import SignInDialog
    from infrasketch_desktop.ui.credits.wallet_dialog import WalletDialog


class Place(Protocol):
    """What these commands need of their window."""

    def show_notice(self, notice: Notice) -> None: ...


class CreditsCommands:
    """`widget` is the parent of dialogs."""

    def __init__(self, place: Place, widget: QWidget, services: Services) -> None:
        self._place = place
        self._widget = widget
        self._services = services
        self._sale: BuyDialog | None = None

    @property
    def controller(self) -> CreditsController:
        return self._services.credits

    @property
    def is_signed_in(self) -> bool:
        return self.controller.known.email != ""

    def show_wallet(self, parent: QWidget | None = None) -> WalletDialog:
        from infrasketch_desktop.ui.credits.wallet_dialog import WalletDialog  # noqa: PLC0415 - see the head

        dialog = WalletDialog(self.controller, self._services.now, parent or self._widget)
        dialog.buy_wanted.connect(lambda: self.buy(dialog))
        dialog.account_wanted.connect(lambda: self.show_account(dialog))
        dialog.open()
        return dialog

    def buy(
        self,
        parent: QWidget | None = None,
        *,
        wanted: str = "",
        price: int = 0,
        then: Callable[[], object] | None = None,
    ) -> BuyDialog:
        """Sell credits; `then` is called when they have arrived while the dialog was open."""
        from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog  # noqa: PLC0415 - see the head

        services = self._services
        dialog = BuyDialog(
            self.controller, services.icons, services.opener, parent or self._widget, wanted=wanted, price=price
        )
        self._sale = dialog
        dialog.finished.connect(self._on_sale_ended)
        if then is not None:
            dialog.accepted.connect(then)
        dialog.open()
        return dialog

    def sync(self) -> None:
        self.controller.sync()

    def show_account(self, parent: QWidget | None = None) -> AccountDialog:
        from infrasketch_desktop.ui.credits.account_dialog import AccountDialog  # noqa: PLC0415 - see the head

        dialog = AccountDialog(self.controller, self._services.now, parent or self._widget)
        dialog.sign_up_wanted.connect(lambda: self.sign_up(dialog))
        dialog.log_in_wanted.connect(lambda: self.log_in(dialog))
        dialog.open()
        return dialog

    def sign_up(self, parent: QWidget | None = None) -> SignInDialog:
        return self._sign_in(parent, new=True)

    def log_in(self, parent: QWidget | None = None) -> SignInDialog:
        return self._sign_in(parent, new=False)

    def tell_added(self, purchase: Purchase) -> None:
        """Say that credits have arrived, unless a dialog of this window shows it."""
        if self._sale is None:
            gain = credits_text(purchase.checkout.credits)
            self._place.show_notice(Notice(tr("{credits} added to your wallet.", credits=gain), passing=True))

    def _on_sale_ended(self, _result: int) -> None:
        self._sale = None

    def _sign_in(self, parent: QWidget | None, *, new: bool) -> SignInDialog:
        from infrasketch_desktop.ui.credits.sign_in import SignInDialog, Way  # noqa: PLC0415 - see the head

        way = Way.SIGN_UP if new else Way.LOG_IN
        dialog = SignInDialog(self.controller, self._services.icons, way, parent or self._widget)
        dialog.open()
        return dialog
