"""Windows are made anew in another language once they are free, and never after the end of the program."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.renewing import Renewal


class NoWindows:
    """Nothing is open."""

    all: tuple[MainWindow, ...] = ()


def test_the_newest_wish_is_done_once_and_not_at_once(qapp: QApplication) -> None:
    done: list[str] = []
    renewal = Renewal(NoWindows())
    renewal.ask(lambda: done.append("older"))
    renewal.ask(lambda: done.append("newer"))
    assert done == []
    qapp.processEvents()
    assert done == ["newer"]


def test_a_program_that_has_ended_renews_nothing(qapp: QApplication) -> None:
    done: list[str] = []
    renewal = Renewal(NoWindows())
    renewal.ask(lambda: done.append("late"))
    renewal.release()
    qapp.processEvents()
    assert done == []
