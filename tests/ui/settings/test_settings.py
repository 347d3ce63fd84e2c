"""The dialog of all settings, used like a person in the running program."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QMessageBox, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.kinds import Direction, EdgeStyle
from infrasketch_desktop.storage.settings import Settings, SettingsStore, Theme, Wish
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.settings import commands
from infrasketch_desktop.ui.settings.dialog import SettingsDialog
from infrasketch_desktop.vendor import Build, Vendor
from tests.support.credits_desk import RecordingOpener

REMEMBERED = {
    "last_folder", "window_geometry", "window_layout", "export_format", "export_choices", "code_folders",
    "account_email", "tour_seen", "updates_checked", "update_passed_over",
    "updates_heard", "updates_missed", "updates_trouble",
}  # fmt: skip
"""What the program remembers by itself, so that nobody sets it."""
ASKED_ELSEWHERE = {
    "assistant_tier",
    "assistant_model",
    "assistant_source",
    "assistant_address",
    "assistant_in_the_clear",
}
"""The settings lead there."""


@pytest.fixture
def dialog(window: MainWindow) -> SettingsDialog:
    return window.settings.show()


def shown(dialog: SettingsDialog) -> set[str]:
    return {title for title, control in dialog.page.controls.items() if control.isVisible()}


def choose(dialog: SettingsDialog, title: str, value: object) -> None:
    box = dialog.page.controls[title]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_every_setting_of_the_program_has_its_row(dialog: SettingsDialog) -> None:
    rows = [name for section in dialog.page.sections for row in section.rows for name in row.settings]
    assert len(rows) == len(set(rows))
    assert {field.name for field in dataclasses.fields(Settings)} == {*rows} | REMEMBERED | ASKED_ELSEWHERE


@pytest.mark.parametrize("build", list(Build))
def test_a_live_build_leaves_no_choice_of_the_server(
    build: Build, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "read_vendor", lambda: Vendor("InfraSketch", build))
    assert ("Licensing server" in window.settings.show().page.controls) == (build is Build.SANDBOX)


def test_keys_open_it_and_the_search_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.focusWidget() is dialog.search


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ("animation", {"Reduce motion"}),
        ("SNAP grid", {"Snap to the grid"}),
        ("deutsch", {"Language"}),
        ("save", {"Save by itself", "Save after"}),
        ("zebra", set()),
    ],
)
def test_a_search_leaves_what_fits(dialog: SettingsDialog, wanted: str, titles: set[str]) -> None:
    dialog.search.setText(wanted)
    assert shown(dialog) >= titles
    assert bool(shown(dialog)) == bool(titles)
    assert dialog.page.nothing.isVisible() != bool(titles)
    dialog.search.clear()
    assert shown(dialog) == {*dialog.page.controls}


def test_a_search_leaves_only_sections_that_have_something(dialog: SettingsDialog) -> None:
    dialog.search.setText("minimap")
    left = [dialog.list.item(i).text() for i in range(dialog.list.count()) if not dialog.list.item(i).isHidden()]
    assert left == ["Canvas"]


def test_a_change_counts_at_once_and_is_remembered(
    program: Program, dialog: SettingsDialog, qapp: QApplication
) -> None:
    choose(dialog, "Theme", Theme.DARK)
    choose(dialog, "Text size", 1.5)
    assert program.services.skin.appearance is Theme.DARK
    assert qapp.font().pointSizeF() == pytest.approx(1.5 * program._point_size)
    kept = SettingsStore(program.profile.settings_file).load().settings
    assert (kept.theme, kept.text_scale) == (Theme.DARK, 1.5)


def test_titles_stay_whole_while_the_text_grows(dialog: SettingsDialog, qtbot: QtBot) -> None:
    choose(dialog, "Text size", 2.0)
    qtbot.waitUntil(lambda: dialog.list.sizeHintForColumn(0) > 200)
    qtbot.waitUntil(lambda: dialog.list.horizontalScrollBar().maximum() == 0)
    assert dialog.list.viewport().width() >= dialog.list.sizeHintForColumn(0)


def test_it_follows_what_is_changed_elsewhere(window: MainWindow, dialog: SettingsDialog) -> None:
    window.looks.toggle_minimap()
    minimap = dialog.page.controls["Minimap"]
    assert isinstance(minimap, QCheckBox)
    assert not minimap.isChecked()
    window.looks.choose_appearance(Theme.DARK)
    window.looks.toggle_contrast()
    theme = dialog.page.controls["Theme"]
    assert isinstance(theme, QComboBox)
    assert theme.currentData() == Theme.DARK
    contrast = dialog.page.controls["High contrast"]
    assert isinstance(contrast, QComboBox)
    assert contrast.currentData() == Wish.ON


def test_a_value_that_keys_made_is_shown_though_no_menu_has_it(window: MainWindow, dialog: SettingsDialog) -> None:
    window.looks.scale_text(1.03)
    size = dialog.page.controls["Text size"]
    assert isinstance(size, QComboBox)
    assert size.currentText() == "103 %"


def test_new_diagrams_begin_as_it_was_set(
    window: MainWindow, dialog: SettingsDialog, qtbot: QtBot, idle: Callable[[MainWindow], None]
) -> None:
    choose(dialog, "New diagrams read", Direction.RIGHT)
    choose(dialog, "Edges of new diagrams", EdgeStyle.CURVED)
    dialog.accept()
    qtbot.keyClicks(window.home.box.edit, "An API with PostgreSQL")
    qtbot.keyClick(window.home.box.edit, "\r")
    qtbot.waitUntil(lambda: not window.shows_home, timeout=20_000)
    idle(window)
    assert window.editor is not None
    sheet = window.editor.document.diagram.sheet
    assert (sheet.direction, sheet.edge_style) == (Direction.RIGHT, EdgeStyle.CURVED)
    assert len(window.editor.document.diagram.nodes) == 2


def test_what_attracts_is_turned_off_in_every_window(sketched: MainWindow) -> None:
    dialog = sketched.settings.show()
    for title in ("Snap to the grid", "Snap to others"):
        control = dialog.page.controls[title]
        assert isinstance(control, QCheckBox)
        control.click()
    assert sketched.bench is not None
    assert (sketched.bench.stage.grid, sketched.bench.stage.attracts) == (None, False)


def test_autosave_waits_as_long_as_it_was_set(program: Program, dialog: SettingsDialog) -> None:
    seconds = dialog.page.controls["Save after"]
    assert isinstance(seconds, QSpinBox)
    assert seconds.lineEdit().textMargins().left() > 0, "the number touches the border"
    seconds.setValue(42)
    assert program.services.preferences.current.autosave_seconds == 42


def test_defaults_come_back_when_asked_for_and_the_rest_stays(
    program: Program, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, "Theme", Theme.DARK)
    program.services.preferences.change(last_folder="/somewhere", show_grid=False)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Cancel)
    dialog.restore_defaults()
    assert program.services.preferences.current.theme is Theme.DARK
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.RestoreDefaults)
    dialog.restore_defaults()
    current = program.services.preferences.current
    assert (current.theme, current.show_grid, current.last_folder) == (Theme.SYSTEM, True, "/somewhere")
    assert program.services.skin.appearance is Theme.SYSTEM


def test_the_profile_folder_is_opened(
    program: Program, dialog: SettingsDialog, opener: RecordingOpener, qtbot: QtBot
) -> None:
    door = dialog.page.controls["Profile folder"]
    assert isinstance(door, QPushButton)
    qtbot.mouseClick(door, Qt.MouseButton.LeftButton)
    assert opener.folders == [program.profile.settings_folder]


def test_every_control_says_what_it_is(dialog: SettingsDialog) -> None:
    for title, control in dialog.page.controls.items():
        assert control.accessibleName() == title
        assert control.accessibleDescription()
