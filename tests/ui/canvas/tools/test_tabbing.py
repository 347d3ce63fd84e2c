"""Tab reaches everything on the canvas and then leaves it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.reading import shown_in_order
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.canvas.tools.tabbing import TabWalk, following
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.selection import Selection
from tests.support.diagrams import document, edge, group, node


@pytest.fixture
def doc() -> Document:
    return document(
        node("right", 300, 0),
        node("left", 0, 0),
        group("below"),
        node("in", 0, 300, group="below"),
        group("folded", collapsed=True),
        node("hidden", 0, 900, group="folded"),
        edge("right", "left"),
        edge("in", "right"),
    )


def test_reading_goes_by_rows_into_groups_and_along_edges(doc: Document):
    assert list(shown_in_order(doc.diagram)) == ["left", "right", "right--left", "below", "in", "in--right", "folded"]


def test_there_is_a_first_and_a_last(doc: Document):
    assert following(doc.diagram, None, backwards=False) == "left"
    assert following(doc.diagram, None, backwards=True) == "folded"
    assert following(doc.diagram, "folded", backwards=False) is None
    assert following(document().diagram, None, backwards=False) is None


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no window frames
def test_tab_walks_both_ways_and_then_leaves_the_canvas(qtbot, doc: Document):
    window = QWidget()
    qtbot.addWidget(window)
    view, after = CanvasView(doc, Selection(), light_theme()), QLineEdit()
    box = QVBoxLayout(window)
    box.addWidget(view)
    box.addWidget(after)
    TabWalk(view)
    window.show()
    qtbot.waitExposed(window)
    view.setFocus()
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.selection.current == "right--left"
    qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection.current == "right"
    view.selection.set(["folded"])
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.selection.ids
    assert window.focusWidget() is after
