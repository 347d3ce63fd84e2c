"""What is only seen is said aloud: results, what was undone, what was found, what was paid."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.ui.credits.desk import Delivery
from infrasketch_desktop.ui.editor.find_bar import FindBar
from infrasketch_desktop.ui.exporting.receipt import ExportReceipt
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import RecordingOpener
from tests.support.skins import worn
from tests.ui.conftest import Told

POLITE = QAccessible.AnnouncementPoliteness.Polite


@pytest.mark.usefixtures("listening")
def test_what_is_undone_done_again_and_found(sketched: MainWindow, said: Told, qapp: QApplication) -> None:
    editor = sketched.editor
    node_id = next(iter(editor.document.diagram.nodes))
    with editor.document.edit("Rename") as edit:
        edits.rename(edit, node_id, "Lighthouse")
    said.clear()
    editor.undo()
    editor.redo()
    assert [text for text, _ in said] == ["Undone: Rename", "Redone: Rename"]
    said.clear()
    sketched.sketch.find()
    bar = sketched.findChild(FindBar)
    assert bar is not None
    bar.edit.setText("lighthouse")
    qapp.processEvents()
    assert ("1 found", POLITE) in said
    bar.step(1)
    qapp.processEvents()
    assert any(text.startswith("Lighthouse, ") for text, _ in said)
    assert said[-1] == ("1 of 1", POLITE)


def test_a_receipt(qapp: QApplication, qtbot: QtBot, said: Told, tmp_path: Path) -> None:
    with worn(qapp) as skin:
        receipt = ExportReceipt(Icons(skin), RecordingOpener())
        qtbot.addWidget(receipt)
        delivery = Delivery((tmp_path / "shop.png",), 1, 9)
        receipt.show_delivery(delivery, "Picture (PNG)", (), low=False)
    (told,) = (text for text, _ in said if "shop.png" in text)
    assert "9 credits left" in told
