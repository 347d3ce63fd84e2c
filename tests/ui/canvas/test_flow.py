import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.canvas.flow import Flow
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.selection import Selection
from tests.support.diagrams import document, edge, node


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    shown = CanvasView(
        document(node("a"), node("b", 400, 0), edge("a", "b", animated=True, label="SQL")), Selection(), light_theme()
    )
    qtbot.addWidget(shown)
    shown.resize(800, 400)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def flow(view: CanvasView) -> Flow:
    return view.findChild(Flow)


def test_dashes_move_while_they_can_be_seen(view: CanvasView) -> None:
    before = view.grab().toImage()
    assert flow(view).is_running
    flow(view)._step()
    assert view.grab().toImage() != before


def test_nothing_moves_off_the_screen_or_in_a_hidden_view(view: CanvasView) -> None:
    view.pan(5000, 0)
    assert not flow(view).is_running
    view.pan(-5000, 0)
    assert flow(view).is_running
    view.hide()
    assert not flow(view).is_running


def test_nothing_moves_for_those_who_prefer_it_so(view: CanvasView) -> None:
    view.reduce_motion(True)
    assert not flow(view).is_running
    view.reduce_motion(False)
    assert flow(view).is_running


def test_the_timer_rests_when_the_last_animated_edge_goes(view: CanvasView) -> None:
    with view.document.edit("Remove") as edit:
        edit.remove("a--b")
    assert not flow(view).is_running
    view.document.undo()
    assert flow(view).is_running
