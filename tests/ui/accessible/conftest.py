"""A canvas that is asked as an assistive program asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.records import Note
from tests.support.desk import Desk
from tests.support.diagrams import document, edge, group, node


@pytest.fixture
def shop() -> Document:
    """A web app outside, and a group with an API and its database, which is locked."""
    return document(
        node("web", 0, 0),
        group("backend"),
        node("api", 400, 0, group="backend", technology="FastAPI"),
        node("db", 700, 0, group="backend", locked=True, label="Orders"),
        Note(id="note", text="Ask Ada", x=0, y=200),
        edge("web", "api", label="HTTPS"),
        edge("api", "db"),
    )


@pytest.fixture
def sheet(shop: Document, listening: None, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(shop)
    made.view.show()
    yield made
    close(made)


def close(sheet: Desk) -> None:
    """Delete the canvas now, as closing a window does in a moment."""
    if shiboken6.isValid(sheet.view):
        sheet.view.deleteLater()
        QCoreApplication.sendPostedEvents(sheet.view, QEvent.Type.DeferredDelete)
