"""About: version and vendor, the profile folder, the licences of others, and no way out but the vendor's website."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.about import licences as licences_module
from infrasketch_desktop.ui.about.dialog import AboutDialog
from infrasketch_desktop.ui.about.licences import BUNDLED, licences
from infrasketch_desktop.ui.about.licences_dialog import LicencesDialog
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.vendor import Build, Vendor
from tests.support.credits_desk import RecordingOpener


def click(qtbot: QtBot, dialog: AboutDialog, text: str) -> None:
    wanted = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)


def test_about_says_which_program_and_where_it_keeps_things(
    window: MainWindow, opener: RecordingOpener, qtbot: QtBot
) -> None:
    dialog = window.help.show_about()
    texts = [one.text() for one in dialog.findChildren(QLabel)]
    folder = window.services.profile.settings_folder
    assert {"Version 0.1.0", "InfraSketch", str(folder)} <= set(texts)
    click(qtbot, dialog, "Open the profile folder")
    assert opener.folders == [folder]
    click(qtbot, dialog, "Copy version details")
    copied = QGuiApplication.clipboard().text()
    assert "InfraSketch: 0.1.0" in copied
    assert str(folder) not in copied
    assert "Website" not in [one.text() for one in dialog.findChildren(QPushButton)]
    click(qtbot, dialog, "Licences…")
    found = dialog.findChild(LicencesDialog)
    qtbot.waitUntil(lambda: found.list.count() > 0)
    assert found.text.toPlainText()
    found.accept()
    dialog.accept()
    other = AboutDialog(
        window.services, Vendor("Acme", Build.SANDBOX, website="https://acme.example"), window.tasks, window
    )
    click(qtbot, other, "Website")
    assert opener.pages == ["https://acme.example"]
    other.accept()


def test_about_is_as_high_as_its_words_in_its_width(window: MainWindow) -> None:
    dialog = window.help.show_about()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() == layout.totalHeightForWidth(dialog.width())


def test_every_library_that_the_program_needs_is_named_with_its_licence() -> None:
    found = {part.name.rpartition(" ")[0].casefold(): part for part in licences()}
    assert {"pyside6", "anthropic", "pymupdf-fonts", "reportlab", "certifi"} <= set(found)
    assert "pytest" not in found, "what only tests need is not in the program"
    assert not [part.name for part in found.values() if not part.licence]
    assert "Apache License" in found["requests"].text
    assert all(len(part.licence) < 200 for part in found.values())


def test_a_bundle_shows_the_text_that_came_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / BUNDLED).write_text("All of it", "utf-8")
    monkeypatch.setattr(licences_module.sys, "executable", str(tmp_path / "infrasketch"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    [part] = licences()
    assert part.text == "All of it"
