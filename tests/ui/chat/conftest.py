"""A window whose assistant asks the fake Messages server, used by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.sources import Keys, Source, SourceKind, transport_for
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.ui.chat.connection import Connection
from infrasketch_desktop.ui.chat.message_card import AnswerCard
from infrasketch_desktop.ui.chat.panel import ChatPanel
from infrasketch_desktop.ui.chat.prose import Prose
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.chat.views import MessageView
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.workbench import Workbench
from tests.support.messages_script import Answer, calls, says, text
from tests.support.messages_server import KEY, MessagesServer, serving_messages
from tests.ui.conftest import MemoryVault

SHOP = (
    Node(id="api", kind=NodeKind.API, label="API"),
    Node(id="db", kind=NodeKind.DATABASE, label="PostgreSQL", x=0, y=200),
    Node(id="cache", kind=NodeKind.CACHE, label="Redis cache", x=300, y=200),
    Edge(id="api--db", source="api", target="db"),
)
ADD_WORKER = (
    {"op": "add_node", "id": "w", "kind": "worker", "label": "Worker"},
    {"op": "add_edge", "source": "api", "target": "w"},
)
TIMEOUT = 20_000


def proposing(*operations: object, words: str = "I would add a worker.", summary: str = "Add a worker") -> list[Answer]:
    """What a model says that proposes changes: the call, and a word once it has seen the result."""
    call = calls("apply_diagram_operations", {"summary": summary, "operations": list(operations)})
    return [says(text(words), call), says(text("That is all."))]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the window who talks about a small shop."""

    window: MainWindow
    qtbot: QtBot
    rest: Callable[[], None]

    @property
    def chat(self) -> ChatPanel:
        panel = self.window.chat
        assert panel is not None
        return panel

    @property
    def bench(self) -> Workbench:
        bench = self.window.bench
        assert bench is not None
        return bench

    @property
    def answer(self) -> MessageView:
        """The newest message."""
        return self.chat.talk.views[-1]

    @property
    def prose(self) -> Prose:
        """The text of the newest message, which is an answer."""
        card = self.chat.transcript.cards[-1]
        assert isinstance(card, AnswerCard)
        return card.prose

    @property
    def labels(self) -> set[str]:
        return {node.label for node in self.bench.editor.document.diagram.nodes.values()}

    def type(self, words: str) -> None:
        """Type into the box and press Enter."""
        self.qtbot.keyClicks(self.chat.composer.box.edit, words)
        self.qtbot.keyClick(self.chat.composer.box.edit, Qt.Key.Key_Return)

    def say(self, words: str) -> None:
        """Type, and wait for the end of the answer."""
        self.type(words)
        self.until_answered()

    def until_answered(self) -> None:
        self.qtbot.waitUntil(lambda: not self.chat.talk.is_running, timeout=TIMEOUT)
        self.rest()

    def press(self, title: str) -> None:
        """Click a button of the newest message."""
        card = self.chat.transcript.cards[-1]
        found = next(each for each in card.findChildren(QPushButton) if each.text() == title)
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    def decide(self, key: Qt.Key) -> None:
        """Press a key in the list of changes."""
        self.qtbot.keyClick(self.bench.review_panel.tree, key)
        self.rest()


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with serving_messages() as running:
        yield running


@pytest.fixture
def connect(window: MainWindow, server: MessagesServer, vault: MemoryVault) -> Callable[..., None]:
    """Lets the assistant ask the fake server."""

    def use(payer: Payer = Payer.WALLET) -> None:
        source = Source(SourceKind.OWN_KEY, server.address)
        keys = Keys(vault)
        keys.keep(source, KEY)
        connection = Connection(transport_for(source, keys), "Answers come from a test.", payer=payer)
        window.services.assistant.use(connection)

    return use


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, rest: Callable[[], None], connect: Callable[..., None]) -> Person:
    """At a window with a small shop, a model and 250 credits; the chat is in front."""
    connect()
    window.services.credits.refresh()
    window.begin(build_diagram(SHOP))
    window.assistant.talk()
    rest()
    return Person(window, qtbot, rest)
