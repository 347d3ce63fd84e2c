"""What nobody expected: one dialog with a report in full, which goes nowhere unless it is asked to."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.edits import rename
from infrasketch_desktop.ui.crash.dialog import ReportDialog
from infrasketch_desktop.ui.crash.keeping import MOST_KEPT
from infrasketch_desktop.ui.crash.receiver import Receiver
from infrasketch_desktop.ui.crash.report import WENT_WRONG, Report
from infrasketch_desktop.ui.crash.reporter import MOST_SHOWN, Reporter
from infrasketch_desktop.ui.crash.watch import CrashWatch
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.widgets.banner import Notice
from infrasketch_desktop.vendor import Build, Vendor
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser
from tests.support.logs import LogWatch


@pytest.fixture
def crash(reporter: Reporter) -> Callable[..., ReportDialog]:
    """Lets something go wrong that nobody expects."""

    def now(error: Exception | None = None) -> ReportDialog:
        reporter.crashed(error or ZeroDivisionError("by none"))
        assert reporter.dialog is not None
        return reporter.dialog

    return now


def click(qtbot: QtBot, dialog: ReportDialog, text: str) -> None:
    from PySide6.QtWidgets import QPushButton

    wanted = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)


def test_failure_of_a_task_shows_where_it_was(
    window: MainWindow, program: Program, qtbot: QtBot, log_watch: LogWatch
) -> None:
    """In the program, with all that it is made of."""
    log_watch.expect("unexpected error")
    window.tasks.run("Break", lambda _progress: 1 // 0, lambda _result: pytest.fail("it broke"))
    qtbot.waitUntil(lambda: program.reporter.dialog is not None)
    text = program.reporter.dialog.report.text
    assert "builtins.ZeroDivisionError" in text
    assert "test_reporter.py:" in text
    assert "InfraSketch: 0." in text
    assert "ERROR infrasketch: unexpected error" in text
    program.reporter.dialog.accept()
    window.commands.perform("help.report")
    assert program.reporter.dialog.windowTitle() == "Report a problem"
    program.reporter.dialog.accept()


def test_nothing_of_the_diagram_is_in_the_report(sketched: MainWindow, program: Program, home: Path) -> None:
    node = next(iter(sketched.editor.document.diagram.nodes))
    sketched.editor.edit("Rename", lambda edit: rename(edit, node, "Moon Base Payroll"))
    program.reporter.crashed(
        ValueError(f"Moon Base Payroll ran out of {home}/moon.infrasketch, said ada@moon.example; {node} is gone")
    )
    text = program.reporter.dialog.report.text
    assert "builtins.ValueError" in text
    for secret in ("Moon", "Payroll", str(home), "moon.infrasketch", "ada@", f"{node} is gone"):
        assert secret.casefold() not in text.casefold()
    program.reporter.dialog.accept()


def test_uncaught_exceptions_of_every_thread_are_heard(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("unexpected error")
    heard: list[BaseException] = []
    watch = CrashWatch(heard.append)
    before = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    uninstall = watch.install()
    try:
        thread = threading.Thread(target=lambda: int("x"))
        thread.start()
        thread.join()
        sys.excepthook(ValueError, ValueError("in a slot"), None)
        qtbot.waitUntil(lambda: len(heard) == 2)
    finally:
        uninstall()
    assert "invalid literal" in str(heard[0])
    assert str(heard[1]) == "in a slot"
    assert (sys.excepthook, sys.unraisablehook, threading.excepthook) == before


def test_a_report_that_fails_itself_is_logged_and_no_circle(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("unexpected error")
    log_watch.expect("could not be shown")
    shown: list[BaseException] = []

    def show(error: BaseException) -> None:
        shown.append(error)
        raise LookupError

    watch = CrashWatch(show)
    uninstall = watch.install()
    try:
        watch.report(ValueError())
        watch.report(ValueError())
        qtbot.waitUntil(lambda: len(shown) == 2)
    finally:
        uninstall()


def test_what_goes_wrong_meanwhile_is_added_to_the_open_report(
    reporter: Reporter, crash: Callable[..., ReportDialog]
) -> None:
    dialog = crash()
    assert crash(KeyError("x")) is dialog
    assert "builtins.KeyError" in dialog.report.text


def test_a_crash_again_and_again_becomes_one_quiet_line(
    reporter: Reporter, crash: Callable[..., ReportDialog], told: list[Notice]
) -> None:
    for _ in range(MOST_SHOWN):
        crash().accept()
    for _ in range(3):
        reporter.crashed(ZeroDivisionError("by none"))
    assert reporter.dialog is None
    assert ["again and again" in notice.text for notice in told] == [True]
    assert "builtins.LookupError" in crash(LookupError()).report.text, "another mistake is shown"


def test_nothing_leaves_unless_it_is_asked_for(
    reporter: Reporter, crash: Callable[..., ReportDialog], desk: MemoryDesk, opener: RecordingOpener
) -> None:
    dialog = crash()
    assert dialog.status.text() == "Nothing has been sent."
    dialog.accept()
    assert desk.calls == []
    assert not opener.pages
    assert not opener.mails
    assert reporter.kept.all() == ()


def test_what_stands_in_the_boxes_is_what_is_sent(crash: Callable[..., ReportDialog], qtbot: QtBot) -> None:
    dialog = crash()
    dialog.details.setPlainText("only this")
    qtbot.keyClicks(dialog.comment, "I pressed undo")
    assert dialog.report.text == "What the person was doing\n  I pressed undo\n\nonly this"
    click(qtbot, dialog, "Copy")
    assert QGuiApplication.clipboard().text() == dialog.report.text


def test_a_report_is_saved_as_a_file(
    crash: Callable[..., ReportDialog], qtbot: QtBot, chooser: FakeChooser, tmp_path: Path
) -> None:
    chooser.path = tmp_path / "report.txt"
    dialog = crash()
    click(qtbot, dialog, "Save…")
    assert chooser.path.read_text("utf-8") == dialog.report.text
    assert str(chooser.path) in dialog.status.text()


def test_without_a_network_the_report_is_kept_and_offered_from_the_menu(
    reporter: Reporter, desk: MemoryDesk, crash: Callable[..., ReportDialog], qtbot: QtBot
) -> None:
    desk.online = False
    dialog = crash()
    sent = dialog.report.text
    click(qtbot, dialog, "Send the report")
    qtbot.waitUntil(lambda: "kept on this computer" in dialog.status.text())
    assert dialog.send_button.isEnabled()
    dialog.accept()
    reporter.report_problem()
    assert "What went wrong" not in reporter.dialog.report.text, "what waits keeps nobody from a new one"
    reporter.dialog.choice.setCurrentIndex(1)
    assert reporter.dialog.report.text == sent
    click(qtbot, reporter.dialog, "Delete it")
    assert reporter.kept.all() == ()
    reporter.report_problem()
    assert not reporter.dialog.choice.isVisible()


def test_each_report_keeps_what_was_written_into_it(reporter: Reporter, qtbot: QtBot) -> None:
    reporter.kept.keep(Report("k" * 32, "an older one"))
    reporter.report_problem()
    dialog = reporter.dialog
    qtbot.keyClicks(dialog.comment, "the new one")
    dialog.choice.setCurrentIndex(1)
    assert dialog.comment.toPlainText() == ""
    qtbot.keyClicks(dialog.comment, "that one")
    assert "kept on this computer" in dialog.status.text()
    dialog.choice.setCurrentIndex(0)
    assert dialog.comment.toPlainText() == "the new one"
    assert dialog.status.text() == "Nothing has been sent."


def test_the_same_mistake_meanwhile_is_counted_and_not_told_again(crash: Callable[..., ReportDialog]) -> None:
    dialog = crash(KeyError("by none"))
    for _ in range(6):
        crash(KeyError("by none"))
    crash(LookupError("by none"))
    text = dialog.report.text
    assert text.count("builtins.KeyError") == 1
    assert text.count("7 times: KeyError") == 1
    assert text.count("times:") == 1
    assert "builtins.LookupError" in text


def test_what_goes_wrong_after_a_report_was_sent_gets_a_report_of_its_own(
    reporter: Reporter, crash: Callable[..., ReportDialog], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrasketch_desktop.ui.crash.reporter.send", lambda _server, _report: None)
    first = crash()
    first.send_button.click()
    reporter.crashed(OSError("by none"))  # while it is on its way
    qtbot.waitUntil(lambda: "Thank you" in first.status.text())
    assert "opens when you close this one" in first.status.text()
    for _ in range(2):
        reporter.crashed(KeyError("by none"))
    assert "KeyError" not in first.report.text, "what was sent stays what was sent"
    first.accept()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    text = reporter.dialog.report.text
    assert reporter.dialog is not first
    assert "builtins.OSError" in text
    assert text.count("builtins.KeyError") == 1
    assert "2 times: KeyError" in text
    assert reporter.dialog.send_button.isEnabled()


def test_a_report_that_was_not_sent_takes_what_went_wrong_meanwhile(
    reporter: Reporter, desk: MemoryDesk, crash: Callable[..., ReportDialog], qtbot: QtBot
) -> None:
    desk.online = False
    desk.gate.clear()
    dialog = crash()
    dialog.send_button.click()
    reporter.crashed(KeyError("by none"))
    assert "KeyError" not in dialog.report.text
    desk.gate.set()
    qtbot.waitUntil(dialog.send_button.isEnabled)
    assert "builtins.KeyError" in dialog.report.text
    assert "opens when you close" not in dialog.status.text()


@pytest.mark.parametrize("is_online", [True, False])
def test_a_report_whose_dialog_was_closed_while_it_was_sent_is_sent_or_kept(
    reporter: Reporter, desk: MemoryDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, is_online: bool
) -> None:
    monkeypatch.setattr("infrasketch_desktop.ui.crash.reporter.send", lambda _server, _report: None)
    waiting = Report("k" * 32, "of an earlier run")
    reporter.kept.keep(waiting)
    reporter.report_problem()
    reporter.dialog.choice.setCurrentIndex(1)
    desk.online = is_online
    desk.gate.clear()
    reporter.dialog.comment.setPlainText("said since then")
    reporter.dialog.send_button.click()
    assert not reporter.dialog.choice.isEnabled(), "what is sent is what is shown until it is"
    is_there = lifeline(reporter.dialog)
    reporter.dialog.accept()
    qtbot.waitUntil(lambda: not is_there())
    desk.gate.set()
    qtbot.waitUntil(lambda: reporter.kept.all() != (waiting,))
    assert ["said since then" in report.text for report in reporter.kept.all()] == ([] if is_online else [True])


@pytest.mark.parametrize(
    ("own", "server", "said"),
    [
        ("", "", "built-in sandbox on this computer, where nobody else reads it"),
        ("https://licences.acme.example", "https://licences.acme.example", "sent to Acme Diagrams (licences.acme.ex"),
        ("https://licences.acme.example", "https://other.example:8443", "other.example:8443, which your settings name"),
    ],
)
def test_who_would_receive_it_is_said(own: str, server: str, said: str) -> None:
    assert said in Receiver(Vendor("Acme Diagrams", Build.SANDBOX, server=own), server).promise


def test_a_report_that_was_changed_gets_another_number(crash: Callable[..., ReportDialog], qtbot: QtBot) -> None:
    """The server knows the first one perhaps, although its answer was lost."""
    dialog = crash()
    first = dialog.report.id
    assert dialog.report.id == first
    qtbot.keyClicks(dialog.comment, "more")
    assert dialog.report.id != first
    assert len(dialog.report.id) == len(first)


def test_a_letter_goes_to_the_vendor_with_the_report_in_the_clipboard(
    crash: Callable[..., ReportDialog], opener: RecordingOpener, qtbot: QtBot
) -> None:
    dialog = crash()
    click(qtbot, dialog, "Write an e-mail")
    [(address, subject, body)] = opener.mails
    assert address == "help@vendor.example"
    assert "report" in subject
    assert len(body) < 200
    assert QGuiApplication.clipboard().text() == dialog.report.text
    opener.works = False
    click(qtbot, dialog, "Write an e-mail")
    assert "help@vendor.example" in dialog.status.text()


@pytest.mark.parametrize("vendor", [Vendor("Acme Diagrams", Build.SANDBOX)])
def test_a_vendor_without_an_address_gets_no_letter(crash: Callable[..., ReportDialog], vendor: Vendor) -> None:
    from PySide6.QtWidgets import QPushButton

    assert "Write an e-mail" not in [one.text() for one in crash().findChildren(QPushButton)]


def test_only_the_newest_reports_are_kept(reporter: Reporter, tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 3):
        assert reporter.kept.keep(Report(f"{number:032}", f"report {number}"))
    assert len(reporter.kept.all()) == MOST_KEPT
    assert len(list(tmp_path.rglob("reports/*"))) == MOST_KEPT


def test_reports_of_the_same_mistake_are_kept_as_one_that_counts(reporter: Reporter) -> None:
    def ended(number: int, step: str) -> Report:
        text = f"It ended\n\n{WENT_WRONG}  Thread 0x7f{number}\n    {step}\n\nLast log lines\n  line {number}\n"
        return Report(f"{number:032}", text)

    told = "What the person was doing\n  I drew\n\n"
    reporter.kept.keep(replace(ended(1, "app.py:1"), text=told + ended(1, "app.py:1").text))
    reporter.kept.keep(ended(2, "app.py:1"))
    reporter.kept.keep(ended(3, "other.py:1"))
    reporter.kept.keep(ended(4, "app.py:1"))
    newest, other = reporter.kept.all()
    assert newest.text.count("Happened 3 times") == 1
    assert newest.text.startswith(told), "the one that says more stays"
    assert newest == Report.of(newest.text), "another text has another number"
    assert other == ended(3, "other.py:1")


def test_a_disk_that_keeps_nothing_is_said(
    reporter: Reporter, desk: MemoryDesk, crash: Callable[..., ReportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where the folder would be")
    desk.online = False
    dialog = crash()
    click(qtbot, dialog, "Send the report")
    qtbot.waitUntil(lambda: "could not be kept either" in dialog.status.text())


def test_keys_reach_everything_in_the_dialog(crash: Callable[..., ReportDialog], qtbot: QtBot) -> None:
    dialog = crash()
    qtbot.waitUntil(dialog.isActiveWindow)
    reached = set()
    for _ in range(12):
        reached.add(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert {dialog.comment, dialog.details, dialog.send_button, dialog.close_button} <= reached
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
