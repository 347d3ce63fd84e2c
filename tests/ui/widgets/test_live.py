"""A live line is said aloud as it changes, once for each thing it says, and only where it can be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.widgets.live import Live
from infrasketch_desktop.ui.widgets.roles import label, set_role
from tests.ui.conftest import Told

POLITENESS = QAccessible.AnnouncementPoliteness


@pytest.fixture
def line(qtbot: QtBot) -> Live:
    made = Live()
    qtbot.addWidget(made)
    return made


def test_a_change_is_said_once_in_its_final_form(line: Live, said: Told, settle: Callable[[], None]) -> None:
    line.show()
    line.setText("3 found")
    line.setText("Not reached.")
    set_role(line, "danger")
    settle()
    line.setText("Not reached.")
    settle()
    assert said == [("Not reached.", POLITENESS.Assertive)]
    line.setText("")
    line.setText("Not reached.")
    settle()
    assert len(said) == 1, "the same twice is said once"
    set_role(line, "hint")
    line.setText("Sent.")
    settle()
    assert said[1:] == [("Sent.", POLITENESS.Polite)]


def test_what_is_hidden_waits_until_it_is_shown(line: Live, said: Told, settle: Callable[[], None]) -> None:
    line.setText("Nothing fits.")
    settle()
    assert not said
    for _ in range(2):
        line.show()
        settle()
        line.hide()
        settle()
    assert [text for text, _ in said] == ["Nothing fits.", "Nothing fits."]


def test_while_nobody_listens_nothing_is_said(line: Live, said: Told, settle: Callable[[], None]) -> None:
    QAccessible.setActive(False)
    line.show()
    line.setText("3 found")
    settle()
    assert not said


def test_trouble_is_live_without_being_asked_to(qtbot: QtBot) -> None:
    for made, is_live in ((label("", "danger"), True), (label("", "hint"), False), (label("", live=True), True)):
        qtbot.addWidget(made)
        assert isinstance(made, Live) is is_live


@pytest.fixture
def settle(qapp: QApplication) -> Callable[[], None]:
    """Lets what is put off until the event loop happen."""
    return qapp.processEvents
