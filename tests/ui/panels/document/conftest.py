"""The panel over a document of its own, without the window around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.document.panel import DocumentPanel
from infrasketch_desktop.ui.selection import Selection
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.theme.colors import window_colors
from tests.support.credits_desk import RecordingOpener
from tests.support.diagrams import edge, node


class SmallEditor(QObject):
    """What the panel asks of an editor."""

    document_changed = Signal(object)

    def __init__(self, diagram: Diagram) -> None:
        super().__init__()
        self.document = Document(diagram)
        self.selection = Selection(self)
        self.document.subscribe(self.document_changed.emit)

    def edit(self, title: str, verb: Callable[[Edit], object]) -> bool:
        try:
            with self.document.edit(title) as edit:
                verb(edit)
        except InvariantError:
            return False
        return True

    def go_to(self, record_id: str) -> None:
        self.selection.set([record_id])


@pytest.fixture
def small_editor() -> SmallEditor:
    """An API with a cache and a database."""
    return SmallEditor(
        build_diagram(
            (
                node("api", kind=NodeKind.API, label="API"),
                node("redis", y=100, kind=NodeKind.CACHE, label="Redis"),
                node("postgresql", y=200, kind=NodeKind.DATABASE, label="PostgreSQL"),
                edge("api", "redis"),
                edge("api", "postgresql"),
            )
        )
    )


@pytest.fixture
def make_panel(qtbot: QtBot, opener: RecordingOpener) -> Iterator[Callable[[SmallEditor], DocumentPanel]]:
    """Makes the panel of an editor and waits for its first document."""
    failures: list[Exception] = []
    tasks = Tasks(failures.append)
    skin = SimpleNamespace(colors=window_colors(light_theme()))

    def make(editor: SmallEditor) -> DocumentPanel:
        panel = DocumentPanel(editor, tasks, Icons(skin), skin, opener)
        qtbot.addWidget(panel)
        panel.resize(300, 700)
        panel.show()
        qtbot.waitUntil(lambda: not panel.is_behind, timeout=20_000)
        return panel

    yield make
    tasks.close()
    assert failures == []


@pytest.fixture
def panel(make_panel: Callable[[SmallEditor], DocumentPanel], small_editor: SmallEditor) -> DocumentPanel:
    return make_panel(small_editor)


@pytest.fixture
def settled(panel: DocumentPanel, qtbot: QtBot) -> Callable[[], None]:
    """Waits until the document is that of the diagram as it is now."""
    return lambda: qtbot.waitUntil(lambda: not panel.is_behind, timeout=20_000)
