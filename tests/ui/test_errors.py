"""Failures: expected ones are calm messages, unexpected ones a dialog with details, and the work goes on."""

from __future__ import annotations

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.ui.errors import CrashDialog, CrashWatch
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone
from tests.support.logs import LogWatch


def test_expected_failure_is_a_calm_message(window: MainWindow) -> None:
    window.tell_error(InvariantError("The id is used twice."))
    assert [notice.text for notice in window.banners.notices] == ["The id is used twice."]


def test_unexpected_failure_of_a_task_shows_its_details(
    window: MainWindow, program: Program, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("unexpected error")
    window.tasks.run("Break", lambda _progress: 1 // 0, lambda _result: pytest.fail("it broke"))
    qtbot.waitUntil(lambda: program.crashes._open is not None)
    dialog = program.crashes._open
    assert isinstance(dialog, CrashDialog)
    assert "ZeroDivisionError" in dialog.details.toPlainText()
    dialog.accept()


def test_uncaught_exceptions_of_every_thread_are_heard(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("unexpected error")
    watch = CrashWatch(lambda: None)
    before = (sys.excepthook, threading.excepthook)
    uninstall = watch.install()
    try:
        thread = threading.Thread(target=lambda: int("x"))
        thread.start()
        thread.join()
        sys.excepthook(ValueError, ValueError("in a slot"), None)
        qtbot.waitUntil(lambda: watch._open is not None and "in a slot" in watch._open.details.toPlainText())
    finally:
        uninstall()
    assert "invalid literal" in watch._open.details.toPlainText()
    assert (sys.excepthook, threading.excepthook) == before
    watch._open.accept()


def test_messages_with_one_key_replace_each_other(window: MainWindow) -> None:
    stack = window.banners
    stack.show_notice(Notice("old", key="save"))
    stack.show_notice(Notice("other"))
    stack.show_notice(Notice("new", Tone.WARNING, key="save"))
    assert [notice.text for notice in stack.notices] == ["other", "new"]
    stack.clear("save")
    stack.clear("other")
    assert stack.notices == ()


def test_choice_takes_its_message_away(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QPushButton

    chosen: list[str] = []
    window.show_notice(Notice("Which?", choices=(Choice("This", lambda: chosen.append("this")),)))
    button = next(b for b in window.banners.findChildren(QPushButton) if b.text() == "This")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == ["this"]
    assert window.banners.notices == ()
    assert not window.banners.isVisible()
