"""Filling in the window: nothing is sent, written or paid before somebody presses the button for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.sources import Keys, Source, SourceKind, transport_for
from infrasketch_desktop.codegen import region_trial
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.ui.chat.connection import Connection
from infrasketch_desktop.ui.chat.sending_dialog import SendingDialog
from infrasketch_desktop.ui.chat.sources_dialog import SourcesDialog
from infrasketch_desktop.ui.code.filling.dialog import FillDialog
from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog
from infrasketch_desktop.ui.main_window import MainWindow
from tests.assistant.filling.project import FILES, GOOD, ORDERS, fills, ruff_only
from tests.codegen.folders import Place
from tests.support.credits_desk import MemoryDesk
from tests.support.diagrams import node
from tests.support.dialogs import escape, is_shown, press, shown, words
from tests.support.messages_script import length_of, refuses, says, text, waits
from tests.support.messages_server import KEY, MessagesServer, serving_messages
from tests.ui.conftest import MemoryVault

pytestmark = pytest.mark.loopback

TIMEOUT = 20_000
PRICE = 3


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with serving_messages() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(region_trial, "python_steps", ruff_only)
    place = Place(tmp_path / "code", {"api": "api"})
    place.generate(FILES, "api")
    return place


@pytest.fixture
def dialog(  # noqa: PLR0917 - fixtures are asked for by name
    window: MainWindow,
    server: MessagesServer,
    vault: MemoryVault,
    place: Place,
    rest: Callable[[], None],
    qtbot: QtBot,
) -> FillDialog:
    """Opened for a file with two regions; Sonnet answers, for 3 credits of 250."""
    source = Source(SourceKind.OWN_KEY, server.address)
    keys = Keys(vault)
    keys.keep(source, KEY)
    assistant = window.services.assistant
    assistant.use(Connection(transport_for(source, keys), "Answers come from a test."))
    assistant.choice.choose("sonnet")
    window.services.credits.refresh()
    window.begin(build_diagram([node("api", kind=NodeKind.API, label="api", technology="FastAPI")]))
    rest()
    project = window.code_project
    assert project is not None
    project.use_folder(place.folder)
    window.reveal("code")
    qtbot.waitUntil(lambda: project.survey is not None, timeout=TIMEOUT)
    rest()
    window.bench.panels.code_panel.files.choose(ORDERS)
    rest()
    press(qtbot, window.bench.panels.code_panel.file.fill)
    return shown(FillDialog)


@pytest.fixture
def ended(qtbot: QtBot, rest: Callable[[], None]) -> Callable[[FillDialog], None]:
    def wait(dialog: FillDialog) -> None:
        qtbot.waitUntil(lambda: dialog.result_ is not None, timeout=TIMEOUT)
        rest()

    return wait


Ended = Callable[[FillDialog], None]


def wish(qtbot: QtBot, dialog: FillDialog) -> None:
    qtbot.keyClicks(dialog.asking.words, "Refuse empty names")
    press(qtbot, dialog.go)


def test_a_proposal_is_written_and_paid_when_it_is_accepted(  # noqa: PLR0917 - fixtures are asked for by name
    dialog: FillDialog, server: MessagesServer, place: Place, desk: MemoryDesk, qtbot: QtBot, ended: Ended
) -> None:
    server.script(says(text("Empty names are refused."), fills(post=GOOD)))
    assert not dialog.go.isEnabled(), "nothing was wished for yet"
    wish(qtbot, dialog)
    ended(dialog)
    assert "Empty names are refused." in words(dialog)
    assert "Passed on a copy: Python's compiler, ruff check, ruff format." in words(dialog)
    assert place.read(ORDERS) == FILES[ORDERS]
    assert "pay_held" not in desk.calls, "the price is held, not paid"
    with qtbot.waitSignal(dialog.finished, timeout=TIMEOUT):
        press(qtbot, dialog.go)
    assert "raise ValueError(name)" in place.read(ORDERS)
    assert desk.here == 250 - PRICE


def test_what_is_refused_is_given_back(  # noqa: PLR0917 - likewise
    dialog: FillDialog, server: MessagesServer, place: Place, desk: MemoryDesk, qtbot: QtBot, ended: Ended, rest: Any
) -> None:
    server.script(says(fills(post=GOOD)))
    wish(qtbot, dialog)
    ended(dialog)
    escape(qtbot, dialog)
    rest()
    assert (place.read(ORDERS), desk.here, desk.calls.count("give_back")) == (FILES[ORDERS], 250, 1)


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ((says(fills(post="import os")), says(fills(post="import os"))), "Nothing of it passed the checks."),
        ((says(text("I cannot.")),), "I cannot. No code came."),
        ((refuses(529, "overloaded_error", "Overloaded"),), "Nothing was changed."),
    ],
    ids=["dropped", "words", "failed"],
)
def test_what_is_dropped_is_told_and_free(  # noqa: PLR0917 - likewise
    dialog: FillDialog, server: MessagesServer, desk: MemoryDesk, qtbot: QtBot, ended: Ended, replies: Any, said: str
) -> None:
    server.script(*replies)
    wish(qtbot, dialog)
    ended(dialog)
    assert said in words(dialog)
    assert desk.here == 250
    assert "pay_held" not in desk.calls


def test_only_what_is_ticked_is_written(
    dialog: FillDialog, server: MessagesServer, place: Place, qtbot: QtBot, ended: Ended
) -> None:
    server.script(says(fills(post=GOOD, total="return sum(prices) or 0")))
    wish(qtbot, dialog)
    ended(dialog)
    dialog.proposal.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(dialog.finished, timeout=TIMEOUT):
        press(qtbot, dialog.go)
    assert place.read(ORDERS) == FILES[ORDERS].replace("return sum(prices)", "return sum(prices) or 0")


def test_stop_ends_the_answer_and_costs_nothing(
    dialog: FillDialog, server: MessagesServer, desk: MemoryDesk, qtbot: QtBot, ended: Ended
) -> None:
    reply = says(text("One moment."), fills(post=GOOD))
    server.script(waits(reply, after=length_of(reply, 4)))
    wish(qtbot, dialog)
    qtbot.waitUntil(server.waiting.is_set, timeout=TIMEOUT)
    press(qtbot, dialog.cancel)
    ended(dialog)
    assert server.left.wait(20)
    assert "Stopped." in words(dialog)
    assert desk.here == 250


def test_what_will_be_sent_can_be_read_before(
    dialog: FillDialog, server: MessagesServer, qtbot: QtBot, rest: Any
) -> None:
    press(qtbot, dialog.asking.preview)
    rest()
    sending = shown(SendingDialog)
    assert "The file" in [part.title for part in sending.shown]
    assert server.asked() == []
    sending.accept()


def test_without_a_model_nothing_can_be_asked_and_the_way_to_one_is_shown(
    dialog: FillDialog, window: MainWindow, qtbot: QtBot
) -> None:
    window.services.assistant.use(None)
    qtbot.keyClicks(dialog.asking.words, "Refuse empty names")
    assert not dialog.go.isEnabled()
    press(qtbot, dialog.asking.choose)
    shown(SourcesDialog).reject()


def test_with_too_few_credits_some_are_offered_and_nothing_is_sent(
    dialog: FillDialog, server: MessagesServer, desk: MemoryDesk, qtbot: QtBot
) -> None:
    desk.here = desk.pool = 0
    wish(qtbot, dialog)
    qtbot.waitUntil(lambda: is_shown(BuyDialog), timeout=TIMEOUT)
    shown(BuyDialog).reject()
    assert server.asked() == []


def test_a_file_that_changed_meanwhile_is_told_and_stays_free(  # noqa: PLR0917 - likewise
    dialog: FillDialog, server: MessagesServer, place: Place, desk: MemoryDesk, qtbot: QtBot, ended: Ended, rest: Any
) -> None:
    server.script(says(fills(post=GOOD)))
    wish(qtbot, dialog)
    ended(dialog)
    place.edit(ORDERS, FILES[ORDERS] + "# mine\n")
    press(qtbot, dialog.go)
    rest()
    assert "was changed while" in words(dialog)
    escape(qtbot, dialog)
    rest()
    assert (place.read(ORDERS), desk.here) == (FILES[ORDERS] + "# mine\n", 250)


def test_closing_the_dialog_ends_what_runs(
    dialog: FillDialog, server: MessagesServer, desk: MemoryDesk, qtbot: QtBot, rest: Any
) -> None:
    reply = says(text("One moment."), fills(post=GOOD))
    server.script(waits(reply, after=length_of(reply, 4)))
    wish(qtbot, dialog)
    qtbot.waitUntil(server.waiting.is_set, timeout=TIMEOUT)
    dialog.close()
    assert server.left.wait(20)
    rest()
    assert desk.here == 250
