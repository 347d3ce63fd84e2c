"""The outline shows groups and nodes, follows the selection, renames and regroups."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.panels.outline.model import OutlineModel
from tests.support.diagrams import document, group, node


class NoIcons:
    """Stands for the small pictures of kinds."""

    def for_record(self, _record: object) -> QIcon:
        return QIcon()


def tree_of(model: OutlineModel, parent: QModelIndex | None = None) -> list[object]:
    parent = parent or QModelIndex()
    rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [(model.record_id(index), tree_of(model, index)) for index in rows]


def expected_tree(diagram: Diagram, parent: str | None = None) -> set[object]:
    return {(i, frozenset(expected_tree(diagram, i) if i in diagram.groups else ())) for i in diagram.members(parent)}


def as_set(rows: list[object]) -> set[object]:
    return {(record_id, frozenset(as_set(inner))) for record_id, inner in rows}


def built_anew(diagram: Diagram) -> list[object]:
    model = OutlineModel(NoIcons())
    model.show_diagram(diagram)
    return tree_of(model)


def test_groups_come_first_and_names_are_sorted(qapp: QApplication) -> None:
    diagram = document(node("zebra"), node("ant"), group("backend"), node("api", group="backend")).diagram
    model = OutlineModel(NoIcons())
    model.show_diagram(diagram)
    assert tree_of(model) == [("backend", [("api", [])]), ("ant", []), ("zebra", [])]


def test_other_colours_are_told_once_for_each_group(qapp: QApplication) -> None:
    diagram = document(*(node(f"n{i}") for i in range(50)), group("backend"), node("api", group="backend")).diagram
    model = OutlineModel(NoIcons())
    model.show_diagram(diagram)
    told: list[tuple[object, int, int]] = []
    model.dataChanged.connect(lambda top, last, _: told.append((model.record_id(top), top.row(), last.row())))
    model.refresh_icons()
    assert told == [("backend", 0, 50), ("api", 0, 0)]


@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["g", "h", None, "a name", "z name", "remove"])), max_size=12
    )
)
def test_model_follows_every_edit(steps: list[tuple[str, str | None]], qapp: QApplication) -> None:
    doc = document(*(node(i) for i in "abcd"), group("g"), group("h", "g"))
    model = OutlineModel(NoIcons())
    model.show_diagram(doc.diagram)
    doc.subscribe(model.follow)
    for record_id, what in steps:
        if record_id not in doc.diagram.nodes:
            continue
        with doc.edit("Step") as edit:
            if what in {"a name", "z name"}:
                edits.rename(edit, record_id, what)
            elif what == "remove":
                edits.remove(edit, [record_id])
            else:
                edits.set_group(edit, [record_id], what)
        assert tree_of(model) == built_anew(doc.diagram)
    while doc.undo():
        assert as_set(tree_of(model)) == expected_tree(doc.diagram)
        assert tree_of(model) == built_anew(doc.diagram)


def test_a_name_that_keeps_its_place_moves_no_row(qapp: QApplication, qtbot: QtBot) -> None:
    doc = document(node("a", label="Basket"), node("b", label="Cache"), node("c", label="Queue"))
    model = OutlineModel(NoIcons())
    model.show_diagram(doc.diagram)
    doc.subscribe(model.follow)
    with qtbot.assertNotEmitted(model.rowsRemoved), qtbot.waitSignal(model.dataChanged), doc.edit("Rename") as edit:
        edits.rename(edit, "b", "Counter")
    with qtbot.waitSignal(model.rowsRemoved), doc.edit("Rename") as edit:
        edits.rename(edit, "b", "Zoo")
    assert tree_of(model) == [("a", []), ("c", []), ("b", [])]


def test_selection_goes_both_ways(sketched: MainWindow) -> None:
    panel = sketched.bench.panels.outline
    first, second, *_ = sketched.editor.document.diagram.nodes
    sketched.editor.selection.set([first])
    assert [panel.model.record_id(i) for i in panel.tree.selectionModel().selectedIndexes()] == [first]
    panel.tree.selectionModel().setCurrentIndex(
        panel.model.index_of(second), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    assert sketched.editor.selection.ids == (second,)


def test_a_chosen_row_is_one_piece(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.panels.reveal("outline")
    panel = sketched.bench.panels.outline
    qtbot.waitUntil(panel.tree.isVisible)
    row = panel.tree.visualRect(panel.model.index_of("api"))
    before_it = row.left() - panel.tree.indentation() // 2

    def colours() -> tuple[int, int]:
        seen = panel.tree.viewport().grab().toImage()
        return seen.pixel(before_it, row.center().y()), seen.pixel(row.right() - 4, row.center().y())

    beside, plain = colours()
    sketched.editor.selection.set(["api"])
    assert colours()[0] == beside
    assert colours()[1] != plain


def test_enter_renames_in_place(sketched: MainWindow, qtbot: QtBot) -> None:
    panel = sketched.bench.panels.outline
    sketched.panels.reveal("outline")
    record_id = next(iter(sketched.editor.document.diagram.nodes))
    qtbot.waitUntil(panel.tree.isVisible)
    panel.tree.setFocus()
    panel.tree.setCurrentIndex(panel.model.index_of(record_id))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClicks(editor, "Renamed")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sketched.editor.document.diagram.nodes[record_id].label == "Renamed")


def test_drop_on_a_group_moves_into_it(sketched: MainWindow) -> None:
    editor, panel = sketched.editor, sketched.bench.panels.outline
    first, second, *_ = editor.document.diagram.nodes
    editor.selection.set([first])
    editor.group_selection()
    frame = editor.selection.current
    data = panel.model.mimeData([panel.model.index_of(second)])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, panel.model.index_of(frame))
    assert editor.document.diagram.nodes[second].group == frame
    assert panel.model.parent(panel.model.index_of(second)) == panel.model.index_of(frame)


def test_screen_reader_hears_kind_and_connections(sketched: MainWindow) -> None:
    panel = sketched.bench.panels.outline
    redis = next(n for n in sketched.editor.document.diagram.nodes.values() if n.technology == "Redis")
    said = panel.model.index_of(redis.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"{redis.label}, cache, Redis: 1 in, 0 out"


def test_many_changes_build_the_tree_anew_once(qapp: QApplication, qtbot: QtBot) -> None:
    doc = document(group("g"), node("old", group="g"))
    model = OutlineModel(NoIcons())
    model.show_diagram(doc.diagram)
    doc.subscribe(model.follow)
    told: list[str] = []
    model.modelReset.connect(lambda: told.append("anew"))
    model.rowsInserted.connect(lambda *_: told.append("row"))
    with doc.edit("Import") as edit:
        for number in range(100):
            edit.put(node(f"n{number}", group="g" if number % 2 else None))
    assert told == ["anew"]
    assert as_set(tree_of(model)) == expected_tree(doc.diagram)
    told.clear()
    with doc.edit("Add one") as edit:
        edit.put(node("new"))
    assert told == ["row"]


def test_a_closed_group_stays_closed_when_thousands_come(sketched: MainWindow) -> None:
    editor, outline = sketched.editor, sketched.bench.panels.outline
    editor.edit(
        "Groups", lambda edit: [edit.put(record) for i in "gh" for record in (group(i), node(f"in-{i}", group=i))]
    )
    outline.tree.collapse(outline.model.index_of("g"))
    editor.edit("Import", lambda edit: [edit.put(node(f"n{i}")) for i in range(100)])
    assert not outline.tree.isExpanded(outline.model.index_of("g"))
    assert outline.tree.isExpanded(outline.model.index_of("h"))


def test_rows_below_each_other_are_selected_as_one_run(qapp: QApplication) -> None:
    model = OutlineModel(NoIcons())
    model.show_diagram(document(group("g"), *(node(i, group="g") for i in "abcd"), node("z")).diagram)
    runs = [(model.record_id(first), model.record_id(last)) for first, last in model.runs_of("bazd")]
    assert sorted(runs) == [("a", "b"), ("d", "d"), ("z", "z")]
