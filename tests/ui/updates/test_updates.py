"""The running program and a real feed: when it asks, what it tells, and what it never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop import app_services
from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.about.dialog import AboutDialog
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.settings.doors import Doors
from infrasketch_desktop.ui.settings.table import sections
from infrasketch_desktop.ui.updates import commands
from infrasketch_desktop.ui.updates.commands import NOTICE, SILENCE
from infrasketch_desktop.ui.updates.controller import Updates
from infrasketch_desktop.ui.updates.dialog import UpdateDialog
from infrasketch_desktop.ui.updates.silence import silence
from infrasketch_desktop.ui.widgets.banner import Notice
from infrasketch_desktop.updates.opening import open_checker
from tests.support.credits_desk import RecordingOpener
from tests.support.feeds import PAGE, FeedServer, feed_server, signed, vendor_at

pytestmark = pytest.mark.loopback

FAR = 4_000_000_000
"""Seconds UTC, in 2096: the program asks the clock of this computer."""
Start = Callable[[], Program]


def issue(**changes: Any) -> str:
    return signed(**{"version": "99.1.0", "expires_at": FAR} | changes)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """The program is a build whose feed lies here."""
    with feed_server() as serving:
        serving.body = issue()
        for module in (app_services, commands):
            monkeypatch.setattr(module, "read_vendor", lambda: serving.vendor)
        yield serving


@pytest.fixture
def program(server: FeedServer, start: Start) -> Program:
    return start()


@pytest.fixture
def window(program: Program) -> MainWindow:
    return program.windows.all[0]


@pytest.fixture
def updates(program: Program) -> Updates:
    return program.services.updates


@pytest.fixture
def look(updates: Updates, qtbot: QtBot) -> Callable[[], None]:
    """What the timer does."""

    def now() -> None:
        updates.look()
        qtbot.waitUntil(lambda: not updates.busy, timeout=20_000)

    return now


@pytest.fixture
def check(window: MainWindow, updates: Updates, qtbot: QtBot) -> Callable[[], UpdateDialog]:
    """Help > Check for updates…, once it has answered."""

    def chosen() -> UpdateDialog:
        window.commands.perform("help.updates")
        (dialog,) = [each for each in window.findChildren(UpdateDialog) if each.isVisible()]
        qtbot.waitUntil(lambda: not updates.busy, timeout=20_000)
        return dialog

    return chosen


def told(window: MainWindow) -> list[Notice]:
    return [notice for notice in window.banners.notices if notice.key == NOTICE]


def choose(window: MainWindow, title: str) -> None:
    (button,) = [each for each in window.banners.findChildren(QPushButton) if each.text() == title]
    button.click()


def test_a_newer_version_is_one_quiet_notice(window: MainWindow, look: Callable[[], None], server: FeedServer) -> None:
    look()
    (notice,) = told(window)
    assert notice.text == "InfraSketch 99.1.0 is available."
    assert [choice.title for choice in notice.choices] == ["What is new", "Open page", "Pass over this version"]
    look()
    assert len(told(window)) == 1


def test_it_is_asked_at_most_daily_and_told_without_asking(
    program: Program, look: Callable[[], None], server: FeedServer, qtbot: QtBot
) -> None:
    offers: list[object] = []
    program.services.updates.offered.connect(offers.append)
    look()
    program.services.updates._told.clear()  # another run of the program
    look()
    assert (server.asked, len(offers)) == (1, 2)
    yesterday = datetime.now(UTC) - timedelta(days=1, minutes=1)
    program.services.preferences.change(updates_checked=yesterday.isoformat())
    look()
    assert server.asked == 2


def test_nothing_is_asked_or_told_when_it_is_not_wanted(
    program: Program, window: MainWindow, look: Callable[[], None], server: FeedServer
) -> None:
    look()
    window.clear_notice(NOTICE)
    program.services.updates._told.clear()
    program.services.preferences.change(check_for_updates=False, updates_checked="")
    look()
    assert (server.asked, told(window)) == (1, [])


def test_the_first_question_waits_until_the_program_has_long_started(updates: Updates, server: FeedServer) -> None:
    updates.begin()
    assert updates._timer.interval() >= 10_000
    assert server.asked == 0


def test_trouble_is_silent(window: MainWindow, look: Callable[[], None], server: FeedServer) -> None:
    server.status = 500
    before = window.banners.notices
    look()
    assert (server.asked, window.banners.notices) == (1, before)


def test_the_page_is_opened_in_the_browser_and_nothing_is_fetched(
    window: MainWindow, look: Callable[[], None], server: FeedServer, opener: RecordingOpener
) -> None:
    look()
    choose(window, "Open page")
    assert (opener.pages, server.asked, told(window)) == ([PAGE], 1, [])


def test_without_a_browser_the_address_is_told(
    window: MainWindow, look: Callable[[], None], opener: RecordingOpener
) -> None:
    opener.works = False
    look()
    choose(window, "Open page")
    assert PAGE in window.banners.notices[-1].text


def test_a_version_that_was_passed_over_is_not_told_again_but_a_later_one_is(
    program: Program, window: MainWindow, look: Callable[[], None], server: FeedServer
) -> None:
    look()
    choose(window, "Pass over this version")
    program.services.updates._told.clear()
    look()
    assert told(window) == []
    server.body = issue(number=8, version="99.2.0")
    program.services.preferences.change(updates_checked="")
    look()
    assert [notice.text for notice in told(window)] == ["InfraSketch 99.2.0 is available."]


def test_a_version_that_does_not_run_here_is_no_news(
    window: MainWindow, look: Callable[[], None], check: Callable[[], UpdateDialog], server: FeedServer
) -> None:
    server.body = issue(minimum={"linux": "9999", "darwin": "9999", "win32": "9999"})
    look()
    assert told(window) == []
    assert "9999 or newer, which this computer does not have" in check().text.text()


def test_what_is_new_shows_links_to_the_website_alone(
    window: MainWindow, look: Callable[[], None], server: FeedServer, opener: RecordingOpener, qtbot: QtBot
) -> None:
    notes = (
        "- [News](https://sketches.example/news)\n- [Trap](https://evil.example/)\n- <https://evil.example/2>\n"
        "- <b onclick=x>raw</b>\n- ![dot](https://sketches.example/dot.png)\n- [Run](file:///bin/sh)\n"
    )
    server.body = issue(notes={"en": notes})
    look()
    choose(window, "What is new")
    (dialog,) = window.findChildren(UpdateDialog)
    html = dialog.notes.toHtml()
    assert html.count("href=") == 1
    assert "<img" not in html
    text = dialog.notes.toPlainText()
    assert all(each in text for each in ("https://evil.example/", "<b onclick=x>raw</b>", "Picture: dot", "[Run]"))
    dialog.notes.anchorClicked.emit("https://sketches.example/news")
    assert opener.pages == ["https://sketches.example/news"]
    assert server.asked == 1


def test_asked_by_hand_a_newer_version_is_shown_with_its_notes(
    check: Callable[[], UpdateDialog], opener: RecordingOpener
) -> None:
    dialog = check()
    assert dialog.title.text() == "InfraSketch 99.1.0 is available."
    assert "Draws faster." in dialog.notes.toPlainText()
    dialog.page_button.click()
    assert opener.pages == [PAGE]


def test_asked_by_hand_it_says_that_nothing_is_newer(check: Callable[[], UpdateDialog], server: FeedServer) -> None:
    server.body = issue(version="0.0.1")
    dialog = check()
    assert dialog.title.text() == "InfraSketch is up to date."
    assert not dialog.page_button.isVisible()
    assert not dialog.again_button.isVisible()


def test_asked_by_hand_trouble_is_said_and_can_be_tried_again(
    check: Callable[[], UpdateDialog], server: FeedServer, updates: Updates, qtbot: QtBot
) -> None:
    server.status = 500
    dialog = check()
    assert dialog.title.text() == "What came back cannot be trusted."
    assert "nothing was changed" in dialog.text.text()
    server.status = 200
    dialog.again_button.click()
    qtbot.waitUntil(lambda: not updates.busy)
    assert dialog.title.text() == "InfraSketch 99.1.0 is available."


def test_asked_by_hand_a_server_that_is_away_is_said(
    check: Callable[[], UpdateDialog], server: FeedServer, monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    gone = vendor_at("http://127.0.0.1:9")
    monkeypatch.setattr(program.services.updates, "_open_checker", lambda: _checker_of(gone, program))
    dialog = check()
    assert dialog.title.text() == "The place that tells of updates cannot be reached."
    assert "InfraSketch goes on as it is" in dialog.text.text()


def _checker_of(vendor: Any, program: Program) -> Any:
    from infrasketch_desktop.updates.opening import open_checker

    return open_checker(vendor, program.profile.state_folder, "0.1.0")


def test_a_dialog_that_was_closed_hears_of_nothing(
    window: MainWindow, updates: Updates, qtbot: QtBot, server: FeedServer
) -> None:
    dialog, gone = window.updates.check(), list[bool]()
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    qtbot.waitUntil(lambda: bool(gone) and not updates.busy)
    assert server.asked == 1


def test_a_checkout_asks_nobody_and_says_so(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    program = start()
    window, updates = program.windows.all[0], program.services.updates
    updates.begin()
    assert not updates._timer.isActive()
    dialog = window.updates.check()
    assert dialog.title.text() == "This build does not look for updates."
    assert not updates.busy


def weeks_ago(weeks: int) -> str:
    return (datetime.now(UTC) - timedelta(weeks=weeks)).isoformat()


@pytest.fixture
def silent(program: Program) -> Program:
    """For four weeks nothing has come that could be believed, and nobody was told."""
    program.services.preferences.change(updates_heard=weeks_ago(4), updates_missed=20)
    return program


def ask_again(program: Program, look: Callable[[], None]) -> None:
    program.services.preferences.change(updates_checked="")
    look()


def silences(window: MainWindow) -> list[str]:
    return [notice.text for notice in window.banners.notices if notice.key == SILENCE]


def test_weeks_of_answers_that_cannot_be_believed_are_told_once(
    silent: Program, window: MainWindow, look: Callable[[], None], server: FeedServer
) -> None:
    server.body = issue(issued_at=1, expires_at=2)
    look()
    (text,) = silences(window)
    assert text.startswith("Since ")
    assert "could be trusted. Check the date of this computer" in text
    assert text.endswith("New versions are also at https://sketches.example")
    window.clear_notice(SILENCE)
    ask_again(silent, look)
    assert (server.asked, silences(window)) == (2, [])


def test_the_silence_stands_in_about_and_in_the_settings_until_a_good_answer(
    silent: Program, window: MainWindow, look: Callable[[], None], server: FeedServer
) -> None:
    def said() -> list[bool]:
        about = AboutDialog(silent.services, server.vendor, window.tasks, window)
        page = sections(silent.services.preferences, Doors(*[lambda: None] * 5), may_choose_server=True)
        texts = [
            " ".join(each.text() for each in about.findChildren(QLabel)),
            " ".join(r.hint for s in page for r in s.rows),
        ]
        about.close()
        return ["could be trusted" in text for text in texts]

    assert said() == [False, False]
    server.status = 500
    look()
    assert said() == [True, True]
    server.status = 200
    ask_again(silent, look)
    assert said() == [False, False]
    assert silent.services.preferences.current.updates_missed == 0


def test_weeks_without_a_network_are_told_where_one_looks_and_nowhere_else(
    silent: Program, window: MainWindow, look: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = vendor_at("http://127.0.0.1:1")
    monkeypatch.setattr(app_services, "read_vendor", lambda: nobody)
    silent.services.updates._open_checker = lambda: open_checker(nobody, silent.profile.state_folder, "0.1.0")
    look()
    assert silences(window) == []
    settings = silent.services.preferences.current
    assert "could not be reached. InfraSketch works without it." in silence(settings, nobody)
    silent.services.preferences.change(check_for_updates=False)
    assert silence(silent.services.preferences.current, nobody) == ""


def test_a_few_bad_days_are_no_silence(
    program: Program, window: MainWindow, look: Callable[[], None], server: FeedServer
) -> None:
    server.status = 500
    for _ in range(7):
        ask_again(program, look)
    assert (server.asked, silences(window)) == (7, [])
    assert program.services.preferences.current.updates_trouble == ""
