"""Exporting a picture from the window: free to look at, paid once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog
from infrasketch_desktop.ui.credits.desk import Delivery, Order, State
from infrasketch_desktop.ui.credits.wallet_dialog import WalletDialog
from infrasketch_desktop.ui.exporting.dialog import ExportDialog
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.wallet.purchases import PurchaseState
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser
from tests.support.dialogs import Rest, escape, is_shown, press, shown, words


@pytest.fixture
def target(chooser: FakeChooser, tmp_path: Path) -> Path:
    chooser.path = tmp_path / "picture.png"
    return chooser.path


@pytest.fixture
def open_export(sketched: MainWindow, qtbot: QtBot, rest: Rest) -> Callable[[], ExportDialog]:
    """Opens the export dialog and waits until price and preview are there."""

    def begin() -> ExportDialog:
        sketched.commands.perform("file.export")
        dialog = shown(ExportDialog)
        rest()
        qtbot.waitUntil(lambda: dialog.preview.preview is not None)
        rest()
        return dialog

    return begin


def test_a_picture_costs_what_was_shown_and_leaves_a_receipt(
    open_export: Callable[[], ExportDialog], desk: MemoryDesk, target: Path, rest: Rest, qtbot: QtBot
) -> None:
    dialog = open_export()
    assert "1 credit" in words(dialog)
    assert "250 left → 249 after" in words(dialog)
    press(qtbot, dialog.bar.go)
    rest()
    assert target.read_bytes().startswith(b"\x89PNG")
    assert desk.here == 249
    assert "Saved as “picture.png”" in words(dialog.receipt)
    assert "Picture (PNG) · 1 credit · 249 credits left" in words(dialog.receipt)
    assert dialog.parent().top_bar.balance.text() == "249 credits"


def test_ctrl_e_opens_the_export(sketched: MainWindow, qtbot: QtBot, rest: Rest) -> None:
    qtbot.keyClick(sketched.editor.canvas, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert is_shown(ExportDialog)
    rest()


def test_the_receipt_leads_to_the_file(
    open_export: Callable[[], ExportDialog], target: Path, opener: RecordingOpener, rest: Rest, qtbot: QtBot
) -> None:
    dialog = open_export()
    press(qtbot, dialog.bar.go)
    rest()
    press(qtbot, dialog.receipt.folder)
    press(qtbot, dialog.receipt.copy)
    assert opener.folders == [target.parent]
    assert QGuiApplication.clipboard().text() == str(target)
    press(qtbot, dialog.receipt.more)
    assert dialog.bar.go.isVisible()
    escape(qtbot, dialog)
    assert not is_shown(ExportDialog)


def test_looking_costs_nothing(
    open_export: Callable[[], ExportDialog], desk: MemoryDesk, qtbot: QtBot, rest: Rest
) -> None:
    dialog = open_export()
    press(qtbot, dialog.options.scale.buttons["3"])
    dialog.options.transparent.click()
    rest()
    escape(qtbot, dialog)
    assert not is_shown(ExportDialog)
    assert "deliver" not in desk.calls
    assert desk.here == 250


def test_thinking_better_of_the_file_costs_nothing(
    open_export: Callable[[], ExportDialog], desk: MemoryDesk, chooser: FakeChooser, qtbot: QtBot
) -> None:
    chooser.path = None
    press(qtbot, open_export().bar.go)
    assert "deliver" not in desk.calls


def test_a_double_click_exports_once(
    open_export: Callable[[], ExportDialog], desk: MemoryDesk, target: Path, rest: Rest, qtbot: QtBot
) -> None:
    dialog = open_export()
    desk.gate.clear()
    qtbot.mouseClick(dialog.bar.go, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(dialog.bar.go, Qt.MouseButton.LeftButton)
    dialog.begin()
    desk.gate.set()
    rest()
    assert desk.calls.count("deliver") == 1
    assert desk.here == 249


def test_cancelling_while_it_is_made_costs_nothing(
    open_export: Callable[[], ExportDialog], desk: MemoryDesk, target: Path, rest: Rest, qtbot: QtBot
) -> None:
    dialog = open_export()
    desk.gate.clear()
    press(qtbot, dialog.bar.go)
    escape(qtbot, dialog)
    desk.gate.set()
    rest()
    assert is_shown(ExportDialog)
    assert "Nothing was saved, and nothing was charged" in words(dialog)
    assert not target.exists()
    assert desk.here == 250
    press(qtbot, dialog.bar.go)
    rest()
    assert desk.here == 249


class SlowToReturn(MemoryDesk):
    """Has delivered, but does not say so before `gate` opens."""

    def deliver(self, order: Order) -> Delivery:
        delivered = super().deliver(order)
        self.gate.clear()
        self.calls.append("delivered")
        self.gate.wait(20)
        return delivered


class TestCancelledTooLate:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        return SlowToReturn(250)

    def test_what_was_paid_is_shown(
        self, open_export: Callable[[], ExportDialog], desk: MemoryDesk, target: Path, rest: Rest, qtbot: QtBot
    ) -> None:
        dialog = open_export()
        press(qtbot, dialog.bar.go)
        qtbot.waitUntil(lambda: "delivered" in desk.calls)
        press(qtbot, dialog.bar.cancel)
        desk.gate.set()
        rest()
        assert "249 credits left" in words(dialog.receipt)
        assert target.exists()


def test_a_file_that_cannot_be_written_costs_nothing(
    open_export: Callable[[], ExportDialog], desk: MemoryDesk, chooser: FakeChooser, rest: Rest, qtbot: QtBot
) -> None:
    chooser.path = Path("/nowhere/at/all.png")
    dialog = open_export()
    press(qtbot, dialog.bar.go)
    rest()
    assert "“all.png” could not be saved. Nothing was charged." in words(dialog)
    assert desk.here == 250
    assert dialog.bar.go.isEnabled()


class TestWithoutCredits:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        return MemoryDesk(0)

    def test_too_few_credits_lead_to_a_purchase_and_back_to_the_export(  # noqa: PLR0917 - fixtures, by name
        self,
        open_export: Callable[[], ExportDialog],
        desk: MemoryDesk,
        opener: RecordingOpener,
        program: Program,
        target: Path,
        rest: Rest,
        qtbot: QtBot,
    ) -> None:
        dialog = open_export()
        assert "0 left, 1 missing" in words(dialog)
        assert dialog.bar.go.text() == "Buy credits and export"
        assert dialog.forms.is_locked("png")
        assert not dialog.forms.is_locked("json")
        press(qtbot, dialog.bar.go)
        rest()
        sale = shown(BuyDialog)
        assert "This export costs 1 credit, and you have 0 credits" in words(sale)
        press(qtbot, sale.pay)
        rest()
        assert opener.pages == ["http://127.0.0.1:8000/checkout/p1"]
        assert "Waiting for payment" in words(sale)
        desk.settle(PurchaseState.PAID)
        program.services.credits.came_back()
        qtbot.waitUntil(lambda: not is_shown(BuyDialog))
        rest()
        assert target.exists()
        assert "99 credits left" in words(dialog.receipt)

    def test_closing_the_purchase_loses_nothing(  # noqa: PLR0917 - fixtures, by name
        self,
        open_export: Callable[[], ExportDialog],
        desk: MemoryDesk,
        program: Program,
        target: Path,
        rest: Rest,
        qtbot: QtBot,
    ) -> None:
        dialog = open_export()
        press(qtbot, dialog.bar.go)
        rest()
        press(qtbot, shown(BuyDialog).pay)
        rest()
        escape(qtbot, shown(BuyDialog))
        desk.settle(PurchaseState.PAID)
        program.services.credits.came_back()
        qtbot.waitUntil(lambda: "100 left → 99 after" in words(dialog))
        assert "100 credits added" in "".join(notice.text for notice in dialog.parent().banners.notices)
        assert not target.exists(), "what was closed does not go on by itself"
        press(qtbot, dialog.bar.go)
        rest()
        assert target.exists()

    def test_credits_with_the_server_are_fetched_when_they_are_needed(
        self, open_export: Callable[[], ExportDialog], desk: MemoryDesk, target: Path, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.pool = 7
        dialog = open_export()
        assert "7 left → 6 after" in words(dialog)
        press(qtbot, dialog.bar.go)
        rest()
        assert target.exists()
        assert "6 credits left" in words(dialog.receipt)


class TestLow:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        return MemoryDesk(4)

    @pytest.mark.usefixtures("target")
    def test_few_credits_are_one_quiet_line(
        self, open_export: Callable[[], ExportDialog], rest: Rest, qtbot: QtBot
    ) -> None:
        dialog = open_export()
        assert "Only 4 credits left." in words(dialog)
        press(qtbot, dialog.bar.go)
        rest()
        assert "Only 3 credits left." in words(dialog.receipt)
        press(qtbot, dialog.receipt.buy)
        assert is_shown(BuyDialog)


class TestFirstTime:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        return MemoryDesk(0, State.NEW)

    @pytest.mark.usefixtures("target")
    def test_the_first_export_sets_the_wallet_up_by_itself(
        self, open_export: Callable[[], ExportDialog], desk: MemoryDesk, rest: Rest, qtbot: QtBot
    ) -> None:
        dialog = open_export()
        assert "10 left → 9 after" in words(dialog)
        press(qtbot, dialog.bar.go)
        rest()
        assert desk.here == 9

    def test_offline_it_says_so_and_goes_on_once_the_server_is_there(
        self, open_export: Callable[[], ExportDialog], desk: MemoryDesk, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.online = False
        dialog = open_export()
        assert "your wallet is set up when the server is reached" in words(dialog)
        assert not dialog.bar.go.isEnabled()
        desk.online = True
        press(qtbot, dialog.bar.price.meet)
        rest()
        assert dialog.bar.go.isEnabled()


class TestReadOnly:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        desk = MemoryDesk(20, State.READ_ONLY)
        desk.what, desk.advice = "This wallet is older than this computer remembers.", "Connect once and sync."
        return desk

    def test_a_wallet_from_a_backup_is_explained_and_mended(
        self, open_export: Callable[[], ExportDialog], desk: MemoryDesk, rest: Rest, qtbot: QtBot
    ) -> None:
        desk.online = False  # the sync that comes by itself soon after the start would mend it
        dialog = open_export()
        assert "This wallet is older than this computer remembers. Connect once and sync." in words(dialog)
        assert not dialog.bar.go.isEnabled()
        desk.online = True
        press(qtbot, dialog.bar.price.meet)
        rest()
        assert "20 left → 19 after" in words(dialog)
        assert dialog.bar.go.isEnabled()


class TestFrozen:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        desk = MemoryDesk(20, State.FROZEN)
        desk.what, desk.advice = "The credits are on hold.", "Your sketches are not affected."
        return desk

    def test_credits_on_hold_are_explained(self, open_export: Callable[[], ExportDialog], qtbot: QtBot) -> None:
        dialog = open_export()
        assert "The credits are on hold. Your sketches are not affected." in words(dialog)
        assert not dialog.bar.go.isEnabled()
        press(qtbot, dialog.bar.price.explain)
        assert is_shown(WalletDialog)


def test_the_picture_is_as_it_was_chosen(
    open_export: Callable[[], ExportDialog], target: Path, rest: Rest, qtbot: QtBot
) -> None:
    dialog = open_export()
    press(qtbot, dialog.options.scale.buttons["1"])
    dialog.options.transparent.click()
    rest()
    assert dialog.preview.preview is not None
    width, height = dialog.preview.preview.pixels(1)
    assert dialog.options.pixels.text() == f"{width} × {height} pixels"
    press(qtbot, dialog.bar.go)
    rest()
    picture = QImage(str(target))
    assert (picture.width(), picture.height()) == (width, height)
    assert picture.pixelColor(0, 0).alpha() == 0


def test_a_selection_is_a_smaller_picture(
    sketched: MainWindow, open_export: Callable[[], ExportDialog], target: Path, rest: Rest, qtbot: QtBot
) -> None:
    sketched.editor.selection.set([next(iter(sketched.editor.document.diagram.nodes))])
    dialog = open_export()
    whole = dialog.options.pixels.text()
    dialog.options.area.buttons["selection"].click()
    rest()
    assert dialog.options.pixels.text() != whole
    press(qtbot, dialog.bar.go)
    rest()
    assert QImage(str(target)).width() < 2 * 300


def test_choices_are_found_again(
    open_export: Callable[[], ExportDialog], rest: Rest, qtbot: QtBot, program: Program
) -> None:
    dialog = open_export()
    press(qtbot, dialog.options.scale.buttons["3"])
    dialog.options.theme.box.setCurrentIndex(2)
    dialog.options.theme.box.activated.emit(2)
    rest()
    escape(qtbot, dialog)
    again = open_export()
    assert again.options.chosen.scale == 3
    assert again.options.chosen.theme.name == "dark"
    assert "png.theme=dark" in program.services.preferences.current.export_choices
