"""Which model answers, from where, and what goes there: chosen with keyboard and mouse."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.sources import OWN_KEY, SourceKind
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.ui.chat.panel import ChatPanel
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk
from tests.support.messages_script import calls, says, text
from tests.support.messages_server import MessagesServer
from tests.ui.conftest import MemoryVault

pytestmark = pytest.mark.loopback

SECRET = "sk-ant-api03-" + "x" * 40
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def empty_chat(window: MainWindow, connect: Callable[..., None], rest: Callable[[], None]) -> ChatPanel:
    """The panel over an empty sheet."""
    connect()
    window.services.credits.refresh()
    window.begin(Diagram())
    window.assistant.talk()
    rest()
    assert window.chat is not None
    return window.chat


def test_tiers_say_what_they_cost_and_the_choice_is_remembered(
    window: MainWindow, connect: Callable[..., None], desk: MemoryDesk, rest: Callable[[], None], qtbot: QtBot
) -> None:
    """By the price list: a message 1, a diagram 5; Sonnet three times, Opus ten times, Haiku free."""
    desk.here = 9
    connect()
    window.services.credits.refresh()
    window.begin(Diagram())
    rest()
    popover = window.assistant.choose_model(window.top_bar.model)
    texts = [card.accessibleName() for card in popover.cards]
    assert [card.tier.name for card in popover.cards] == ["Haiku", "Sonnet", "Opus"]
    assert "Free" in texts[0]
    assert "3 credits a message, 15 for a diagram" in texts[1]
    assert "not enough credits" in texts[2]
    assert popover.cards[0].hasFocus()
    qtbot.keyClick(popover.cards[0], Qt.Key.Key_Down)
    assert window.top_bar.model.text() == "Sonnet 3x"
    assert window.services.preferences.current.assistant_tier == "sonnet"
    qtbot.keyClick(popover.cards[1], Qt.Key.Key_Tab)
    assert popover.models.hasFocus()
    qtbot.keyClick(popover.models, Qt.Key.Key_Down)
    assert window.services.assistant.choice.model == "claude-sonnet-4-5"
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert popover.isHidden()


def test_a_vague_request_is_asked_about_before_it_is_drawn(
    empty_chat: ChatPanel, server: MessagesServer, qtbot: QtBot, rest: Callable[[], None], window: MainWindow
) -> None:
    chat, card = empty_chat, empty_chat.brief
    server.script(says(text("Drawn.")), says(text("Drawn.")))
    qtbot.keyClicks(chat.composer.box.edit, "a web shop")
    qtbot.keyClick(chat.composer.box.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=20_000)
    assert not server.requests
    millions = next(each for each in card.findChildren(QPushButton) if each.text() == "Millions a day")
    qtbot.mouseClick(millions, LEFT)
    card.never.setChecked(True)
    qtbot.mouseClick(card.go, LEFT)
    qtbot.waitUntil(lambda: bool(server.requests) and not chat.talk.is_running, timeout=20_000)
    assert "Millions a day" in str(server.requests[-1].body["messages"])
    chat.send("a bank")
    qtbot.waitUntil(lambda: len(chat.talk.views) == 4 and not chat.talk.is_running, timeout=20_000)
    assert card.isHidden()
    rest()


def test_enter_in_the_empty_box_accepts_and_typing_keeps_the_focus(
    empty_chat: ChatPanel, server: MessagesServer, window: MainWindow, qtbot: QtBot, rest: Callable[[], None]
) -> None:
    chat, bench = empty_chat, window.bench
    assert bench is not None
    call = calls(
        "apply_diagram_operations",
        {"summary": "Add", "operations": [{"op": "add_node", "id": "a", "kind": "api", "label": "API"}]},
    )
    server.script(says(call), says(text("Done.")))
    window.activateWindow()
    chat.composer.box.edit.setFocus()
    chat.talk.send("Add one API in Go for 10 users")
    qtbot.waitUntil(lambda: bench.review.proposal is not None, timeout=20_000)
    rest()
    assert chat.composer.box.edit.hasFocus()
    qtbot.keyClick(chat.composer.box.edit, Qt.Key.Key_Return)
    assert [node.label for node in bench.editor.document.diagram.nodes.values()] == ["API"]


def test_what_will_be_sent_is_shown_with_secrets_hidden(window: MainWindow, connect: Callable[..., None]) -> None:
    connect()
    window.begin(build_diagram([Node(id="db", kind=NodeKind.DATABASE, label="postgres://app:s3cr3tpw@db:5432/shop")]))
    chat = window.chat
    assert chat is not None
    chat.composer.box.set_text("Why does password=hunter2hunter2 fail?")
    dialog = window.assistant.preview()
    assert dialog is not None
    whole = "\n".join(part.text for part in dialog.shown)
    assert "s3cr3tpw" not in whole
    assert "hunter2hunter2" not in whole
    assert "hidden" in dialog.summary.text()
    assert [part.title for part in dialog.shown][:2] == ["Your message", "The diagram and what is selected"]
    dialog.close()


def test_a_key_is_masked_kept_in_the_vault_alone_and_removed(
    window: MainWindow, vault: MemoryVault, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dialog = window.assistant.choose_source()
    form, assistant = dialog.key, window.services.assistant
    qtbot.mouseClick(dialog.choices[SourceKind.OWN_KEY], LEFT)
    qtbot.waitUntil(lambda: not assistant.busy)
    assert form.key.echoMode() is QLineEdit.EchoMode.Password
    assert not assistant.is_connected
    qtbot.keyClicks(form.key, SECRET)
    qtbot.mouseClick(form.save, LEFT)
    qtbot.waitUntil(lambda: assistant.is_connected)
    assert form.key.text() == ""
    assert SECRET in str(vault.secrets)
    assert window.services.preferences.current.assistant_source == "own-key"
    assert SECRET not in caplog.text
    qtbot.mouseClick(form.remove, LEFT)
    qtbot.waitUntil(lambda: not assistant.is_connected)
    assert not vault.secrets
    assert assistant.keys.find(OWN_KEY) is None
    dialog.close()


@pytest.mark.long
def test_a_server_of_ones_own_is_tried_before_it_is_used(
    window: MainWindow, server: MessagesServer, qtbot: QtBot
) -> None:
    server.key = None
    server.script(says(calls("ready", {})), says(text("Hello.")))
    dialog = window.assistant.choose_source()
    form, assistant = dialog.server, window.services.assistant
    qtbot.mouseClick(dialog.choices[SourceKind.LOCAL], LEFT)
    qtbot.keyClicks(form.address, server.address)
    qtbot.mouseClick(form.try_it, LEFT)
    qtbot.waitUntil(lambda: assistant.is_connected, timeout=20_000)
    assert "answers." in form.state.text()
    assert assistant.choice.model == form.model.currentText()
    assert assistant.choice.price("ai.generate") == 0
    dialog.close()


@pytest.mark.long
def test_an_address_elsewhere_without_encryption_is_refused_in_words(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.assistant.choose_source()
    qtbot.mouseClick(dialog.choices[SourceKind.LOCAL], LEFT)
    qtbot.keyClicks(dialog.server.address, "http://192.0.2.7:11434")
    qtbot.mouseClick(dialog.server.try_it, LEFT)
    assert "without encryption" in dialog.server.state.text()
    assert not window.services.assistant.is_connected
    dialog.close()
