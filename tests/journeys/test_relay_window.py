"""An architect talks through the vendor's relay in the real window: a real wallet, a real server over PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.ui.chat.panel import ChatPanel
from infrasketch_desktop.ui.chat.views import MessageView
from infrasketch_desktop.ui.credits.balance_button import BalanceButton
from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog
from infrasketch_desktop.wallet.local_server import LocalServer
from tests.support.desktop import Desktop, running
from tests.support.messages_script import calls, says, text
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.relay_vendor import WELCOME, Books, books_at, relay_vendor

pytestmark = [pytest.mark.loopback, pytest.mark.long, pytest.mark.timeout(300)]

SHOP = (
    Node(id="api", kind=NodeKind.API, label="API"),
    Node(id="db", kind=NodeKind.DATABASE, label="PostgreSQL", x=0, y=200),
    Edge(id="api--db", source="api", target="db"),
)
CACHE = {
    "operations": [
        {"op": "add_node", "id": "c", "kind": "cache", "label": "Session cache"},
        {"op": "add_edge", "source": "api", "target": "c"},
    ],
    "summary": "Add a session cache",
}
PROPOSES = (says(text("A cache keeps sessions."), calls("apply_diagram_operations", CACHE)), says(text("Done.")))


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody at the window with the welcome credits, whose answers come through the relay."""

    desktop: Desktop
    model: MessagesServer
    vendor: LocalServer
    database: str

    @property
    def answer(self) -> MessageView:
        return self.chat.talk.views[-1]

    @property
    def chat(self) -> ChatPanel:
        chat = self.desktop.window.chat
        assert chat is not None
        return chat

    @property
    def books(self) -> Books:
        return books_at(self.database)

    def ask(self, tier: str, words: str) -> None:
        self.desktop.program.services.assistant.choice.choose(tier)
        edit = self.chat.composer.box.edit
        edit.setFocus()
        self.desktop.qtbot.keyClicks(edit, words)
        self.desktop.qtbot.keyClick(edit, Qt.Key.Key_Return)
        self.desktop.until(lambda: not self.chat.talk.is_running)
        self.rest()

    def decide(self, key: Qt.Key) -> None:
        self.desktop.qtbot.keyClick(self.desktop.bench.review_panel.tree, key)
        self.rest()

    def rest(self) -> None:
        self.desktop.until(lambda: not self.desktop.program.services.credits.busy)

    def expect_top_bar(self, credits_: int) -> None:
        """The balance follows by itself, once the server was met again."""
        button = self.desktop.window.findChild(BalanceButton)
        self.desktop.until(lambda: button.text() == f"{credits_} credits")


@pytest.fixture
def customer(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Customer]:
    profile = tmp_path / "profile"
    with serving_messages() as model, relay_vendor(tmp_path / "server", model, postgresql_url) as vendor:
        monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", vendor.url())
        root = tmp_path / "root.json"
        root.write_text(vendor.root() or "")
        monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(root))
        with running(qapp, qtbot, profile, has_wallet=True) as desktop:
            services = desktop.program.services
            services.credits.sync()
            services.preferences.change(assistant_source="relay")
            desktop.until(lambda: services.assistant.is_connected)
            desktop.window.begin(build_diagram(SHOP))
            desktop.window.assistant.talk()
            found = Customer(desktop, model, vendor, postgresql_url)
            found.rest()
            yield found


@pytest.fixture(scope="session")
def fill_database() -> None:
    """The server makes its tables itself."""


def test_answers_of_the_relay_are_paid_once_given_back_and_refused_in_words(customer: Customer) -> None:
    customer.expect_top_bar(WELCOME)

    customer.model.script(*PROPOSES)
    customer.ask("haiku", "Add a session cache behind the API")
    assert customer.answer.receipt == "Haiku 5.5 · free"
    customer.decide(Qt.Key.Key_Escape)
    assert customer.books == Books([("haiku", 0, 2, "answered")], 0, ())

    customer.model.script(*PROPOSES)
    customer.ask("sonnet", "Add a session cache behind the API")
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits when you accept"
    customer.expect_top_bar(WELCOME - 3)
    customer.decide(Qt.Key.Key_Escape)
    assert customer.answer.receipt == "Sonnet 5.5 · not charged"
    assert customer.books.spent == 0
    customer.expect_top_bar(WELCOME)

    customer.chat.talk.review(1)
    customer.decide(Qt.Key.Key_Return)
    assert "session-cache" in customer.desktop.diagram
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits · 7 credits left"
    taken = Books([("haiku", 0, 2, "answered"), ("sonnet", 3, 2, "answered")], 3, ())
    assert customer.books == taken
    customer.expect_top_bar(WELCOME - 3)

    asked = len(customer.model.asked())
    customer.ask("opus", "What fails first?")
    assert customer.answer.trouble == (
        "There are not enough credits for this. Nothing was changed. Buy credits, or choose a model that costs less."
    )
    assert customer.answer.receipt == "Opus 5.5 · not charged"
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BuyDialog)
    dialog.reject()
    assert (len(customer.model.asked()), customer.books) == (asked, taken)

    customer.vendor.close()
    customer.ask("sonnet", "What fails first?")
    assert customer.answer.trouble.startswith("The service of InfraSketch (127.0.0.1:")
    assert "cannot be reached" in customer.answer.trouble
    assert customer.answer.receipt == "Sonnet 5.5 · not charged"
    assert "session-cache" in customer.desktop.diagram
