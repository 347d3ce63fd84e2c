"""Another language in the running program: everything that is open is still there, in other words."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import propose
from infrasketch_desktop.storage.disk_copy import DiskState
from infrasketch_desktop.storage.locks import try_lock
from infrasketch_desktop.storage.recovery import Recoverable
from infrasketch_desktop.ui.crash.runs import EndedRun
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.tasks import Progress
from infrasketch_desktop.ui.widgets.banner import Notice
from infrasketch_desktop.updates.update import Update
from tests.language.conftest import Speak
from tests.language.pseudo import OPEN
from tests.support.desktop import Desktop

pytestmark = pytest.mark.usefixtures("pseudo")

SENTENCE = "A web app calls an API that stores orders in PostgreSQL"


def change(desktop: Desktop, code: str) -> None:
    """Choose a language, and wait for the windows in it."""
    before = desktop.window
    desktop.window.looks.choose_language(code)
    desktop.until(lambda: desktop.window is not before)
    desktop.settle()


def speaks_another(window: MainWindow) -> bool:
    return all(action.text().startswith(OPEN) for action in window.menuBar().actions())


def test_the_open_sketch_stays_as_it_is_with_its_history_and_its_place(speak: Speak) -> None:
    with speak("en") as desktop:
        desktop.describe(SENTENCE)
        editor = desktop.editor
        editor.selection.set([next(iter(desktop.diagram.nodes))])
        editor.canvas.set_viewport(editor.canvas.viewport.zoomed(0.5))
        desktop.bench.page.prompt.box.set_text("half a sent")
        document, viewport, selected = editor.document, editor.canvas.viewport, editor.selection.ids
        was_modified, undo = editor.session.is_modified, document.undo_title
        change(desktop, "de")
        assert desktop.editor.document is document
        assert (desktop.editor.session.is_modified, desktop.editor.document.undo_title) == (was_modified, undo)
        assert desktop.editor.selection.ids == selected
        now = desktop.editor.canvas.viewport
        assert (now.zoom, now.offset) == (viewport.zoom, viewport.offset)
        assert desktop.bench.page.prompt.box.text == "half a sent"
        assert speaks_another(desktop.window)
        desktop.editor.undo()
        assert not desktop.diagram.nodes


def test_code_of_a_sketch_without_a_file_is_not_asked_money_for_again(speak: Speak, tmp_path: Path) -> None:
    with speak("en") as desktop:
        desktop.describe(SENTENCE)
        assert desktop.editor.session.path is None
        desktop.bench.panels.code.use_folder(tmp_path / "code")
        desktop.settle()
        change(desktop, "de")
        assert desktop.window.code_folder == tmp_path / "code"


def test_the_home_page_stays_in_front_of_the_sketch(speak: Speak) -> None:
    with speak("en") as desktop:
        desktop.describe(SENTENCE)
        desktop.window.show_home()
        desktop.window.home.box.set_text("another one")
        change(desktop, "ar")
        assert desktop.window.shows_home
        assert desktop.window.home.box.text == "another one"
        assert desktop.window.bench is not None
        change(desktop, "en")
        desktop.window.show_sketch()
        assert len(desktop.diagram.nodes) == 3


def test_every_window_is_made_anew_where_it_stands(speak: Speak) -> None:
    with speak("en") as desktop:
        desktop.program.windows.add()
        desktop.settle()
        for at, window in enumerate(desktop.program.windows.all):
            window.showNormal()
            window.setGeometry(20 + 10 * at, 20, 740, 540)
        places = [window.geometry() for window in desktop.program.windows.all]
        change(desktop, "de")
        assert [window.geometry() for window in desktop.program.windows.all] == places
        assert all(map(speaks_another, desktop.program.windows.all))


def test_what_runs_comes_to_its_end_first(speak: Speak, qtbot: QtBot) -> None:
    with speak("en") as desktop:
        go_on, done, window = threading.Event(), [], desktop.window

        def work(_progress: Progress) -> bool:
            return go_on.wait(20)

        window.tasks.run("Work", work, done.append)
        window.looks.choose_language("de")
        qtbot.waitUntil(lambda: bool(window.banners.notices))
        assert desktop.window is window
        assert "at the latest at the next start" in window.banners.notices[0].text
        go_on.set()
        desktop.until(lambda: desktop.window is not window)
        assert done == [True]


def test_nobody_is_thrown_out_of_a_dialog(speak: Speak) -> None:
    with speak("en") as desktop:
        window = desktop.window
        dialog = window.settings.show()
        window.looks.choose_language("de")
        QApplication.processEvents()
        assert desktop.window is window
        dialog.accept()
        desktop.until(lambda: desktop.window is not window)


def test_what_is_proposed_is_decided_first(speak: Speak) -> None:
    with speak("en") as desktop:
        desktop.describe(SENTENCE)
        window, base = desktop.window, desktop.bench.editor.document.snapshot()
        draft = window.services.engine.command("add a CDN", base, ())
        assert draft.target is not None
        desktop.bench.review.open(propose(draft.title, base, draft.target))
        window.looks.choose_language("de")
        QApplication.processEvents()
        assert desktop.window is window
        assert "at the latest at the next start" in window.banners.notices[0].text
        desktop.bench.review.accept()
        desktop.until(lambda: desktop.window is not window)
        assert len(desktop.diagram.nodes) == 4


def test_offers_come_along_in_the_other_language(speak: Speak, tmp_path: Path) -> None:
    with speak("en") as desktop:
        window = desktop.window
        window.updates.tell(Update("99.1.0", 0, "https://example.com/new", {"en": "New."}))
        lock = try_lock(tmp_path / "shop.lock")
        assert lock is not None
        when, state = datetime(2026, 1, 1, tzinfo=UTC), DiskState.UNTITLED
        found = Recoverable(
            tmp_path / "shop", None, "shop", when, 1, state, "", complete=True, diagram=Diagram(), lock=lock
        )
        window.files.offer_recovery(found)
        desktop.program.reporter.offer(EndedRun((), "Fatal Python error: Aborted"))
        window.show_notice(Notice("Something that passes"))
        change(desktop, "de")
        assert [notice.key for notice in desktop.window.banners.notices] == ["update", str(found.journal), "crash"]
        assert all(notice.text.startswith(OPEN) for notice in desktop.window.banners.notices)


@pytest.mark.parametrize("code", ["en", "tlh"])
def test_the_same_language_changes_nothing(speak: Speak, code: str) -> None:
    with speak("en") as desktop:
        window = desktop.window
        window.looks.choose_language(code)
        QApplication.processEvents()
        assert desktop.window is window
