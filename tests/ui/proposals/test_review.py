"""A proposed change on the canvas and beside it: taken whole or in part, refused, rebased on edits meanwhile."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference
from infrasketch_desktop.diagram.proposal import Proposal, propose
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.proposals import review as review_module
from infrasketch_desktop.ui.proposals.review import Refused
from infrasketch_desktop.ui.proposals.tree import DifferenceTree
from tests.support.diagrams import document, edge, node
from tests.ui.proposals.conftest import Table

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
def table(lay: Callable[[Diagram], Table], qtbot: QtBot) -> Table:
    """The import under review, with one loss."""
    table = lay(BASE)
    table.review.open(imported(), ["“ports” of cache: a diagram has no ports"])
    qtbot.waitUntil(lambda: table.editor.canvas.visible.encloses(CACHE.rect))
    return table


def row(table: Table, start: str) -> QTreeWidgetItem:
    found = table.panel.tree.findItems(start, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    assert len(found) == 1, start
    return found[0]


def states(table: Table) -> dict[str, Qt.CheckState]:
    tree = table.panel.tree
    return {item.id: tree._rows[item.id].checkState(0) for item in tree.items}


def test_the_panel_lists_what_would_come_change_and_go(table: Table) -> None:
    panel = table.panel
    tops = [panel.tree.topLevelItem(i).text(0) for i in range(panel.tree.topLevelItemCount())]
    assert tops == ["New (2)", "Changed (1)", "Removed (1)"]
    assert panel.title.text() == "Import compose.yaml"
    assert panel.counts.text() == "2 new, 1 changed, 1 removed"
    assert row(table, "Sessions").text(0) == "Sessions\ncompose.yaml:12 · Service"
    assert row(table, "Orders").text(0) == "Orders\ntechnology none → “PostgreSQL”"
    assert row(table, "API → Orders").text(0) == "API → Orders\nRequest"
    assert panel.losses.head.text() == "What could not be carried (1)"
    assert panel.conflicts.isHidden()


def test_nothing_of_it_is_in_the_document_before_it_is_accepted(table: Table) -> None:
    assert table.diagram.same_records(BASE)
    assert table.editor.document.undo_title is None
    ghosts = table.editor.canvas._screen.marks.ghosts
    assert {record.id for record in ghosts.added} == {"cache", "api--cache"}
    assert (set(ghosts.changed), ghosts.removed) == ({"db"}, {"api--db"})


def test_accepting_is_one_undo_step_named_after_the_request(table: Table) -> None:
    target = table.proposal.target
    assert table.review.accept()
    assert table.diagram.same_records(target)
    assert table.editor.document.undo_title == "Import compose.yaml"
    assert table.editor.selection.ids == ("cache",)
    table.editor.undo()
    assert table.diagram.same_records(BASE)


def test_what_is_not_ticked_is_left_out(table: Table) -> None:
    row(table, "Sessions").setCheckState(0, UNCHECKED)
    assert states(table) == {"cache": UNCHECKED, "api--cache": UNCHECKED, "db": CHECKED, "api--db": CHECKED}
    assert table.panel.every.checkState() == PARTLY
    assert (table.panel.take.text(), table.panel.take_all.isHidden()) == ("Accept 2 ticked", False)
    table.review.accept()
    assert set(table.diagram.nodes) == {"api", "db"}
    assert table.diagram.nodes["db"].technology == "PostgreSQL"


def test_ticking_an_edge_brings_its_end(table: Table) -> None:
    row(table, "New").setCheckState(0, UNCHECKED)
    assert states(table)["cache"] == UNCHECKED
    row(table, "API → Sessions").setCheckState(0, CHECKED)
    assert states(table)["cache"] == CHECKED


def test_all_of_it_may_be_ticked_and_left_at_once(table: Table) -> None:
    table.panel.every.click()
    assert table.review.chosen == frozenset()
    assert not table.panel.take.isEnabled()
    assert not table.review.accept()
    table.panel.every.click()
    assert table.review.chosen == table.proposal.all


def test_accept_all_takes_what_is_not_ticked_too(table: Table) -> None:
    row(table, "Sessions").setCheckState(0, UNCHECKED)
    table.panel.take_all.click()
    assert "cache" in table.diagram.nodes


@pytest.mark.parametrize("place", ["panel", "canvas"])
def test_enter_accepts_here_and_on_the_canvas(qtbot: QtBot, table: Table, place: str) -> None:
    qtbot.keyClick(table.panel.tree if place == "panel" else table.editor.canvas, Qt.Key.Key_Return)
    assert "cache" in table.diagram.nodes
    assert table.panel.isHidden()


@pytest.mark.parametrize("place", ["panel", "canvas"])
def test_escape_refuses_and_it_can_be_opened_again(qtbot: QtBot, table: Table, place: str) -> None:
    refused: list[Refused] = []
    table.review.refused.connect(refused.append)
    qtbot.keyClick(table.panel.tree if place == "panel" else table.editor.canvas, Qt.Key.Key_Escape)
    assert table.diagram.same_records(BASE)
    assert table.panel.isHidden()
    assert not table.editor.canvas._screen.marks.ghosts
    table.editor.edit("Rename", lambda edit: edits.rename(edit, "api", "Gateway"))
    table.review.open_again(refused[0])
    assert table.proposal.all == {"cache", "api--cache", "db", "api--db"}
    assert table.review.losses == ("“ports” of cache: a diagram has no ports",)


def test_an_item_is_shown_on_the_canvas(table: Table) -> None:
    canvas = table.editor.canvas
    canvas.pan(5000, 5000)
    table.panel.tree.setCurrentItem(row(table, "Sessions"))
    assert canvas.visible.encloses(CACHE.rect)
    assert canvas._screen.marks.ghosts.focus == "cache"


def test_edits_meanwhile_stay_and_the_rest_is_still_proposed(table: Table) -> None:
    table.editor.edit("Rename", lambda edit: edits.rename(edit, "api", "Gateway"))
    assert table.proposal.all == {"cache", "api--cache", "db", "api--db"}
    table.review.accept()
    assert table.diagram.nodes["api"].label == "Gateway"


def test_a_vanished_target_is_told_and_comes_back_with_undo(table: Table) -> None:
    table.editor.edit("Remove", lambda edit: edits.remove(edit, ["db"]))
    assert table.proposal.all == {"cache", "api--cache"}
    assert table.panel.conflicts.head.text() == "1 part does not fit any more"
    assert table.panel.conflicts.lines.item(0).text() == "Orders: you removed it; its change is left out"
    table.editor.undo()
    assert table.proposal.all == {"cache", "api--cache", "db", "api--db"}
    assert table.panel.conflicts.isHidden()


def test_a_large_proposal_follows_edits_on_a_worker(
    qtbot: QtBot, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_module, "AT_ONCE", 0)
    table.editor.edit("Remove", lambda edit: edits.remove(edit, ["db"]))
    assert not table.review.is_ready
    assert not table.panel.take.isEnabled()
    assert not table.review.accept()
    table.editor.edit("Rename", lambda edit: edits.rename(edit, "api", "Gateway"))
    qtbot.waitUntil(lambda: not table.tasks.busy)
    assert table.review.is_ready
    assert table.proposal.all == {"cache", "api--cache"}
    assert table.review.accept()
    qtbot.waitUntil(lambda: not table.tasks.busy)
    assert set(table.diagram.nodes) == {"api", "cache"}


@pytest.fixture
def large(table: Table, monkeypatch: pytest.MonkeyPatch) -> Table:
    """The import counts as a large one."""
    monkeypatch.setattr(review_module, "AT_ONCE", 0)
    return table


def begin_to_accept(table: Table) -> None:
    """From here on what is ticked is worked out on a worker."""
    assert table.review.accept()
    assert table.diagram.same_records(BASE)
    assert not table.panel.take.isEnabled()


def test_a_large_proposal_is_taken_from_a_worker_as_one_step(qtbot: QtBot, large: Table) -> None:
    target = large.proposal.target
    begin_to_accept(large)
    qtbot.waitUntil(lambda: not large.tasks.busy)
    assert large.diagram.same_records(target)
    assert large.editor.selection.ids == ("cache",)
    assert large.review.proposal is None
    large.editor.undo()
    assert large.diagram.same_records(BASE)


def test_a_large_proposal_that_is_refused_meanwhile_is_not_taken(qtbot: QtBot, large: Table) -> None:
    begin_to_accept(large)
    large.review.refuse()
    qtbot.waitUntil(lambda: not large.tasks.busy)
    assert large.diagram.same_records(BASE)


def test_an_edit_meanwhile_keeps_a_large_proposal_under_review(qtbot: QtBot, large: Table) -> None:
    begin_to_accept(large)
    large.editor.edit("Rename", lambda edit: edits.rename(edit, "api", "Gateway"))
    qtbot.waitUntil(lambda: not large.tasks.busy)
    assert set(large.diagram.nodes) == {"api", "db"}
    assert large.review.is_ready
    assert large.panel.take.isEnabled()


def test_rows_out_of_sight_are_not_worked_out(lay: Callable[[Diagram], Table], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    words = DifferenceTree.words_of

    def watched(tree: DifferenceTree, item: Difference) -> tuple[str, str]:
        asked.add(item.id)
        return words(tree, item)

    monkeypatch.setattr(DifferenceTree, "words_of", watched)
    table = lay(BASE)
    many = document(*BASE, *(node(f"n{i}", 0, 200 * i) for i in range(2_000))).diagram
    table.review.open(propose("Import", BASE, many))
    table.review.choose(["n3"], on=False)
    table.panel.tree.grab()
    assert 0 < len(asked) < 100


def test_the_hint_of_an_empty_sheet_makes_room_for_a_proposal(window: MainWindow) -> None:
    window.begin(Diagram())
    bench = window.bench
    assert bench is not None
    assert not bench.page._hint.isHidden()
    bench.review.open(propose("Import", Diagram(), document(CACHE).diagram))
    assert bench.page._hint.isHidden()
    bench.review.refuse()
    assert not bench.page._hint.isHidden()


def test_the_window_offers_a_way_back_to_what_was_refused(window: MainWindow) -> None:
    window.begin(BASE)
    bench = window.bench
    assert bench is not None
    bench.review.open(imported())
    bench.review.refuse()
    (notice,) = window.banners.notices
    assert notice.text == "Import compose.yaml: refused, nothing was changed."
    notice.choices[0].chosen()
    assert bench.review.proposal is not None


def test_what_is_not_drawn_is_listed_too(table: Table) -> None:
    titled = replace(BASE.sheet, title="Shop")
    target = document(titled, *(record for record in BASE if record.id != "sheet")).diagram
    table.review.open(propose("Title", BASE, target))
    assert row(table, "Shop").text(0) == "Shop\ntitle none → “Shop”"
    table.panel.tree.setCurrentItem(row(table, "Shop"))
    table.panel.take.click()
    assert table.diagram.sheet.title == "Shop"


def test_the_panel_goes_below_the_canvas_where_there_is_no_room_beside_it(qtbot: QtBot, table: Table) -> None:
    assert table.panel.width() == 340
    table.page.resize(420, 800)
    qtbot.waitUntil(lambda: table.panel.width() == 420)
    assert table.editor.canvas.width() == 420
    assert table.panel.height() <= 400
