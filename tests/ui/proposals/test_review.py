"""A proposed change on the canvas and beside it: taken whole or in part, refused, rebased on edits meanwhile."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import Proposal, propose
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.proposals import review as review_module
from infrasketch_desktop.ui.proposals.panel import ReviewPanel
from infrasketch_desktop.ui.proposals.review import Review
from tests.support.diagrams import document, edge, node

CHECKED, UNCHECKED, PARTLY = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
API, DB, LINK = node("api", 0, 0, label="API"), node("db", 0, 200, label="Orders"), edge("api", "db")
BASE = document(API, DB, LINK).diagram
CACHE = node("cache", 300, 200, label="Sessions", origin="compose.yaml:12")


def imported(base: Diagram = BASE) -> Proposal:
    """A cache with an edge to it and another label, and the edge between the others gone."""
    records = [record for record in base if record.id != "api--db"]
    changed = [replace(r, technology="PostgreSQL") if r.id == "db" else r for r in records]
    return propose("Import compose.yaml", base, document(*changed, CACHE, edge("api", "cache")).diagram)


@pytest.fixture
def open_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.begin(BASE)
    qtbot.waitUntil(lambda: window.editor.canvas.width() > 0)
    return window


@pytest.fixture
def review(open_window: MainWindow, qtbot: QtBot) -> Review:
    """Under review with one loss."""
    bench = open_window.bench
    assert bench is not None
    bench.review.open(imported(), ["“ports” of cache: a diagram has no ports"])
    qtbot.waitUntil(lambda: open_window.editor.canvas.visible.encloses(CACHE.rect))
    return bench.review


@pytest.fixture
def panel(open_window: MainWindow, review: Review) -> ReviewPanel:
    assert open_window.bench is not None
    return open_window.bench.review_panel


def diagram_of(window: MainWindow) -> Diagram:
    assert window.editor is not None
    return window.editor.document.diagram


def row(panel: ReviewPanel, start: str) -> QTreeWidgetItem:
    found = panel.tree.findItems(start, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    assert len(found) == 1, start
    return found[0]


def states(panel: ReviewPanel) -> dict[str, Qt.CheckState]:
    return {item.id: panel.tree._rows[item.id].checkState(0) for item in panel.tree.items}


def test_the_panel_lists_what_would_come_change_and_go(panel: ReviewPanel) -> None:
    tops = [panel.tree.topLevelItem(i).text(0) for i in range(panel.tree.topLevelItemCount())]
    assert tops == ["New (2)", "Changed (1)", "Removed (1)"]
    assert panel.title.text() == "Import compose.yaml"
    assert panel.counts.text() == "2 new, 1 changed, 1 removed"
    assert row(panel, "Sessions").text(0) == "Sessions\ncompose.yaml:12 · Service"
    assert row(panel, "Orders").text(0) == "Orders\ntechnology none → “PostgreSQL”"
    assert row(panel, "API → Orders").text(0) == "API → Orders\nRequest"
    assert panel.losses.head.text() == "What could not be carried (1)"
    assert panel.conflicts.isHidden()


def test_nothing_of_it_is_in_the_document_before_it_is_accepted(open_window: MainWindow, review: Review) -> None:
    assert diagram_of(open_window).same_records(BASE)
    assert open_window.editor.document.undo_title is None
    ghosts = open_window.editor.canvas._screen.marks.ghosts
    assert {record.id for record in ghosts.added} == {"cache", "api--cache"}
    assert (set(ghosts.changed), ghosts.removed) == ({"db"}, {"api--db"})


def test_accepting_is_one_undo_step_named_after_the_request(open_window: MainWindow, review: Review) -> None:
    target = review.proposal.target
    assert review.accept()
    assert set(diagram_of(open_window).nodes) == set(target.nodes)
    assert open_window.editor.document.undo_title == "Import compose.yaml"
    assert open_window.editor.selection.ids == ("cache",)
    open_window.editor.undo()
    assert diagram_of(open_window).same_records(BASE)


def test_what_is_not_ticked_is_left_out(open_window: MainWindow, review: Review, panel: ReviewPanel) -> None:
    row(panel, "Sessions").setCheckState(0, UNCHECKED)
    assert states(panel) == {"cache": UNCHECKED, "api--cache": UNCHECKED, "db": CHECKED, "api--db": CHECKED}
    assert panel.every.checkState() == PARTLY
    assert (panel.take.text(), panel.take_all.isHidden()) == ("Accept 2 ticked", False)
    review.accept()
    assert set(diagram_of(open_window).nodes) == {"api", "db"}
    assert diagram_of(open_window).nodes["db"].technology == "PostgreSQL"


def test_ticking_an_edge_brings_its_end(panel: ReviewPanel) -> None:
    row(panel, "New").setCheckState(0, UNCHECKED)
    assert states(panel)["cache"] == UNCHECKED
    row(panel, "API → Sessions").setCheckState(0, CHECKED)
    assert states(panel)["cache"] == CHECKED


def test_all_of_it_may_be_ticked_and_left_at_once(qtbot: QtBot, panel: ReviewPanel, review: Review) -> None:
    panel.every.click()
    assert review.chosen == frozenset()
    assert not panel.take.isEnabled()
    assert not review.accept()
    panel.every.click()
    assert review.chosen == review.proposal.all


def test_accept_all_takes_what_is_not_ticked_too(open_window: MainWindow, review: Review, panel: ReviewPanel) -> None:
    row(panel, "Sessions").setCheckState(0, UNCHECKED)
    panel.take_all.click()
    assert "cache" in diagram_of(open_window).nodes


@pytest.mark.parametrize("place", ["panel", "canvas"])
def test_enter_accepts_here_and_on_the_canvas(
    qtbot: QtBot, open_window: MainWindow, panel: ReviewPanel, place: str
) -> None:
    qtbot.keyClick(panel.tree if place == "panel" else open_window.editor.canvas, Qt.Key.Key_Return)
    assert "cache" in diagram_of(open_window).nodes
    assert panel.isHidden()


@pytest.mark.parametrize("place", ["panel", "canvas"])
def test_escape_refuses_and_there_is_a_way_back(
    qtbot: QtBot, open_window: MainWindow, panel: ReviewPanel, review: Review, place: str
) -> None:
    qtbot.keyClick(panel.tree if place == "panel" else open_window.editor.canvas, Qt.Key.Key_Escape)
    assert diagram_of(open_window).same_records(BASE)
    assert panel.isHidden()
    assert not open_window.editor.canvas._screen.marks.ghosts
    (notice,) = open_window.banners.notices
    assert notice.text == "Import compose.yaml: refused, nothing was changed."
    notice.choices[0].chosen()
    assert review.proposal is not None
    assert review.losses == ("“ports” of cache: a diagram has no ports",)


def test_an_item_is_shown_on_the_canvas(open_window: MainWindow, panel: ReviewPanel) -> None:
    canvas = open_window.editor.canvas
    canvas.pan(5000, 5000)
    panel.tree.setCurrentItem(row(panel, "Sessions"))
    assert canvas.visible.encloses(CACHE.rect)
    assert canvas._screen.marks.ghosts.focus == "cache"


def test_edits_meanwhile_stay_and_the_rest_is_still_proposed(open_window: MainWindow, review: Review) -> None:
    open_window.editor.edit("Rename", lambda edit: edits.rename(edit, "api", "Gateway"))
    assert review.proposal.all == {"cache", "api--cache", "db", "api--db"}
    review.accept()
    assert diagram_of(open_window).nodes["api"].label == "Gateway"


def test_a_vanished_target_is_told_and_comes_back_with_undo(
    open_window: MainWindow, review: Review, panel: ReviewPanel
) -> None:
    open_window.editor.edit("Remove", lambda edit: edits.remove(edit, ["db"]))
    assert review.proposal.all == {"cache", "api--cache"}
    assert panel.conflicts.head.text() == "1 part does not fit any more"
    assert "Orders" in panel.conflicts.lines.item(0).text()
    open_window.editor.undo()
    assert review.proposal.all == {"cache", "api--cache", "db", "api--db"}
    assert panel.conflicts.isHidden()


def test_a_large_proposal_follows_edits_on_a_worker(
    open_window: MainWindow,
    review: Review,
    panel: ReviewPanel,
    idle: Callable[[MainWindow], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(review_module, "AT_ONCE", 0)
    open_window.editor.edit("Remove", lambda edit: edits.remove(edit, ["db"]))
    assert not review.is_ready
    assert not panel.take.isEnabled()
    assert not review.accept()
    open_window.editor.edit("Rename", lambda edit: edits.rename(edit, "api", "Gateway"))
    idle(open_window)
    assert review.is_ready
    assert review.proposal.all == {"cache", "api--cache"}
    assert review.accept()
    assert set(diagram_of(open_window).nodes) == {"api", "cache"}


def test_the_hint_of_an_empty_sheet_makes_room_for_a_proposal(window: MainWindow) -> None:
    window.begin(Diagram())
    bench = window.bench
    assert bench is not None
    assert not bench.page._hint.isHidden()
    bench.review.open(propose("Import", Diagram(), document(CACHE).diagram))
    assert bench.page._hint.isHidden()
    bench.review.refuse()
    assert not bench.page._hint.isHidden()


def test_what_is_named_by_a_document_alone_is_listed_too(open_window: MainWindow, panel: ReviewPanel) -> None:
    assert open_window.bench is not None
    titled = replace(BASE.sheet, title="Shop")
    target = document(titled, *(record for record in BASE if record.id != "sheet")).diagram
    open_window.bench.review.open(propose("Title", BASE, target))
    assert row(panel, "Shop").text(0) == "Shop\ntitle none → “Shop”"
    panel.tree.setCurrentItem(row(panel, "Shop"))
    panel.take.click()
    assert diagram_of(open_window).sheet.title == "Shop"
