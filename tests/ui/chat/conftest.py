"""A window whose assistant asks the fake Messages server, used by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.sources import Keys, Source, SourceKind, transport_for
from infrasketch_desktop.ui.chat.assistant import Connection
from infrasketch_desktop.ui.chat.panel import ChatPanel
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk
from tests.support.messages_script import Answer, calls, says, text
from tests.support.messages_server import KEY, MessagesServer, serving_messages
from tests.ui.conftest import MemoryVault

ADD_WORKER = (
    {"op": "add_node", "id": "w", "kind": "worker", "label": "Worker"},
    {"op": "add_edge", "source": "api", "target": "w"},
)


def proposing(*operations: object, words: str = "I would add a worker.", summary: str = "Add a worker") -> list[Answer]:
    """What a model says that proposes changes: the call, and a word once it has seen the result."""
    call = calls("apply_diagram_operations", {"summary": summary, "operations": list(operations)})
    return [says(text(words), call), says(text(" That is all."))]


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with serving_messages() as running:
        yield running


@pytest.fixture
def connect(window: MainWindow, server: MessagesServer, vault: MemoryVault, desk: MemoryDesk) -> Callable[..., None]:
    """Lets the assistant ask the fake server."""

    def use(payer: Payer = Payer.WALLET) -> None:
        source = Source(SourceKind.OWN_KEY, server.address)
        keys = Keys(vault)
        keys.keep(source, KEY)
        window.services.assistant.use(
            Connection(transport_for(source, keys), "Answers come from a test.", payer=payer, refused=desk.refuse_turn)
        )

    return use


@pytest.fixture
def chat(
    sketched: MainWindow, connect: Callable[..., None], rest: Callable[[], None], server: MessagesServer
) -> ChatPanel:
    """The panel over a small system, in front."""
    connect()
    sketched.services.credits.refresh()
    rest()
    sketched.assistant.talk()
    panel = sketched.chat
    assert panel is not None
    return panel


@pytest.fixture
def say(qtbot: QtBot, rest: Callable[[], None]) -> Callable[..., None]:
    """Types into the box and presses Enter, and waits for the end of the answer."""

    def do(panel: ChatPanel, words: str, *, wait: bool = True) -> None:
        qtbot.keyClicks(panel.composer.box.edit, words)
        qtbot.keyClick(panel.composer.box.edit, Qt.Key.Key_Return)
        if wait:
            qtbot.waitUntil(lambda: not panel.talk.is_running, timeout=20_000)
            rest()

    return do
