"""Printing: seen before, as vectors, for nothing; and copies for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.exporting.previews import PagesPreview
from infrasketch_desktop.ui.exporting.printing import PrintDialog
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk
from tests.support.desktop import FakeChooser
from tests.support.dialogs import Rest, is_shown, press, shown


@pytest.fixture
def open_print(sketched: MainWindow, qtbot: QtBot, rest: Rest) -> Callable[[], PrintDialog]:
    def begin() -> PrintDialog:
        sketched.commands.perform("file.print")
        dialog = shown(PrintDialog)
        qtbot.waitUntil(lambda: dialog.preview.preview is not None)
        rest()
        return dialog

    return begin


def test_ctrl_p_opens_it(sketched: MainWindow, qtbot: QtBot, rest: Rest) -> None:
    qtbot.keyClick(sketched.editor.canvas, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert is_shown(PrintDialog)
    rest()


def test_what_is_printed_is_what_was_seen_as_vectors_and_for_nothing(  # noqa: PLR0917 - fixtures, by name
    open_print: Callable[[], PrintDialog],
    chooser: FakeChooser,
    desk: MemoryDesk,
    tmp_path: Path,
    rest: Rest,
    qtbot: QtBot,
) -> None:
    chooser.path = tmp_path / "print.pdf"
    dialog = open_print()
    assert isinstance(dialog.preview.preview, PagesPreview)
    assert dialog.preview.preview.count == 1
    press(qtbot, dialog.go)
    rest()
    assert not is_shown(PrintDialog)
    document = QPdfDocument()
    document.load(str(chooser.path))
    assert document.pageCount() == 1
    assert "PostgreSQL" in document.getAllText(0).text()
    document.close()
    assert "deliver" not in desk.calls


def test_natural_size_takes_more_sheets_and_is_found_again(
    open_print: Callable[[], PrintDialog], rest: Rest, qtbot: QtBot
) -> None:
    dialog = open_print()
    dialog.fit.buttons["100"].click()
    press(qtbot, dialog.paper.buttons["letter"])
    rest()
    assert dialog.sheets.text() == "1 sheet"
    dialog.close()
    again = open_print()
    assert (again.fit.value, again.paper.value) == ("100", "letter")
    again.close()


def test_thinking_better_of_the_printer_prints_nothing(
    open_print: Callable[[], PrintDialog], chooser: FakeChooser, qtbot: QtBot
) -> None:
    chooser.path = None
    dialog = open_print()
    press(qtbot, dialog.go)
    assert is_shown(PrintDialog)
    dialog.close()


def test_a_copy_as_svg_is_a_picture_and_its_text(sketched: MainWindow, rest: Rest) -> None:
    sketched.commands.perform("edit.copy-svg")
    rest()
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<")
    assert "PostgreSQL" in mime.text()
    assert "@font-face" not in mime.text()


def test_a_copy_as_mermaid_is_a_flowchart(sketched: MainWindow, desk: MemoryDesk, rest: Rest) -> None:
    sketched.commands.perform("edit.copy-mermaid")
    rest()
    assert "flowchart" in QGuiApplication.clipboard().text()
    assert "deliver" not in desk.calls
