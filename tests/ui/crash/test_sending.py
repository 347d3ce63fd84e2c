"""From the dialog to the licensing server and back: one report, whoever sends it and how often."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from infrasketch_desktop.ui.crash.report import Report
from infrasketch_desktop.ui.crash.reporter import Reporter
from infrasketch_desktop.ui.crash.sending import send
from infrasketch_desktop.version import program_version
from infrasketch_desktop.wallet.errors import NotConnectedError, ServerRefusedError, WalletError
from licensing_server.app import create_app
from licensing_server.database import Database
from licensing_server.models.reports import CrashReport
from licensing_server.reports.endpoints import REPORTS
from licensing_server.reports.schemas import LONGEST_TEXT
from tests.support.credits_desk import MemoryDesk
from tests.support.licensing import Clock, create_tables, make_parts
from tests.support.relays import listening
from tests.support.websites import website

pytestmark = pytest.mark.loopback

REPORT = Report("a" * 32, "InfraSketch made a mistake\n\tin café ••••\n")


class Receiver:
    """A licensing server that listens, and what it holds."""

    def __init__(self, address: str, database: Database) -> None:
        self.address = address
        self._database = database

    @property
    def reports(self) -> list[CrashReport]:
        with self._database.reading() as session:
            return list(session.scalars(select(CrashReport)))


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    url = f"sqlite:///{tmp_path / 'server.db'}"
    create_tables(url)
    database = Database(url)
    with listening(create_app(make_parts(database, tmp_path / "data", Clock()))) as address:
        yield Receiver(address, database)
    database.close()


def test_a_report_arrives_word_for_word_and_once(receiver: Receiver) -> None:
    send(receiver.address, REPORT)
    send(receiver.address, REPORT)
    [found] = receiver.reports
    assert (found.id, found.text, found.version) == (REPORT.id, REPORT.text, program_version())


def test_the_dialog_sends_what_it_shows_and_forgets_what_was_kept(
    receiver: Receiver, reporter: Reporter, desk: MemoryDesk, qtbot: QtBot
) -> None:
    """First without a network, then with one: in the end one report is there, and none here."""
    desk.online = False
    reporter.crashed(ZeroDivisionError("by none"))
    reporter.dialog.send_button.click()
    qtbot.waitUntil(lambda: bool(reporter.kept.all()))
    desk.online, desk.relay = True, receiver.address
    qtbot.keyClicks(reporter.dialog.comment, "I divided")
    shown = reporter.dialog.report
    reporter.dialog.send_button.click()
    qtbot.waitUntil(lambda: reporter.dialog.status.text() == "The report was sent. Thank you.")
    assert [(found.id, found.text) for found in receiver.reports] == [(shown.id, shown.text)]
    assert "I divided" in shown.text
    assert reporter.kept.all() == ()
    assert not reporter.dialog.send_button.isEnabled()


def test_the_longest_report_that_the_window_makes_is_taken(receiver: Receiver) -> None:
    from infrasketch_desktop.ui.crash.drafts import _MOST_COMMENT
    from infrasketch_desktop.ui.crash.report import LONGEST

    assert LONGEST + _MOST_COMMENT <= LONGEST_TEXT
    send(receiver.address, Report("b" * 32, "é" * (LONGEST + _MOST_COMMENT)))
    assert len(receiver.reports[0].text) == LONGEST + _MOST_COMMENT


def test_control_characters_do_not_keep_a_report_from_being_taken(receiver: Receiver) -> None:
    send(receiver.address, Report("c" * 32, "red \x1b[31m and nothing \x00\r\n"))
    assert receiver.reports[0].text == "red [31m and nothing \n"


def test_too_many_reports_are_refused_in_words(receiver: Receiver) -> None:
    for number in range(REPORTS.most):
        send(receiver.address, Report(f"{number:032}", "x"))
    with pytest.raises(ServerRefusedError, match="Too many attempts"):
        send(receiver.address, REPORT)


def test_nobody_and_somebody_else_are_said(receiver: Receiver) -> None:
    with website({}) as address, pytest.raises(NotConnectedError, match="not a licensing server"):
        send(address, REPORT)
    with pytest.raises(NotConnectedError, match="cannot be reached"):
        send(address, REPORT)


def test_a_report_goes_nowhere_in_the_clear() -> None:
    with pytest.raises(WalletError, match="Nothing was sent"):
        send("http://licensing.example.com", REPORT)
