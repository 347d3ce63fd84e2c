"""The dialogs about credits in the real window: what they say, and what their buttons do."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.credits.account_dialog import AccountDialog
from infrasketch_desktop.ui.credits.balance_button import AccountButton
from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog
from infrasketch_desktop.ui.credits.desk import Movement, State
from infrasketch_desktop.ui.credits.sign_in import SignInDialog
from infrasketch_desktop.ui.credits.wallet_dialog import WalletDialog
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.wallet.errors import ServerRefusedError
from infrasketch_desktop.wallet.purchases import PurchaseState
from tests.support.credits_desk import NOW, MemoryDesk, RecordingOpener
from tests.support.dialogs import Rest, escape, is_shown, press, shown, words

Open = Callable[[str], None]


@pytest.fixture
def begin(window: MainWindow, rest: Rest) -> Open:
    """Does an action about credits and waits until what it asks has been answered."""

    def perform(action: str) -> None:
        window.commands.perform(f"credits.{action}")
        rest()

    return perform


def lines(dialog: WalletDialog) -> list[list[str]]:
    table = dialog.history.table
    rows = [table.topLevelItem(number) for number in range(table.topLevelItemCount())]
    return [[row.text(column) for column in range(1, 5)] for row in rows]


class TestWallet:
    def test_it_meets_the_server_and_lists_every_movement(self, desk: MemoryDesk, begin: Open) -> None:
        desk.movements = [
            Movement(NOW - 60, "Starter package", 251, 251),
            Movement(NOW, "Picture (PNG)", -1, 250, "/home/ada/shop.png"),
        ]
        begin("wallet")
        dialog = shown(WalletDialog)
        assert dialog.balance.text() == "250 credits"
        assert "250 bought" in words(dialog)
        assert "Synced" in dialog.link.text()
        assert lines(dialog) == [
            ["Picture (PNG)", "shop.png", "−1", "250"],
            ["Starter package", "", "+251", "251"],
        ]

    def test_an_empty_history_says_so(self, begin: Open) -> None:
        begin("wallet")
        assert shown(WalletDialog).history.said == "Nothing yet. What you buy and spend will be listed here."

    def test_a_long_history_comes_in_pages(self, desk: MemoryDesk, begin: Open, rest: Rest, qtbot: QtBot) -> None:
        desk.movements = [Movement(NOW + number, "Picture (PNG)", -1, 1) for number in range(205)]
        begin("wallet")
        dialog = shown(WalletDialog)
        assert len(lines(dialog)) == 200
        press(qtbot, dialog.history.more)
        rest()
        assert len(lines(dialog)) == 205
        assert not dialog.history.more.isVisible()

    def test_offline_is_one_line(self, desk: MemoryDesk, begin: Open, window: MainWindow) -> None:
        desk.online = False
        begin("wallet")
        dialog = shown(WalletDialog)
        assert dialog.link.text().startswith("Offline. Last synced")
        assert dialog.link.text().endswith("what is on this computer can be spent.")
        assert window.sync.text() == "Offline"
        assert window.banners.notices == ()

    def test_sync_now_tries_again(
        self, desk: MemoryDesk, begin: Open, rest: Rest, qtbot: QtBot, window: MainWindow
    ) -> None:
        desk.online = False
        begin("wallet")
        desk.online = True
        press(qtbot, shown(WalletDialog).sync)
        rest()
        assert window.sync.text() == "Credits synced"

    def test_debt_is_explained(self, desk: MemoryDesk, begin: Open) -> None:
        desk.debt = 20
        begin("wallet")
        assert "20 credits were used" in shown(WalletDialog).note.text()
        assert "The next purchase pays for them first." in shown(WalletDialog).note.text()

    def test_a_removed_computer_can_be_set_up_again(
        self, desk: MemoryDesk, begin: Open, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.state, desk.what = State.REVOKED, "This computer was removed from the account."
        begin("wallet")
        card = shown(WalletDialog).state
        assert card.title.text() == "This computer was removed from the account."
        press(qtbot, card.anew)
        assert "becomes a new device" in card.text.text()
        assert "begin_anew" not in desk.calls
        press(qtbot, card.really)
        rest()
        assert not card.isVisible()
        assert desk.state is State.READY

    def test_closing_it_while_it_asks_hurts_nobody(
        self, desk: MemoryDesk, window: MainWindow, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.gate.clear()
        window.commands.perform("credits.wallet")
        escape(qtbot, shown(WalletDialog))
        desk.gate.set()
        rest()
        assert not is_shown(WalletDialog)


class TestBuying:
    def test_packages_are_shown_with_prices_to_compare(self, begin: Open) -> None:
        begin("buy")
        cards = shown(BuyDialog).packages.cards
        assert [card.accessibleName() for card in cards] == [
            "Starter: 100 credits, $5.00",
            "Pro: 500 credits, $20.00",
            "Business: 1500 credits, $50.00",
            "Enterprise: 7000 credits, $200.00",
        ]
        assert shown(BuyDialog).pay.text() == "Pay $5.00 in the browser"

    def test_arrows_choose_and_enter_pays(
        self, begin: Open, rest: Rest, qtbot: QtBot, opener: RecordingOpener, desk: MemoryDesk
    ) -> None:
        begin("buy")
        dialog = shown(BuyDialog)
        qtbot.waitUntil(dialog.packages.cards[0].hasFocus)
        qtbot.keyClick(dialog.packages.cards[0], Qt.Key.Key_Right)
        assert dialog.pay.text() == "Pay $20.00 in the browser"
        qtbot.keyClick(dialog.packages.cards[1], Qt.Key.Key_Return)
        rest()
        assert len(opener.pages) == 1
        assert desk.purchases["p1"].title == "Pro package"

    def test_without_a_browser_the_address_can_be_copied(
        self, begin: Open, rest: Rest, qtbot: QtBot, opener: RecordingOpener
    ) -> None:
        opener.works = False
        begin("buy")
        dialog = shown(BuyDialog)
        press(qtbot, dialog.pay)
        rest()
        assert "No browser could be opened here." in words(dialog)
        press(qtbot, dialog.checkout.copy)
        assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8000/checkout/p1"

    def test_offline_it_says_so_and_keeps_the_choice(
        self, desk: MemoryDesk, begin: Open, rest: Rest, qtbot: QtBot
    ) -> None:
        begin("buy")
        dialog = shown(BuyDialog)
        press(qtbot, dialog.packages.cards[2])
        desk.online = False
        press(qtbot, dialog.pay)
        rest()
        assert "The licensing server was not reached." in words(dialog)
        assert dialog.pay.text() == "Pay $50.00 in the browser"
        assert dialog.pay.isEnabled()

    @pytest.mark.parametrize(
        ("state", "text"),
        [
            (PurchaseState.FAILED, "Nothing was charged, and no credits were added."),
            (PurchaseState.EXPIRED, "It was not paid in time, so nothing was charged."),
        ],
    )
    def test_what_came_to_nothing_is_said_and_can_be_tried_again(  # noqa: PLR0917 - fixtures, by name
        self,
        desk: MemoryDesk,
        begin: Open,
        rest: Rest,
        qtbot: QtBot,
        program: Program,
        state: PurchaseState,
        text: str,
    ) -> None:
        begin("buy")
        dialog = shown(BuyDialog)
        press(qtbot, dialog.pay)
        rest()
        desk.settle(state)
        program.services.credits.came_back()
        rest()
        assert text in words(dialog)
        press(qtbot, dialog.checkout.again)
        assert dialog.pay.isVisible()
        press(qtbot, dialog.pay)
        rest()
        assert "p2" in desk.purchases

    def test_a_bank_that_takes_days_is_said_plainly(
        self, desk: MemoryDesk, begin: Open, rest: Rest, qtbot: QtBot, program: Program
    ) -> None:
        begin("buy")
        press(qtbot, shown(BuyDialog).pay)
        rest()
        desk.settle(PurchaseState.PROCESSING)
        program.services.credits.came_back()
        rest()
        assert "your bank still has to confirm it" in words(shown(BuyDialog))

    def test_a_purchase_under_way_is_found_again(self, begin: Open, rest: Rest, qtbot: QtBot, desk: MemoryDesk) -> None:
        begin("buy")
        press(qtbot, shown(BuyDialog).pay)
        rest()
        escape(qtbot, shown(BuyDialog))
        begin("buy")
        dialog = shown(BuyDialog)
        assert "Waiting for payment" in words(dialog)
        desk.settle(PurchaseState.PAID)
        qtbot.waitUntil(lambda: "They are in your wallet." in words(dialog))
        assert dialog.checkout.steps.texts == ("Paid", "Payment received", "100 credits added")
        press(qtbot, dialog.checkout.leave)
        assert not is_shown(BuyDialog)


class TestSigningIn:
    def test_mistakes_are_told_beside_their_fields(self, begin: Open, desk: MemoryDesk, qtbot: QtBot) -> None:
        begin("sign-up")
        dialog = shown(SignInDialog)
        qtbot.keyClicks(dialog.email, "ada")
        qtbot.keyClicks(dialog.password, "short")
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
        assert "not an e-mail address" in dialog.email_trouble.text()
        assert dialog.password_trouble.text() == "Use at least 8 characters."
        assert "sign_up" not in desk.calls
        qtbot.keyClicks(dialog.email, "@example.com")
        assert not dialog.email_trouble.isVisible()

    def test_signing_up_leads_to_the_mail_and_then_to_the_log_in(
        self, begin: Open, rest: Rest, qtbot: QtBot, window: MainWindow
    ) -> None:
        begin("sign-up")
        dialog = shown(SignInDialog)
        qtbot.keyClicks(dialog.email, "ada@example.com")
        qtbot.keyClicks(dialog.password, "correct horse")
        press(qtbot, dialog.go)
        rest()
        assert "A mail is on its way to ada@example.com." in words(dialog)
        press(qtbot, dialog.on)
        press(qtbot, dialog.go)
        rest()
        assert not is_shown(SignInDialog)
        assert window.credits.is_signed_in
        assert not window.commands.is_enabled("credits.log-in")

    def test_a_weak_password_is_refused_in_the_words_of_the_server(self, begin: Open, rest: Rest, qtbot: QtBot) -> None:
        begin("sign-up")
        dialog = shown(SignInDialog)
        qtbot.keyClicks(dialog.email, "ada@example.com")
        qtbot.keyClicks(dialog.password, "12345678")
        press(qtbot, dialog.go)
        rest()
        assert dialog.trouble.text() == "This password is easy to guess. Choose another one."
        assert dialog.password.text() == "12345678"

    def test_a_wrong_password_keeps_what_was_typed(self, begin: Open, rest: Rest, qtbot: QtBot) -> None:
        begin("log-in")
        dialog = shown(SignInDialog)
        qtbot.keyClicks(dialog.email, "ada@example.com")
        qtbot.keyClicks(dialog.password, "wrong")
        press(qtbot, dialog.go)
        rest()
        assert dialog.trouble.text() == "E-mail or password is wrong."
        assert dialog.email.text() == "ada@example.com"
        assert dialog.go.isEnabled()

    def test_a_forgotten_password_needs_the_address_alone(self, begin: Open, rest: Rest, qtbot: QtBot) -> None:
        begin("log-in")
        dialog = shown(SignInDialog)
        press(qtbot, dialog.forgot)
        assert dialog.email_trouble.text() == "Type your e-mail address."
        qtbot.keyClicks(dialog.email, "ada@example.com")
        press(qtbot, dialog.forgot)
        rest()
        assert "a mail is on its way" in dialog.trouble.text()

    def test_somebody_who_closes_the_window_is_logged_in_all_the_same(
        self, begin: Open, desk: MemoryDesk, rest: Rest, qtbot: QtBot, window: MainWindow
    ) -> None:
        begin("log-in")
        dialog = shown(SignInDialog)
        qtbot.keyClicks(dialog.email, "ada@example.com")
        qtbot.keyClicks(dialog.password, "correct horse")
        desk.gate.clear()
        press(qtbot, dialog.go)
        escape(qtbot, dialog)
        desk.gate.set()
        rest()
        assert window.credits.is_signed_in


class TestAccount:
    def test_devices_are_listed_and_one_is_removed_after_a_question(
        self, begin: Open, desk: MemoryDesk, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.who = "ada@example.com"
        begin("sync")
        begin("account")
        dialog = shown(AccountDialog)
        assert dialog.title.text() == "ada@example.com"
        assert [row.device.name for row in dialog.rows] == ["This one", "Laptop in the office"]
        row = dialog.rows[1]
        press(qtbot, row.remove)
        assert "Its unused credits go back to the account." in row.text.text()
        press(qtbot, row.keep)
        assert len(desk.others) == 1
        press(qtbot, row.remove)
        press(qtbot, row.really)
        rest()
        assert [row.device.name for row in dialog.rows] == ["This one"]

    def test_offline_the_devices_can_be_asked_for_again(
        self, begin: Open, desk: MemoryDesk, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.online = False
        begin("account")
        dialog = shown(AccountDialog)
        assert "The licensing server was not reached." in dialog.note.text()
        desk.online = True
        press(qtbot, dialog.again)
        rest()
        assert len(dialog.rows) == 2

    def test_the_only_way_to_the_credits_cannot_be_removed(self, begin: Open) -> None:
        begin("account")
        here, other = shown(AccountDialog).rows
        assert not here.remove.isVisible()
        assert other.remove.isVisible()

    def test_enter_presses_the_button_that_has_the_focus(self, begin: Open, desk: MemoryDesk, qtbot: QtBot) -> None:
        begin("account")
        row = shown(AccountDialog).rows[1]
        qtbot.keyClick(row.remove, Qt.Key.Key_Return)
        assert row.really.isVisible()
        qtbot.keyClick(row.keep, Qt.Key.Key_Enter)
        assert not row.really.isVisible()
        assert len(desk.others) == 1

    def test_logging_out_leaves_the_account(
        self, begin: Open, desk: MemoryDesk, rest: Rest, qtbot: QtBot, window: MainWindow
    ) -> None:
        desk.who = "ada@example.com"
        begin("sync")
        begin("account")
        press(qtbot, shown(AccountDialog).log_out)
        rest()
        assert not is_shown(AccountDialog)
        assert not window.credits.is_signed_in

    def test_a_server_that_refuses_is_quoted(self, begin: Open, desk: MemoryDesk) -> None:
        desk.refusal = ServerRefusedError(429, "slow_down", "Too many attempts. Try again in a minute.", {})
        begin("account")
        assert shown(AccountDialog).note.text() == "Too many attempts. Try again in a minute."


class TestBars:
    def test_the_balance_stands_in_the_top_bar(
        self, sketched: MainWindow, begin: Open, qtbot: QtBot, rest: Rest
    ) -> None:
        sketched.showNormal()  # the screen of the tests is narrow, and the window fills it
        sketched.resize(1280, 800)
        begin("sync")
        button = sketched.top_bar.balance
        assert button.text() == "250 credits"
        press(qtbot, button)
        rest()
        assert is_shown(WalletDialog)

    def test_the_account_menu_offers_what_can_be_done(
        self, sketched: MainWindow, desk: MemoryDesk, begin: Open
    ) -> None:
        menu = sketched.top_bar.findChild(AccountButton).menu()
        menu.aboutToShow.emit()
        assert [action.text() for action in menu.actions() if action.text()] == [
            "Not signed in",
            "Wallet…",
            "Buy credits…",
            "Sync credits now",
            "Account and devices…",
            "Sign up…",
            "Log in…",
        ]
        desk.who = "ada@example.com"
        begin("sync")
        menu.aboutToShow.emit()
        texts = [action.text() for action in menu.actions()]
        assert texts[0] == "ada@example.com"
        assert "Log in…" not in texts

    def test_a_low_balance_is_one_quiet_line(self, sketched: MainWindow, desk: MemoryDesk, begin: Open) -> None:
        desk.here = 3
        begin("sync")
        assert sketched.sync.text() == "3 credits left"
        assert sketched.banners.notices == ()

    def test_a_wallet_that_needs_attention_says_so(
        self, sketched: MainWindow, desk: MemoryDesk, program: Program, rest: Rest
    ) -> None:
        desk.state, desk.what = State.FROZEN, "The credits are on hold."
        program.services.credits.refresh()
        rest()
        assert sketched.sync.text() == "The wallet needs attention"
        assert sketched.sync.toolTip() == "The credits are on hold."


def test_who_was_signed_in_is_known_offline_at_the_next_start(
    start: Callable[..., Program], desk: MemoryDesk, qtbot: QtBot
) -> None:
    first = start()
    desk.who = "ada@example.com"
    first.services.credits.sync()
    qtbot.waitUntil(lambda: not first.services.credits.busy)
    for window in first.windows.all:
        window.close()
    desk.online = False
    assert start().services.credits.known.email == "ada@example.com"


def test_no_dialog_calls_the_wallet_on_the_thread_of_the_window(begin: Open, desk: MemoryDesk, qtbot: QtBot) -> None:
    for action, kind in (("wallet", WalletDialog), ("buy", BuyDialog), ("account", AccountDialog)):
        begin(action)
        escape(qtbot, shown(kind))
    assert {"balance", "history", "sync", "devices"} <= set(desk.calls)
    assert threading.get_ident() not in desk.threads
