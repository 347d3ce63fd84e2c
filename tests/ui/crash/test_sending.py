"""From the dialog to the licensing server and back: one report, whoever sends it and how often."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from infrasketch_desktop.ui.crash.report import Report, program_version
from infrasketch_desktop.ui.crash.sending import send
from infrasketch_desktop.wallet.errors import NotConnectedError, ServerRefusedError, WalletError
from licensing_server.app import create_app
from licensing_server.database import Database
from licensing_server.models.reports import CrashReport
from licensing_server.reports.endpoints import REPORTS
from licensing_server.reports.schemas import LONGEST_TEXT
from tests.support.licensing import Clock, create_tables, make_parts
from tests.support.relays import listening
from tests.support.websites import website

pytestmark = pytest.mark.loopback

REPORT = Report("a" * 32, "InfraSketch made a mistake\n\tin café ••••\n")


class Vendor:
    """A licensing server that listens, and what it holds."""

    def __init__(self, address: str, database: Database) -> None:
        self.address = address
        self._database = database

    @property
    def reports(self) -> list[CrashReport]:
        with self._database.reading() as session:
            return list(session.scalars(select(CrashReport)))


@pytest.fixture
def vendor(tmp_path: Path) -> Iterator[Vendor]:
    url = f"sqlite:///{tmp_path / 'server.db'}"
    create_tables(url)
    database = Database(url)
    with listening(create_app(make_parts(database, tmp_path / "data", Clock()))) as address:
        yield Vendor(address, database)
    database.close()


def test_a_report_arrives_word_for_word_and_once(vendor: Vendor) -> None:
    send(vendor.address, REPORT)
    send(vendor.address, REPORT)
    [found] = vendor.reports
    assert (found.id, found.text, found.version) == (REPORT.id, REPORT.text, program_version())


def test_the_longest_report_that_the_window_makes_is_taken(vendor: Vendor) -> None:
    from infrasketch_desktop.ui.crash.dialog import _MOST_COMMENT
    from infrasketch_desktop.ui.crash.report import LONGEST

    assert LONGEST + _MOST_COMMENT <= LONGEST_TEXT
    send(vendor.address, Report("b" * 32, "é" * (LONGEST + _MOST_COMMENT)))
    assert len(vendor.reports[0].text) == LONGEST + _MOST_COMMENT


def test_control_characters_do_not_keep_a_report_from_being_taken(vendor: Vendor) -> None:
    send(vendor.address, Report("c" * 32, "red \x1b[31m and nothing \x00\r\n"))
    assert vendor.reports[0].text == "red [31m and nothing \n"


def test_too_many_reports_are_refused_in_words(vendor: Vendor) -> None:
    for number in range(REPORTS.most):
        send(vendor.address, Report(f"{number:032}", "x"))
    with pytest.raises(ServerRefusedError, match="Too many attempts"):
        send(vendor.address, REPORT)


def test_nobody_and_somebody_else_are_said(vendor: Vendor) -> None:
    with website({}) as address, pytest.raises(NotConnectedError, match="not a licensing server"):
        send(address, REPORT)
    with pytest.raises(NotConnectedError, match="cannot be reached"):
        send(address, REPORT)


def test_a_report_goes_nowhere_in_the_clear() -> None:
    with pytest.raises(WalletError, match="Nothing was sent"):
        send("http://licensing.example.com", REPORT)
